"""Showing one record: both sides, where it stands, and what was done to it."""

from dataclasses import dataclass

from sync.domain.errors import LeasebridgeError
from sync.domain.kinds import RecordKind
from sync.use_cases.field_rows import FieldRow, field_rows
from sync.use_cases.find_records import FoundBy, FoundRecord, gathered
from sync.use_cases.ports import KnownRecord, PastEvent, PastWrite, Store, Transaction

MOST_WRITES = 50
MOST_DECISIONS = 50


class NotFound(LeasebridgeError):
    """What was asked for is not there, or is not one thing."""


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


def _was_called(transaction: Transaction, record: KnownRecord, number: str) -> bool:
    names = transaction.finding.former_names([record.record_id]).get(record.record_id, ())
    return number.strip().casefold() in {name.strip().casefold() for name in names}


def _view(transaction: Transaction, found: FoundRecord) -> RecordView:
    ids = [one.record_id for one in found.records]
    return RecordView(
        found=found,
        fields=field_rows(transaction, ids),
        writes=transaction.intents.of_records(ids, MOST_WRITES),
        decisions=_decisions(transaction, found),
    )


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
