"""Archive in Re-Leased what people said is no longer needed, when two companies were matched."""

from collections.abc import Sequence
from dataclasses import replace

from sync.domain.plan import Face
from sync.domain.records import (
    Account,
    Contact,
    Dimension,
    DimensionValue,
    Record,
    TaxDetail,
    title_of,
)
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.use_cases.ports import Alike, AuditEvent, Done, Outcome, Refused, Write, WriteVerb
from sync.use_cases.run.bench import RunAtWork

AT_ONCE = 50
"""Records archived between two looks at the lease."""


def archive_as_answered(at_work: RunAtWork) -> None:
    """Archive each record once; one of which no answer came is looked at again by the next run.

    Archiving what is archived already changes nothing, so that no journal is needed to make it safe: after a
    lost answer or a killed worker the next run reads that it is archived, or asks for it once more. Who asked
    for it, and that it was sent, stands in the audit trail.
    """
    if not at_work.may_write:
        return
    link_id = at_work.link.link_id
    with at_work.bench.store.reading() as transaction:
        answers = transaction.matchings.to_archive(link_id)
        faces = transaction.records.faces([one.re_leased_id for one in answers])
    kinds = {one.re_leased_id: one for one in answers}
    done = [face.record_id for face in faces.values() if _is_archived(face)]
    to_send = [face for face in faces.values() if not _is_archived(face)]
    with at_work.beginning() as transaction:
        transaction.matchings.archived(done)
        for face in to_send:
            said = kinds[face.record_id]
            event = AuditEvent("matching:archives", link_id, said.answered_by, face.key, {})
            transaction.audit.append(event)
    for start in range(0, len(to_send), AT_ONCE):
        some = to_send[start : start + AT_ONCE]
        writes = [
            Write(
                intent_key=f"{at_work.link.token}-{face.record_id}-archive-{face.version}",
                kind=kinds[face.record_id].kind,
                verb=WriteVerb.UPDATE,
                key=face.key,
                record=_as_archived(face.now),
                fields=frozenset({"active"}),
                version=face.version,
            )
            for face in some
        ]
        _note(at_work, some, at_work.bench.ledgers[Side.RE_LEASED].write(writes))


def _is_archived(face: Face) -> bool:
    return face.gone or not getattr(face.now, "active", True)


def _as_archived(record: Record) -> Record:
    match record:
        case Dimension() | DimensionValue() | TaxDetail() | Account() | Contact():
            return replace(record, active=False)
        case _:
            raise ValueError(f"{title_of(record)} cannot be archived.")


def _note(at_work: RunAtWork, faces: Sequence[Face], outcomes: Sequence[Outcome | Alike]) -> None:
    pairs = list(zip(faces, outcomes, strict=True))
    with at_work.writing() as transaction:
        transaction.matchings.archived(
            [one.record_id for one, how in pairs if isinstance(how, Done)]
        )
        transaction.records.see(
            at_work.link.link_id,
            Side.RE_LEASED,
            [how.seen for _, how in pairs if isinstance(how, Done) and how.seen is not None],
        )
        transaction.records.stand(
            [(one.record_id, _refused(how)) for one, how in pairs if isinstance(how, Refused)]
        )


def _refused(how: Refused) -> Standing:
    detail = how.remedy or how.code
    return Standing(StandingState.REFUSED, Cause.REFUSED_BY_LEDGER, how.message, detail)
