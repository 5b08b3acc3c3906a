"""Faces: records as the planner looks at them, read from their rows."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from sync.domain.plan import Face
from sync.domain.standing import StandingState
from sync.store.dialects import in_chunks
from sync.store.models import RecordRow
from sync.store.snapshots import decoded_record

FACE_COLUMNS = (
    RecordRow.id,
    RecordRow.side,
    RecordRow.kind,
    RecordRow.key,
    RecordRow.content,
    RecordRow.fingerprint,
    RecordRow.agreed,
    RecordRow.agreed_fingerprint,
    RecordRow.natural_key,
    RecordRow.version,
    RecordRow.gone,
    RecordRow.state,
    RecordRow.changed_by,
    RecordRow.entered_by,
    RecordRow.workflow,
)

_FACES = select(*FACE_COLUMNS).where(RecordRow.id.in_(bindparam("record_ids", expanding=True)))


def face_of(row: Row[*tuple[Any, ...]]) -> Face:
    """The face of a row with `FACE_COLUMNS`."""
    now = decoded_record(row.kind, row.content)
    if row.agreed is None:
        agreed = None
    elif row.agreed_fingerprint == row.fingerprint:
        agreed = now
    else:
        agreed = decoded_record(row.kind, row.agreed)
    return Face(
        record_id=row.id,
        side=row.side,
        key=row.key,
        now=now,
        fingerprint=row.fingerprint,
        agreed=agreed,
        version=row.version,
        gone=row.gone,
        unlinked=row.state is StandingState.UNLINKED,
        changed_by=row.changed_by,
        entered_by=row.entered_by,
        workflow=row.workflow,
    )


def faces_by_id(connection: Connection, record_ids: Iterable[int]) -> dict[int, Face]:
    """The records with these ids, as faces; ids that do not exist are left out."""
    wanted: Sequence[int] = tuple(dict.fromkeys(record_ids))
    return {
        row.id: face_of(row)
        for chunk in in_chunks(wanted)
        for row in connection.execute(_FACES, {"record_ids": chunk})
    }
