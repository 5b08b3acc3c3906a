"""Delivering messages: the outbox says which subject has news, and its one message is brought up to date."""

import logging
from dataclasses import dataclass, replace

from sync.domain.errors import RetryLater
from sync.use_cases.ports import (
    Chat,
    Content,
    Directory,
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
FAULT_WAIT_SECONDS = 60.0
"""How long a message waits that could not be made or sent through a fault of ours."""

PARENT_WAIT_SECONDS = 1.0
"""How long a reply waits for the message in whose thread it belongs."""


@dataclass(frozen=True, slots=True)
class Messenger:
    """What delivering needs."""

    store: Store
    presenter: Presenter
    chat: Chat
    directory: Directory


def deliver_due(messenger: Messenger) -> int:
    """Deliver everything that is due, oldest first; returns how many rows were dealt with.

    A message the chat is too busy for stays in the outbox. One it will not take at all is left out and
    logged, and one that fails through a fault of ours is tried again later, so that neither ever holds
    up the others.
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
    try:
        content = messenger.presenter.present(row.subject)
        posted = _bring_up_to_date(messenger, row.subject, content) if content else None
    except RetryLater as error:
        _later(messenger, row, error.wait_seconds or AWAY_WAIT_SECONDS, str(error))
        return
    except MessageRefused as error:
        log.warning("The message about %s was refused: %s", row.subject, error)
        posted = None
    except Exception as error:
        log.exception("The message about %s could not be delivered.", row.subject)
        _later(messenger, row, FAULT_WAIT_SECONDS, repr(error))
        return
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
    # A thread is where its first message is, which may not be where both were meant to go.
    placed = replace(content, channel=parent.channel) if parent else content
    channel, timestamp = messenger.chat.post(placed, subject=subject, thread=thread)
    return PostedMessage(subject, channel, timestamp, content.digest)


def _later(messenger: Messenger, row: OutboxRow, seconds: float, note: str) -> None:
    with messenger.store.transaction() as transaction:
        transaction.outbox.later(row.row_id, delay_seconds=seconds, note=note)
