"""Putting a draft before people once more, after nobody decided in time or a ledger would not have it."""

from sync.domain.approving.approvals import Approval
from sync.domain.choices import Person
from sync.domain.roles import Permission
from sync.domain.runs import Requester
from sync.use_cases.approving.decide import NO_SUCH_APPROVAL, Desk, NotDecided
from sync.use_cases.approving.put_forward import put_forward
from sync.use_cases.ports import AuditEvent, AwaitingPair

MOST = 1000


def ask_anew(desk: Desk, approval_id: int, who: Requester) -> Approval:
    """Put the document of this approval before people again, as it is now; its card follows.

    Raises:
        NotDecided: The person may not, or the document does not wait any more.
    """
    refusal = desk.roster.refusal(who.person_id, Permission.SEE)
    if refusal is not None:
        raise NotDecided(refusal)
    with desk.store.transaction() as transaction:
        try:
            old = transaction.approvals.get(approval_id)
        except KeyError as error:
            raise NotDecided(NO_SUCH_APPROVAL) from error
        given_up = transaction.approvals.asked_for_anew(old.link_id, limit=MOST)
        if old.approval_id not in {one.approval_id for one in given_up}:
            raise NotDecided(
                f"{old.draft.title} does not wait like that any more. /sync drafts shows what is open."
            )
        pair = AwaitingPair(old.draft.kind, old.draft.intacct_id, old.draft.re_leased_id)
        opened = put_forward(transaction, old.link_id, [pair])
        if not opened:
            raise NotDecided(
                f"{old.draft.title} differs between the two sides. Once a sync has settled that, "
                "it is put forward by itself."
            )
        (asked,) = opened
        transaction.audit.append(
            AuditEvent(
                tag="approval:asked_for_anew",
                link_id=old.link_id,
                actor=str(Person(who.name, who.person_id)),
                subject=old.draft.subject,
                facts={"approval": str(asked.approval_id), "before": str(approval_id)},
            )
        )
        return asked
