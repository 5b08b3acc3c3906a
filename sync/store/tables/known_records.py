"""Records as people look at them: found by what people call them, and where they stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from sync.domain.kinds import RecordKind
from sync.domain.standing import Cause, Standing
from sync.store.amounts import money_of
from sync.store.dialects import in_chunks
from sync.store.models import RecordRow
from sync.store.tables.sightings import folded
from sync.store.tables.standings import counted_once
from sync.use_cases.ports import KnownRecord

_COLUMNS = (
    RecordRow.id,
    RecordRow.link_id,
    RecordRow.side,
    RecordRow.kind,
    RecordRow.key,
    RecordRow.title,
    RecordRow.amount,
    RecordRow.currency,
    RecordRow.state,
    RecordRow.cause,
    RecordRow.subject,
    RecordRow.detail,
    RecordRow.document_date,
    RecordRow.changed_at,
    RecordRow.changed_by,
    RecordRow.address,
    RecordRow.gone,
    RecordRow.pair_id,
)


def records_by_id(connection: Connection, record_ids: Sequence[int]) -> Mapping[int, KnownRecord]:
    """The records with these ids; ids that do not exist are left out."""
    return {
        row.id: _known(row)
        for chunk in in_chunks(dict.fromkeys(record_ids))
        for row in connection.execute(select(*_COLUMNS).where(RecordRow.id.in_(chunk)))
    }


def records_called(
    connection: Connection, link_id: int, title: str, kind: RecordKind | None
) -> tuple[KnownRecord, ...]:
    """The records that people call `title`, whatever its capitals and spaces, in the order of work."""
    query = select(*_COLUMNS).where(
        RecordRow.link_id == link_id, RecordRow.folded_title == folded(title)
    )
    if kind is not None:
        query = query.where(RecordRow.kind == kind)
    found = (_known(row) for row in connection.execute(query.order_by(RecordRow.id)))
    return tuple(sorted(found, key=lambda one: (one.kind.rank, one.side)))


def records_for(
    connection: Connection, link_id: int, causes: Sequence[Cause], limit: int
) -> tuple[KnownRecord, ...]:
    """Records that stand where they are for one of these causes; of two that are one issue, the first."""
    query = (
        select(*_COLUMNS)
        .where(RecordRow.link_id == link_id, RecordRow.cause.in_(causes), counted_once())
        .order_by(RecordRow.kind, RecordRow.id)
        .limit(limit)
    )
    return tuple(_known(row) for row in connection.execute(query))


def _known(row: Row[*tuple[Any, ...]]) -> KnownRecord:
    return KnownRecord(
        record_id=row.id,
        link_id=row.link_id,
        side=row.side,
        kind=row.kind,
        key=row.key,
        title=row.title,
        amount=money_of(row.amount, row.currency),
        standing=Standing(row.state, row.cause, row.subject, row.detail),
        dated=row.document_date,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        address=row.address,
        gone=row.gone,
        is_linked=row.pair_id is not None,
    )
