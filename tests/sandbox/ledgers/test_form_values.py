"""Reading what a person typed into a form."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.ledgers.values import FormProblem, Values


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_amount__is_read_as_it_is_shown_with_separators(amount: Decimal) -> None:
    assert Values({"amount": f"{amount:,}"}).amount("amount", "Amount") == amount


@pytest.mark.parametrize("text", ["", "abc", "NaN", "Infinity", "1e20", "1.005", "1 000", "--5"])
def test_amount__anything_else_is_refused_with_the_field(text: str) -> None:
    with pytest.raises(FormProblem) as refused:
        Values({"amount": text}).amount("amount", "Amount")
    assert refused.value.field == "amount"


@given(st.text())
def test_amount__never_fails_in_another_way(text: str) -> None:
    with contextlib.suppress(FormProblem):
        assert isinstance(Values({"amount": text}).amount("amount", "Amount"), Decimal)


def test_day__says_what_is_no_date() -> None:
    with pytest.raises(FormProblem, match="Due date is not a date: 2026-02-30"):
        Values({"due": "2026-02-30"}).day("due", "Due date")


def test_lines__left_wholly_empty_are_skipped() -> None:
    lines = Values({"lines": [{"number": None, "net": ""}, {"number": None, "net": "5"}]})
    assert [line.text("net") for line in lines.lines("lines")] == ["5"]


def test_lines__that_are_no_lines_are_refused() -> None:
    with pytest.raises(FormProblem):
        Values({"lines": "all of them"}).lines("lines")
