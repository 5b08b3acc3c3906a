"""Amounts as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.money import Money
from sync.domain.typed_amounts import typed_amount
from tests.sync.domain.made import pounds


@pytest.mark.parametrize(
    "words",
    ["1,234.50", "1234.5", "£1,234.50", "1234.50 GBP", "GBP 1234.50", " 1,234.5 ", "-1,234.50"],
)
def test_amount__is_known_however_it_is_typed(words: str) -> None:
    assert typed_amount(words, "GBP") == pounds("1234.50")


@pytest.mark.parametrize(
    "words", ["INV-9001", "1,23.50", "1234.567", "1.234,50", "", "12/34", "9" * 40, "RL 20", "٣"]
)
def test_what_is_no_amount__is_none(words: str) -> None:
    assert typed_amount(words, "GBP") is None


def test_cents_of_a_currency_without_cents__are_nothing_to_look_for() -> None:
    assert typed_amount("100.50", "JPY") is None
    assert typed_amount("100", "JPY") == Money(Decimal(100), "JPY")


@given(st.decimals(min_value=0, max_value=10**11, places=2))
def test_amount__comes_back_as_it_is_shown(amount: Decimal) -> None:
    shown = Money(amount, "GBP")
    assert typed_amount(str(shown), "GBP") == shown


@given(st.text(max_size=30))
def test_any_words__are_taken(words: str) -> None:
    typed_amount(words, "GBP")
