"""Runs a query: narrows, tests, sorts, and cuts out the page."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.intacct.objects.definition import Field, ObjectDefinition, Rows
from sandbox.intacct.reading.conditions import Condition, rests_on_rows_alone
from sandbox.intacct.reading.narrowing import Narrowed, narrow, split_by_number

Visible = Callable[[Any], bool]
"""Whether a row can be seen from where the asking user works."""

_REMEMBERED = 8
"""How many searches of one table are kept; enough for a few clients that page side by side."""


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


@dataclass(frozen=True, slots=True)
class _Found:
    """Numbers of rows, ascending, that need not be listed before they are asked for.

    Attributes:
        numbers: Gives the numbers at some places.
        places: The places of what was found.
    """

    numbers: Callable[[range], list[int]]
    places: range

    def all(self) -> list[int]:
        return self.numbers(self.places)

    def cut(self, offset: int, size: int, *, descending: bool) -> list[int]:
        if not descending:
            return self.numbers(self.places[offset : offset + size])
        end = max(0, len(self.places) - offset)
        return self.numbers(self.places[max(0, end - size) : end])[::-1]


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
    found = _seen(definition, condition, visible)
    get = definition.rows.get
    if _by_number_only(definition, orders):
        descending = bool(orders) and orders[0].descending
        rows = [get(number) for number in found.cut(offset, size, descending=descending)]
    else:
        rows = _sorted([get(number) for number in found.all()], orders)[offset : offset + size]
    return Page(rows, len(found.places))


def matching_numbers(
    definition: ObjectDefinition, condition: Condition | None, visible: Visible | None = None
) -> list[int]:
    """The numbers of all rows that match and can be seen, ascending."""
    return _seen(definition, condition, visible).all()


def _seen(
    definition: ObjectDefinition, condition: Condition | None, visible: Visible | None
) -> _Found:
    found = _matching(definition, condition)
    if visible is None:
        return found
    get = definition.rows.get
    return _listed([number for number in found.all() if visible(get(number))])


def _listed(numbers: list[int]) -> _Found:
    return _Found(lambda places: numbers[places.start : places.stop], range(len(numbers)))


def _matching(definition: ObjectDefinition, condition: Condition | None) -> _Found:
    rows = definition.rows
    places, rest = split_by_number(condition, rows)
    if rest is None:
        return _Found(rows.numbers.numbers, places)
    numbers = _remembered(definition, rest)
    if numbers is None:
        narrowed = narrow(rest, rows)
        if len(places) < narrowed.size():
            return _listed(_tested(rest, rows, rows.numbers.numbers(places)))
        numbers = _found_anew(definition, rest, narrowed)
    return _between_ends(numbers, places, rows)


def _between_ends(numbers: list[int], places: range, rows: Rows) -> _Found:
    """Those of the numbers that lie in the places."""
    if not places:
        return _listed([])
    (first,), (last,) = rows.numbers.numbers(places[:1]), rows.numbers.numbers(places[-1:])
    ends = range(bisect_left(numbers, first), bisect_right(numbers, last))
    return _Found(lambda within: numbers[within.start : within.stop], ends)


def _remembered(definition: ObjectDefinition, condition: Condition) -> list[int] | None:
    found = definition.rows.found
    return None if found is None else found.get((definition.name, condition))


def _found_anew(
    definition: ObjectDefinition, condition: Condition, narrowed: Narrowed
) -> list[int]:
    """All that match; remembered when nothing but the rows themselves can change the answer."""
    rows = definition.rows
    numbers = narrowed.numbers()
    if not narrowed.exact:
        numbers = _tested(condition, rows, numbers)
    if rows.found is not None and rests_on_rows_alone(condition):
        while len(rows.found) >= _REMEMBERED:
            del rows.found[next(iter(rows.found))]
        rows.found[definition.name, condition] = numbers
    return numbers


def _tested(condition: Condition, rows: Rows, numbers: list[int]) -> list[int]:
    get, test = rows.get, condition.test()
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
