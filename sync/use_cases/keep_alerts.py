"""What the clock brings about for alerts: snoozes end, issues are escalated, mornings have their digest.

Safe to call at any time, from any number of processes: each part reads first, writes only what is due, and
holds the company while it does.
"""

from datetime import datetime

from sync.domain.issue_care import to_escalate
from sync.domain.morning import digest_day
from sync.use_cases.alert_subjects import (
    digest_subject,
    escalation_subject,
    issue_subject,
    woken_subject,
)
from sync.use_cases.morning_digest import digest_of
from sync.use_cases.ports import OutboxTopic, Store, Transaction
from sync.use_cases.tell_of_issues import has_news, tell_of_issues
from sync.use_cases.watch_records import remind_due_watches


def keep_alerts(store: Store, now: datetime) -> None:
    """Do what is due at `now` (aware UTC): news of issues, ends of snoozes, escalations, digests, reminders."""
    with store.reading() as transaction:
        links = [link.link_id for link in transaction.links.all()]
    for link_id in links:
        _tell_news(store, link_id, now)
        _wake(store, link_id, now)
        _escalate(store, link_id, now)
        _give_digest(store, link_id, now)
    remind_due_watches(store, now)


def _tell_news(store: Store, link_id: int, now: datetime) -> None:
    """Issues also open and close without a run: when something is unlinked, say."""
    if has_news(store, link_id):
        with store.transaction() as transaction:
            tell_of_issues(transaction, link_id, now)


def _wake(store: Store, link_id: int, now: datetime) -> None:
    """Say of what was snoozed, and is open still, that the snooze is over."""
    if not _woken(store, link_id, now):
        return
    with store.transaction() as transaction:
        transaction.alert_marks.hold(link_id)
        for issue_id in _over(transaction, link_id, now):
            transaction.care.snooze(transaction.issues.get(issue_id), None, None)
            if transaction.messages.get(issue_subject(issue_id)) is not None:
                transaction.outbox.add(OutboxTopic.MESSAGE, issue_subject(issue_id))
                transaction.outbox.add(OutboxTopic.MESSAGE, woken_subject(issue_id, now))


def _woken(store: Store, link_id: int, now: datetime) -> list[int]:
    with store.reading() as transaction:
        return _over(transaction, link_id, now)


def _over(transaction: Transaction, link_id: int, now: datetime) -> list[int]:
    return [
        issue_id
        for issue_id, care in transaction.care.of_open(link_id).items()
        if care.snoozed_until is not None and not care.is_snoozed(now)
    ]


def _escalate(store: Store, link_id: int, now: datetime) -> None:
    """Tell of issues that nobody took to whom they are escalated: once, all that are due in one message."""
    if not _due_for_escalation(store, link_id, now):
        return
    at = now.replace(microsecond=0)
    with store.transaction() as transaction:
        transaction.alert_marks.hold(link_id)
        due = _unattended(transaction, link_id, now)
        if due:
            transaction.care.escalate(due, at)
            transaction.outbox.add(OutboxTopic.MESSAGE, escalation_subject(link_id, at))


def _due_for_escalation(store: Store, link_id: int, now: datetime) -> list[int]:
    with store.reading() as transaction:
        return _unattended(transaction, link_id, now)


def _unattended(transaction: Transaction, link_id: int, now: datetime) -> list[int]:
    settings = transaction.settings.get(link_id)
    if not settings.alerts.escalate_to or not settings.hours.is_working(now):
        return []
    cared = tuple(transaction.care.of_open(link_id).values())
    after = settings.alerts.escalate_after_hours
    return [one.issue_id for one in to_escalate(cared, now, settings.hours, after)]


def _give_digest(store: Store, link_id: int, now: datetime) -> None:
    """Ask for the morning digest, once a working day; where all is clear, there is none."""
    with store.reading() as transaction:
        settings = transaction.settings.get(link_id)
        last = transaction.alert_marks.digest_day(link_id)
    day = digest_day(now, settings.hours, settings.alerts.digest_at, last)
    if day is None:
        return
    with store.transaction() as transaction:
        transaction.alert_marks.hold(link_id)
        if transaction.alert_marks.digest_day(link_id) == last:
            transaction.alert_marks.move_to_day(link_id, day)
            if not digest_of(transaction, link_id, now).is_clear:
                transaction.outbox.add(OutboxTopic.MESSAGE, digest_subject(link_id, day))
