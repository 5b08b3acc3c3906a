"""Who may decide about a draft: rights, limits, four eyes, and nobody about their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.domain.approving.approvals import Approval, ApprovalState, ApprovalVerb, Decided
from sync.domain.approving.drafts import Draft
from sync.domain.approving.own_work import is_own_work
from sync.domain.choices import Person
from sync.domain.company_settings import ApprovalPolicy
from sync.domain.money import Money

SHORTEST_REASON = 10
"""Characters: whoever entered a document must be able to mend it from the reason alone."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A right to decide: a person's own, or that of somebody who is away.

    Attributes:
        who: Who decides.
        on_behalf_of: Who is away and has asked them to; None for their own right.
        is_unlimited: Whether no amount is too much, as for an administrator.
        known_as: What the two, or the one, are called in Slack and in the ledgers.
    """

    who: Person
    on_behalf_of: Person | None
    is_unlimited: bool
    known_as: tuple[str, ...]

    @property
    def people(self) -> frozenset[str]:
        """The Slack ids of those whose judgement it is."""
        behind = {self.on_behalf_of.person_id} if self.on_behalf_of is not None else set()
        return frozenset({self.who.person_id} | behind)


def objection(
    authority: Authority, approval: Approval, verb: ApprovalVerb, policy: ApprovalPolicy
) -> str | None:
    """Why this person may not decide this, in a sentence with the next step; None where they may."""
    draft = approval.draft
    answers = (
        own_work(authority, draft),
        _has_decided(authority, approval) if verb is ApprovalVerb.APPROVE else None,
        _cannot_be_approved(draft) if verb is ApprovalVerb.APPROVE else None,
        above_limit(authority, draft.amount, policy) if verb is ApprovalVerb.APPROVE else None,
        _workflow_decides(draft) if verb is ApprovalVerb.REJECT else None,
    )
    return next((answer for answer in answers if answer is not None), None)


def own_work(authority: Authority, draft: Draft) -> str | None:
    """Nobody decides about what they entered or changed, nor in the place of somebody who did."""
    if not is_own_work(authority.known_as, draft.changers):
        return None
    names = ", ".join(f"user {one}" if one.isdigit() else one for one in draft.changers)
    return (
        f"Nobody decides about their own: {draft.title} was entered or changed by {names}. "
        "Ask another approver."
    )


def above_limit(authority: Authority, amount: Money, policy: ApprovalPolicy) -> str | None:
    """An approver approves up to the limit that is set; administrators have none."""
    limit = policy.approver_limit
    if authority.is_unlimited or limit is None or abs(amount.amount) <= limit:
        return None
    return f"{amount} is above your limit of {Money(limit, amount.currency)}. Ask an administrator."


def needs_second(amount: Money, policy: ApprovalPolicy) -> bool:
    """Above the amount that is set, two different people must approve."""
    threshold = policy.second_approver_above
    return threshold is not None and abs(amount.amount) > threshold


def state_after(approval: Approval, decision: Decided, policy: ApprovalPolicy) -> ApprovalState:
    """Where the approval stands once `decision` is added to it."""
    if decision.verb is ApprovalVerb.REJECT:
        return ApprovalState.GRANTED
    is_second = approval.state is ApprovalState.WAITING_SECOND
    is_enough = is_second or not needs_second(approval.draft.amount, policy)
    return ApprovalState.GRANTED if is_enough else ApprovalState.WAITING_SECOND


def closed(approval: Approval, now: datetime) -> str | None:
    """Why nobody can decide about it any more, in a sentence; None while it is undecided."""
    draft = approval.draft
    last = approval.last_decision
    match approval.state:
        case ApprovalState.OPEN | ApprovalState.WAITING_SECOND:
            if approval.expires_at <= now:
                return f"{draft.title} was not decided in time. /sync drafts puts it forward again."
            return None
        case ApprovalState.GRANTED | ApprovalState.APPROVED | ApprovalState.REJECTED if last:
            return f"{draft.title} was {last.verb.past} by {last.signature} already."
        case _:
            why = approval.result or "It was decided already."
            return f"{draft.title} is closed. {why} /sync drafts shows what is open."


def shown_differs(approval: Approval, digest: str) -> str | None:
    """A decision is worth exactly what was shown: `digest` is the beginning of what the person saw."""
    if digest and approval.draft.digest.startswith(digest):
        return None
    return (
        f"{approval.draft.title} has changed since this was shown. Look at it again: /sync drafts."
    )


def too_short(reason: str) -> str | None:
    """A rejection needs a reason that helps whoever has to mend the document."""
    if len(reason.strip()) >= SHORTEST_REASON:
        return None
    return f"Say in at least {SHORTEST_REASON} characters what is wrong and what should be done."


def best_of(
    authorities: Sequence[Authority],
    approval: Approval,
    verb: ApprovalVerb,
    policy: ApprovalPolicy,
) -> Authority | str:
    """The first authority that nothing stands against, a person's own before others'; else why not."""
    objections = []
    for authority in authorities:
        against = objection(authority, approval, verb, policy)
        if against is None:
            return authority
        objections.append(against)
    return objections[0]


def _has_decided(authority: Authority, approval: Approval) -> str | None:
    if authority.people.isdisjoint(approval.approvers):
        return None
    return (
        f"{approval.draft.title} needs two different people, and one of them was you, or the one in "
        "whose place you decide. It waits for the other."
    )


def _cannot_be_approved(draft: Draft) -> str | None:
    if draft.workflow:
        return workflow_holds(draft)
    if draft.is_tax_pending:
        return (
            f"The tax of {draft.title} is still being worked out in Sage Intacct, so its total is not "
            "known. It is put forward again once it is."
        )
    return None


def _workflow_decides(draft: Draft) -> str | None:
    return workflow_holds(draft) if draft.workflow else None


def workflow_holds(draft: Draft) -> str:
    """A workflow of Re-Leased's is never passed by: it is the company's own control."""
    return (
        f"Re-Leased's approval workflow “{draft.workflow}” decides about {draft.title}. "
        "Decide in Re-Leased; Leasebridge follows."
    )
