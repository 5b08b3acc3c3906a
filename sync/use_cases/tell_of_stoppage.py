"""Telling of scheduled runs that fail: once for one reason, however often they do, and when it is over."""

from datetime import datetime

from sync.domain.errors import FixSetup, RetryLater, SignInRefused
from sync.domain.issue_care import seconds_until_told
from sync.domain.pausing import IsPaused
from sync.domain.runs import SCHEDULE, Run, RunPurpose
from sync.domain.stoppage import FailureKind, Stoppage
from sync.use_cases.alert_subjects import stoppage_subject
from sync.use_cases.ports import OutboxTopic, Transaction


def failure_kind(error: Exception) -> FailureKind:
    """Which kind of failure an error is, by what to do about it."""
    match error:
        case RetryLater():
            return FailureKind.AWAY
        case SignInRefused():
            return FailureKind.SIGN_IN
        case IsPaused():
            return FailureKind.PAUSED
        case FixSetup():
            return FailureKind.SETUP
        case _:
            return FailureKind.FAULT


def tell_of_failure(
    transaction: Transaction, run: Run, kind: FailureKind, failure: str, now: datetime
) -> None:
    """Note that a scheduled run failed.

    One that a person asked for is told on its own card, and nobody is told that a paused company's do not work.

    Args:
        transaction: One that may write.
        run: The run.
        kind: Why it failed.
        failure: What went wrong and what to do.
        now: Aware UTC.
    """
    if run.requester != SCHEDULE or kind is FailureKind.PAUSED:
        return
    transaction.alert_marks.hold(run.link_id)
    lasting = transaction.stoppages.lasting(run.link_id)
    if lasting is not None and lasting.is_same_reason(kind, failure):
        transaction.stoppages.again(lasting.stoppage_id, run.run_id, failure)
        _ask(transaction, lasting, now)
        return
    if lasting is not None:
        _end(transaction, lasting, now, works_again=False)
    begun = transaction.stoppages.begin(run.link_id, run.run_id, kind, failure)
    _ask(transaction, begun, now)


def tell_that_it_works(transaction: Transaction, run: Run, now: datetime) -> None:
    """Note that a run worked: whatever stoppage there was is over. A plan proves too little."""
    if run.purpose is RunPurpose.PLAN:
        return
    transaction.alert_marks.hold(run.link_id)
    lasting = transaction.stoppages.lasting(run.link_id)
    if lasting is not None:
        _end(transaction, lasting, now, works_again=True)


def tell_that_it_stopped_to_ask(transaction: Transaction, run: Run, now: datetime) -> None:
    """Note that a run stopped before it wrote: whatever stoppage there was has made room for that."""
    transaction.alert_marks.hold(run.link_id)
    lasting = transaction.stoppages.lasting(run.link_id)
    if lasting is not None:
        _end(transaction, lasting, now, works_again=False)


def _end(transaction: Transaction, lasting: Stoppage, now: datetime, *, works_again: bool) -> None:
    transaction.stoppages.end(lasting.stoppage_id, works_again=works_again)
    _ask(transaction, lasting, now)


def _ask(transaction: Transaction, stoppage: Stoppage, now: datetime) -> None:
    subject = stoppage_subject(stoppage.stoppage_id)
    hours = transaction.settings.get(stoppage.link_id).hours
    is_urgent = stoppage.kind.is_grave or transaction.messages.get(subject) is not None
    delay = seconds_until_told(now, hours, is_grave=is_urgent)
    transaction.outbox.add(OutboxTopic.MESSAGE, subject, delay_seconds=delay)
