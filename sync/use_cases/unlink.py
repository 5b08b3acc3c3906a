"""Unlinking: somebody holds a record or a pair where it is, with a reason, until it is linked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.domain.choices import ChoiceEnd, ChoiceEnding, Person, Unlinking
from sync.domain.errors import LeasebridgeError
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.use_cases.end_choices import end_choices
from sync.use_cases.ports import AuditEvent, KnownRecord, Store, Transaction


class CannotUnlink(LeasebridgeError):
    """A record cannot be unlinked, or linked again, as it was asked for."""


@dataclass(frozen=True, slots=True)
class UnlinkedRecord:
    """Something that somebody holds where it is.

    Attributes:
        unlinking: By whom, why and since when.
        records: The record, or both of a pair, Intacct's first.
    """

    unlinking: Unlinking
    records: tuple[KnownRecord, ...]

    def age_in_days(self, now: datetime) -> int:
        """For how many whole days it has been unlinked."""
        return (now - self.unlinking.since).days


def unlink(store: Store, record_ids: Sequence[int], *, reason: str, who: Person) -> Unlinking:
    """Hold a record, or a linked pair, where it is: nothing of it travels, whatever changes in it.

    Args:
        store: The database.
        record_ids: One record; its counterpart, where it has one, is held with it. Naming both is the same.
        reason: Why; people are shown it.
        who: Who asks.

    Returns:
        What was noted.

    Raises:
        CannotUnlink: There is no reason, no such record, more than one thing is named, or it is unlinked
            already.
    """
    if not reason.strip():
        raise CannotUnlink("Give a reason: whoever finds the record unlinked later will need it.")
    with store.transaction() as transaction:
        records = _one_thing(transaction, record_ids)
        _require_free(transaction, records)
        unlinking = _note(transaction, records, reason=reason.strip(), who=who)
        _audit(transaction, "record:unlinked", records, who, reason=unlinking.reason)
    return unlinking


def relink(store: Store, record_ids: Sequence[int], *, who: Person) -> Unlinking:
    """Let a record or pair go again; the next run looks at it as if it had just changed.

    Args:
        store: The database.
        record_ids: The unlinked record, or either of the pair, or both.
        who: Who asks.

    Returns:
        The unlinking that has ended.

    Raises:
        CannotUnlink: There is no such record, or it is not unlinked.
    """
    with store.transaction() as transaction:
        records = _one_thing(transaction, record_ids)
        ids = [one.record_id for one in records.values()]
        found = transaction.unlinkings.of_records(ids)
        if not found:
            raise CannotUnlink(f"{_name(records)} is not unlinked.")
        ended = {one.unlinking_id: one for one in found.values()}
        for unlinking_id in ended:
            transaction.unlinkings.end(unlinking_id, who=who)
        transaction.records.look_again(ids)
        last = ended[max(ended)]
        _audit(transaction, "record:relinked", records, who, reason=last.reason)
    return last


def unlinked_records(store: Store, link_id: int) -> tuple[UnlinkedRecord, ...]:
    """All that is unlinked now, the oldest first, so that nothing is unlinked and forgotten."""
    with store.reading() as transaction:
        unlinkings = transaction.unlinkings.open_ones(link_id)
        ids = [record_id for unlinking in unlinkings for record_id in unlinking.record_ids]
        records = transaction.records.known(ids)
    return tuple(
        UnlinkedRecord(one, tuple(records[record_id] for record_id in one.record_ids))
        for one in unlinkings
    )


def _one_thing(transaction: Transaction, record_ids: Sequence[int]) -> dict[Side, KnownRecord]:
    """The record that is named, with its counterpart where it has one, by side."""
    partners = transaction.records.pair_partner(record_ids[:1])
    known = transaction.records.known([*record_ids[:1], *partners.values()])
    if not known:
        raise CannotUnlink("There is no such record. Look it up by its number or name.")
    if not set(record_ids) <= known.keys():
        raise CannotUnlink("Name one record, or one linked pair, at a time.")
    return {one.side: one for one in known.values()}


def _require_free(transaction: Transaction, records: Mapping[Side, KnownRecord]) -> None:
    found = transaction.unlinkings.of_records([one.record_id for one in records.values()])
    earlier = next(iter(found.values()), None)
    if earlier is not None:
        raise CannotUnlink(
            f"{_name(records)} is unlinked already, by {earlier.who.name} since "
            f"{earlier.since:%d %b %Y}: {earlier.reason}"
        )


def _note(
    transaction: Transaction, records: Mapping[Side, KnownRecord], *, reason: str, who: Person
) -> Unlinking:
    first = next(iter(records.values()))
    ids = {side: one.record_id for side, one in records.items()}
    _give_up_what_was_not_found(transaction, records, who)
    made = transaction.unlinkings.add(first.link_id, first.kind, ids, reason=reason, who=who)
    transaction.records.stand([(record_id, made.standing) for record_id in ids.values()])
    _end_open_choices(transaction, records, who)
    # What it held up as an issue needs nobody any more.
    transaction.issues.refresh(first.link_id)
    return made


def _give_up_what_was_not_found(
    transaction: Transaction, records: Mapping[Side, KnownRecord], who: Person
) -> None:
    """Somebody has looked for what a ledger says it made: it is not waited for any longer.

    Linked again, the record travels under a new key, and so is made anew.
    """
    lost = [
        one.record_id for one in records.values() if one.standing.cause is Cause.MADE_AND_NOT_FOUND
    ]
    note = f"It was not to be found, and {who.name} unlinked it."
    transaction.intents.give_up(lost, note)


def _end_open_choices(
    transaction: Transaction, records: Mapping[Side, KnownRecord], who: Person
) -> None:
    """What was picked and not carried out yet is never carried out behind an unlinking."""
    result = f"Unlinked by {who.name} before a run came to it."
    endings = (
        ChoiceEnding(one.choice_id, ChoiceEnd.LAPSED, _name(records), result)
        for one in transaction.choices.of_records([one.record_id for one in records.values()])
        if one.is_open
    )
    first = next(iter(records.values()))
    end_choices(transaction, first.link_id, endings)


def _name(records: Mapping[Side, KnownRecord]) -> str:
    one = records.get(Side.INTACCT) or records[Side.RE_LEASED]
    return f"{one.kind.singular.capitalize()} {one.title}"


def _audit(
    transaction: Transaction,
    tag: str,
    records: Mapping[Side, KnownRecord],
    who: Person,
    *,
    reason: str,
) -> None:
    first = next(iter(records.values()))
    event = AuditEvent(
        tag=tag,
        link_id=first.link_id,
        actor=str(who),
        subject=_name(records),
        facts={side.value: one.key for side, one in records.items()} | {"reason": reason},
    )
    transaction.audit.append(event)
