"""Finding what may be the same thing on the other side, for many records at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sync.domain.crossing import Counterparts
from sync.domain.look_alikes import Marks, look_the_same, marks_of, marks_over_there
from sync.domain.plan import Candidate, Face
from sync.domain.records import Document, Payment, natural_key_of
from sync.domain.sides import Side
from sync.use_cases.ports import Transaction


def with_look_alikes(
    transaction: Transaction, link_id: int, batch: Sequence[Candidate], plan_id: int | None
) -> Sequence[Candidate]:
    """The candidates, each with the lone records of the other side that look the same.

    Records with a code are left as they are: equal codes were found already. A few questions for the whole
    batch, none for a single record.

    Args:
        transaction: Of the plan.
        link_id: The companies.
        batch: Candidates of one kind.
        plan_id: The plan that is being made: a contact that it links counts as there.
    """
    lone = {face.record_id: face for one in batch if (face := _lone(one)) is not None}
    found = {
        record_id: others
        for side in Side
        for record_id, others in _found(
            transaction,
            link_id,
            batch[0],
            [face for face in lone.values() if face.side is side],
            plan_id,
        ).items()
    }
    return [
        replace(one, look_alikes=found[one.record_ids[0]]) if found.get(one.record_ids[0]) else one
        for one in batch
    ]


def _lone(candidate: Candidate) -> Face | None:
    """The record, where it has no counterpart and no code."""
    if candidate.intacct is not None and candidate.re_leased is not None:
        return None
    face = candidate.intacct or candidate.re_leased
    return face if face is not None and natural_key_of(face.now) is None else None


def _found(
    transaction: Transaction,
    link_id: int,
    example: Candidate,
    faces: Sequence[Face],
    plan_id: int | None,
) -> Mapping[int, tuple[Face, ...]]:
    """By record of one side: the records of the other side that look the same."""
    if not faces:
        return {}
    side, kind = faces[0].side, example.kind
    counterparts = _contacts(transaction, link_id, side, faces, plan_id)
    sought = {face.record_id: marks_over_there(face, counterparts) for face in faces}
    every = [marks for several in sought.values() for marks in several]
    others = transaction.records.lone_like(link_id, side.other, kind, every)
    if not others:
        return {}
    by_mark = _by_mark(others)
    return {record_id: _alike(marks, by_mark) for record_id, marks in sought.items()}


def _contacts(
    transaction: Transaction,
    link_id: int,
    side: Side,
    faces: Sequence[Face],
    plan_id: int | None,
) -> Counterparts:
    named = {face.now.contact: None for face in faces if isinstance(face.now, Document | Payment)}
    return transaction.records.counterparts(link_id, side, list(named), plan_id)


def _by_mark(others: Sequence[Face]) -> Mapping[str, list[Face]]:
    found: dict[str, list[Face]] = {}
    for other in others:
        marks = marks_of(other.now)
        for mark in {marks.name, marks.value} - {""}:
            found.setdefault(mark, []).append(other)
    return found


def _alike(marks: tuple[Marks, ...], by_mark: Mapping[str, list[Face]]) -> tuple[Face, ...]:
    near = {
        other.record_id: other
        for one in marks
        for mark in (one.name, one.value)
        for other in by_mark.get(mark, ())
    }
    alike = (other for other in near.values() if look_the_same(marks, other))
    return tuple(sorted(alike, key=lambda other: other.record_id))
