"""Stories that are kept: one for each way in which a write could be done twice or be lost, and what failed."""

from itertools import count

import pytest

from tests.simulation.scene import Theatre
from tests.simulation.story import (
    CRASH_AFTER,
    CRASH_BEFORE,
    ZOMBIE,
    Event,
    Place,
    Setting,
    Story,
)
from tests.simulation.telling import Told, tell

ENTERED = ("enter in Intacct", "enter in Re-Leased")
"""One document on each side, so that both ledgers are written to."""


def story(*mishaps: tuple[Place, int, str], setting: Setting = Setting.IN_STEP) -> Story:
    """People enter documents, and the run that carries them over meets these mishaps."""
    numbers = count(1)
    entered = [Event(0, Place.BEFORE, next(numbers), what, 7) for what in ENTERED * 2]
    met = [Event(0, place, nth, what, next(numbers)) for place, nth, what in mishaps]
    return Story(setting, number=1, chapters=1, events=(*entered, *met))


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize(
    "mishap",
    [
        "time-out before",
        "time-out after",
        "broken off",
        "late",
        "twice",
        "page after",
        "cut short",
        "in part",
        CRASH_BEFORE,
        CRASH_AFTER,
        ZOMBIE,
    ],
)
def test_write_that_meets_a_mishap__is_done_once(theatre: Theatre, mishap: str, nth: int) -> None:
    told = tell(theatre, story((Place.WRITE, nth, mishap)))
    assert told.violations == []
    assert told.exercised[mishap] == 1
    assert_all_entered(told)


@pytest.mark.parametrize("nth", [1, 2, 4])
def test_every_write_loses_its_answer__each_is_done_once(theatre: Theatre, nth: int) -> None:
    told = tell(theatre, story(*((Place.WRITE, one, "time-out after") for one in range(nth, 13))))
    assert told.violations == []
    assert_all_entered(told)


def assert_all_entered(told: Told) -> None:
    assert all(told.exercised[what] == 2 for what in ENTERED)
