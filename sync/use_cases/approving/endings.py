"""What came of approvals, noted in the same transaction as its effect, in the audit trail and on the card."""

from collections.abc import Iterable

from sync.domain.approving.approvals import Approval, ApprovalEnding, ApprovalState
from sync.domain.approving.granting import APPROVED_IN_BOTH
from sync.domain.plan import Step, StepVerb
from sync.domain.sides import Side
from sync.use_cases.ports import AuditEvent, Done, OutboxTopic, Outcome, Refused, Transaction


def approvals_subject(batch_id: int) -> str:
    """The subject of the card about the drafts that were put forward together."""
    return f"approvals:{batch_id}"


def tell(transaction: Transaction, approvals: Iterable[Approval]) -> None:
    """Have the cards of these approvals brought up to date."""
    for batch_id in dict.fromkeys(one.batch_id for one in approvals):
        transaction.outbox.add(OutboxTopic.MESSAGE, approvals_subject(batch_id))


def end_approvals(
    transaction: Transaction, endings: Iterable[ApprovalEnding | None]
) -> tuple[Approval, ...]:
    """Note how approvals came to their end; None stands for a step that carried out none."""
    ended = transaction.approvals.end(ending for ending in endings if ending is not None)
    for one in ended:
        transaction.audit.append(
            AuditEvent(
                tag=f"approval:{one.state}",
                link_id=one.link_id,
                actor="Leasebridge",
                subject=one.draft.subject,
                facts={
                    "approval": str(one.approval_id),
                    "digest": one.draft.digest,
                    "amount": str(one.draft.amount),
                    "result": one.result,
                },
            )
        )
    tell(transaction, ended)
    return ended


def note_decisions_carried_out(
    transaction: Transaction, outcomes: Iterable[tuple[Step, Outcome]]
) -> None:
    """Note what the ledgers made of decisions: posted, followed, rejected, or refused."""
    pairs = [(step, outcome) for step, outcome in outcomes if step.approval_id is not None]
    posted = [
        step.approval_id
        for step, outcome in pairs
        if step.approval_id is not None and isinstance(outcome, Done) and is_first_of_two(step)
    ]
    transaction.approvals.posted(posted)
    tell(transaction, transaction.approvals.lock(posted))
    end_approvals(transaction, (_ending(step, outcome) for step, outcome in pairs))


def is_first_of_two(step: Step) -> bool:
    """Whether the step posts in Intacct what Re-Leased is to follow."""
    return step.verb is StepVerb.APPROVE and step.side is Side.INTACCT


def _ending(step: Step, outcome: Outcome) -> ApprovalEnding | None:
    """How the approval ended; None while it goes on, or its outcome is not known."""
    if step.approval_id is None:
        return None
    match outcome:
        case Done() if step.verb is StepVerb.REJECT:
            state, result = ApprovalState.REJECTED, "Rejected in Re-Leased."
        case Done() if step.side is Side.RE_LEASED:
            state, result = ApprovalState.APPROVED, APPROVED_IN_BOTH
        case Refused(moved=False):
            state, result = ApprovalState.REFUSED, _refusal(step, outcome)
        case _:
            return None
    return ApprovalEnding(step.approval_id, state, result)


def _refusal(step: Step, refused: Refused) -> str:
    said = " ".join(part for part in (refused.message, refused.remedy) if part)
    if is_first_of_two(step):
        return f"Sage Intacct would not post it, and nothing was changed on either side: {said}"
    if step.verb is StepVerb.REJECT:
        return f"Re-Leased would not reject it, and nothing was changed on either side: {said}"
    return f"Posted in Sage Intacct, but Re-Leased would not approve it: {said}"
