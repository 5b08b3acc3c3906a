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

    def is_one_range_of(self, index: Index) -> bool:
        """Whether these are exactly the rows of one range of that index."""
        return self.exact and len(self.parts) == 1 and self.parts[0][0] is index

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
        narrowed = _narrow(part, rows)
        if narrowed is not None and narrowed.is_one_range_of(rows.numbers):
            places = _overlap(places, narrowed.parts[0][1])
        else:
            rest.append(part)
    return places, _every(rest)


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
    values, name = comparison.values, comparison.operator
    if name in {"equalto", "in"}:
        places = [index.between(value, value) for value in dict.fromkeys(values)]
    elif name == "between":
        places = [index.between(values[0], values[1])]
    elif name.startswith("greaterthan"):
        places = [index.between(values[0], None, with_low=name.endswith("orequalto"))]
    elif name.startswith("lessthan"):
        places = [index.between(None, values[0], with_high=name.endswith("orequalto"))]
    else:
        return None
    return Narrowed(tuple((index, place) for place in places), exact=True)
