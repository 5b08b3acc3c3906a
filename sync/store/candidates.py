"""What the planner should look at, in batches: changed pairs, then records without a counterpart.

Partial indexes hold exactly the records that need a look, so that a batch costs by its own size and
not by the size of the ledgers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Integer, bindparam, exists, or_, select

from sync.domain.choices import Choice, Unlinking
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, Face
from sync.domain.sides import Side
from sync.store.dialects import in_chunks
from sync.store.models import PairRow, RecordRow
from sync.store.tables.choices import choices_in_force
from sync.store.tables.faces import FACE_COLUMNS, face_of, faces_by_id
from sync.store.tables.unlinkings import open_unlinkings

# Made once: every plan asks them for every kind, mostly to learn that there is nothing.
_PAIRS_TO_LOOK_AT = (
    select(RecordRow.pair_id)
    .distinct()
    .where(
        RecordRow.link_id == bindparam("link_id"),
        RecordRow.kind == bindparam("kind"),
        RecordRow.needs_look.is_(True),
        RecordRow.pair_id.is_not(None),
        RecordRow.pair_id > bindparam("after"),
    )
    .order_by(RecordRow.pair_id)
    .limit(bindparam("size", type_=Integer))
)
_LONE_RECORDS_TO_LOOK_AT = (
    select(*FACE_COLUMNS)
    .where(
        RecordRow.link_id == bindparam("link_id"),
        RecordRow.kind == bindparam("kind"),
        RecordRow.side == bindparam("side"),
        RecordRow.needs_look.is_(True),
        RecordRow.pair_id.is_(None),
        RecordRow.id > bindparam("after"),
    )
    .order_by(RecordRow.id)
    .limit(bindparam("size", type_=Integer))
)


_OF_KIND = (
    RecordRow.link_id == bindparam("link_id"),
    RecordRow.kind == bindparam("kind"),
    RecordRow.needs_look.is_(True),
)
# In two halves, as each of the partial indexes holds one.
_ANYTHING_TO_LOOK_AT = select(
    or_(
        exists().where(*_OF_KIND, RecordRow.pair_id.is_(None)),
        exists().where(*_OF_KIND, RecordRow.pair_id.is_not(None)),
    )
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some candidates, and the id behind which the next batch begins."""

    candidates: Sequence[Candidate]
    last_id: int


def is_anything_to_look_at(connection: Connection, link_id: int, kind: RecordKind) -> bool:
    """Whether any record of the kind needs a look; mostly none does."""
    asked = {"link_id": link_id, "kind": kind}
    return bool(connection.execute(_ANYTHING_TO_LOOK_AT, asked).scalar_one())


def pairs_to_look_at(
    connection: Connection, link_id: int, kind: RecordKind, *, after: int, size: int
) -> Batch | None:
    """The next pairs of which either record needs a look; None where there are no more."""
    asked = {"link_id": link_id, "kind": kind, "after": after, "size": size}
    found = connection.execute(_PAIRS_TO_LOOK_AT, asked).scalars()
    pair_ids = [pair_id for pair_id in found if pair_id is not None]
    if not pair_ids:
        return None
    records = _records_of_pairs(connection, pair_ids)
    faces = faces_by_id(connection, (record for pair in records for record in pair))
    choices = _choices(connection, [intacct for intacct, _ in records])
    candidates = [
        Candidate(kind, faces[intacct], faces[re_leased], choices=choices.get(intacct, ()))
        for intacct, re_leased in records
    ]
    return Batch(_with_unlinkings(connection, candidates), pair_ids[-1])


def _choices(connection: Connection, record_ids: Sequence[int]) -> Mapping[int, tuple[Choice, ...]]:
    """By record: what people picked for it, as far as it is in force."""
    found: dict[int, tuple[Choice, ...]] = {}
    for choice in choices_in_force(connection, record_ids):
        for record_id in (choice.intacct_id, choice.re_leased_id):
            found[record_id] = (*found.get(record_id, ()), choice)
    return found


def _with_unlinkings(
    connection: Connection, candidates: Sequence[Candidate]
) -> Sequence[Candidate]:
    """The candidates, with who unlinked them and why: one question for all, and none where nothing is."""
    unlinked = [
        face.record_id
        for candidate in candidates
        for face in (candidate.intacct, candidate.re_leased)
        if face is not None and face.unlinked
    ]
    if not unlinked:
        return candidates
    found = open_unlinkings(connection, unlinked)
    return [replace(one, unlinking=_first(found, one.record_ids)) for one in candidates]


def _first(found: Mapping[int, Unlinking], record_ids: Sequence[int]) -> Unlinking | None:
    return next((found[record_id] for record_id in record_ids if record_id in found), None)


def _records_of_pairs(connection: Connection, pair_ids: Sequence[int]) -> list[tuple[int, int]]:
    columns = (PairRow.intacct_record_id, PairRow.re_leased_record_id)
    return [
        (intacct, re_leased)
        for chunk in in_chunks(pair_ids)
        for intacct, re_leased in connection.execute(
            select(*columns).where(PairRow.id.in_(chunk)).order_by(PairRow.id)
        )
    ]


def lone_records_to_look_at(
    connection: Connection, link_id: int, kind: RecordKind, *, side: Side, after: int, size: int
) -> Batch | None:
    """The next records without a counterpart that need a look, with those that carry the same code."""
    asked = {"link_id": link_id, "kind": kind, "side": side, "after": after, "size": size}
    rows = connection.execute(_LONE_RECORDS_TO_LOOK_AT, asked).all()
    if not rows:
        return None
    natural_keys = {row.natural_key for row in rows if row.natural_key is not None}
    look_alikes = _look_alikes(connection, link_id, kind, side.other, natural_keys)
    choices = _choices(connection, [row.id for row in rows])
    candidates = [
        replace(
            _lone_candidate(kind, face_of(row), look_alikes.get(row.natural_key, ())),
            choices=choices.get(row.id, ()),
        )
        for row in rows
    ]
    return Batch(_with_unlinkings(connection, candidates), rows[-1].id)


def _look_alikes(
    connection: Connection,
    link_id: int,
    kind: RecordKind,
    side: Side,
    natural_keys: set[str],
) -> Mapping[str, Sequence[Face]]:
    """Records of `side` without a counterpart, by their natural key."""
    found: dict[str, list[Face]] = {}
    for chunk in in_chunks(sorted(natural_keys)):
        query = select(*FACE_COLUMNS).where(
            RecordRow.link_id == link_id,
            RecordRow.side == side,
            RecordRow.kind == kind,
            RecordRow.natural_key.is_not(None),
            RecordRow.natural_key.in_(chunk),
            RecordRow.pair_id.is_(None),
            RecordRow.gone.is_(False),
        )
        for row in connection.execute(query.order_by(RecordRow.id)):
            found.setdefault(row.natural_key, []).append(face_of(row))
    return found


def _lone_candidate(kind: RecordKind, face: Face, look_alikes: Sequence[Face]) -> Candidate:
    intacct = face if face.side is Side.INTACCT else None
    re_leased = face if face.side is Side.RE_LEASED else None
    return Candidate(kind, intacct, re_leased, tuple(look_alikes))
