"""Money: exact, with a currency, and never a float."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.money import Money, total

CENTS = st.integers(min_value=-(10**12), max_value=10**12)


def money(cents: int) -> Money:
    return Money(Decimal(cents) / 100, "GBP")


@given(st.lists(CENTS, max_size=30))
def test_sum__is_exact_to_the_cent(cents: list[int]) -> None:
    assert total(map(money, cents), "GBP") == money(sum(cents))


@given(CENTS, CENTS)
def test_subtraction__undoes_addition(first: int, second: int) -> None:
    assert money(first) + money(second) - money(second) == money(first)


def test_equal_amounts__look_equal() -> None:
    assert Money(Decimal(20), "GBP") == Money(Decimal("20.00"), "GBP")
    assert str(Money(Decimal("-0.00"), "GBP")) == "0.00 GBP"


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity"])
def test_amount_that_is_no_money__is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=r"Money|finer"):
        Money(Decimal(amount), "GBP")


def test_float__is_refused() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        Money(1.5, "GBP")  # type: ignore[arg-type]  # the very mistake this guards against


def test_two_currencies__are_never_added() -> None:
    with pytest.raises(ValueError, match="two currencies"):
        money(1) + Money(Decimal(1), "EUR")


def test_truth_of_money__must_be_asked_plainly() -> None:
    with pytest.raises(TypeError, match="missing or is it zero"):
        bool(money(0))


def test_amount__cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        money(1).amount = Decimal(2)  # type: ignore[misc]  # the very mistake this guards against


def test_yen__have_no_cents() -> None:
    assert str(Money(Decimal(100), "JPY")) == "100 JPY"
    with pytest.raises(ValueError, match="finer"):
        Money(Decimal("99.5"), "JPY")
