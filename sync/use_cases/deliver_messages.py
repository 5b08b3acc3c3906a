"""Delivering messages: the outbox says which subject has news, and its one message is brought up to date."""

import logging
from dataclasses import dataclass

from sync.domain.errors import RetryLater
from sync.use_cases.ports import (
    Chat,
    Content,
    MessageRefused,
    OutboxRow,
    OutboxTopic,
    PostedMessage,
    Presenter,
    Store,
)

log = logging.getLogger(__name__)

BATCH = 20
BUSY_SECONDS = 60.0
"""How long a claimed message is left to the process that claimed it."""

AWAY_WAIT_SECONDS = 5.0
PARENT_WAIT_SECONDS = 1.0
"""How long a reply waits for the message in whose thread it belongs."""


@dataclass(frozen=True, slots=True)
class Messenger:
    """What delivering needs."""

    store: Store
    presenter: Presenter
    chat: Chat


def deliver_due(messenger: Messenger) -> int:
    """Deliver everything that is due, oldest first; returns how many rows were dealt with.

    A message the chat is too busy for stays in the outbox. One it will not take at all is left out and
    logged, so that it never holds up the others.
    """
    delivered = 0
    while True:
        with messenger.store.transaction() as transaction:
            rows = transaction.outbox.claim(
                OutboxTopic.MESSAGE, limit=BATCH, busy_seconds=BUSY_SECONDS
            )
        if not rows:
            return delivered
        for row in rows:
            _deliver(messenger, row)
            delivered += 1


def _deliver(messenger: Messenger, row: OutboxRow) -> None:
    content = messenger.presenter.present(row.subject)
    try:
        posted = _bring_up_to_date(messenger, row.subject, content) if content else None
    except RetryLater as error:
        _later(messenger, row, error.wait_seconds or AWAY_WAIT_SECONDS, str(error))
        return
    except MessageRefused as error:
        log.warning("The message about %s was refused: %s", row.subject, error)
        posted = None
    with messenger.store.transaction() as transaction:
        if posted is not None:
            transaction.messages.keep(posted)
        transaction.outbox.done(row.row_id, row.generation)


def _bring_up_to_date(messenger: Messenger, subject: str, content: Content) -> PostedMessage | None:
    with messenger.store.reading() as transaction:
        standing = transaction.messages.get(subject)
        parent = transaction.messages.get(content.thread_of) if content.thread_of else None
    if standing is not None and standing.digest == content.digest:
        return None
    if standing is not None:
        messenger.chat.update(content, channel=standing.channel, timestamp=standing.timestamp)
        return PostedMessage(subject, standing.channel, standing.timestamp, content.digest)
    if content.thread_of and parent is None:
        raise RetryLater(
            f"The message about {content.thread_of} comes first.", wait_seconds=PARENT_WAIT_SECONDS
        )
    thread = parent.timestamp if parent else ""
    channel, timestamp = messenger.chat.post(content, subject=subject, thread=thread)
    return PostedMessage(subject, channel, timestamp, content.digest)


def _later(messenger: Messenger, row: OutboxRow, seconds: float, note: str) -> None:
    with messenger.store.transaction() as transaction:
        transaction.outbox.later(row.row_id, delay_seconds=seconds, note=note)
