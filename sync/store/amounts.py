"""Money in columns: whole minor units and a currency, so that the database can add it up exactly."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from sync.domain.money import Money, minor_unit

Group = TypeVar("Group", bound=Hashable)


def minor_units(money: Money | None) -> int | None:
    """An amount as a whole number of its currency's minor units (cents)."""
    return None if money is None else int(money.amount / minor_unit(money.currency))


def money_of(units: int | Decimal | None, currency: str | None) -> Money | None:
    """Money from minor units; None where there is no amount or no currency."""
    if units is None or currency is None:
        return None
    return Money(int(units) * minor_unit(currency), currency)


@dataclass(frozen=True, slots=True)
class CurrencyRow(Generic[Group]):
    """So many records of one group and one currency, and the sum of their amounts.

    Attributes:
        group: What they have in common.
        currency: ISO 4217 code; None for records without an amount.
        count: How many.
        units: Their sum in minor units; PostgreSQL gives it as a Decimal.
    """

    group: Group
    currency: str | None
    count: int
    units: int | Decimal | None


@dataclass(frozen=True, slots=True)
class Sum:
    """How many records, and what they come to."""

    count: int
    amount: Money | None


def added_up(rows: Iterable[CurrencyRow[Group]], *, own_currency: str) -> dict[Group, Sum]:
    """One sum for each group, over all currencies in it.

    Amounts of different currencies are never added: a group in one currency shows that currency; in a
    mixed group only documents in the company's own currency make the amount, and all are counted.
    """
    groups: dict[Group, list[CurrencyRow[Group]]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return {
        group: Sum(sum(row.count for row in parts), _amount(parts, own_currency))
        for group, parts in groups.items()
    }


def _amount(parts: Iterable[CurrencyRow[Group]], own_currency: str) -> Money | None:
    amounts = {part.currency: part.units for part in parts if part.currency is not None}
    currency = next(iter(amounts)) if len(amounts) == 1 else own_currency
    return money_of(amounts.get(currency), currency)


def most_money_first(total: Sum) -> tuple[Decimal, int]:
    """The sorting key that puts the greatest amount first, then the greatest count."""
    return (-total.amount.amount if total.amount is not None else Decimal(0), -total.count)
