"""A shelf of records of one kind, kept in order so that lists stay quick at any size.

Lists are asked for page after page, by id or by the time of the last change. Both orders are kept
up to date at each write, so that a page is a slice, whatever the number of records.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic, TypeVar

import msgspec

from sandbox.clock import Clock
from sandbox.re_leased.moments import Moment, moment, next_moment
from sandbox.re_leased.records import Actor, Record
from sandbox.re_leased.refusal import not_found
from sandbox.storage import Collection, Storage

RecordType = TypeVar("RecordType", bound=Record)

_TOMBSTONE_LIFE = timedelta(days=30)
_IdKey = tuple[int, str]  # decimal strings sort as numbers: first by length, then by text
_ModifiedKey = tuple[Moment, int, str]


@dataclass(slots=True)
class _Orders:
    """The records of one company, in the orders that lists are asked for."""

    every: list[_IdKey] = field(default_factory=list)
    current: list[_IdKey] = field(default_factory=list)  # neither archived nor deleted
    by_change: list[_ModifiedKey] = field(default_factory=list)
    tombstones: set[str] = field(default_factory=set)

    def enter(self, record: Record) -> None:
        if not record.is_deleted:
            insort(self.every, _id_key(record))
            if not record.is_archived:
                insort(self.current, _id_key(record))
        else:
            self.tombstones.add(record.id)
        insort(self.by_change, _modified_key(record))

    def leave(self, record: Record) -> None:
        _take_out(self.every, _id_key(record))
        _take_out(self.current, _id_key(record))
        _take_out(self.by_change, _modified_key(record))
        self.tombstones.discard(record.id)


class Shelf(Generic[RecordType]):
    """All records of one kind, of all companies."""

    def __init__(
        self, storage: Storage, clock: Clock, *, name: str, record_type: type[RecordType]
    ) -> None:
        self.name = name
        self._clock = clock
        self._record_type = record_type
        self._records = Collection(storage, f"re_leased_{name}", record_type)
        self._orders: defaultdict[str, _Orders] = defaultdict(_Orders)
        self._by_reference: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._highest_id = 0
        for record in self._records.values():
            self._index(record)

    def next_id(self) -> str:
        """An id that no record of this kind has had, in any company."""
        self._highest_id += 1
        return str(self._highest_id)

    def find(self, company_id: str, record_id: str) -> RecordType | None:
        """The record, if the company has it; a tombstone is not found."""
        record = self._records.get(_key(company_id, record_id))
        return None if record is None or record.is_deleted else record

    def get(self, company_id: str, record_id: str, *, what: str) -> RecordType:
        """The record, called `what` in the refusal.

        Raises:
            Refusal: 404 when this company has no such record.
        """
        record = self.find(company_id, record_id)
        if record is None:
            raise not_found(what, record_id)
        return record

    def add(self, company_id: str, *, by: Actor, **fields: Any) -> RecordType:
        """Make and keep a new record of `fields`, under the next id unless they name one."""
        now = moment(self._clock.now())
        return self.put(
            self._record_type(
                **(fields if "id" in fields else {"id": self.next_id(), **fields}),
                company_id=company_id,
                created_at=now,
                modified_at=now,
                modified_by=by,
            )
        )

    def put(self, record: RecordType) -> RecordType:
        """Keep a record as it is, stamps and all, new or changed."""
        key = _key(record.company_id, record.id)
        before = self._records.get(key)
        if before is not None:
            self._unindex(before)
        self._records.put(key, record)
        self._index(record)
        return record

    def change(self, record: RecordType, *, by: Actor, **changes: Any) -> RecordType:
        """Keep a changed record: one version up, modified now and by `by`."""
        return self.put(
            msgspec.structs.replace(
                record,
                version=record.version + 1,
                modified_at=next_moment(self._clock.now(), after=record.modified_at),
                modified_by=by,
                **changes,
            )
        )

    def every(self, company_id: str) -> list[RecordType]:
        """All records of the company by id, the archived ones too, without tombstones."""
        return self._read(company_id, self._orders[company_id].every)

    def all(self) -> list[RecordType]:
        """All records of all companies, tombstones among them."""
        return self._records.values()

    def linked(self, company_id: str, *, system: str, external_id: str) -> list[RecordType]:
        """The records that stand for `external_id` of another system, tombstones left out."""
        ids = self._by_reference.get((company_id, system, external_id), set())
        return [record for record_id in sorted(ids) if (record := self.find(company_id, record_id))]

    def count(self, company_id: str, *, include_archived: bool) -> int:
        """How many records a list without modified-since has."""
        return len(self._ids(company_id, include_archived=include_archived))

    def by_id(
        self, company_id: str, *, include_archived: bool, part: slice = slice(None)
    ) -> list[RecordType]:
        """Records of the company by id; `part` cuts before the records are read."""
        return self._read(
            company_id, self._ids(company_id, include_archived=include_archived)[part]
        )

    def count_changed(self, company_id: str, *, since: Moment) -> int:
        """How many records were changed at or after `since`, tombstones among them."""
        return len(self._changes(company_id)) - self._first_change(company_id, since)

    def changed(
        self, company_id: str, *, since: Moment, part: slice = slice(None)
    ) -> list[RecordType]:
        """Records changed at or after `since`, earliest change first, tombstones among them."""
        first = self._first_change(company_id, since)
        changes = self._changes(company_id)
        start = first + (part.start or 0)
        stop = len(changes) if part.stop is None else first + part.stop
        return self._read(company_id, [key[1:] for key in changes[start:stop]])

    def _ids(self, company_id: str, *, include_archived: bool) -> list[_IdKey]:
        orders = self._orders[company_id]
        return orders.every if include_archived else orders.current

    def _changes(self, company_id: str) -> list[_ModifiedKey]:
        orders = self._orders[company_id]
        oldest = moment(self._clock.now() - _TOMBSTONE_LIFE)
        for record_id in list(orders.tombstones):
            tombstone = self._records.get(_key(company_id, record_id))
            if tombstone is not None and tombstone.modified_at < oldest:
                self._unindex(tombstone)
        return orders.by_change

    def _first_change(self, company_id: str, since: Moment) -> int:
        return bisect_left(self._orders[company_id].by_change, (since, 0, ""))

    def _read(self, company_id: str, keys: list[_IdKey]) -> list[RecordType]:
        found = (self._records.get(_key(company_id, record_id)) for _, record_id in keys)
        return [record for record in found if record is not None]

    def _index(self, record: RecordType) -> None:
        self._orders[record.company_id].enter(record)
        if record.id.isdecimal():
            self._highest_id = max(self._highest_id, int(record.id))
        for ref in record.external_refs:
            self._by_reference[record.company_id, ref.system, ref.external_id].add(record.id)

    def _unindex(self, record: RecordType) -> None:
        self._orders[record.company_id].leave(record)
        for ref in record.external_refs:
            self._by_reference[record.company_id, ref.system, ref.external_id].discard(record.id)


def _key(company_id: str, record_id: str) -> str:
    return f"{company_id}/{record_id}"


def _id_key(record: Record) -> _IdKey:
    return len(record.id), record.id


def _modified_key(record: Record) -> _ModifiedKey:
    return record.modified_at, len(record.id), record.id


def _take_out(keys: list[Any], key: Any) -> None:
    position = bisect_left(keys, key)
    if position < len(keys) and keys[position] == key:
        del keys[position]
