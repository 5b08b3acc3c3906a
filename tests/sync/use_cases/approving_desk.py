"""What approvers do about drafts, asked of the use cases as Slack does."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from sync.domain.approving.approvals import Approval, ApprovalState
from sync.domain.company_settings import ApprovalPolicy
from sync.domain.records import Document, DocumentStatus
from sync.domain.roles import Role
from sync.domain.runs import Requester, RunPurpose
from sync.domain.sides import Side
from sync.use_cases.approving.batches import digest_of, short_digest
from sync.use_cases.approving.decide import DecidedTogether, Desk, approve, approve_together, reject
from sync.use_cases.run.carry_out import carry_out
from tests.knowing import roster_of
from tests.sync.use_cases.bridge import Bridge

GRACE = Requester("U0GRACE", "grace", "C0APPROVALS")
HENRY = Requester("U0HENRY", "henry", "C0APPROVALS")
PRIYA = Requester("U0PRIYA", "priya", "C0APPROVALS")
TOM = Requester("U0TOM", "tom", "C0APPROVALS")
ROSTER = roster_of(
    {
        "U0GRACE": Role.APPROVER,
        "U0HENRY": Role.APPROVER,
        "U0PRIYA": Role.ADMINISTRATOR,
        "U0TOM": Role.OPERATOR,
    }
)


def desk(bridge: Bridge) -> Desk:
    return Desk(bridge.store, bridge.roster, datetime.now(UTC))


def open_drafts(bridge: Bridge) -> dict[str, Approval]:
    """What waits for people, by number."""
    with bridge.store.reading() as transaction:
        found = transaction.approvals.undecided(bridge.link.link_id)
    return {one.draft.title: one for one in found}


def now(bridge: Bridge, approval: Approval) -> Approval:
    with bridge.store.reading() as transaction:
        return transaction.approvals.get(approval.approval_id)


def approved(bridge: Bridge, approval: Approval, who: Requester = GRACE) -> Approval:
    return approve(desk(bridge), approval.approval_id, short_digest(approval), who)


def rejected(
    bridge: Bridge, approval: Approval, who: Requester = GRACE, reason: str = "Wrong property"
) -> Approval:
    return reject(desk(bridge), approval.approval_id, short_digest(approval), who, reason)


def all_approved(bridge: Bridge, who: Requester = GRACE) -> DecidedTogether:
    """Approve the whole batch that is open."""
    shown = list(open_drafts(bridge).values())
    ids = [one.approval_id for one in shown]
    return approve_together(desk(bridge), ids, digest_of(shown), who)


def carry_out_decisions(bridge: Bridge) -> list[int]:
    """Have the workers carry out what waits; the runs' ids."""
    with bridge.store.reading() as transaction:
        waiting = transaction.runs.unfinished(bridge.link.link_id)
    runs = [run.run_id for run in waiting if run.purpose is RunPurpose.APPROVE]
    for run_id in runs:
        carry_out(bridge.bench, run_id)
    return runs


def policy(bridge: Bridge, *, limit: str | None = None, second_above: str | None = None) -> None:
    """What the company sets."""
    usual = ApprovalPolicy(
        approver_limit=Decimal(limit) if limit else None,
        second_approver_above=Decimal(second_above) if second_above else None,
    )
    with bridge.store.transaction() as transaction:
        settings = transaction.settings.get(bridge.link.link_id)
        transaction.settings.put(bridge.link.link_id, replace(settings, approval=usual))


def statuses(bridge: Bridge, number: str) -> tuple[DocumentStatus, DocumentStatus]:
    """The invoice's status in Intacct and in Re-Leased, read afresh from both."""
    found = [bridge.invoices(side)[number] for side in (Side.INTACCT, Side.RE_LEASED)]
    assert all(isinstance(one, Document) for one in found)
    return found[0].status, found[1].status


def ended(bridge: Bridge, approval: Approval) -> tuple[ApprovalState, str]:
    """How it stands, and what came of it."""
    found = now(bridge, approval)
    return found.state, found.result
