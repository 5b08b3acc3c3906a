"""`python -m tests.mutants [WORD ...]`: break the code in one place after the other and see who notices.

With words, only mutants whose names hold one of them. Ends with 1 where a mutant survives.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.broken_on_purpose import HOUSE, Mutant
from tests.mutants.catalogue import MUTANTS

TESTS_FAILED = 1
"""What pytest ends with where tests failed; anything else is no proof."""

LONGEST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant."""

    mutant: Mutant
    is_caught: bool
    seconds: float
    said: str


def main() -> int:
    """Run them all and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    words: list[str] = arguments.words
    chosen = [one for one in MUTANTS if not words or any(word in one.name for word in words)]
    with ThreadPoolExecutor(arguments.processes) as pool:
        verdicts = list(pool.map(judged, chosen))
    survivors = [one for one in verdicts if not one.is_caught]
    _say(f"{len(verdicts) - len(survivors)} of {len(verdicts)} mutants caught.")
    for one in survivors:
        _say(f"\nSURVIVED: {one.mutant.name}\n{one.said}")
    return 1 if survivors else 0


def judged(mutant: Mutant) -> Verdict:
    """Break a copy of the house and run the tests that must notice."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "house"
        _copy_house(copy)
        (copy / mutant.file).write_text(mutant.broken(), encoding="utf-8")
        ended = _run_tests(copy, mutant.caught_by)
    verdict = Verdict(
        mutant, ended.returncode == TESTS_FAILED, time.monotonic() - began, ended.stdout[-2000:]
    )
    _say(
        f"{'caught  ' if verdict.is_caught else 'SURVIVED'} {verdict.seconds:5.1f} s  {mutant.name}"
    )
    return verdict


def _copy_house(copy: Path) -> None:
    listed = subprocess.run(
        ("git", "ls-files", "--cached", "--others", "--exclude-standard"),  # noqa: S607 - git is git
        cwd=HOUSE,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in listed.stdout.splitlines():
        if (HOUSE / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HOUSE / name, copy / name)


def _run_tests(copy: Path, tests: Sequence[str]) -> subprocess.CompletedProcess[str]:
    options = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--tb=line")
    return subprocess.run(  # noqa: S603 - our own tests
        (sys.executable, "-m", "pytest", *options, *tests),
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
