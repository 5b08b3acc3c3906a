"""Makes the messages about drafts that wait for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.messages.approval_reminders import escalation, reminder
from bot.messages.approvals_card import approvals_card
from bot.messages.blocks import Message
from sync.use_cases.approving.endings import approvals_subject
from sync.use_cases.approving.views import BatchView, view_batch
from sync.use_cases.ports import Content, Store


@dataclass(frozen=True, slots=True)
class DraftPresenter:
    """What the presenter hands subjects that begin with `approvals` to.

    Attributes:
        store: The database.
        channel: Where a company that set no channel is told things.
    """

    store: Store
    channel: str

    def of_batch(self, words: Sequence[str]) -> Content | None:
        """About a batch: `<batch>`, `<batch>:reminder` or `<batch>:escalation`; None where there is none."""
        batch_id, *rest = words
        view = view_batch(self.store, int(batch_id))
        if view is None:
            return None
        match rest:
            case ["reminder"]:
                subject = approvals_subject(int(batch_id))
                return replace(self._content(view, reminder(view)), thread_of=subject)
            case ["escalation"]:
                to = view.policy.escalate_to
                content = self._content(view, escalation(view))
                return replace(content, channel="", person=to) if to else None
            case _:
                return self._content(view, approvals_card(view))

    def _content(self, view: BatchView, message: Message) -> Content:
        return Content(
            channel=view.channels.approvals or self.channel,
            text=message.text,
            blocks=message.blocks_as_json,
        )
