"""Storing settlements: new agreed contents, new records, new pairs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Connection,
    String,
    Text,
    Update,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    update,
)

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Record
from sync.domain.settling import Settlement
from sync.domain.sides import Side
from sync.domain.standing import StandingState
from sync.store.dialects import in_chunks, upsert
from sync.store.models import PairRow, RecordRow
from sync.store.snapshots import encoded_record, fingerprint_of_content
from sync.store.tables.sightings import content_columns, new_record_columns
from sync.store.types import ROW_ID

_RecordName = tuple[Side, RecordKind, str]


@dataclass(frozen=True, slots=True)
class _Settled:
    """A settlement with both records' ids known."""

    settlement: Settlement
    target_id: int

    @property
    def intacct_id(self) -> int:
        of_target = self.settlement.target_side is Side.INTACCT
        return self.target_id if of_target else self.settlement.source_id

    @property
    def re_leased_id(self) -> int:
        of_target = self.settlement.target_side is Side.RE_LEASED
        return self.target_id if of_target else self.settlement.source_id


def store_settlements(
    connection: Connection, link_id: int, settlements: Sequence[Settlement], *, now: datetime
) -> None:
    """Store new agreed contents, and the target records and pairs where they are new.

    Raises:
        BrokenPromise: One of the records is in a pair with another record already.
    """
    if not settlements:
        return
    settled = _with_targets(connection, link_id, settlements, now=now)
    pair_ids = _paired(connection, link_id, settled, now=now)
    rows = [row for one in settled for row in _agreed_rows(one, pair_ids[one.intacct_id])]
    statement = _agree()
    # Rows of one execution must name the same columns.
    with_content = [row for row in rows if "content" in row]
    without_content = [row for row in rows if "content" not in row]
    for alike in (with_content, without_content):
        if alike:
            connection.execute(statement, alike)


# --- the target records ---------------------------------------------------------------------------


def _with_targets(
    connection: Connection, link_id: int, settlements: Sequence[Settlement], *, now: datetime
) -> list[_Settled]:
    new = [settlement for settlement in settlements if settlement.target_id is None]
    made = _made_targets(connection, link_id, new, now=now) if new else {}
    return [
        _Settled(settlement, settlement.target_id or made[_target_name(settlement)])
        for settlement in settlements
    ]


def _target_name(settlement: Settlement) -> _RecordName:
    return settlement.target_side, settlement.kind, settlement.target_key


def _made_targets(
    connection: Connection, link_id: int, settlements: Sequence[Settlement], *, now: datetime
) -> dict[_RecordName, int]:
    """Make the new target records; one that was seen in the meantime is taken as it is."""
    rows = [
        new_record_columns(
            link_id,
            settlement.target_side,
            settlement.kind,
            settlement.target_key,
            settlement.target_now or settlement.target_agreed,
            seen_at=now,
        )
        for settlement in settlements
    ]
    connection.execute(upsert(connection, RecordRow).on_conflict_do_nothing(), rows)
    keys: dict[tuple[Side, RecordKind], list[str]] = {}
    for side, kind, key in map(_target_name, settlements):
        keys.setdefault((side, kind), []).append(key)
    return {
        (side, kind, row.key): row.id
        for (side, kind), wanted in keys.items()
        for chunk in in_chunks(wanted)
        for row in connection.execute(
            select(RecordRow.id, RecordRow.key).where(
                RecordRow.link_id == link_id,
                RecordRow.side == side,
                RecordRow.kind == kind,
                RecordRow.key.in_(chunk),
            )
        )
    }


# --- the pairs ------------------------------------------------------------------------------------


def _paired(
    connection: Connection, link_id: int, settled: Sequence[_Settled], *, now: datetime
) -> Mapping[int, int]:
    """The pairs' ids by the id of their Intacct record; pairs that are new are made."""
    rows = [
        {
            "link_id": link_id,
            "kind": one.settlement.kind,
            "intacct_record_id": one.intacct_id,
            "re_leased_record_id": one.re_leased_id,
            "linked_at": now,
        }
        for one in settled
    ]
    connection.execute(upsert(connection, PairRow).on_conflict_do_nothing(), rows)
    pairs = _pairs_of(connection, [one.intacct_id for one in settled])
    for one in settled:
        if pairs.get(one.intacct_id, (None, None))[1] != one.re_leased_id:
            raise BrokenPromise(
                f"Records {one.intacct_id} (Intacct) and {one.re_leased_id} (Re-Leased) cannot become "
                "a pair: one of them is linked to another record already. Nothing was stored."
            )
    return {intacct_id: pair_id for intacct_id, (pair_id, _) in pairs.items()}


def _pairs_of(connection: Connection, intacct_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """By Intacct record: the pair's id and the Re-Leased record."""
    columns = (PairRow.id, PairRow.intacct_record_id, PairRow.re_leased_record_id)
    return {
        row.intacct_record_id: (row.id, row.re_leased_record_id)
        for chunk in in_chunks(intacct_ids)
        for row in connection.execute(select(*columns).where(PairRow.intacct_record_id.in_(chunk)))
    }


# --- what is agreed -------------------------------------------------------------------------------


def _agreed_rows(settled: _Settled, pair_id: int) -> Iterator[dict[str, object]]:
    settlement = settled.settlement
    source = _agreed_row(settlement.source_id, pair_id, settlement.source_agreed)
    target = _agreed_row(settled.target_id, pair_id, settlement.target_agreed)
    source["is_open"] = target["is_open"] = settlement.is_open
    yield source
    target["told_version"] = settlement.target_version
    if settlement.target_now is not None:
        target |= content_columns(settlement.target_now)
        target["told_fingerprint"] = target["fingerprint"]
    yield target


def _agreed_row(record_id: int, pair_id: int, agreed: Record) -> dict[str, object]:
    content = encoded_record(agreed)
    agreed_fingerprint = fingerprint_of_content(content)
    return {
        "record_id": record_id,
        "pair_id": pair_id,
        "agreed": content.decode(),
        "agreed_fingerprint": agreed_fingerprint,
        "settled_fingerprint": agreed_fingerprint,
        "told_fingerprint": None,
        "told_version": "",
    }


def _agree() -> Update:
    """Note what is agreed; columns that a row names are set to what it says.

    The record stands LINKED, unless somebody unlinked it. It needs a look only where its content (the
    one told with the settlement, or else the one last seen) differs from what is agreed, where it is
    gone, or where the settlement is open.
    """
    is_unlinked = RecordRow.state == StandingState.UNLINKED
    told_version = bindparam("told_version", type_=Text())
    now = func.coalesce(
        bindparam("told_fingerprint", type_=String()), RecordRow.fingerprint, type_=String()
    )
    differs = now != bindparam("settled_fingerprint", type_=String())
    return (
        update(RecordRow)
        .where(RecordRow.id == bindparam("record_id", type_=ROW_ID))
        .values(
            version=case((told_version == "", RecordRow.version), else_=told_version),
            needs_look=or_(
                differs, RecordRow.gone.is_(True), bindparam("is_open", type_=Boolean()).is_(True)
            ),
            state=case((is_unlinked, RecordRow.state), else_=StandingState.LINKED),
            cause=case((is_unlinked, RecordRow.cause), else_=null()),
            subject=case((is_unlinked, RecordRow.subject), else_=literal("")),
            detail=case((is_unlinked, RecordRow.detail), else_=literal("")),
        )
    )
