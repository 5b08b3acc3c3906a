"""What is installed is what was chosen: every package pinned, nothing else imported or lying about."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions, packages_distributions
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1]
OWN = {"leasebridge", "bot", "sync", "jobs", "migrations", "sandbox", "tests", "bench"}
PRODUCT = sorted(OWN - {"tests", "bench"})
COPYLEFT = re.compile(r"\b(A?GPL|SSPL|Commons Clause|Business Source)\b", re.IGNORECASE)
PROJECT: dict[str, Any] = tomllib.loads((FOLDER / "pyproject.toml").read_text(encoding="utf-8"))
PINS: list[str] = PROJECT["tool"]["uv"]["constraint-dependencies"]
THE_INSTALLERS = {"pip", "setuptools", "leasebridge", "uv", "wheel"}


def canonical(name: str) -> str:
    """A package's name in its one spelling."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


def pinned() -> dict[str, str]:
    """Versions by package."""
    return {canonical(pin): pin.split("==")[1] for pin in PINS}


def test_pins__name_one_version_each() -> None:
    assert [
        pin for pin in PINS if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)
    ] == []
    assert len(pinned()) == len(PINS)


def test_pins__hold_all_that_is_asked_for() -> None:
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    assert {canonical(one) for one in asked} - pinned().keys() == set()


def test_installed__is_pinned_and_of_that_version() -> None:
    installed = {canonical(one.metadata["Name"]): one.version for one in distributions()}
    others = installed.keys() - THE_INSTALLERS
    assert {name: installed[name] for name in others if pinned().get(name) != installed[name]} == {}


def test_product__imports_only_what_it_asks_for() -> None:
    asked = {canonical(one) for one in PROJECT["project"]["dependencies"]}
    packages = packages_distributions()
    strange = {
        (name, str(path.relative_to(FOLDER)))
        for folder in PRODUCT
        for path in (FOLDER / folder).rglob("*.py")
        for name in imported_by(path)
        if name not in OWN | set(sys.stdlib_module_names)
        and not {canonical(one) for one in packages.get(name, [])} & asked
    }
    assert strange == set()


def imported_by(path: Path) -> set[str]:
    """The first parts of the names of all modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_product__runs_no_text_as_code_and_reads_no_pickles() -> None:
    never = re.compile(r"\b(eval|exec)\(|\bpickle\b|\bmarshal\b|yaml\.load|shell=True|verify=False")
    found = {
        (str(path.relative_to(FOLDER)), line.strip())
        for folder in PRODUCT
        for path in (FOLDER / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if never.search(line.partition("#")[0]) and '"' not in line
    }
    assert found == set()


def test_licences__of_what_the_product_needs_let_it_be_used() -> None:
    asked = {canonical(one) for one in PROJECT["project"]["dependencies"]}
    doubtful = {
        one.metadata["Name"]
        for one in distributions()
        if canonical(one.metadata["Name"]) in asked and COPYLEFT.search(_licence(one.metadata))
    }
    assert doubtful == set()


def _licence(metadata: Any) -> str:
    classifiers = [one for one in metadata.get_all("Classifier") or [] if "License" in one]
    return " ".join([metadata.get("License-Expression") or "", *classifiers])


def test_linter__looks_for_insecure_code() -> None:
    assert "S" in PROJECT["tool"]["ruff"]["lint"]["select"]
    left_out = PROJECT["tool"]["ruff"]["lint"]["per-file-ignores"]
    relaxed = {where for where, rules in left_out.items() if any(rule == "S" for rule in rules)}
    assert relaxed == set()


def test_repository__holds_no_key_or_token() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=FOLDER, capture_output=True, check=True)  # noqa: S607 - git, wherever it is
    secret = re.compile(
        rb"-----BEGIN (RSA |EC )?PRIVATE KEY|xox[bp]-[0-9]{8,}|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30}"
    )
    found = [
        name.decode()
        for name in listed.stdout.split(b"\0")
        if name and (FOLDER / name.decode()).is_file()
        if secret.search((FOLDER / name.decode()).read_bytes())
    ]
    assert found == []
