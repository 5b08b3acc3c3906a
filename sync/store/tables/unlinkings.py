"""Records and pairs that people hold where they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from sync.domain.choices import Person, Unlinking
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.store.dialects import in_chunks
from sync.store.models import UnlinkingRow
from sync.store.tables.base import SqlTable

_COLUMNS = (
    UnlinkingRow.id,
    UnlinkingRow.link_id,
    UnlinkingRow.kind,
    UnlinkingRow.intacct_record_id,
    UnlinkingRow.re_leased_record_id,
    UnlinkingRow.reason,
    UnlinkingRow.person_id,
    UnlinkingRow.person_name,
    UnlinkingRow.unlinked_at,
)


class SqlUnlinkings(SqlTable):
    """Keeps `UnlinkingTable`."""

    def add(
        self,
        link_id: int,
        kind: RecordKind,
        record_ids: Mapping[Side, int],
        *,
        reason: str,
        who: Person,
    ) -> Unlinking:
        """Note that somebody unlinked a record, or both of a pair."""
        statement = insert(UnlinkingRow).values(
            link_id=link_id,
            kind=kind,
            intacct_record_id=record_ids.get(Side.INTACCT),
            re_leased_record_id=record_ids.get(Side.RE_LEASED),
            reason=reason,
            person_id=who.person_id,
            person_name=who.name,
            unlinked_at=self.now(),
            relinked_by_id="",
            relinked_by_name="",
            relinked_at=None,
        )
        row_id = self.connection.execute(statement.returning(UnlinkingRow.id)).scalar_one()
        row = self.connection.execute(select(*_COLUMNS).where(UnlinkingRow.id == row_id)).one()
        return _unlinking(row)

    def end(self, unlinking_id: int, *, who: Person) -> None:
        """Its records are linked again; who did that stays on record."""
        self.connection.execute(
            update(UnlinkingRow)
            .where(UnlinkingRow.id == unlinking_id, UnlinkingRow.relinked_at.is_(None))
            .values(relinked_by_id=who.person_id, relinked_by_name=who.name, relinked_at=self.now())
        )

    def of_records(self, record_ids: Sequence[int]) -> Mapping[int, Unlinking]:
        """For those of `record_ids` that are unlinked now: by whom and why."""
        return open_unlinkings(self.connection, record_ids)

    def open_ones(self, link_id: int) -> tuple[Unlinking, ...]:
        """All that is unlinked now, the oldest first."""
        query = (
            select(*_COLUMNS)
            .where(UnlinkingRow.link_id == link_id, UnlinkingRow.relinked_at.is_(None))
            .order_by(UnlinkingRow.unlinked_at, UnlinkingRow.id)
        )
        return tuple(_unlinking(row) for row in self.connection.execute(query))


def open_unlinkings(connection: Connection, record_ids: Sequence[int]) -> dict[int, Unlinking]:
    """For those of `record_ids` that are unlinked now: by whom and why."""
    found: dict[int, Unlinking] = {}
    for chunk in in_chunks(record_ids):
        for own_id in (UnlinkingRow.intacct_record_id, UnlinkingRow.re_leased_record_id):
            query = select(*_COLUMNS).where(own_id.in_(chunk), UnlinkingRow.relinked_at.is_(None))
            for row in connection.execute(query):
                unlinking = _unlinking(row)
                found |= dict.fromkeys(unlinking.record_ids, unlinking)
    return found


def _unlinking(row: Row[*tuple[Any, ...]]) -> Unlinking:
    return Unlinking(
        unlinking_id=row.id,
        link_id=row.link_id,
        kind=row.kind,
        intacct_id=row.intacct_record_id,
        re_leased_id=row.re_leased_record_id,
        reason=row.reason,
        who=Person(row.person_name, row.person_id),
        since=row.unlinked_at,
    )
