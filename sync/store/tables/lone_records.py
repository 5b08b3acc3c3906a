"""Records without a counterpart, by what they may be recognised by on the other side."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import Marks
from sync.domain.plan import Face
from sync.domain.sides import Side
from sync.store.dialects import in_chunks
from sync.store.models import RecordRow
from sync.store.tables.faces import FACE_COLUMNS, face_of
from sync.store.tables.sightings import LONGEST_INDEXED_TEXT


def lone_records_like(
    connection: Connection, link_id: int, side: Side, kind: RecordKind, marks: Iterable[Marks]
) -> tuple[Face, ...]:
    """Records of `side` that share a mark with any of `marks`, in the order they were first seen."""
    wanted = tuple(marks)
    of_side = select(*FACE_COLUMNS).where(
        RecordRow.link_id == link_id,
        RecordRow.side == side,
        RecordRow.kind == kind,
        RecordRow.pair_id.is_(None),
        RecordRow.gone.is_(False),
    )
    sought = (
        (RecordRow.mark_name, {one.name[:LONGEST_INDEXED_TEXT] for one in wanted}),
        (RecordRow.mark_value, {one.value[:LONGEST_INDEXED_TEXT] for one in wanted}),
    )
    found = {
        row.id: face_of(row)
        for column, texts in sought
        for chunk in in_chunks(sorted(texts - {""}))
        for row in connection.execute(of_side.where(column.is_not(None), column.in_(chunk)))
    }
    return tuple(found[record_id] for record_id in sorted(found))


def lone_records(
    connection: Connection, link_id: int, side: Side, kind: RecordKind
) -> tuple[Face, ...]:
    """All records of `side` without a counterpart that are not gone, in the order they were first seen."""
    query = select(*FACE_COLUMNS).where(
        RecordRow.link_id == link_id,
        RecordRow.side == side,
        RecordRow.kind == kind,
        RecordRow.pair_id.is_(None),
        RecordRow.gone.is_(False),
    )
    return tuple(face_of(row) for row in connection.execute(query.order_by(RecordRow.id)))
