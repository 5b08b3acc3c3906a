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


def test_key_is_not_kept__what_is_there_is_found_and_not_made_again(theatre: Theatre) -> None:
    forgotten = ((Place.WRITE, nth, "key not kept") for nth in range(1, 7))
    told = tell(theatre, story(*forgotten))
    assert told.violations == []
    assert told.exercised["key not kept"] >= 3
    assert_carried_over(told)


def test_plan_applied_after_people_went_on__only_what_stands_as_shown_is_done(
    theatre: Theatre,
) -> None:
    acts = (
        *WORK[:4],
        ("ask for a plan", 1),
        *(("change amount in Intacct", nth) for nth in range(9)),
        *(("change amount in Re-Leased", nth) for nth in range(9)),
        ("apply the plan shown", 1),
    )
    done = tuple(
        Event(0, Place.BEFORE, nth, what, number)
        for nth, (what, number) in enumerate(acts, start=1)
    )
    told = tell(theatre, Story(Setting.IN_STEP, number=1, chapters=1, events=done))
    assert told.violations == []
    assert told.exercised["apply the plan shown"] == 1
    assert told.exercised["change amount in Intacct"] > 2


@pytest.mark.parametrize("side", ["Intacct", "Re-Leased"])
@pytest.mark.parametrize("page_size", [2, 3])
def test_reading_breaks_off_between_pages__what_was_not_read_is_read_later(
    theatre: Theatre, side: str, page_size: int
) -> None:
    """Nothing older than the overlap is seen again by itself, hence the time that passes."""
    entered = tuple(Event(0, Place.BEFORE, nth, f"enter in {side}", nth) for nth in range(1, 9))
    broken = tuple(Event(0, Place.CALL, nth, "unreachable", nth) for nth in range(4, 400))
    long_story = Story(
        Setting.IN_STEP, number=1, chapters=2, events=(*entered, *broken), page_size=page_size
    )
    told = tell(theatre, long_story)
    assert told.violations == []
    assert told.exercised["unreachable"] > 1


@pytest.mark.parametrize("nth", range(35, 43))
def test_worker_ends_while_it_keeps_a_page__it_is_read_again(theatre: Theatre, nth: int) -> None:
    """The commits about Re-Leased's invoices, which were entered further apart than its overlap."""
    entered = tuple(Event(0, Place.BEFORE, one, "enter in Re-Leased", one) for one in range(1, 7))
    ended = Event(0, Place.COMMIT, nth, CRASH_AFTER, 1)
    events = (*entered, ended)
    told = tell(theatre, Story(Setting.IN_STEP, number=1, chapters=1, events=events, page_size=20))
    assert told.violations == []
    assert told.exercised[CRASH_AFTER] == 1


def test_draft_changes_after_it_was_approved__what_nobody_saw_is_not_posted(
    theatre: Theatre,
) -> None:
    """Other dates and numbers, the amounts as they were."""
    entered = [Event(0, Place.BEFORE, nth, "enter in Re-Leased", nth) for nth in (4, 8)]
    approved = Event(1, Place.BEFORE, 1, "approve all drafts in Slack", 3)
    changed = [
        Event(1, Place.BEFORE, nth, "change words in Re-Leased", nth) for nth in range(2, 14)
    ]
    events = (*entered, approved, *changed)
    told = tell(theatre, Story(Setting.IN_STEP, number=1, chapters=2, events=events))
    assert told.violations == []
    assert told.exercised["approve all drafts in Slack"] == 1
    assert told.exercised["change words in Re-Leased"] > 5


def test_payment_undone_in_re_leased_only__the_balances_differ_for_a_cause(
    theatre: Theatre,
) -> None:
    undone = Event(0, Place.BEFORE, 1, "undo a payment in Re-Leased", 1)
    told = tell(theatre, Story(Setting.IN_STEP, number=1, chapters=1, events=(undone,)))
    assert told.violations == []
    assert told.exercised["undo a payment in Re-Leased"] == 1


def test_draft_changes_in_re_leased_between_both_posts__the_approval_goes_no_further(
    theatre: Theatre,
) -> None:
    """Seed 17: posted in Intacct as it was shown, it would have been approved here over another amount."""
    entered = Event(0, Place.BEFORE, 1, "enter in Re-Leased", 4)
    approved = Event(1, Place.BEFORE, 1, "approve all drafts in Slack", 3)
    changed = [Event(1, Place.WRITE, 1, "change amount in Re-Leased", one) for one in range(24)]
    told = tell(theatre, Story(Setting.IN_STEP, 1, 2, (entered, approved, *changed)))
    assert told.violations == []
    assert any("changes RE-1 to" in line for line in told.trace)


def test_posted_by_somebody_before_we_looked__is_seen_to_be_posted(theatre: Theatre) -> None:
    """Seed 108: the answer to a draft's creation was lost, and until it was looked for somebody had posted it:
    that was taken for what had been sent, and Re-Leased never followed."""
    events = (
        Event(0, Place.BEFORE, 1, "enter in Re-Leased", 1187827962),
        Event(0, Place.BEFORE, 2, "enter a draft", 347514840),
        Event(0, Place.BEFORE, 3, "post", 3667214023),
        Event(0, Place.BEFORE, 4, "enter a draft", 816486314),
        Event(0, Place.BEFORE, 5, "reject a draft in Slack", 3939129068),
        Event(0, Place.BEFORE, 6, "enter a draft", 1677336878),
        Event(0, Place.WRITE, 2, "broken off", 2566950064),
        Event(0, Place.WRITE, 4, "post", 295330418),
    )
    told = tell(theatre, Story(Setting.IN_STEP, number=3394123516, chapters=1, events=events))
    assert told.violations == []
    assert told.exercised["broken off"] == 1
    assert told.exercised["post"] == 2


def test_order_changed_before_we_looked_for_it__is_ours_all_the_same(theatre: Theatre) -> None:
    """Seed 1049: the answer to its creation was lost, and with another price it was taken for nobody's."""
    events = (
        Event(0, Place.BEFORE, 1, "enter for orders in Re-Leased", 267703310),
        Event(0, Place.WRITE, 1, "in part", 3804793412),
        Event(1, Place.BEFORE, 5, "change an order", 2462267376),
    )
    told = tell(theatre, Story(Setting.ORDERS, number=860651493, chapters=2, events=events))
    assert told.violations == []
    assert told.exercised["change an order"] == 1


def test_draft_changes_at_the_moment_it_is_posted__nobody_is_said_to_have_approved_that(
    theatre: Theatre,
) -> None:
    """Seed 985: Intacct posts a draft as it is by then, which may be after we last looked."""
    events = (
        Event(0, Place.BEFORE, 1, "enter a draft", 1293701485),
        Event(1, Place.BEFORE, 1, "approve all drafts in Slack", 115161408),
        Event(1, Place.WRITE, 1, "change amount in Intacct", 2),
    )
    told = tell(theatre, Story(Setting.IN_STEP, number=3247836359, chapters=2, events=events))
    assert told.violations == []
    assert told.exercised["change amount in Intacct"] == 1


def test_words_changed_before_we_looked_for_it__travel_like_any_others(theatre: Theatre) -> None:
    """What somebody said was taken for what had been sent, and Re-Leased never heard of it."""
    changed = [Event(1, Place.BEFORE, nth, "change words in Intacct", nth) for nth in range(1, 30)]
    events = (
        Event(0, Place.BEFORE, 1, "enter in Re-Leased", 4),
        Event(0, Place.WRITE, 1, "broken off", 1),
        *changed,
    )
    told = tell(theatre, Story(Setting.IN_STEP, number=1, chapters=2, events=events))
    assert told.violations == []
    assert any("changes RE-1: {'doc_number'" in line for line in told.trace)


def test_deleted_before_we_looked_for_it__people_are_told_and_it_is_not_made_again(
    theatre: Theatre,
) -> None:
    """Nobody but they can say whether it is to be."""
    events = (
        Event(0, Place.BEFORE, 1, "enter a draft", 1118084771),
        Event(0, Place.WRITE, 1, "broken off", 1),
        *(Event(1, Place.BEFORE, nth, "delete in Intacct", nth) for nth in range(1, 9)),
    )
    told = tell(theatre, Story(Setting.IN_STEP, number=1, chapters=2, events=events))
    assert told.violations == []
    assert any("deletes DR-1" in line for line in told.trace)
    assert sum(" writes " in line for line in told.trace) == 1
