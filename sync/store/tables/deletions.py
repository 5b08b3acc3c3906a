"""Noting that records are there no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.store.models import RecordRow
from sync.use_cases.ports import Deletion


@dataclass(frozen=True, slots=True)
class KeysOfKind:
    """Which keys are wanted: those of a side's records of one kind, seen at `seen_until` or before."""

    link_id: int
    side: Side
    kind: RecordKind
    seen_until: datetime


def keys_not_gone(
    connection: Connection, wanted: KeysOfKind, *, after: str, limit: int
) -> tuple[str, ...]:
    """The next keys of a side's records that are not gone, in the database's own order."""
    query = (
        select(RecordRow.key)
        .where(
            RecordRow.link_id == wanted.link_id,
            RecordRow.side == wanted.side,
            RecordRow.kind == wanted.kind,
            RecordRow.seen_at <= wanted.seen_until,
            RecordRow.key > after,
            RecordRow.gone.is_(False),
        )
        .order_by(RecordRow.key)
        .limit(limit)
    )
    return tuple(connection.execute(query).scalars())


def note_deletions(
    connection: Connection,
    link_id: int,
    side: Side,
    deletions: Sequence[Deletion],
    *,
    seen_at: datetime,
) -> int:
    """Mark records as gone, which makes them need a look; returns how many were not gone before."""
    noted = 0
    for one in deletions:
        told: dict[str, object] = {"gone": True, "needs_look": True, "seen_at": seen_at}
        if one.deleted_at is not None:
            told["changed_at"] = one.deleted_at
        if one.deleted_by:
            told["changed_by"] = one.deleted_by
        result = connection.execute(
            update(RecordRow)
            .where(
                RecordRow.link_id == link_id,
                RecordRow.side == side,
                RecordRow.kind == one.kind,
                RecordRow.key == one.key,
                RecordRow.gone.is_(False),
            )
            .values(**told)
        )
        noted += result.rowcount
    return noted
