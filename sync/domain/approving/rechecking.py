"""Asking again, before a decision is carried out, what was asked when it was taken."""

from collections.abc import Sequence
from dataclasses import replace

from sync.domain.approving.approvals import Approval, ApprovalVerb
from sync.domain.approving.deciding import (
    Authority,
    above_limit,
    needs_second,
    own_work,
    workflow_holds,
)
from sync.domain.company_settings import ApprovalPolicy

ENOUGH_APPROVERS = 2


def objection_in_the_job(
    approval: Approval,
    verb: ApprovalVerb,
    *,
    authorities: Sequence[Authority],
    changers: Sequence[str],
    workflow: str,
    policy: ApprovalPolicy,
) -> str | None:
    """Why a decision may not be carried out as things are now; None where it may.

    Args:
        approval: What was decided about.
        verb: What was decided.
        authorities: The rights of all who decided so, as they are now.
        changers: Who entered the document and who changed it last, as both sides say now.
        workflow: The approval workflow in Re-Leased that holds it now; empty where none does.
        policy: What the company has set, as it is now.
    """
    draft = replace(approval.draft, changers=(*approval.draft.changers, *changers))
    if workflow:
        return workflow_holds(replace(draft, workflow=workflow))
    for authority in authorities:
        against = own_work(authority, draft)
        if against is None and verb is ApprovalVerb.APPROVE:
            against = above_limit(authority, draft.amount, policy)
        if against is not None:
            return f"{authority.who.name}: {against}"
    if (
        verb is ApprovalVerb.APPROVE
        and needs_second(draft.amount, policy)
        and len(authorities) < ENOUGH_APPROVERS
    ):
        return "By the company's settings it now needs a second approver."
    return None
