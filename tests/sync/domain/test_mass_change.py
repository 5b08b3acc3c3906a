"""When a plan is far beyond the usual, and when records gone at once are not believed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.holds import said_of_excess, said_of_gone
from sync.domain.kinds import RecordKind
from sync.domain.mass_change import (
    TIMES_USUAL,
    Excess,
    GuardPolicy,
    MostGone,
    Past,
    Sort,
    Written,
    beyond_usual,
    days_away,
    most_gone,
)
from sync.domain.money import Money
from sync.domain.plan import PlanRow, StepVerb
from sync.domain.sides import Side

INVOICE = RecordKind.SALES_INVOICE
POLICY = GuardPolicy()
VOIDS = Sort(StepVerb.VOID, INVOICE, Side.RE_LEASED)
CREATIONS = Sort(StepVerb.CREATE, INVOICE, Side.INTACCT)
UPDATES = Sort(StepVerb.UPDATE, RecordKind.CUSTOMER, Side.RE_LEASED)


def row(sort: Sort, count: int, amount: str | None = None) -> PlanRow:
    money = Money(Decimal(amount), "GBP") if amount else None
    return PlanRow(sort.verb, sort.kind, sort.side, count, money)


def wrote(sort: Sort, *, count: int, days_ago: int, run_id: int = 1, let: bool = False) -> Written:
    return Written(run_id, sort, count, days_ago, was_let_through=let)


def is_held(sort: Sort, count: int, past: Past) -> bool:
    return bool(beyond_usual([row(sort, count)], past, POLICY))


@pytest.mark.parametrize(
    ("sort", "floor"),
    [(VOIDS, POLICY.voids), (CREATIONS, POLICY.creations), (UPDATES, POLICY.changes)],
)
def test_beyond_usual__nothing_up_to_the_floor_is(sort: Sort, floor: int) -> None:
    assert not is_held(sort, floor, Past())
    assert is_held(sort, floor + 1, Past())


def test_beyond_usual__of_a_new_link_only_voids_are() -> None:
    new = Past(is_new=True)
    assert not is_held(CREATIONS, 50_000, new)
    assert not is_held(UPDATES, 50_000, new)
    assert is_held(VOIDS, POLICY.voids + 1, new)


def test_beyond_usual__as_many_times_the_busiest_day_is_not() -> None:
    past = Past([wrote(CREATIONS, count=400, days_ago=91), wrote(CREATIONS, count=5, days_ago=2)])
    assert not is_held(CREATIONS, 400 * TIMES_USUAL, past)
    assert is_held(CREATIONS, 400 * TIMES_USUAL + 1, past)


def test_beyond_usual__a_days_runs_are_one_day() -> None:
    past = Past([wrote(CREATIONS, count=100, days_ago=3, run_id=n) for n in range(4)])
    assert past.usual(CREATIONS) == 400


def test_beyond_usual__what_was_written_today_counts_along_and_is_not_usual() -> None:
    past = Past([wrote(VOIDS, count=20, days_ago=0)])
    assert past.usual(VOIDS) == 0
    assert is_held(VOIDS, 6, past)
    assert not is_held(VOIDS, 5, past)


def test_beyond_usual__after_somebody_let_it_through_the_day_begins_anew() -> None:
    past = Past(
        [
            wrote(VOIDS, count=20, days_ago=0, run_id=1),
            wrote(VOIDS, count=312, days_ago=0, run_id=2, let=True),
            wrote(VOIDS, count=3, days_ago=0, run_id=3),
        ]
    )
    assert past.lately(VOIDS) == 3
    assert not is_held(VOIDS, 22, past)


def test_beyond_usual__what_was_let_through_is_usual_from_then_on_but_not_for_voids() -> None:
    past = Past(
        [
            wrote(CREATIONS, count=900, days_ago=90, let=True),
            wrote(VOIDS, count=900, days_ago=90, let=True),
        ]
    )
    assert not is_held(CREATIONS, 1000, past)
    assert is_held(VOIDS, 100, past)


def test_beyond_usual__after_days_without_a_sync_as_much_more_may_come() -> None:
    written = [wrote(CREATIONS, count=200, days_ago=9)]
    assert is_held(CREATIONS, 1500, Past(written))
    assert not is_held(CREATIONS, 1500, Past(written, days_away=3))


def test_beyond_usual__of_a_large_company_a_share_is_an_ordinary_day_but_not_of_voids() -> None:
    large = Past(known={INVOICE: 100_000})
    assert not is_held(CREATIONS, 2_000, large)
    assert is_held(CREATIONS, 2_001, large)
    assert is_held(VOIDS, POLICY.voids + 1, large)


def test_beyond_usual__links_and_notes_never_are() -> None:
    rows = [
        row(Sort(verb, INVOICE, Side.RE_LEASED), 9_999) for verb in StepVerb if not verb.is_write
    ]
    assert rows
    assert beyond_usual(rows, Past(), POLICY) == ()


def test_beyond_usual__one_kind_or_ledger_says_nothing_of_another() -> None:
    past = Past([wrote(CREATIONS, count=5000, days_ago=4)])
    assert not is_held(CREATIONS, 5000, past)
    assert is_held(Sort(StepVerb.CREATE, RecordKind.BILL, Side.INTACCT), 5000, past)
    assert is_held(Sort(StepVerb.CREATE, INVOICE, Side.RE_LEASED), 5000, past)


SORTS = st.builds(
    Sort,
    st.sampled_from([verb for verb in StepVerb if verb.is_write]),
    st.sampled_from(RecordKind),
    st.sampled_from(Side),
)
PASTS = st.builds(
    Past,
    st.lists(
        st.builds(
            Written,
            st.integers(1, 50),
            SORTS,
            st.integers(1, 2000),
            st.integers(0, 99),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.booleans(),
    st.integers(1, 40),
)


@given(sort=SORTS, count=st.integers(1, 20_000), past=PASTS)
def test_beyond_usual__who_does_more_is_never_asked_less(
    sort: Sort, count: int, past: Past
) -> None:
    if is_held(sort, count, past):
        assert is_held(sort, count + 1, past)


@given(sort=SORTS, count=st.integers(1, 20_000), past=PASTS)
def test_beyond_usual__a_longer_memory_never_asks_more(sort: Sort, count: int, past: Past) -> None:
    """So that it is enough to ask for today's writes first, and for the rest only where those are too many."""
    today = Past([one for one in past.written if one.days_ago == 0], past.is_new, past.days_away)
    if is_held(sort, count, past):
        assert is_held(sort, count, today)


@pytest.mark.parametrize(
    ("gone", "known", "asked"),
    [
        (10, 10, False),  # a handful, though all of them
        (11, 11, True),
        (30, 100, False),
        (31, 100, True),
        (500, 40_000, False),  # many, yet few of all
    ],
)
def test_most_gone__takes_many_and_a_share(gone: int, known: int, asked: bool) -> None:
    found = most_gone(Side.INTACCT, {INVOICE: gone}, {INVOICE: known}, POLICY)
    assert bool(found) is asked


@pytest.mark.parametrize(("hours", "days"), [(0.0, 1), (24.0, 1), (24.1, 2), (70.0, 3)])
def test_days_away__a_day_at_least(hours: float, days: int) -> None:
    assert days_away(hours) == days


def test_said_of_excess__names_count_money_ledger_and_what_is_usual() -> None:
    voids = Excess(row(VOIDS, 312, "1204332.10"), usual=5, lately=0)
    posts = Excess(row(Sort(StepVerb.APPROVE, INVOICE, Side.INTACCT), 400), usual=0, lately=12)
    assert said_of_excess([voids, posts]) == (
        "This would void 312 sales invoices worth 1,204,332.10 GBP in Re-Leased (usually up to 5 a day); "
        "post 400 sales invoices in Sage Intacct (no day before had any, and 12 were done in the last 24 "
        "hours)."
    )


def test_said_of_gone__names_counts_and_what_may_be_behind_it() -> None:
    said = said_of_gone([MostGone(Side.INTACCT, INVOICE, 900, 1000)])
    assert said.startswith(
        "Found deleted all at once: 900 of 1,000 known sales invoices in Sage Intacct."
    )
