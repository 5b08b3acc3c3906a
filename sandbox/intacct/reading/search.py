"""Runs a query: narrows, tests, sorts, and cuts out the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.intacct.objects.definition import Field, ObjectDefinition
from sandbox.intacct.reading.conditions import Condition
from sandbox.intacct.reading.narrowing import narrow

Visible = Callable[[Any], bool]
"""Whether a row can be seen from where the asking user works."""


@dataclass(frozen=True, slots=True)
class Order:
    """One field to sort by."""

    field: Field
    descending: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and how many match in all."""

    rows: Sequence[Any]
    total: int


def search(
    definition: ObjectDefinition,
    condition: Condition | None,
    orders: Sequence[Order],
    *,
    offset: int,
    size: int,
    visible: Visible | None = None,
) -> Page:
    """The page of rows that match, in the order asked for, else by number (a guess).

    Empty values sort last, or first when descending, as in the database Intacct runs on (a guess).
    """
    numbers = matching_numbers(definition, condition, visible)
    get = definition.rows.get
    if _by_number_only(definition, orders):
        if orders and orders[0].descending:
            numbers.reverse()
        rows = [get(number) for number in numbers[offset : offset + size]]
    else:
        rows = _sorted([get(number) for number in numbers], orders)[offset : offset + size]
    return Page(rows, len(numbers))


def matching_numbers(
    definition: ObjectDefinition, condition: Condition | None, visible: Visible | None = None
) -> list[int]:
    """The numbers of all rows that match and can be seen, ascending."""
    numbers = _matching(definition, condition)
    if visible is None:
        return numbers
    return [number for number in numbers if visible(definition.rows.get(number))]


def _matching(definition: ObjectDefinition, condition: Condition | None) -> list[int]:
    narrowed = narrow(condition, definition.rows)
    numbers = narrowed.numbers()
    if narrowed.exact or condition is None:
        return numbers
    get, test = definition.rows.get, condition.test()
    return [number for number in numbers if test(get(number))]


def _by_number_only(definition: ObjectDefinition, orders: Sequence[Order]) -> bool:
    return not orders or orders[0].field.name == definition.number_field


def _sorted(rows: list[Any], orders: Sequence[Order]) -> list[Any]:
    for order in reversed(orders):
        read = order.field.read

        def key(row: Any, read: Any = read) -> tuple[bool, Any]:
            value = read(row)
            missing = value is None or value == ""
            return (missing, 0 if missing else value)

        rows.sort(key=key, reverse=order.descending)
    return rows
