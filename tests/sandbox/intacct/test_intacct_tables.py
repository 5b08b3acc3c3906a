"""Indexes and the way back, held against plain sorting and copying."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.intacct.master_records import TaxSolution
from sandbox.intacct.records import ZERO, DocumentItem
from sandbox.intacct.rules.document_lines import paid_top_down
from sandbox.intacct.tables import Journal, SortedIndex, Table
from sandbox.storage import Storage

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
VALUES = st.integers(min_value=0, max_value=9)
STEPS = st.lists(st.tuples(st.booleans(), VALUES, VALUES), max_size=200)


@given(steps=STEPS, low=VALUES, high=VALUES, with_low=st.booleans(), with_high=st.booleans())
def test_sorted_index__finds_what_a_scan_finds(
    steps: list[tuple[bool, int, int]], low: int, high: int, with_low: bool, with_high: bool
) -> None:
    index, pairs = SortedIndex(), set()
    for adding, value, number in steps:
        if adding and (value, number) not in pairs:
            index.add(value, number)
            pairs.add((value, number))
        elif not adding:
            index.discard(value, number)
            pairs.discard((value, number))
    places = index.between(low, high, with_low=with_low, with_high=with_high)
    expected = sorted(
        (value, number)
        for value, number in pairs
        if (low <= value if with_low else low < value)
        and (value <= high if with_high else value < high)
    )
    assert index.numbers(places) == [number for _, number in expected]


def solution(number: int, name: str) -> TaxSolution:
    return TaxSolution(record_no=number, created_at=MOMENT, created_by=1, solution_id=name)


def test_table__work_that_fails_is_taken_back_inside_and_out() -> None:
    journal = Journal()
    table = Table(Storage(), journal, "t", TaxSolution, natural_id="solution_id")
    table.put(solution(1, "one"))
    outer = journal.open()
    table.put(solution(2, "two"))
    inner = journal.open()
    table.put(solution(1, "renamed"))
    table.remove(2)
    journal.close(inner, undo=True)
    assert [each.solution_id for each in table] == ["one", "two"]
    journal.close(outer, undo=True)
    assert [each.solution_id for each in table] == ["one"]
    assert table.named("renamed") is None
    assert table.named("one") is not None


def test_table__is_the_same_when_read_from_the_storage_again() -> None:
    storage = Storage()
    table = Table(storage, Journal(), "t", TaxSolution, natural_id="solution_id")
    for number in (10, 9, 101):
        table.put(solution(number, f"name {number}"))
    again = Table(storage, Journal(), "t", TaxSolution, natural_id="solution_id")
    assert list(again) == list(table)
    assert again.highest_number() == 101


def items(*amounts: str) -> list[DocumentItem]:
    return [
        DocumentItem(record_no=n, line_no=n, account_no="4000", amount=Decimal(amount))
        for n, amount in enumerate(amounts, start=1)
    ]


@pytest.mark.parametrize(
    ("amounts", "paid", "spread"),
    [
        (("100", "20"), "0", ("0", "0")),
        (("100", "20"), "110", ("100", "10")),
        (("100", "20"), "120", ("100", "20")),
        (("100", "-10"), "90", ("100", "-10")),
        (("100", "-10"), "50", ("60", "-10")),
    ],
)
def test_paid_top_down__fills_lines_from_the_top(
    amounts: tuple[str, ...], paid: str, spread: tuple[str, ...]
) -> None:
    found = paid_top_down(items(*amounts), Decimal(paid))
    assert [item.total_paid for item in found] == [Decimal(share) for share in spread]


@given(
    amounts=st.lists(st.decimals(min_value=0, max_value=1000, places=2), min_size=1, max_size=8),
    share=st.integers(min_value=0, max_value=100),
)
def test_paid_top_down__spreads_exactly_what_was_paid(amounts: list[Decimal], share: int) -> None:
    paid = (sum(amounts, ZERO) * share / 100).quantize(Decimal("0.01"))
    found = paid_top_down(items(*map(str, amounts)), paid)
    assert sum((item.total_paid for item in found), ZERO) == min(paid, sum(amounts, ZERO))
