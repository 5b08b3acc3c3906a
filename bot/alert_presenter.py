"""From the subject of an alert to the message about it, as it should stand now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from bot.messages.blocks import Message
from bot.messages.digest_message import digest_message
from bot.messages.hold_message import hold_message
from bot.messages.issue_lists import escalation_message, list_message
from bot.messages.issue_message import assigned_message, issue_message, woken_message
from bot.messages.stoppage_message import stoppage_message
from bot.messages.watch_messages import arrived_message, reminder_message
from sync.use_cases.alert_subjects import (
    hold_subject,
    issue_list_subject,
    issue_subject,
    stoppage_subject,
)
from sync.use_cases.care_for_issues import IssueView, view_issue
from sync.use_cases.morning_digest import gather_digest
from sync.use_cases.ports import Content, Store
from sync.use_cases.watch_records import view_watch

Maker: TypeAlias = Callable[[Sequence[str]], Content | None]
"""Makes a message from what follows the first word of its subject; None where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class AlertPresenter:
    """Makes the messages that alert people.

    Attributes:
        store: The database.
        channel: The installation's own channel, for companies that set none.
    """

    store: Store
    channel: str

    @property
    def makers(self) -> Mapping[str, Maker]:
        """By the first word of a subject: what makes the message from the words after it."""
        return {
            "issue": self._issue,
            "issues": self._list,
            "escalation": self._escalation,
            "stoppage": self._stoppage,
            "hold": self._hold,
            "digest": self._digest,
            "watch": self._watch,
        }

    def _issue(self, words: Sequence[str]) -> Content | None:
        view = view_issue(self.store, int(words[0]))
        own = issue_subject(view.issue.issue_id)
        match words[1:]:
            case []:
                is_late = view.issue.closed_at is not None and not self._stands(own)
                return None if is_late else self._to_alerts(view, issue_message(view))
            case ["assigned", person_id, _] if view.care.assigned_to == person_id:
                return self._to_alerts(view, assigned_message(view), thread_of=own)
            case ["woken", _] if view.issue.closed_at is None:
                return self._to_alerts(view, woken_message(view), thread_of=own)
            case _:
                return None

    def _to_alerts(self, view: IssueView, message: Message, thread_of: str = "") -> Content:
        channel = view.settings.channels.for_issue(view.issue.kind)
        return self._content(channel, message, thread_of=thread_of)

    def _list(self, words: Sequence[str]) -> Content | None:
        with self.store.reading() as transaction:
            a_list = transaction.issue_lists.get(int(words[0]))
            link = transaction.links.get(a_list.link_id)
            settings = transaction.settings.get(a_list.link_id)
            current = transaction.issue_lists.current(a_list.link_id)
            care = transaction.care.of_open(a_list.link_id)
            issues = [
                one
                for one in transaction.issues.open_ones(a_list.link_id)
                if one.issue_id not in care
                or (care[one.issue_id].told_at is None and care[one.issue_id].muting is None)
            ]
        if a_list.ended_at is not None and not self._stands(issue_list_subject(a_list.list_id)):
            return None
        message = list_message(link, a_list, issues, continued=current is not None)
        return self._content(settings.channels.alerts, message)

    def _escalation(self, words: Sequence[str]) -> Content | None:
        link_id, seconds = map(int, words)
        at = datetime.fromtimestamp(seconds, tz=UTC)
        with self.store.reading() as transaction:
            link = transaction.links.get(link_id)
            issues = transaction.care.escalated(link_id, at)
            to = transaction.settings.get(link_id).alerts.escalate_to
        if not issues or not to:
            return None
        return self._directly(to, escalation_message(link, issues))

    def _stoppage(self, words: Sequence[str]) -> Content | None:
        with self.store.reading() as transaction:
            stoppage = transaction.stoppages.get(int(words[0]))
            link = transaction.links.get(stoppage.link_id)
            settings = transaction.settings.get(stoppage.link_id)
        if stoppage.ended_at is not None and not self._stands(
            stoppage_subject(stoppage.stoppage_id)
        ):
            return None
        return self._content(settings.channels.alerts, stoppage_message(link, stoppage))

    def _hold(self, words: Sequence[str]) -> Content | None:
        with self.store.reading() as transaction:
            hold = transaction.holds.get(int(words[0]))
            link = transaction.links.get(hold.link_id)
            settings = transaction.settings.get(hold.link_id)
        if not hold.state.lasts and not self._stands(hold_subject(hold.hold_id)):
            return None
        return self._content(settings.channels.alerts, hold_message(link, hold))

    def _digest(self, words: Sequence[str]) -> Content:
        digest = gather_digest(self.store, int(words[0]), datetime.now(tz=UTC))
        return self._content(digest.settings.channels.digest, digest_message(digest))

    def _watch(self, words: Sequence[str]) -> Content | None:
        view = view_watch(self.store, int(words[0]))
        person_id = view.watch.who.person_id
        if words[1] == "over":
            return self._directly(person_id, arrived_message(view))
        if view.watch.end is not None:
            return None
        return self._directly(person_id, reminder_message(view))

    def _stands(self, subject: str) -> bool:
        """Whether there is a message to change; what is over before it was told is not told at all."""
        with self.store.reading() as transaction:
            return transaction.messages.get(subject) is not None

    def _content(self, channel: str, message: Message, thread_of: str = "") -> Content:
        return Content(
            channel=channel or self.channel,
            text=message.text,
            blocks=message.blocks_as_json,
            thread_of=thread_of,
        )

    def _directly(self, person_id: str, message: Message) -> Content:
        return Content(
            channel="", text=message.text, blocks=message.blocks_as_json, person=person_id
        )
