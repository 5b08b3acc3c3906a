"""Caring for an issue: somebody takes it, leaves it alone for a while, mutes it, or has it tried again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sync.domain.choices import Person
from sync.domain.company_settings import CompanySettings
from sync.domain.errors import LeasebridgeError
from sync.domain.issue_care import IssueCare, Snooze, snoozed_until
from sync.domain.links import CompanyLink
from sync.domain.runs import Requester
from sync.domain.sides import Side
from sync.use_cases.alert_subjects import assigned_subject, issue_subject
from sync.use_cases.ports import (
    AuditEvent,
    Issue,
    KnownRecord,
    OutboxTopic,
    Store,
    Transaction,
)
from sync.use_cases.request_run import Requested, add_sync
from sync.use_cases.tell_of_issues import ask_for

SHORTEST_REASON = 5
"""Letters of a reason for muting: whoever finds an issue muted later will need it."""


class CannotCare(LeasebridgeError):
    """The issue is closed or does not exist, or what was asked for needs more."""


@dataclass(frozen=True, slots=True)
class IssueView:
    """One issue, with all there is to tell about it.

    Attributes:
        issue: The issue.
        link: The companies.
        settings: What is set for them.
        care: What people did about it.
        records: By side: one of the records it holds up, and its counterpart where it has one.
    """

    issue: Issue
    link: CompanyLink
    settings: CompanySettings
    care: IssueCare
    records: Mapping[Side, KnownRecord]


def view_issue(store: Store, issue_id: int) -> IssueView:
    """Gather what there is to tell about an issue.

    Raises:
        KeyError: There is no such issue.
    """
    with store.reading() as transaction:
        issue = transaction.issues.get(issue_id)
        return IssueView(
            issue=issue,
            link=transaction.links.get(issue.link_id),
            settings=transaction.settings.get(issue.link_id),
            care=transaction.care.get(issue_id),
            records=_records(transaction, issue),
        )


def open_issues(store: Store, link_id: int) -> tuple[tuple[Issue, ...], Mapping[int, IssueCare]]:
    """The open issues, most money first; and, by issue, what people did about them."""
    with store.reading() as transaction:
        return transaction.issues.open_ones(link_id), transaction.care.of_open(link_id)


def assign(store: Store, issue_id: int, person_id: str, *, who: Person, now: datetime) -> None:
    """Somebody takes care of the issue; they are told in its thread.

    Args:
        store: The database.
        issue_id: The issue.
        person_id: The Slack id of who takes care of it.
        who: Who says so.
        now: Aware UTC.

    Raises:
        CannotCare: The issue is closed, or there is none such, or nobody is named.
    """
    if not person_id:
        raise CannotCare("Pick somebody to assign it to.")
    with store.transaction() as transaction:
        issue = _open_issue(transaction, issue_id)
        transaction.care.assign(issue, person_id)
        _note(transaction, issue, "issue:assigned", who=who, facts={"to": person_id}, now=now)
        if transaction.messages.get(issue_subject(issue_id)) is not None:
            word = assigned_subject(issue_id, person_id, now)
            transaction.outbox.add(OutboxTopic.MESSAGE, word)


def snooze(store: Store, issue_id: int, span: Snooze, *, who: Person, now: datetime) -> datetime:
    """Leave the issue alone for a while; returns until when (aware UTC): always within working hours.

    Raises:
        CannotCare: The issue is closed, or there is none such.
    """
    with store.transaction() as transaction:
        issue = _open_issue(transaction, issue_id)
        until = snoozed_until(span, now, transaction.settings.get(issue.link_id).hours)
        transaction.care.snooze(issue, until, who)
        _note(
            transaction,
            issue,
            "issue:snoozed",
            who=who,
            facts={"until": until.isoformat()},
            now=now,
        )
    return until


def mute(store: Store, issue_id: int, *, who: Person, why: str, now: datetime) -> None:
    """Tell nobody of the issue any more, until it closes by itself.

    Raises:
        CannotCare: The issue is closed, there is none such, or the reason is too short to help anybody.
    """
    reason = why.strip()
    if len(reason) < SHORTEST_REASON:
        raise CannotCare("Give a reason: whoever finds it muted later will need it.")
    with store.transaction() as transaction:
        issue = _open_issue(transaction, issue_id)
        transaction.care.mute(issue, who, reason)
        _note(transaction, issue, "issue:muted", who=who, facts={"reason": reason}, now=now)


def unmute(store: Store, issue_id: int, *, who: Person, now: datetime) -> None:
    """Tell people of the issue again.

    Raises:
        CannotCare: The issue is closed, or there is none such.
    """
    with store.transaction() as transaction:
        issue = _open_issue(transaction, issue_id)
        transaction.care.unmute(issue)
        _note(transaction, issue, "issue:unmuted", who=who, facts={}, now=now)


def retry(store: Store, issue_id: int, requester: Requester, now: datetime) -> Requested:
    """Ask for a sync, which tries again whatever is held up.

    Raises:
        CannotCare: The issue is closed, or there is none such.
    """
    with store.transaction() as transaction:
        issue = _open_issue(transaction, issue_id)
        requested = add_sync(transaction, issue.link_id, requester)
        who = Person(requester.name, requester.person_id)
        _note(
            transaction,
            issue,
            "issue:retried",
            who=who,
            facts={"run": str(requested.run.run_id)},
            now=now,
        )
    return requested


def _open_issue(transaction: Transaction, issue_id: int) -> Issue:
    try:
        issue = transaction.issues.get(issue_id)
    except KeyError as error:
        raise CannotCare(
            f"There is no issue {issue_id}. List what is open: /sync issues"
        ) from error
    if issue.closed_at is not None:
        raise CannotCare(f"Issue {issue_id} has closed by itself; there is nothing left to do.")
    return issue


def _note(
    transaction: Transaction,
    issue: Issue,
    tag: str,
    *,
    who: Person,
    facts: Mapping[str, str],
    now: datetime,
) -> None:
    """The audit trail and the issue's own message both follow."""
    cause = str(issue.standing.cause)
    subject = f"issue {issue.issue_id}"
    about = {"cause": cause, "about": issue.standing.subject, **facts}
    transaction.audit.append(AuditEvent(tag, issue.link_id, str(who), subject, about))
    if transaction.care.get(issue.issue_id).told_at is not None:
        hours = transaction.settings.get(issue.link_id).hours
        ask_for(transaction, [issue_subject(issue.issue_id)], now, hours)


def _records(transaction: Transaction, issue: Issue) -> Mapping[Side, KnownRecord]:
    record_id = transaction.issues.record_of(issue)
    if record_id is None:
        return {}
    partners = transaction.records.pair_partner([record_id])
    known = transaction.records.known([record_id, *partners.values()])
    return {one.side: one for one in known.values()}
