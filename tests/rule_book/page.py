"""Writes docs/rule-book.md: the rule book, the catalogue of issues, and which test proves each.

    python -m tests.rule_book.page            write it
    python -m tests.rule_book.page --check    say whether the written one is up to date

A test proves a cell when it carries the marker `cell`, and a cause when its own text names the cause. A
scenario proves a cause when it tells people the cause's title.
"""

import inspect
import io
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sync.domain.causes import CAUSE_TEXTS, CauseText
from sync.domain.causes.what_is_held_up import WHAT_IS_HELD_UP
from sync.domain.causes.what_people_do import WHAT_PEOPLE_DO
from sync.domain.causes.what_stays import WHAT_STAYS
from sync.domain.kinds import RecordKind
from sync.domain.rule_book import RULE_BOOK, Rule
from sync.domain.rules import NEWCOMER_RULES
from sync.domain.sides import Side
from sync.domain.standing import Cause

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "rule-book.md"
COLLECTED = ("tests/rule_book", "tests/sync/use_cases", "tests/scenarios")
COLUMNS = {
    "created_in": "Created in",
    "changed_in": "Changed in",
    "ended_in": "Ended in",
    "other_side_gets": "What the other side gets",
}
_SORTS_OF_CAUSES = {
    "What stays where it is": WHAT_STAYS,
    "What is held up": WHAT_IS_HELD_UP,
    "What only people can do": WHAT_PEOPLE_DO,
}
_NAMED_CAUSE = re.compile(r"Cause\.([A-Z_]+)")


@dataclass
class Proofs:
    """The tests found.

    Attributes:
        cells: By kind and column, the names of the tests that prove the cell.
        causes: The tests and scenarios in which people are told a cause, or a record stands for it.
    """

    cells: dict[tuple[RecordKind, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    causes: dict[Cause, set[str]] = field(default_factory=lambda: defaultdict(set))

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """Called by pytest with every test there is."""
        for item in items:
            if isinstance(item, pytest.Function):
                self._note(item)

    def _note(self, item: pytest.Function) -> None:
        name = item.originalname
        path = Path(item.path).relative_to(ROOT)
        for marker in item.iter_markers("cell"):
            column, *kinds = marker.args
            for kind in kinds or [RecordKind(str(item.callspec.params["work"]))]:
                self.cells[kind, column].add(f"`{path.name}::{name}`")
        for cause in _named_in(item.function):
            self.causes[cause].add(f"`{path.name}::{name}`")


def _named_in(function: Callable[..., object]) -> set[Cause]:
    """The causes that a function names, itself or through the functions and tables of ours that it uses."""
    named: set[Cause] = set()
    for part in _with_helpers(function, seen=set()):
        if inspect.isfunction(part):
            named.update(Cause[name] for name in _NAMED_CAUSE.findall(inspect.getsource(part)))
        else:
            values = part.values() if isinstance(part, Mapping) else part
            named.update(value for value in values if isinstance(value, Cause))
    return named


def _with_helpers(function: object, *, seen: set[int]) -> Iterator[Any]:
    if id(function) in seen:
        return
    seen.add(id(function))
    yield function
    if not inspect.isfunction(function):
        return
    for name in function.__code__.co_names:
        used = function.__globals__.get(name)
        if isinstance(used, Mapping | tuple) or _is_ours(used):
            yield from _with_helpers(used, seen=seen)


def _is_ours(used: object) -> bool:
    return inspect.isfunction(used) and used.__module__.startswith(("tests.", "sync.domain."))


def found_proofs() -> Proofs:
    """Ask pytest which tests there are, and read the scenarios."""
    proofs = Proofs()
    folders = [folder for folder in COLLECTED if (ROOT / folder).exists()]
    options = ["--collect-only", "-qq", "-p", "no:cacheprovider"]
    with redirect_stdout(io.StringIO()) as printed:
        status = pytest.main(["--rootdir", str(ROOT), *options, *folders], plugins=[proofs])
    if status != pytest.ExitCode.OK:
        raise SystemExit(f"pytest could not collect the tests: {status!r}\n{printed.getvalue()}")
    for feature in stories():
        text = feature.read_text(encoding="utf-8")
        for cause, said in CAUSE_TEXTS.items():
            if _told_title(said) in text:
                proofs.causes[cause].add(f"`{feature.name}`")
    return proofs


def stories() -> list[Path]:
    """The scenarios of what goes wrong in practice, in their order."""
    return sorted((ROOT / "tests" / "scenarios").glob("*.feature"))


def _told_title(said: CauseText) -> str:
    """The part of a title that is the same for every subject."""
    return max(said.title.split("{subject}"), key=len).strip()


def rendered(proofs: Proofs) -> str:
    """The page."""
    parts = [
        "# The rule book, the issues, and what proves them",
        "Made by `python -m tests.rule_book.page`; do not edit. A test holds that it is up to date.",
        "## The rule book",
        *_rule_book(),
        "### Proved by",
        *_cells(proofs),
        "## Further rules",
        "The first that objects decides where a record without a counterpart stands.",
        *_further_rules(proofs),
        "## The issues",
        *_catalogue(proofs),
        "## What goes wrong in practice",
        *_told_stories(),
    ]
    return "\n\n".join(parts) + "\n"


def _rule_book() -> Iterator[str]:
    head = "| Record | Created in | Changed in | Ended in | What the other side gets |"
    rows = [_row(rule) for rule in RULE_BOOK]
    yield "\n".join([head, "| --- | --- | --- | --- | --- |", *rows])


def _row(rule: Rule) -> str:
    ended = f"{rule.ending}: {_sides(rule.ended_in)}" if rule.ending else "-"
    cells = (rule.title, _sides(rule.created_in), _sides(rule.changed_in), ended)
    return f"| {' | '.join(cells)} | {rule.other_side_gets} |"


def _sides(sides: frozenset[Side]) -> str:
    if len(sides) == len(Side):
        return "either"
    return ", ".join(side.label for side in sides) or "-"


def _cells(proofs: Proofs) -> Iterator[str]:
    lines = [f"| Record | {' | '.join(COLUMNS.values())} |", "| --- | --- | --- | --- | --- |"]
    for rule in RULE_BOOK:
        for kind in rule.kinds:
            tests = (
                "<br>".join(sorted(proofs.cells[kind, column])) or "**none**" for column in COLUMNS
            )
            lines.append(f"| {kind.singular} | {' | '.join(tests)} |")
    yield "\n".join(lines)


def _further_rules(proofs: Proofs) -> Iterator[str]:
    lines = ["| Rule | Proved by |", "| --- | --- |"]
    for rule in NEWCOMER_RULES:
        said = (inspect.getdoc(rule) or "").partition("\n\n")[0].replace("\n", " ")
        lines.append(f"| {said} | {_tests(rule_proofs(rule, proofs))} |")
    yield "\n".join(lines)


def rule_proofs(rule: Callable[..., object], proofs: Proofs) -> set[str]:
    """The tests that prove a further rule: those of the causes it gives."""
    return {test for cause in _named_in(rule) for test in proofs.causes[cause]}


def _catalogue(proofs: Proofs) -> Iterator[str]:
    for heading, causes in _SORTS_OF_CAUSES.items():
        yield f"### {heading}"
        yield from (_cause(cause, said, proofs) for cause, said in causes.items())


def _cause(cause: Cause, said: CauseText, proofs: Proofs) -> str:
    return (
        f"#### {said.title.replace('{subject}', '…')}\n\n"
        f"- *Why:* {said.why.replace('{subject}', '…')}\n"
        f"- *What to do:* {said.next_step.replace('{subject}', '…')}\n"
        f"- *Proved by:* {_tests(proofs.causes[cause])}"
    )


def _tests(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "**none**"


def _told_stories() -> Iterator[str]:
    lines = []
    for feature in stories():
        first = feature.read_text(encoding="utf-8").partition("Feature:")[2].partition("\n")[0]
        lines.append(f"- `{feature.name}`: {first.strip()}")
    yield "\n".join(lines) or "None yet."


def main() -> None:
    """Write the page, or check it."""
    page = rendered(found_proofs())
    if "--check" not in sys.argv:
        PAGE.write_text(page, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        raise SystemExit(
            f"{PAGE.relative_to(ROOT)} is out of date: run python -m tests.rule_book.page"
        )


if __name__ == "__main__":
    main()
