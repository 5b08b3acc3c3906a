"""The page about the rule book is up to date, and nothing in it goes without a proof."""

import subprocess
import sys

import pytest

from tests.rule_book.page import PAGE, ROOT


@pytest.mark.processes
def test_rule_book_page__is_what_the_code_and_the_tests_say_now() -> None:
    command = [sys.executable, "-m", "tests.rule_book.page", "--check"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    assert checked.returncode == 0, checked.stderr


def test_every_cell_rule_and_issue__is_proved_by_a_test() -> None:
    unproved = [
        line for line in PAGE.read_text(encoding="utf-8").splitlines() if "**none**" in line
    ]
    assert unproved == []
