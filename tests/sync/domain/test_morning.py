"""When the morning digest is due, and how issues add up in it."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from sync.domain.money import Money
from sync.domain.morning import Heap, digest_day, heap
from sync.domain.working_hours import WorkingHours

AUCKLAND = WorkingHours(time_zone="Pacific/Auckland")
HALF_PAST_SEVEN = time(7, 30)
MONDAY = date(2026, 3, 2)
DUE = datetime.combine(MONDAY, HALF_PAST_SEVEN, AUCKLAND.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("after", "last", "due"),
    [
        (timedelta(), None, MONDAY),
        (timedelta(), MONDAY - timedelta(days=3), MONDAY),
        (timedelta(hours=3), None, MONDAY),
        (timedelta(), MONDAY, None),
        (timedelta(seconds=-1), None, None),
        (timedelta(hours=4), None, None),
        (timedelta(days=-1), None, None),
    ],
    ids=["on time", "after a weekend", "late", "given", "early", "too late", "on a Sunday"],
)
def test_digest__is_due_once_in_the_morning_of_a_working_day(
    after: timedelta, last: date | None, due: date | None
) -> None:
    assert digest_day(DUE + after, AUCKLAND, HALF_PAST_SEVEN, last) == due


def test_heap__adds_the_companys_own_currency_and_counts_all() -> None:
    pounds, dollars = Money(Decimal(2), "GBP"), Money(Decimal(9), "USD")
    added = heap([(1, pounds), (2, pounds), (3, dollars), (4, None)], "GBP")
    assert added == Heap(10, Money(Decimal(4), "GBP"))
    assert heap([(3, None)], "GBP") == Heap(3, None)
