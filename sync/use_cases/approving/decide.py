"""Deciding about drafts: one click is one transaction, and of two clicks exactly one counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.domain.approving.approvals import (
    Approval,
    ApprovalState,
    ApprovalVerb,
    Decided,
)
from sync.domain.approving.deciding import (
    Authority,
    best_of,
    closed,
    shown_differs,
    state_after,
    too_short,
)
from sync.domain.choices import Person
from sync.domain.errors import LeasebridgeError
from sync.domain.links import LinkMode
from sync.domain.runs import Requester
from sync.use_cases.approving.authorities import Rights, rights_of
from sync.use_cases.approving.batches import digest_of
from sync.use_cases.approving.endings import tell
from sync.use_cases.people import Roster
from sync.use_cases.ports import AuditEvent, Store, Transaction
from sync.use_cases.request_run import add_approve

NO_SUCH_APPROVAL = "That draft is not known any more. /sync drafts shows what is open."
NOTHING_OPEN = "Nothing on this card is open any more. /sync drafts shows what is."


class NotDecided(LeasebridgeError):
    """The person may not decide this, or there is nothing to decide; says why and what to do."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A draft of a batch about which nothing was decided, and why."""

    approval: Approval
    why: str


@dataclass(frozen=True, slots=True)
class DecidedTogether:
    """What came of approving a whole batch.

    Attributes:
        decided: About these something was decided, as they stand now.
        left_out: About these not.
    """

    decided: tuple[Approval, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a person wants decided, by which rights, and the beginning of the digest that they were shown."""

    verb: ApprovalVerb
    who: Requester
    rights: Rights
    digest: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What deciding works with.

    Attributes:
        store: The database.
        roster: Who may do what.
        now: The moment of the decision, aware UTC.
    """

    store: Store
    roster: Roster
    now: datetime


def approve(desk: Desk, approval_id: int, digest: str, who: Requester) -> Approval:
    """Approve a draft.

    Args:
        desk: What deciding works with.
        approval_id: Our id of the approval.
        digest: The beginning of the digest that was shown, at least 8 characters.
        who: Who decides.

    Returns:
        The approval as it stands now: granted, or waiting for a second approver.

    Raises:
        NotDecided: Nothing was decided.
    """
    return _decide(desk, approval_id, _Asked(ApprovalVerb.APPROVE, who, _rights(desk, who), digest))


def reject(desk: Desk, approval_id: int, digest: str, who: Requester, reason: str) -> Approval:
    """Reject a draft in Re-Leased, with a reason for whoever entered it; as `approve` otherwise."""
    why = too_short(reason)
    if why is not None:
        raise NotDecided(why)
    asked = _Asked(ApprovalVerb.REJECT, who, _rights(desk, who), digest, reason.strip())
    return _decide(desk, approval_id, asked)


def approve_together(
    desk: Desk, approval_ids: Sequence[int], digest: str, who: Requester
) -> DecidedTogether:
    """Approve drafts that were shown together, as far as the person may, with one run for all.

    Args:
        desk: What deciding works with.
        approval_ids: Those that were shown, and no others: nobody approves what they did not see.
        digest: Names them as they were shown: see `digest_of`.
        who: Who decides.

    Raises:
        NotDecided: One of them has changed since it was shown, or none is open.
    """
    rights = _rights(desk, who)
    with desk.store.transaction() as transaction:
        # Held until the end, so that what is compared is what is decided.
        shown = transaction.approvals.lock(approval_ids)
        undecided = [one for one in shown if one.state.is_undecided]
        if not undecided:
            raise NotDecided(NOTHING_OPEN)
        if digest_of(shown) != digest:
            raise NotDecided("These drafts have changed since they were shown. Look at them again.")
        decided: list[Approval] = []
        left_out: list[LeftOut] = []
        for one in undecided:
            try:
                asked = _Asked(ApprovalVerb.APPROVE, who, rights, one.draft.digest)
                decided.append(_decided(transaction, desk, one, asked))
            except NotDecided as error:
                left_out.append(LeftOut(one, str(error)))
        tell(transaction, decided)
        return DecidedTogether(tuple(decided), tuple(left_out))


def look_at(
    desk: Desk, approval_id: int, digest: str, who: Requester, verb: ApprovalVerb
) -> Approval:
    """The approval, where this person may decide so about it now.

    Raises:
        NotDecided: They may not, or it is closed.
    """
    asked = _Asked(verb, who, _rights(desk, who), digest)
    with desk.store.reading() as transaction:
        approval = _known(transaction, approval_id)
        _authority(transaction, desk, approval, asked)
        return approval


def _rights(desk: Desk, who: Requester) -> Rights:
    return rights_of(desk.store, desk.roster, Person(who.name, who.person_id))


def _decide(desk: Desk, approval_id: int, asked: _Asked) -> Approval:
    with desk.store.transaction() as transaction:
        _known(transaction, approval_id)
        (approval,) = transaction.approvals.lock([approval_id])
        decided = _decided(transaction, desk, approval, asked)
        tell(transaction, [decided])
        return decided


def _known(transaction: Transaction, approval_id: int) -> Approval:
    try:
        return transaction.approvals.get(approval_id)
    except KeyError as error:
        raise NotDecided(NO_SUCH_APPROVAL) from error


def _decided(transaction: Transaction, desk: Desk, approval: Approval, asked: _Asked) -> Approval:
    authority = _authority(transaction, desk, approval, asked)
    decision = Decided(
        verb=asked.verb,
        who=authority.who,
        digest=approval.draft.digest,
        reason=asked.reason,
        on_behalf_of=authority.on_behalf_of,
        decided_at=desk.now,
    )
    policy = transaction.settings.get(approval.link_id).approval
    state = state_after(approval, decision, policy)
    run_id = None
    if state is ApprovalState.GRANTED:
        run_id = add_approve(transaction, approval.link_id, asked.who).run.run_id
    if not transaction.approvals.decide(approval, decision, state, run_id):
        now = _known(transaction, approval.approval_id)
        raise NotDecided(closed(now, desk.now) or NOTHING_OPEN)
    _audit(transaction, approval, decision, state)
    return transaction.approvals.get(approval.approval_id)


def _authority(
    transaction: Transaction, desk: Desk, approval: Approval, asked: _Asked
) -> Authority:
    """The right by which the person decides; refuses where they have none for this."""
    why = (
        closed(approval, desk.now)
        or shown_differs(approval, asked.digest)
        or _only_read(transaction, approval.link_id)
    )
    if why is not None:
        raise NotDecided(why)
    if not asked.rights.authorities:
        raise NotDecided(asked.rights.refusal)
    policy = transaction.settings.get(approval.link_id).approval
    best = best_of(asked.rights.authorities, approval, asked.verb, policy)
    if isinstance(best, str):
        raise NotDecided(best)
    return best


def _only_read(transaction: Transaction, link_id: int) -> str | None:
    paused = transaction.pauses.of(link_id)
    if paused is not None:
        return paused.sentence(transaction.links.get(link_id).name)
    is_observed = transaction.links.mode(link_id) is not LinkMode.ENGINE
    if is_observed or transaction.matchings.is_open(link_id):
        return "Nothing is written to these companies' ledgers yet, so nothing can be decided here."
    return None


def _audit(
    transaction: Transaction, approval: Approval, decision: Decided, state: ApprovalState
) -> None:
    behalf = str(decision.on_behalf_of) if decision.on_behalf_of is not None else ""
    transaction.audit.append(
        AuditEvent(
            tag=f"approval:{decision.verb.past}_by_person",
            link_id=approval.link_id,
            actor=str(decision.who),
            subject=approval.draft.subject,
            facts={
                "approval": str(approval.approval_id),
                "digest": decision.digest,
                "amount": str(approval.draft.amount),
                "contact": approval.draft.contact,
                "on behalf of": behalf,
                "reason": decision.reason,
                "stands": state,
            },
        )
    )
