"""Finds the few rows that can match by the indexes, so that a page need not scan the whole book."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sandbox.intacct.objects.definition import Index, Rows
from sandbox.intacct.reading.conditions import AtLeastOne, Comparison, Condition, Every, Negation
from sandbox.intacct.wire.values import Kind


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Places in indexes where matching rows can be.

    Attributes:
        parts: Index and places in it; together they hold every row that can match.
        exact: Whether they hold no others, so that no row needs to be tested.
    """

    parts: tuple[tuple[Index, range], ...]
    exact: bool

    def size(self) -> int:
        """How many places there are; for choosing the narrower of two."""
        return sum(len(places) for _, places in self.parts)

    def numbers(self) -> list[int]:
        """The row numbers, ascending, each once."""
        if len(self.parts) == 1:
            index, places = self.parts[0]
            return sorted(index.numbers(places))
        return sorted({number for index, places in self.parts for number in index.numbers(places)})


def narrow(condition: Condition | None, rows: Rows) -> Narrowed:
    """The narrowest set of rows that surely holds all that match `condition`."""
    found = None if condition is None else _narrow(condition, rows)
    if found is not None:
        return found
    everything = rows.numbers.between(None, None)
    return Narrowed(((rows.numbers, everything),), exact=condition is None)


def split_by_number(condition: Condition | None, rows: Rows) -> tuple[range, Condition | None]:
    """The places in `rows.numbers` that conditions on the number leave, and what else must hold."""
    places = rows.numbers.between(None, None)
    rest = []
    for part in _together(condition):
        left = _range_of_numbers(part, rows)
        if left is None:
            rest.append(part)
        else:
            places = _overlap(places, left)
    return places, _every(rest)


def _range_of_numbers(condition: Condition, rows: Rows) -> range | None:
    if not isinstance(condition, Comparison):
        return None
    index = rows.indexes.get(condition.field.name)
    return _one_range(condition, index) if index is rows.numbers else None


def _together(condition: Condition | None) -> Iterator[Condition]:
    """The conditions that must all hold, those in an `and` inside an `and` too."""
    if isinstance(condition, Every):
        for part in condition.conditions:
            yield from _together(part)
    elif condition is not None:
        yield condition


def _every(conditions: Sequence[Condition]) -> Condition | None:
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else Every(tuple(conditions))


def _overlap(one: range, other: range) -> range:
    start = max(one.start, other.start)
    return range(start, max(start, min(one.stop, other.stop)))


def _narrow(condition: Condition, rows: Rows) -> Narrowed | None:
    match condition:
        case Comparison():
            return _by_index(condition, rows)
        case Every():
            return _narrowest([_narrow(c, rows) for c in _together(condition)])
        case AtLeastOne():
            return _union([_narrow(c, rows) for c in condition.conditions])
        case Negation():
            return None


def _narrowest(found: list[Narrowed | None]) -> Narrowed | None:
    """The smallest of several that must all hold, after ranges of one index are laid together."""
    known = [narrowed for narrowed in found if narrowed is not None]
    ranges: dict[int, Narrowed] = {}
    several = []
    for narrowed in known:
        if narrowed.exact and len(narrowed.parts) == 1:
            index, places = narrowed.parts[0]
            before = ranges.get(id(index))
            laid = places if before is None else _overlap(places, before.parts[0][1])
            ranges[id(index)] = Narrowed(((index, laid),), exact=True)
        else:
            several.append(narrowed)
    candidates = [*ranges.values(), *several]
    smallest = min(candidates, key=Narrowed.size, default=None)
    if smallest is None:
        return None
    says_all = len(candidates) == 1 and len(known) == len(found)
    return Narrowed(smallest.parts, exact=smallest.exact and says_all)


def _union(found: list[Narrowed | None]) -> Narrowed | None:
    known = [part for part in found if part is not None]
    if len(known) < len(found):
        return None
    parts = tuple(part for narrowed in known for part in narrowed.parts)
    return Narrowed(parts, exact=all(narrowed.exact for narrowed in known))


def _by_index(comparison: Comparison, rows: Rows) -> Narrowed | None:
    index = rows.indexes.get(comparison.field.name)
    folded = comparison.ignore_case and comparison.field.kind is Kind.TEXT
    if index is None or folded:
        return None
    if comparison.operator == "in":
        values = dict.fromkeys(comparison.values)
        return Narrowed(tuple((index, index.between(value, value)) for value in values), exact=True)
    places = _one_range(comparison, index)
    return None if places is None else Narrowed(((index, places),), exact=True)


def _one_range(comparison: Comparison, index: Index) -> range | None:
    """The places of what matches, where they lie side by side."""
    values = comparison.values
    match comparison.operator:
        case "equalto":
            return index.between(values[0], values[0])
        case "between":
            return index.between(values[0], values[1])
        case "greaterthan" | "greaterthanorequalto" as name:
            return index.between(values[0], None, with_low=name == "greaterthanorequalto")
        case "lessthan" | "lessthanorequalto" as name:
            return index.between(None, values[0], with_high=name == "lessthanorequalto")
        case _:
            return None
