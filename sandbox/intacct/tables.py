"""Tables of the book: records by RECORDNO and by natural id, with indexes and a way back.

A hundred thousand invoices are paged by key in any order the gateway is asked for, so every table
keeps its numbers sorted, and indexes keep the values that filters narrow by.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from sandbox.storage import Collection, Storage

_ABOVE_ALL = float("inf")
_FEW = 64  # from this many late arrivals on, sorting once is quicker than placing each


Record = TypeVar("Record", bound=msgspec.Struct)


class SortedIndex:
    """Pairs of (value, RECORDNO) in order; narrows a search to a range by bisection.

    Values of one index are of one type and never None: a record without the value is left out.
    """

    def __init__(self) -> None:
        self._pairs: list[tuple[Any, int]] = []
        self._late: list[tuple[Any, int]] = []

    def add(self, value: Any, number: int) -> None:
        """Enter one pair; cheapest when pairs come in order."""
        pair = (value, number)
        if not self._late and (not self._pairs or pair > self._pairs[-1]):
            self._pairs.append(pair)
        else:
            self._late.append(pair)

    def discard(self, value: Any, number: int) -> None:
        """Take one pair out, if it is there."""
        pairs = self.pairs()
        place = bisect_left(pairs, (value, number))
        if place < len(pairs) and pairs[place] == (value, number):
            del pairs[place]

    def pairs(self) -> list[tuple[Any, int]]:
        """All pairs in order. Not to be changed by the caller."""
        if len(self._late) < _FEW:
            for pair in self._late:
                insort(self._pairs, pair)
        else:
            self._pairs.extend(self._late)
            self._pairs.sort()
        self._late.clear()
        return self._pairs

    def between(
        self, low: Any, high: Any, *, with_low: bool = True, with_high: bool = True
    ) -> range:
        """The places in `pairs()` whose value lies in the interval; None leaves an end open."""
        pairs = self.pairs()
        start, end = 0, len(pairs)
        if low is not None:
            start = bisect_left(pairs, _before(low) if with_low else _after(low))
        if high is not None:
            end = bisect_left(pairs, _after(high) if with_high else _before(high))
        return range(start, max(start, end))

    def numbers(self, places: range) -> list[int]:
        """The record numbers at `places`."""
        return [number for _, number in self.pairs()[places.start : places.stop]]


def _before(value: Any) -> Any:
    """A pair that comes before every pair with that value; a shorter tuple is the lesser."""
    return (value,)


def _after(value: Any) -> Any:
    """A pair that comes after every pair with that value."""
    return (value, _ABOVE_ALL)


class Journal:
    """Remembers what stood before each change, so that a failed piece of work can be taken back.

    Attributes:
        entity: The entity in which the work is done, which owns what is made new.
    """

    def __init__(self) -> None:
        self.entity = ""
        self._steps: list[Callable[[], None]] | None = None

    def note(self, undo: Callable[[], None]) -> None:
        """Remember how to take one change back; forgotten at once when nothing is open."""
        if self._steps is not None:
            self._steps.append(undo)

    def open(self) -> tuple[bool, int]:
        """Start a piece of work, perhaps inside another; gives the mark to close or undo it by."""
        outermost = self._steps is None
        if self._steps is None:
            self._steps = []
        return outermost, len(self._steps)

    def close(self, mark: tuple[bool, int], *, undo: bool) -> None:
        """End the piece of work opened with `mark`, taking its changes back when `undo`."""
        outermost, length = mark
        steps = self._steps or []
        undone = steps[length:] if undo else []
        self._steps = None
        for step in reversed(undone):
            step()
        if not outermost:
            self._steps = steps[:length] if undo else steps


class Table(Generic[Record]):
    """The records of one object.

    Args:
        storage: Where the records are kept.
        journal: Where each change notes how it is taken back.
        name: Collection name in the storage.
        record_type: The struct, with an integer `record_no`.
        natural_id: The attribute that holds the unique id, or None.
        indexed: Attributes that searches narrow by.
        owned: Attributes that hold the parts a record owns, which have numbers of their own.

    Attributes:
        owners: RECORDNO of the owner of each part, by the part's own number.
        parts: The parts by their numbers, for each owned attribute.
        found: What searches of these records found; forgotten with the next change.
    """

    def __init__(
        self,
        storage: Storage,
        journal: Journal,
        name: str,
        record_type: type[Record],
        *,
        natural_id: str | None = None,
        indexed: Sequence[str] = (),
        owned: Sequence[str] = (),
    ) -> None:
        self.name = name
        self._journal = journal
        self._natural_id = natural_id
        self._collection = Collection(storage, name, record_type)
        self._records: dict[int, Record] = {}
        self._named: dict[str, int] = {}
        self.numbers = SortedIndex()
        self.indexes = {attribute: SortedIndex() for attribute in indexed}
        self.owners: dict[int, int] = {}
        self.part_numbers = {attribute: SortedIndex() for attribute in owned}
        self.parts: dict[str, dict[int, Any]] = {attribute: {} for attribute in owned}
        self.found: dict[Hashable, list[int]] = {}
        for record in self._collection.values():
            self._enter(record)

    def get(self, number: int) -> Record | None:
        """The record of that RECORDNO, or None."""
        return self._records.get(number)

    def named(self, natural_id: str) -> Record | None:
        """The record of that natural id, or None."""
        number = self._named.get(natural_id)
        return None if number is None else self._records[number]

    def natural_id_of(self, number: int) -> str:
        """The natural id of the record of that RECORDNO; empty when it or the record is missing."""
        record = self._records.get(number)
        return "" if record is None or not self._natural_id else getattr(record, self._natural_id)

    def put(self, record: Record) -> None:
        """Keep `record`, new or in the place of the one with its number."""
        number = _number(record)
        before = self._records.get(number)
        if before is None and self._journal.entity and getattr(record, "entity", None) == "":
            record = msgspec.structs.replace(record, entity=self._journal.entity)
        self._journal.note(lambda: self._restore(number, before))
        self._replace(number, record)

    def remove(self, number: int) -> None:
        """Forget the record of that number, if there is one."""
        before = self._records.get(number)
        self._journal.note(lambda: self._restore(number, before))
        self._replace(number, None)

    def __iter__(self) -> Iterator[Record]:
        """All records, by RECORDNO."""
        return (self._records[number] for _, number in self.numbers.pairs())

    def __len__(self) -> int:
        return len(self._records)

    def highest_number(self) -> int:
        """The highest RECORDNO in use, 0 when the table is empty."""
        pairs = self.numbers.pairs()
        return pairs[-1][1] if pairs else 0

    def _restore(self, number: int, before: Record | None) -> None:
        self._replace(number, before)

    def _replace(self, number: int, record: Record | None) -> None:
        self.found.clear()
        before = self._records.get(number)
        if before is not None:
            self._leave(before)
        if record is None:
            self._collection.remove(str(number))
        else:
            self._collection.put(str(number), record)
            self._enter(record)

    def _enter(self, record: Record) -> None:
        number = _number(record)
        self._records[number] = record
        self.numbers.add(number, number)
        if self._natural_id is not None:
            self._named[getattr(record, self._natural_id)] = number
        for attribute, index in self.indexes.items():
            value = getattr(record, attribute)
            if value is not None:
                index.add(value, number)
        for attribute, part in self._parts(record):
            self.owners[part.record_no] = number
            self.parts[attribute][part.record_no] = part
            self.part_numbers[attribute].add(part.record_no, part.record_no)

    def _leave(self, record: Record) -> None:
        number = _number(record)
        del self._records[number]
        self.numbers.discard(number, number)
        if self._natural_id is not None:
            self._named.pop(getattr(record, self._natural_id), None)
        for attribute, index in self.indexes.items():
            value = getattr(record, attribute)
            if value is not None:
                index.discard(value, number)
        for attribute, part in self._parts(record):
            del self.owners[part.record_no]
            del self.parts[attribute][part.record_no]
            self.part_numbers[attribute].discard(part.record_no, part.record_no)

    def _parts(self, record: Record) -> Iterator[tuple[str, Any]]:
        for attribute in self.part_numbers:
            for part in getattr(record, attribute):
                yield attribute, part


def _number(record: Any) -> int:
    number: int = record.record_no
    return number
