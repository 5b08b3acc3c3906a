"""Rows of lines: each together with the record that owns it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import msgspec

from sandbox.intacct.objects.definition import Index, Rows
from sandbox.intacct.tables import SortedIndex, Table


class LineRow(msgspec.Struct, frozen=True, gc=False):
    """A line together with the record that owns it."""

    owner: Any
    line: Any


@dataclass(frozen=True, slots=True)
class OwnerIndex:
    """Finds lines by a value of their owner."""

    owners: SortedIndex
    owner: Callable[[int], Any]
    lines: Callable[[Any], tuple[Any, ...]]

    def between(
        self, low: Any, high: Any, *, with_low: bool = True, with_high: bool = True
    ) -> range:
        """Places of the owners."""
        return self.owners.between(low, high, with_low=with_low, with_high=with_high)

    def numbers(self, places: range) -> list[int]:
        """Numbers of all their lines."""
        owners = (self.owner(number) for number in self.owners.numbers(places))
        return [line.record_no for owner in owners for line in self.lines(owner)]


def line_rows(table: Table[Any], attribute: str, owners: Mapping[str, SortedIndex]) -> Rows:
    """Rows of the lines under `attribute` of the table's records.

    `owners` maps wire names to indexes of the table.
    """
    own_numbers, parts = table.part_numbers[attribute], table.parts[attribute]

    def get(number: int) -> LineRow | None:
        line = parts.get(number)
        return None if line is None else LineRow(table.get(table.owners[number]), line)

    indexes: dict[str, Index] = {"RECORDNO": own_numbers}
    for name, index in owners.items():
        indexes[name] = OwnerIndex(index, table.get, attrgetter(attribute))
    return Rows(numbers=own_numbers, get=get, indexes=indexes, found=table.found)
