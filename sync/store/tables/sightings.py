"""Noting sightings: only what is new or changed is written, a thousand rows at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, literal, null, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import folded as folded_text
from sync.domain.look_alikes import marks_of
from sync.domain.records import (
    CreditAllocation,
    Document,
    DocumentStatus,
    Payment,
    Record,
    Sighting,
    amount_of,
    natural_key_of,
    title_of,
)
from sync.domain.sides import Side
from sync.domain.standing import StandingState
from sync.store.amounts import minor_units
from sync.store.dialects import in_chunks, keep_statistics, upsert_in
from sync.store.models import RecordRow
from sync.store.snapshots import encoded_record, fingerprint_of_content

UPSERT_SIZE = 1000
LONGEST_INDEXED_TEXT = 500
"""Characters kept of a text that stands in an index: PostgreSQL's entries are limited."""

_KeptMark = tuple[str, bool, str, datetime | None, str]


def content_columns(record: Record) -> dict[str, object]:
    """The columns that follow from a record's content alone."""
    content = encoded_record(record)
    money = amount_of(record)
    natural_key = natural_key_of(record)
    marks = marks_of(record)
    return {
        "content": content.decode(),
        "fingerprint": fingerprint_of_content(content),
        "natural_key": natural_key[:LONGEST_INDEXED_TEXT] if natural_key is not None else None,
        "mark_name": marks.name[:LONGEST_INDEXED_TEXT] or None,
        "mark_value": marks.value[:LONGEST_INDEXED_TEXT] or None,
        "title": title_of(record),
        "folded_title": folded(title_of(record)),
        "amount": minor_units(money),
        "currency": money.currency if money is not None else None,
        "document_date": _document_date(record),
        "contact_key": _contact_key(record),
        "is_draft": isinstance(record, Document) and record.status is DocumentStatus.DRAFT,
    }


def folded(title: str) -> str:
    """What people call a record, in the one spelling it is found by: no capitals, single spaces."""
    return folded_text(title)[:LONGEST_INDEXED_TEXT]


def _document_date(record: Record) -> date | None:
    match record:
        case Document(issue_date=day) | Payment(paid_on=day) | CreditAllocation(allocated_on=day):
            return day
        case _:
            return None


def _contact_key(record: Record) -> str | None:
    return record.contact.key if isinstance(record, Document | Payment) else None


def new_record_columns(
    link_id: int, side: Side, kind: RecordKind, key: str, record: Record, *, seen_at: datetime
) -> dict[str, object]:
    """All columns of a record that was never seen before."""
    return {
        "link_id": link_id,
        "side": side,
        "kind": kind,
        "key": key,
        **content_columns(record),
        "agreed": None,
        "agreed_fingerprint": "",
        "version": "",
        "changed_at": None,
        "changed_by": "",
        "entered_by": "",
        "address": "",
        "attachments": 0,
        "attachments_told": 0,
        "lacks_property": False,
        "workflow": "",
        "gone": False,
        "seen_at": seen_at,
        "needs_look": True,
        "state": StandingState.NEW,
        "cause": None,
        "subject": "",
        "detail": "",
        "pair_id": None,
    }


def note_sightings(
    connection: Connection,
    link_id: int,
    side: Side,
    sightings: Sequence[Sighting],
    *,
    seen_at: datetime,
) -> int:
    """Note sightings; returns how many were new or had changed content."""
    latest = {(sighting.kind, sighting.key): sighting for sighting in sightings}
    kept = _kept_marks(connection, link_id, side, latest)
    rows: list[dict[str, object]] = []
    changed = 0
    for name, sighting in latest.items():
        mark = kept.get(name)
        if mark is None and sighting.only_if_known:
            continue
        row = _sighted_columns(link_id, side, sighting, seen_at=seen_at)
        if mark == _mark(row):
            continue
        rows.append(row)
        changed += mark is None or mark[:2] != _mark(row)[:2]
    _write(connection, rows)
    return changed


def _sighted_columns(
    link_id: int, side: Side, sighting: Sighting, *, seen_at: datetime
) -> dict[str, object]:
    columns = new_record_columns(
        link_id, side, sighting.kind, sighting.key, sighting.record, seen_at=seen_at
    )
    return columns | {
        "version": sighting.version,
        "changed_at": sighting.changed_at,
        "changed_by": sighting.changed_by,
        "entered_by": sighting.entered_by,
        "address": sighting.address,
        "attachments": sighting.attachments,
        "lacks_property": sighting.lacks_property,
        "workflow": sighting.workflow,
        "gone": sighting.gone,
    }


_MARKS = (
    *("fingerprint", "gone", "version", "changed_at", "changed_by", "entered_by"),
    *("attachments", "lacks_property", "workflow"),
)


_MARKS_OF = select(
    RecordRow.kind, RecordRow.key, *(getattr(RecordRow, name) for name in _MARKS)
).where(
    RecordRow.link_id == bindparam("link_id"),
    RecordRow.side == bindparam("side"),
    RecordRow.kind == bindparam("kind"),
    RecordRow.key.in_(bindparam("keys", expanding=True)),
)


def _mark(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in _MARKS)


def _kept_marks(
    connection: Connection,
    link_id: int,
    side: Side,
    names: Iterable[tuple[RecordKind, str]],
) -> dict[tuple[RecordKind, str], tuple[object, ...]]:
    """What is kept of the sighted records, as far as it decides whether anything is written."""
    keys: dict[RecordKind, list[str]] = {}
    for kind, key in names:
        keys.setdefault(kind, []).append(key)
    return {
        (row.kind, row.key): tuple(row[2:])
        for kind, keys_of_kind in keys.items()
        for chunk in in_chunks(keys_of_kind)
        for row in connection.execute(
            _MARKS_OF, {"link_id": link_id, "side": side, "kind": kind, "keys": chunk}
        )
    }


def _write(connection: Connection, rows: Sequence[dict[str, object]]) -> None:
    if not rows:
        return
    for batch in in_chunks(rows, UPSERT_SIZE):
        connection.execute(_upsert(connection.dialect.name), list(batch))
    keep_statistics(connection, RecordRow)


_TAKEN_FROM_SIGHTING = (
    "content",
    "fingerprint",
    "natural_key",
    "mark_name",
    "mark_value",
    "title",
    "folded_title",
    "amount",
    "currency",
    "document_date",
    "contact_key",
    "is_draft",
    "attachments",
    "lacks_property",
    "workflow",
    "version",
    "changed_at",
    "changed_by",
    "entered_by",
    "gone",
)


@cache
def _upsert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Insert a record, or update what changed.

    A record whose content came back to what was agreed needs no look and stands LINKED; any other
    change of content needs a look. Where only the version or the stamp moved, nothing else follows.
    """
    statement = upsert_in(dialect, RecordRow)
    new: Any = statement.excluded
    changed = or_(RecordRow.fingerprint != new.fingerprint, RecordRow.gone != new.gone)
    agreed = and_(RecordRow.agreed_fingerprint == new.fingerprint, new.gone.is_(False))
    # What somebody unlinked stands so until it is linked again.
    back = and_(changed, agreed, RecordRow.state != StandingState.UNLINKED)
    only_marks = or_(
        RecordRow.version != new.version,
        RecordRow.changed_at.is_distinct_from(new.changed_at),
        RecordRow.changed_by != new.changed_by,
        RecordRow.entered_by != new.entered_by,
        RecordRow.attachments != new.attachments,
        RecordRow.lacks_property != new.lacks_property,
        RecordRow.workflow != new.workflow,
    )
    return statement.on_conflict_do_update(
        index_elements=["link_id", "side", "kind", "key"],
        set_={name: new[name] for name in _TAKEN_FROM_SIGHTING}
        | {
            "address": case((new.address == "", RecordRow.address), else_=new.address),
            "seen_at": case((changed, new.seen_at), else_=RecordRow.seen_at),
            "needs_look": or_(and_(RecordRow.needs_look.is_(True), ~back), and_(changed, ~agreed)),
            "state": case((back, StandingState.LINKED), else_=RecordRow.state),
            "cause": case((back, null()), else_=RecordRow.cause),
            "subject": case((back, literal("")), else_=RecordRow.subject),
            "detail": case((back, literal("")), else_=RecordRow.detail),
        },
        where=or_(changed, only_marks),
    )
