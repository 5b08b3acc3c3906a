"""Deciding in somebody's place while they are away: asked for by themselves, shown, and on record."""

from datetime import datetime, timedelta

from sync.domain.approving.approvals import Delegation
from sync.domain.choices import Person
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.use_cases.approving.decide import Desk
from sync.use_cases.ports import AuditEvent, Transaction

LONGEST_ABSENCE = timedelta(days=60)
"""Whoever is away for longer is given another role instead."""


class CannotDelegate(LeasebridgeError):
    """The absence cannot be noted as it was asked for; says why."""


def delegate(
    desk: Desk, giver: Person, taker: Person, *, begins_at: datetime, ends_at: datetime
) -> Delegation:
    """Have `taker` decide in `giver`'s place, with their rights and their limit, and never about their own.

    What was noted for `giver` before ends with it.

    Raises:
        CannotDelegate: One of the two may not, or the dates will not do.
    """
    _require_people(desk, giver, taker)
    if not desk.now < ends_at or not begins_at < ends_at:
        raise CannotDelegate("The last day must not be over, and not lie before the first.")
    if ends_at - begins_at > LONGEST_ABSENCE:
        raise CannotDelegate(f"An absence may be at most {LONGEST_ABSENCE.days} days long.")
    with desk.store.transaction() as transaction:
        made = transaction.delegations.add(giver, taker, begins_at=begins_at, ends_at=ends_at)
        _audit(transaction, "approval:delegated", made)
    return made


def come_back(desk: Desk, giver: Person) -> tuple[Delegation, ...]:
    """The person is back and decides for themselves again; returns what has ended by that."""
    with desk.store.transaction() as transaction:
        ended = transaction.delegations.end(giver.person_id)
        for one in ended:
            _audit(transaction, "approval:delegation_ended", one)
    return ended


def _require_people(desk: Desk, giver: Person, taker: Person) -> None:
    refusal = desk.roster.refusal(giver.person_id, Permission.APPROVE)
    if refusal is not None:
        raise CannotDelegate(refusal)
    if giver.person_id == taker.person_id:
        raise CannotDelegate("Choose somebody else: nobody decides in their own place.")
    if desk.roster.refusal(taker.person_id, Permission.SEE) is not None:
        raise CannotDelegate(
            f"{taker.name} has no role in Leasebridge, and so cannot decide in your place."
        )


def _audit(transaction: Transaction, tag: str, delegation: Delegation) -> None:
    facts = {
        "to": str(delegation.taker),
        "from": f"{delegation.begins_at:%Y-%m-%d %H:%M} UTC",
        "until": f"{delegation.ends_at:%Y-%m-%d %H:%M} UTC",
    }
    transaction.audit.append(
        AuditEvent(tag, None, str(delegation.giver), delegation.giver.name, facts)
    )
