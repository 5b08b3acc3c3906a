"""Telling of issues: one message for each, kept current; a flood in a list.

What is to be told is worked out from where the issues stand and from what was said of them, never from a run's
own changes: so it does not matter who opened or closed them, and nothing is told twice or forgotten.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sync.domain.issue_care import part_new_issues, said_of, seconds_until_told
from sync.domain.working_hours import WorkingHours
from sync.use_cases.alert_subjects import issue_list_subject, issue_subject
from sync.use_cases.ports import Issue, IssueList, Listed, OutboxTopic, Store, Transaction

NEW_LIST_AFTER = timedelta(hours=20)
"""After this, further issues begin a new list: nobody sees that yesterday's message was changed."""


def tell_of_issues(transaction: Transaction, link_id: int, now: datetime) -> None:
    """Ask for the messages about what is new, better, worse or closed. Safe to repeat at any time.

    Args:
        transaction: One that may write.
        link_id: The companies.
        now: Aware UTC.
    """
    considered = transaction.alert_marks.hold(link_id)
    hours = transaction.settings.get(link_id).hours
    standing = _update_those_told(transaction, link_id, now, hours)
    opened = transaction.issues.opened_since(link_id, considered)
    if opened:
        new = part_new_issues(opened, standing).by_themselves
        transaction.care.tell(link_id, {one.issue_id: said_now(one) for one in new})
        ask_for(transaction, [issue_subject(one.issue_id) for one in new], now, hours)
        newest = max(one.issue_id for one in opened)
        transaction.alert_marks.move_to_issue(link_id, newest)
    _update_list(transaction, link_id, now, hours)


def has_news(store: Store, link_id: int) -> bool:
    """Whether anything about a company's issues is untold; asks only, and holds nobody up."""
    with store.reading() as transaction:
        considered = transaction.alert_marks.newest_issue(link_id)
        if transaction.issues.opened_since(link_id, considered):
            return True
        if any(said_now(issue) != care.said for issue, care in transaction.care.told(link_id)):
            return True
        listed = transaction.issue_lists.listed(link_id)
        return _list_has_news(listed, transaction.issue_lists.current(link_id))


def said_now(issue: Issue) -> str:
    """What a message about the issue says now, in short."""
    return said_of(issue.count, issue.amount, is_closed=issue.closed_at is not None)


def _update_those_told(
    transaction: Transaction, link_id: int, now: datetime, hours: WorkingHours
) -> int:
    """Have the messages that stand say what is so now; returns how many of their issues are open."""
    told = transaction.care.told(link_id)
    news = {one.issue_id: said_now(one) for one, care in told if said_now(one) != care.said}
    transaction.care.tell(link_id, news)
    ask_for(transaction, [issue_subject(issue_id) for issue_id in news], now, hours)
    return sum(one.closed_at is None for one, _ in told)


def _update_list(
    transaction: Transaction, link_id: int, now: datetime, hours: WorkingHours
) -> None:
    """Have the list say what is so now; begin one where there is something for it, end one where not."""
    listed = transaction.issue_lists.listed(link_id)
    current = transaction.issue_lists.current(link_id)
    if not _list_has_news(listed, current):
        return
    if current is not None and (not listed.count or _is_old(current, listed.newest, now)):
        transaction.issue_lists.end(current.list_id)
        ask_for(transaction, [issue_list_subject(current.list_id)], now, hours)
        current = None
    if listed.count:
        current = current or transaction.issue_lists.begin(link_id, listed)
        transaction.issue_lists.say(current.list_id, listed)
        ask_for(transaction, [issue_list_subject(current.list_id)], now, hours)


def _list_has_news(listed: Listed, current: IssueList | None) -> bool:
    return listed.count > 0 if current is None else listed.said != current.said


def _is_old(current: IssueList, newest: int, now: datetime) -> bool:
    return newest > current.newest and now - current.began_at >= NEW_LIST_AFTER


def ask_for(
    transaction: Transaction, subjects: Sequence[str], now: datetime, hours: WorkingHours
) -> None:
    """Ask for messages: those that stand are changed at once, new ones wait for working hours.

    Args:
        transaction: One that may write.
        subjects: What the messages are about.
        now: Aware UTC.
        hours: When the company's people work.
    """
    for subject in subjects:
        stands = transaction.messages.get(subject) is not None
        delay = 0.0 if stands else seconds_until_told(now, hours)
        transaction.outbox.add(OutboxTopic.MESSAGE, subject, delay_seconds=delay)
