"""What delivering messages needs, and what a message should be just now."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sync.use_cases.bring_up_to_date import Slot, slot_of
from sync.use_cases.ports import Chat, Directory, OutboxRow, Presenter, Store

CLOSED_CHANNEL_COUNTS_FOR = timedelta(hours=1)
"""How long a closed channel is not tried again."""

FAULT_WAIT_SECONDS = 60.0
"""How long a message waits that could not be made or sent through a fault of ours."""

PARENT_WAIT_SECONDS = 5.0
"""How long a reply waits for the message in whose thread it belongs, where that is not on its way."""


@dataclass(frozen=True, slots=True)
class Messenger:
    """What delivering needs.

    Attributes:
        store: The database.
        presenter: Makes the messages.
        chat: Where they are posted.
        directory: The chat's word on people.
        fallback_channel: Where a message goes whose own channel is closed; empty for nowhere.
        administrators: Whom trouble is told: ids of people and user groups.
        holder: Names whoever delivers.
        now: The clock, aware UTC.
        pause: Waits for so many seconds.
    """

    store: Store
    presenter: Presenter
    chat: Chat
    directory: Directory
    fallback_channel: str = ""
    administrators: tuple[str, ...] = ()
    holder: str = field(default_factory=lambda: uuid4().hex)
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    pause: Callable[[float], object] = time.sleep


def slot_now(messenger: Messenger, row: OutboxRow) -> Slot | None:
    """The message as it should stand now, and where; None where nothing is to be done about it."""
    content = messenger.presenter.present(row.subject)
    if content is None:
        return None
    slot = slot_of(messenger.store, row.subject, content)
    if slot.is_current:
        return None
    return _away_from_closed_channel(messenger, slot)


def _away_from_closed_channel(messenger: Messenger, slot: Slot) -> Slot:
    """While its channel is known to be closed, a message goes to its person, or to the fallback channel."""
    elsewhere = "" if slot.content.person else messenger.fallback_channel
    if slot.place in {"", elsewhere} or not (elsewhere or slot.content.person):
        return slot
    with messenger.store.reading() as transaction:
        closed = transaction.troubles.about(channel_subject(slot.place))
    if closed is None or closed.seen_at + CLOSED_CHANNEL_COUNTS_FOR <= messenger.now():
        return slot
    return slot.moved_to(elsewhere)


def put_aside(messenger: Messenger, row: OutboxRow, seconds: float, note: str) -> None:
    """Have a message wait without holding up the others of its lane."""
    with messenger.store.transaction() as transaction:
        transaction.lanes.put_aside(row.row_id, delay_seconds=seconds, note=note)


def channel_subject(channel: str) -> str:
    """What trouble with a channel is noted under."""
    return f"channel:{channel}"
