"""What two records, or one, say field by field, side by side and in words for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.domain.comparison import changed_fields
from sync.domain.crossing import Counterparts, carried, with_titles
from sync.domain.plan import Face
from sync.domain.records import Record, field_names, references_of
from sync.domain.shown_values import parts_apart, parts_shown
from sync.domain.sides import Side
from sync.use_cases.ports import Store, Transaction

Around = Mapping[Side, Counterparts]
"""For each side, what the records that are referred to are there and are called."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field as either side says it, in words for people; nothing where that side has no record.

    Attributes:
        label: The field's name.
        intacct: What Sage Intacct says, with names in place of keys: each of a document's lines for itself, all
            else in one.
        re_leased: What Re-Leased says, likewise.
        differs: Whether the sync would carry it over: the same account has another key on each side, and a
            contact another name. Of several lines only those that differ are told then.
    """

    label: str
    intacct: tuple[str, ...]
    re_leased: tuple[str, ...]
    differs: bool


def fields_of(store: Store, record_ids: Sequence[int]) -> tuple[FieldRow, ...]:
    """What these records say, field by field: one record, or one of each side, linked or not."""
    with store.reading() as transaction:
        return field_rows(transaction, record_ids)


def field_rows(transaction: Transaction, record_ids: Sequence[int]) -> tuple[FieldRow, ...]:
    """The same, within a transaction that is open already."""
    links = {one.link_id for one in transaction.records.known(record_ids).values()}
    faces = {one.side: one for one in transaction.records.faces(record_ids).values()}
    around = {
        side: transaction.records.counterparts(link_id, side, references_of(face.now), None)
        for link_id in links
        for side, face in faces.items()
    }
    said = {side: with_titles(face.now, around[side]) for side, face in faces.items()}
    if len(faces) < len(Side):
        return _of_one_side(said)
    return _of_both(faces, around, said)


def _of_one_side(said: Mapping[Side, Record]) -> tuple[FieldRow, ...]:
    ((side, record),) = said.items()
    words = {name: parts_shown(getattr(record, name)) for name in field_names(record)}
    return tuple(
        FieldRow(
            label=_label(name),
            intacct=said_so if side is Side.INTACCT else (),
            re_leased=said_so if side is Side.RE_LEASED else (),
            differs=False,
        )
        for name, said_so in words.items()
    )


def _of_both(
    faces: Mapping[Side, Face], around: Around, said: Mapping[Side, Record]
) -> tuple[FieldRow, ...]:
    wanted = _in_re_leased_terms(faces, around)
    apart = _differing(faces, wanted)
    return tuple(
        _row(name, said, wanted, faces[Side.RE_LEASED].now, differs=name in apart)
        for name in field_names(wanted)
    )


def _row(
    name: str, said: Mapping[Side, Record], wanted: Record, held: Record, *, differs: bool
) -> FieldRow:
    intacct, re_leased = (getattr(said[side], name) for side in (Side.INTACCT, Side.RE_LEASED))
    if not differs:
        return FieldRow(_label(name), parts_shown(intacct), parts_shown(re_leased), differs=False)
    here, there = getattr(wanted, name), getattr(held, name)
    return FieldRow(
        label=_label(name),
        intacct=parts_apart(intacct, here=here, there=there),
        re_leased=parts_apart(re_leased, here=there, there=here),
        differs=True,
    )


def _label(name: str) -> str:
    return name.replace("_", " ")


def _in_re_leased_terms(faces: Mapping[Side, Face], around: Around) -> Record:
    """Intacct's record as Re-Leased should hold it."""
    intacct, re_leased = faces[Side.INTACCT], faces[Side.RE_LEASED]
    return carried(
        intacct.now,
        source=Side.INTACCT,
        own_key=intacct.key,
        target_key=re_leased.key,
        counterparts=around[Side.INTACCT],
        held=re_leased.now,
    )


def _differing(faces: Mapping[Side, Face], wanted: Record) -> frozenset[str]:
    """The fields that a side changed since both last agreed, and in which the two are not the same by now.

    What each side holds in its own way, such as a tax type that only one of them asks for, was agreed so.
    """
    changed = (changed_fields(one.now, one.agreed) for one in faces.values() if one.agreed)
    was_agreed = faces[Side.INTACCT].agreed is not None
    anew = frozenset().union(*changed) if was_agreed else frozenset(field_names(wanted))
    return changed_fields(wanted, faces[Side.RE_LEASED].now) & anew
