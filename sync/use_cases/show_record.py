"""Showing one record: both sides, where it stands, and what was done to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.domain.comparison import changed_fields, shown
from sync.domain.crossing import Counterparts, carried, with_titles
from sync.domain.errors import LeasebridgeError
from sync.domain.kinds import RecordKind
from sync.domain.plan import Face
from sync.domain.records import Record, field_names, references_of
from sync.domain.sides import Side
from sync.use_cases.find_records import FoundBy, FoundRecord, gathered
from sync.use_cases.ports import KnownRecord, PastEvent, PastWrite, Store, Transaction

MOST_WRITES = 50
MOST_DECISIONS = 50


class NotFound(LeasebridgeError):
    """What was asked for is not there, or is not one thing."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as either side says it, in words for people; empty where that side has no record.

    Attributes:
        label: The field's name.
        intacct: What Sage Intacct says, with names in place of keys.
        re_leased: What Re-Leased says, likewise.
        differs: Whether the sync would carry it over: the same account has another key on each side, and a
            contact another name.
    """

    label: str
    intacct: str
    re_leased: str
    differs: bool


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record, or a linked pair, with all there is to tell about it.

    Attributes:
        found: What it is, where it stands, and what it is or was called.
        fields: What each side says, in that side's own terms.
        writes: What we sent to either side, the latest first, at most 50.
        decisions: What people decided about it, the latest first, at most 50.
    """

    found: FoundRecord
    fields: tuple[FieldRow, ...]
    writes: tuple[PastWrite, ...]
    decisions: tuple[PastEvent, ...]


def show_record(store: Store, record_id: int) -> RecordView:
    """All there is to tell about a record and its counterpart.

    Raises:
        NotFound: There is no such record.
    """
    with store.reading() as transaction:
        if not transaction.records.known([record_id]):
            raise NotFound("There is no such record. Look it up by its number or name.")
        (found,) = gathered(transaction, {record_id: FoundBy.NAME})
        return _view(transaction, found)


def record_called(store: Store, link_id: int, kind: RecordKind, number: str) -> int:
    """Our id of the one record, or pair, of `kind` that is or was called `number`.

    Raises:
        NotFound: None is called so, or several are.
    """
    with store.reading() as transaction:
        known = transaction.records.called(link_id, number, kind)
        ids = [one.record_id for one in known] or [
            one.record_id
            for one in transaction.records.known(
                transaction.finding.once_named(link_id, number, MOST_WRITES)
            ).values()
            if one.kind is kind and _was_called(transaction, one, number)
        ]
        found = gathered(transaction, dict.fromkeys(ids, FoundBy.NAME))
    if not found:
        raise NotFound(
            f"There is no {kind.singular} {number}. Look it up by another number or name."
        )
    if len(found) > 1:
        names = ", ".join(sorted(one.title for one in found))
        raise NotFound(f"Several {kind.plural} are or were called {number}: {names}.")
    return found[0].records[0].record_id


def fields_of(store: Store, record_ids: Sequence[int]) -> tuple[FieldRow, ...]:
    """What these records say, field by field: one record, or one of each side, linked or not."""
    with store.reading() as transaction:
        return _field_rows(transaction, record_ids)


def _was_called(transaction: Transaction, record: KnownRecord, number: str) -> bool:
    names = transaction.finding.former_names([record.record_id]).get(record.record_id, ())
    return number.strip().casefold() in {name.strip().casefold() for name in names}


def _view(transaction: Transaction, found: FoundRecord) -> RecordView:
    ids = [one.record_id for one in found.records]
    return RecordView(
        found=found,
        fields=_field_rows(transaction, ids),
        writes=transaction.intents.of_records(ids, MOST_WRITES),
        decisions=_decisions(transaction, found),
    )


def _field_rows(transaction: Transaction, record_ids: Sequence[int]) -> tuple[FieldRow, ...]:
    links = {one.link_id for one in transaction.records.known(record_ids).values()}
    faces = {one.side: one for one in transaction.records.faces(record_ids).values()}
    around = {
        side: transaction.records.counterparts(link_id, side, references_of(face.now), None)
        for link_id in links
        for side, face in faces.items()
    }
    apart = _differing(faces, around)
    said = {side: with_titles(face.now, around[side]) for side, face in faces.items()}
    return tuple(
        FieldRow(
            label=name.replace("_", " "),
            intacct=_words(said.get(Side.INTACCT), name),
            re_leased=_words(said.get(Side.RE_LEASED), name),
            differs=name in apart,
        )
        for name in field_names(next(iter(said.values())))
    )


def _words(record: Record | None, name: str) -> str:
    return "" if record is None else shown(getattr(record, name))


def _differing(faces: Mapping[Side, Face], around: Mapping[Side, Counterparts]) -> frozenset[str]:
    """The fields that a side changed since both last agreed, and in which the two are not the same by now.

    What each side holds in its own way, such as a tax type that only one of them asks for, was agreed so.
    """
    if len(faces) < len(Side):
        return frozenset()
    intacct, re_leased = faces[Side.INTACCT], faces[Side.RE_LEASED]
    wanted = carried(
        intacct.now,
        source=Side.INTACCT,
        own_key=intacct.key,
        target_key=re_leased.key,
        counterparts=around[Side.INTACCT],
        held=re_leased.now,
    )
    changed = (changed_fields(one.now, one.agreed) for one in faces.values() if one.agreed)
    anew = frozenset().union(*changed) if intacct.agreed else frozenset(field_names(wanted))
    return changed_fields(wanted, re_leased.now) & anew


def _decisions(transaction: Transaction, found: FoundRecord) -> tuple[PastEvent, ...]:
    """The audit trail names a record by what it was called at the time, and by its keys."""
    link_id = found.records[0].link_id
    subjects = [f"{found.kind.singular.capitalize()} {name}" for name in found.names]
    keys = {one.side.value: one.key for one in found.records}
    return tuple(
        event
        for event in transaction.audit.about(link_id, subjects, MOST_DECISIONS)
        if all(event.facts.get(side, key) == key for side, key in keys.items())
    )
