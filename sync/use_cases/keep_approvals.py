"""Keeping drafts moving: expire, remind, pass on, and see that what was decided is carried out.

Called every few seconds by any number of schedulers: whoever finds nothing due writes nothing, and of two that
find the same, one does it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sync.domain.approving.approvals import Approval, ApprovalEnding, ApprovalState
from sync.domain.approving.keeping import has_expired, is_to_be_escalated, is_to_be_reminded
from sync.domain.runs import SCHEDULE, RunPurpose
from sync.use_cases.approving.endings import end_approvals
from sync.use_cases.approving.reminding import escalation_subject, reminder_subject
from sync.use_cases.ports import OutboxTopic, Store, Transaction
from sync.use_cases.request_run import add_approve

TRY_AGAIN_AFTER = timedelta(minutes=5)
"""What a run has begun with and left open, because no answer came, is looked at again that much later."""


def keep_approvals(store: Store, now: datetime) -> None:
    """Do what is due at `now` (aware UTC)."""
    with store.reading() as transaction:
        links = [link.link_id for link in transaction.links.all()]
        due = [link_id for link_id in links if _is_anything_due(transaction, link_id, now)]
    for link_id in due:
        with store.transaction() as transaction:
            _keep(transaction, link_id, now)


def _is_anything_due(transaction: Transaction, link_id: int, now: datetime) -> bool:
    undecided = transaction.approvals.undecided(link_id)
    settings = transaction.settings.get(link_id)
    terms = (settings.approval, settings.hours, now)
    return any(
        has_expired(one, now) or is_to_be_reminded(one, *terms) or is_to_be_escalated(one, *terms)
        for one in undecided
    ) or bool(_left_over(transaction, link_id, now))


def _keep(transaction: Transaction, link_id: int, now: datetime) -> None:
    found = transaction.approvals.undecided(link_id)
    # Held until the end: whoever decides meanwhile waits, and another scheduler finds it done.
    undecided = [
        one
        for one in transaction.approvals.lock([one.approval_id for one in found])
        if one.state.is_undecided
    ]
    settings = transaction.settings.get(link_id)
    terms = (settings.approval, settings.hours, now)
    expired = [one for one in undecided if has_expired(one, now)]
    end_approvals(
        transaction,
        [
            ApprovalEnding(one.approval_id, ApprovalState.EXPIRED, "Neither ledger was changed.")
            for one in expired
        ],
    )
    open_still = [one for one in undecided if one not in expired]
    to_remind = [one for one in open_still if is_to_be_reminded(one, *terms)]
    transaction.approvals.reminded([one.approval_id for one in to_remind])
    _ask(transaction, [reminder_subject(one.batch_id) for one in to_remind])
    to_pass_on = [one for one in open_still if is_to_be_escalated(one, *terms)]
    transaction.approvals.escalated([one.approval_id for one in to_pass_on])
    _ask(transaction, [escalation_subject(one.batch_id) for one in to_pass_on])
    _carry_out_what_is_left(transaction, link_id, now)


def _ask(transaction: Transaction, subjects: Sequence[str]) -> None:
    for subject in dict.fromkeys(subjects):
        transaction.outbox.add(OutboxTopic.MESSAGE, subject)


def _carry_out_what_is_left(transaction: Transaction, link_id: int, now: datetime) -> None:
    left = transaction.approvals.lock(
        [one.approval_id for one in _left_over(transaction, link_id, now)]
    )
    granted = [one.approval_id for one in left if one.state is ApprovalState.GRANTED]
    if granted:
        run = add_approve(transaction, link_id, SCHEDULE).run
        transaction.approvals.give_to_run(granted, run.run_id)


def _left_over(transaction: Transaction, link_id: int, now: datetime) -> list[Approval]:
    """What was decided and no run will carry out: it came just too late for its run, or no answer came."""
    granted = transaction.approvals.granted(link_id)
    if not granted or transaction.pauses.of(link_id) is not None:
        return []
    coming = transaction.runs.unfinished(link_id)
    if any(run.purpose is RunPurpose.APPROVE for run in coming):
        return []
    return [one for one in granted if _is_left_over(transaction, one, now)]


def _is_left_over(transaction: Transaction, approval: Approval, now: datetime) -> bool:
    if approval.taken_up_at is None or approval.run_id is None:
        return True
    finished = transaction.runs.get(approval.run_id).finished_at
    return finished is not None and finished + TRY_AGAIN_AFTER <= now
