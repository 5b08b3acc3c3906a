"""What the clock does to drafts that nobody decides about: expiry, a reminder, passing them on."""

from datetime import datetime, timedelta

from sync.domain.approving.approvals import Approval
from sync.domain.company_settings import ApprovalPolicy
from sync.domain.working_hours import WorkingHours


def has_expired(approval: Approval, now: datetime) -> bool:
    """Whether nobody decided in time; what was decided does not expire."""
    return approval.state.is_undecided and approval.expires_at <= now


def is_to_be_reminded(
    approval: Approval, policy: ApprovalPolicy, hours: WorkingHours, now: datetime
) -> bool:
    """Whether people are to be reminded now: once, after so much working time, and within working hours."""
    if approval.reminded_at is not None or not approval.state.is_undecided:
        return False
    after = timedelta(hours=policy.remind_after_hours)
    return hours.is_working(now) and hours.worked_between(approval.opened_at, now) >= after


def is_to_be_escalated(
    approval: Approval, policy: ApprovalPolicy, hours: WorkingHours, now: datetime
) -> bool:
    """Whether it is to be passed on now, where the company says to whom: as for reminders."""
    if approval.escalated_at is not None or not approval.state.is_undecided:
        return False
    after = timedelta(hours=policy.escalate_after_hours)
    is_due = hours.is_working(now) and hours.worked_between(approval.opened_at, now) >= after
    return is_due and bool(policy.escalate_to)
