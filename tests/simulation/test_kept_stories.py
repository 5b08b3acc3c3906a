"""Stories that are kept: one for each way in which a write could be done twice or be lost, and what failed."""

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

WORK = (
    ("enter in Intacct", 14),
    ("enter in Re-Leased", 14),
    ("enter in Intacct", 37),
    ("enter in Re-Leased", 37),
    ("pay in Intacct", 1),
    ("pay in Re-Leased", 1),
)
"""An invoice and a bill, both to be carried over at once, and a payment, on each side."""


def story(*mishaps: tuple[Place, int, str], setting: Setting = Setting.IN_STEP) -> Story:
    """People enter and pay, and the run that carries it over meets these mishaps."""
    done = [
        Event(0, Place.BEFORE, nth, what, number)
        for nth, (what, number) in enumerate(WORK, start=1)
    ]
    met = [Event(0, place, nth, what, nth) for place, nth, what in mishaps]
    return Story(setting, number=1, chapters=1, events=(*done, *met))


@pytest.mark.parametrize("nth", [1, 2, 3, 5])
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
    assert_carried_over(told)


@pytest.mark.parametrize("nth", [1, 2, 4])
def test_every_write_loses_its_answer__each_is_done_once(theatre: Theatre, nth: int) -> None:
    told = tell(theatre, story(*((Place.WRITE, one, "time-out after") for one in range(nth, 13))))
    assert told.violations == []
    assert_carried_over(told)


def assert_carried_over(told: Told) -> None:
    assert all(told.exercised[what] for what, _ in WORK)
    written = [line for line in told.trace if " writes " in line]
    assert any("/ia/" in line for line in written)
    assert any("/re-leased/" in line for line in written)


def test_draft_whose_sides_differ__is_not_approved(theatre: Theatre) -> None:
    """Seed 10326: a draft changed in Re-Leased, its card rejected, and put forward anew before the change
    had travelled: approved, each side would have held another amount."""
    events = (
        Event(0, Place.BEFORE, 1, "enter for orders in Re-Leased", 1076537765),
        Event(0, Place.BEFORE, 6, "approve in Re-Leased", 2869098528),
        Event(0, Place.BEFORE, 7, "enter for orders in Re-Leased", 4194515258),
        Event(1, Place.BEFORE, 2, "change amount in Re-Leased", 607454748),
        Event(1, Place.BEFORE, 3, "pay in Re-Leased", 4074163616),
        Event(1, Place.BEFORE, 5, "reject a draft in Slack", 1439667233),
        Event(1, Place.WRITE, 1, "rate limited", 1915363712),
        Event(1, Place.WRITE, 2, "approve a draft in Slack", 2915024506),
    )
    told = tell(theatre, Story(Setting.ORDERS, number=3535859815, chapters=2, events=events))
    assert told.violations == []
    assert told.exercised["reject a draft in Slack"] == 1
