"""Makes the messages about drafts that wait for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.approvals_card import approvals_card
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
        """The card of a batch, `<batch>`; None where there is no such batch."""
        view = view_batch(self.store, int(words[0]))
        return None if view is None else self._card(view)

    def _card(self, view: BatchView) -> Content:
        message = approvals_card(view)
        return Content(
            channel=view.channels.approvals or self.channel,
            text=message.text,
            blocks=message.blocks_as_json,
        )
