"""The thirty failure stories that Re-Leased's and Sage's help pages warn of, told as scenarios.

Every one is a file beside this one: two ledgers and what people do in, plan and outcome out.
"""

import re
from pathlib import Path

from pytest_bdd import scenarios

HERE = Path(__file__).parent
STORIES = 30

scenarios(".")


def test_stories__are_thirty_and_each_has_a_scenario() -> None:
    files = sorted(HERE.glob("*.feature"))
    assert [int(path.name.split("_")[0]) for path in files] == list(range(1, STORIES + 1))
    for path in files:
        assert re.search(r"^  Scenario: ", path.read_text(encoding="utf-8"), re.MULTILINE), (
            path.name
        )
