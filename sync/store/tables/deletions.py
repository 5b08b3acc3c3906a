"""Noting that records are there no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, func, or_, select, update

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.store.dialects import in_chunks
from sync.store.models import RecordRow
from sync.use_cases.ports import Deletion, Page

_WHOLES_AT_ONCE = 100


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
    asked = {
        "link_id": wanted.link_id,
        "side": wanted.side,
        "kind": wanted.kind,
        "seen_until": wanted.seen_until,
        "after": after,
        "size": limit,
    }
    return tuple(connection.execute(_KEYS_NOT_GONE, asked).scalars())


_KEYS_NOT_GONE = (
    select(RecordRow.key)
    .where(
        RecordRow.link_id == bindparam("link_id"),
        RecordRow.side == bindparam("side"),
        RecordRow.kind == bindparam("kind"),
        RecordRow.seen_at <= bindparam("seen_until"),
        RecordRow.key > bindparam("after"),
        RecordRow.gone.is_(False),
    )
    .order_by(RecordRow.key)
    .limit(bindparam("size", type_=Integer))
)


def known_by_kind(connection: Connection, link_id: int, side: Side) -> Mapping[RecordKind, int]:
    """By kind: how many of a side's records are not gone."""
    query = (
        select(RecordRow.kind, func.count().label("number"))
        .where(RecordRow.link_id == link_id, RecordRow.side == side, RecordRow.gone.is_(False))
        .group_by(RecordRow.kind)
    )
    return {row.kind: row.number for row in connection.execute(query)}


def still_known(
    connection: Connection, link_id: int, side: Side, deletions: Sequence[Deletion]
) -> Sequence[Deletion]:
    """Those whose record is known and not gone; of several about one record, the first."""
    told: dict[tuple[RecordKind, str], Deletion] = {}
    for one in deletions:
        told.setdefault((one.kind, one.key), one)
    found: list[Deletion] = []
    for kind in {kind for kind, _ in told}:
        for keys in in_chunks([key for of_kind, key in told if of_kind is kind]):
            query = select(RecordRow.key).where(
                RecordRow.link_id == link_id,
                RecordRow.side == side,
                RecordRow.kind == kind,
                RecordRow.key.in_(keys),
                RecordRow.gone.is_(False),
            )
            found += (told[kind, key] for key in connection.execute(query).scalars())
    return found


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


def note_lost_parts(
    connection: Connection, link_id: int, side: Side, page: Page, *, seen_at: datetime
) -> int:
    """Mark as gone the parts of the page's `wholes` that are known and that it does not show."""
    known = (
        key
        for wholes in in_chunks(page.wholes, _WHOLES_AT_ONCE)
        for key in _parts_of(connection, link_id, side, page.kind, wholes)
    )
    shown = {sighting.key for sighting in page.sightings}
    lost = [
        Deletion(page.kind, key, deleted_at=None, deleted_by="")
        for key in known
        if key not in shown
    ]
    return note_deletions(connection, link_id, side, lost, seen_at=seen_at)


def _parts_of(
    connection: Connection, link_id: int, side: Side, kind: RecordKind, wholes: Sequence[str]
) -> Sequence[str]:
    """The keys that begin with one of `wholes` and a colon.

    All keys of the kind are looked through: databases differ in how they order texts, so that no index helps.
    """
    is_part = or_(*(RecordRow.key.startswith(f"{whole}:", autoescape=True) for whole in wholes))
    query = select(RecordRow.key).where(
        RecordRow.link_id == link_id,
        RecordRow.side == side,
        RecordRow.kind == kind,
        RecordRow.gone.is_(False),
        is_part,
    )
    return connection.execute(query).scalars().all()
