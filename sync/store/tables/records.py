"""Every record of either side. The work is done next door, one module for each question."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from sync.domain.crossing import Counterpart
from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import Marks
from sync.domain.plan import CauseRow, Face
from sync.domain.records import Reference, Sighting
from sync.domain.settling import Settlement
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing
from sync.store.dialects import in_chunks
from sync.store.models import PairRow
from sync.store.tables.base import SqlTable
from sync.store.tables.counterparts import find_counterparts, never_seen
from sync.store.tables.deletions import (
    KeysOfKind,
    keys_not_gone,
    known_by_kind,
    note_deletions,
    note_lost_parts,
    still_known,
)
from sync.store.tables.faces import faces_by_id
from sync.store.tables.known_records import records_by_id, records_called, records_for
from sync.store.tables.lone_records import lone_records, lone_records_like
from sync.store.tables.settlements import store_settlements
from sync.store.tables.sightings import note_sightings
from sync.store.tables.standings import causes, end_waiting, look_again, note_standings, tallied
from sync.use_cases.ports import Deletion, KnownRecord, Page, Tally


class SqlRecords(SqlTable):
    """Keeps `RecordTable`."""

    def see(self, link_id: int, side: Side, sightings: Sequence[Sighting]) -> int:
        """Note sightings; returns how many were new or changed."""
        return note_sightings(self.connection, link_id, side, sightings, seen_at=self.now())

    def unknown(
        self, link_id: int, side: Side, references: Sequence[Reference]
    ) -> tuple[Reference, ...]:
        """Those of `references`, in `side`'s keys, that were never seen."""
        return never_seen(self.connection, link_id, side, references)

    def known_keys(
        self,
        link_id: int,
        side: Side,
        kind: RecordKind,
        *,
        known_for: timedelta,
        after: str,
        limit: int,
    ) -> tuple[str, ...]:
        """The keys of a side's records that are not gone, in order, behind `after`."""
        kept = KeysOfKind(link_id, side, kind, seen_until=self.now() - known_for)
        return keys_not_gone(self.connection, kept, after=after, limit=limit)

    def note_gone(self, link_id: int, side: Side, deletions: Sequence[Deletion]) -> int:
        """Note that records were deleted; returns how many were known and not gone yet."""
        return note_deletions(self.connection, link_id, side, deletions, seen_at=self.now())

    def number_known(self, link_id: int, side: Side) -> Mapping[RecordKind, int]:
        """By kind: how many of a side's records are known and not gone."""
        return known_by_kind(self.connection, link_id, side)

    def still_known(
        self, link_id: int, side: Side, deletions: Sequence[Deletion]
    ) -> Sequence[Deletion]:
        """Those of `deletions` whose record is known and not gone yet, each record once."""
        return still_known(self.connection, link_id, side, deletions)

    def note_lost_parts(self, link_id: int, side: Side, page: Page) -> int:
        """Note as gone what is known as a part of the page's `wholes` and is not on it; returns how many."""
        return note_lost_parts(self.connection, link_id, side, page, seen_at=self.now())

    def counterparts(
        self, link_id: int, side: Side, references: Sequence[Reference], plan_id: int | None
    ) -> Mapping[Reference, Counterpart]:
        """The other side's records for references in `side`'s keys."""
        return find_counterparts(self.connection, link_id, side, references, plan_id)

    def faces(self, record_ids: Sequence[int]) -> Mapping[int, Face]:
        """The records with these ids, as faces."""
        return faces_by_id(self.connection, record_ids)

    def pair_partner(self, record_ids: Sequence[int]) -> Mapping[int, int]:
        """For those that are linked: the record id of their counterpart."""
        intacct, re_leased = PairRow.intacct_record_id, PairRow.re_leased_record_id
        return {
            record_id: partner_id
            for chunk in in_chunks(tuple(dict.fromkeys(record_ids)))
            for own, partner in ((intacct, re_leased), (re_leased, intacct))
            for record_id, partner_id in self.connection.execute(
                select(own, partner).where(own.in_(chunk))
            )
        }

    def lone(self, link_id: int, side: Side, kind: RecordKind) -> tuple[Face, ...]:
        """All records of `side` without a counterpart that are not gone."""
        return lone_records(self.connection, link_id, side, kind)

    def lone_like(
        self, link_id: int, side: Side, kind: RecordKind, marks: Iterable[Marks]
    ) -> tuple[Face, ...]:
        """Records of `side` without a counterpart that share a mark with any of `marks`."""
        return lone_records_like(self.connection, link_id, side, kind, marks)

    def stand(self, standings: Sequence[tuple[int, Standing]]) -> None:
        """Note where records stand."""
        note_standings(self.connection, standings)

    def look_again(self, record_ids: Sequence[int]) -> None:
        """What was unlinked is looked at by the next run."""
        look_again(self.connection, record_ids)

    def known(self, record_ids: Sequence[int]) -> Mapping[int, KnownRecord]:
        """The records with these ids, as people look at them."""
        return records_by_id(self.connection, record_ids)

    def called(
        self, link_id: int, title: str, kind: RecordKind | None = None
    ) -> tuple[KnownRecord, ...]:
        """The records that people call `title`."""
        return records_called(self.connection, link_id, title, kind)

    def standing_for(
        self, link_id: int, causes: Sequence[Cause], limit: int
    ) -> tuple[KnownRecord, ...]:
        """Records that stand where they are for one of these causes."""
        return records_for(self.connection, link_id, causes, limit)

    def travel(self, record_ids: Sequence[int]) -> None:
        """Records that waited wait no more."""
        end_waiting(self.connection, record_ids)

    def settle(self, link_id: int, settlements: Sequence[Settlement]) -> None:
        """Store new agreed contents, records and pairs."""
        store_settlements(self.connection, link_id, settlements, now=self.now())

    def tallies(self, link_id: int) -> tuple[Tally, ...]:
        """Counts and totals by side, kind and state, of records that are not gone."""
        return tallied(self.connection, link_id)

    def cause_rows(self, link_id: int) -> tuple[CauseRow, ...]:
        """Records that do not simply travel, grouped by cause and subject."""
        return causes(self.connection, link_id)
