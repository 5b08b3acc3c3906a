"""Pausing a company, and letting it go on: both are audited and told in the channel of its runs."""

from sync.domain.choices import Person
from sync.domain.errors import LeasebridgeError
from sync.domain.pausing import IsPaused, Pause
from sync.use_cases.ports import AuditEvent, OutboxTopic, Store, Transaction


class CannotPause(LeasebridgeError):
    """The company cannot be paused, or let go on, as it was asked for."""


def pause(store: Store, link_id: int, *, reason: str, who: Person) -> Pause:
    """Have no run of the company write anything from now on. One under way finishes what it sent and stops.

    Args:
        store: The database.
        link_id: The companies.
        reason: Why; people are shown it.
        who: Who pauses it; the caller has asked whether they may.

    Raises:
        CannotPause: There is no reason, or it is paused already.
    """
    if not reason.strip():
        raise CannotPause("Say why: everybody who asks for a sync is told.")
    with store.transaction() as transaction:
        link = transaction.links.get(link_id)
        made = transaction.pauses.begin(link_id, reason=reason.strip(), who=who)
        if made is None:
            earlier = transaction.pauses.of(link_id)
            ended = f"{link.name} was paused and went on just now. See how it stands."
            raise CannotPause(earlier.sentence(link.name) if earlier is not None else ended)
        _tell(transaction, "sync:paused", made, who)
    return made


def resume(store: Store, link_id: int, *, who: Person) -> Pause:
    """Let the company go on; the next run carries over what waited. Returns the pause that has ended.

    Raises:
        CannotPause: It is not paused.
    """
    with store.transaction() as transaction:
        link = transaction.links.get(link_id)
        paused = transaction.pauses.of(link_id)
        if paused is None:
            raise CannotPause(f"{link.name} is not paused.")
        transaction.pauses.end(paused.pause_id, who=who)
        _tell(transaction, "sync:resumed", paused, who)
        return transaction.pauses.get(paused.pause_id)


def require_not_paused(transaction: Transaction, link_id: int) -> None:
    """Make sure, within this transaction, that nobody has paused the company.

    Raises:
        IsPaused: Somebody has; says who, since when and why.
    """
    paused = transaction.pauses.of(link_id)
    if paused is not None:
        raise IsPaused(paused.sentence(transaction.links.get(link_id).name))


def pause_subject(pause_id: int) -> str:
    """The subject of the message about a pause."""
    return f"pause:{pause_id}"


def _tell(transaction: Transaction, tag: str, paused: Pause, who: Person) -> None:
    name = transaction.links.get(paused.link_id).name
    facts = {"reason": paused.reason}
    transaction.audit.append(AuditEvent(tag, paused.link_id, str(who), name, facts))
    transaction.outbox.add(OutboxTopic.MESSAGE, pause_subject(paused.pause_id))
