"""Money: an exact decimal amount with its currency. Nothing here rounds: what is too fine is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

CURRENCIES_WITHOUT_MINOR_UNIT = frozenset({"CLP", "ISK", "JPY", "KRW", "VND", "XAF", "XOF", "XPF"})
"""ISO 4217 currencies that are counted in whole units; all others here have two decimals."""

_CENT = Decimal("0.01")
_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency, exact to its minor unit (the cent).

    Attributes:
        amount: A finite decimal; kept with exactly as many decimals as the currency has.
        currency: ISO 4217 code, such as GBP.

    Raises:
        TypeError: The amount is not a Decimal (a float never becomes money).
        ValueError: The amount is not finite, or more precise than the currency's minor unit.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"Money needs a Decimal amount, not {type(self.amount).__name__}.")
        if not self.amount.is_finite():
            raise ValueError(f"Money needs a finite amount, not {self.amount}.")
        exact = self.amount.quantize(minor_unit(self.currency))
        if exact != self.amount:
            raise ValueError(f"{self.amount} {self.currency} is finer than the currency allows.")
        # "-0.00" becomes "0.00", so that equal money always looks equal.
        object.__setattr__(self, "amount", exact or abs(exact))

    def __add__(self, other: Self) -> "Money":
        self._require_same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Self) -> "Money":
        self._require_same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __bool__(self) -> bool:
        raise TypeError("Is it missing or is it zero? Compare money with None or with zero.")

    def __str__(self) -> str:
        return f"{self.amount:,} {self.currency}"

    @property
    def is_negative(self) -> bool:
        """Whether the amount is below zero."""
        return self.amount < 0

    def _require_same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self} and {other} cannot be added: two currencies.")


def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 for most, 1 for those without cents."""
    return _WHOLE if currency in CURRENCIES_WITHOUT_MINOR_UNIT else _CENT


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of `amounts`, all of which must be in `currency`; zero where there are none."""
    result = Money(Decimal(0), currency)
    for amount in amounts:
        result += amount
    return result
