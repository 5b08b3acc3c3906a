"""Posting each message once: noted before it is sent, looked up after a lost answer, sent again under one mark.

Slack's own key, `client_msg_id`, is not documented and may be ignored. So each post is an intent of ours, with
a mark, made once and kept, that the message carries where people do not see it. A worker that dies between the
post and our note of it, or an answer that is lost, leaves the intent behind; whoever comes next waits until the
post must have arrived if it ever will, looks for the mark, adopts the message where it stands, and sends it
again where it does not. Changing a message needs no intent: changed twice, it says the same.

Not so for two things. App Home is one page that is written over, and a dialog is opened by a click that works
once: twice is once. A private answer in a channel cannot be looked up by anybody and goes by itself; sent
twice, one person reads it twice until they reload, which is better than no answer to a click.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sync.domain.errors import LeasebridgeError, RetryLater
from sync.use_cases.bring_up_to_date import Slot
from sync.use_cases.ports import (
    Chat,
    ChatBusy,
    Content,
    MessageRefused,
    PostedMessage,
    Posting,
    Store,
)

log = logging.getLogger(__name__)

TIME_TO_ARRIVE = timedelta(seconds=10)
"""How long after it was sent a post may still turn up: as long as we wait for its answer. A guess: nothing is
documented about posts whose connection was cut."""

TOO_LATE = timedelta(seconds=30)
"""Whoever comes to post only so long after noting it does not: somebody else may look for it already."""

_CHANGED_SINCE = ""
"""The digest of what stands, where that is not known: it is brought up to date."""


class LookLater(LeasebridgeError):
    """A post may still turn up; it is looked for in a while.

    Attributes:
        wait_seconds: How long.
    """

    def __init__(self, message: str, *, wait_seconds: float) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class PostDesk:
    """What posting works with.

    Attributes:
        store: The database.
        chat: Where it is posted.
        now: The clock, aware UTC.
    """

    store: Store
    chat: Chat
    now: Callable[[], datetime]


def settle_open_post(desk: PostDesk, subject: str) -> None:
    """Find out what became of an earlier post about `subject`; a message that stands is adopted.

    Nothing happens where none is open. One that is not there stays open, to be sent again under its mark.

    Raises:
        LookLater: It may still turn up.
        RetryLater: The chat is busy or away.
    """
    with desk.store.reading() as transaction:
        posting = transaction.postings.of(subject)
    if posting is None:
        return
    wait = (posting.tried_at + TIME_TO_ARRIVE - desk.now()).total_seconds()
    if wait > 0:
        raise LookLater("Its post may still turn up.", wait_seconds=wait)
    found = desk.chat.find(posting)
    if found is None:
        log.info("The post about %s is not there; it is sent again.", subject)
        return
    log.info("The post about %s is there, and is adopted.", subject)
    channel, timestamp = found
    with desk.store.transaction() as transaction:
        transaction.messages.keep(PostedMessage(subject, channel, timestamp, posting.digest))
        transaction.postings.end(subject)


def post_once(desk: PostDesk, subject: str, slot: Slot) -> PostedMessage:
    """Post a new message. Whoever keeps the answer ends the posting in the same transaction.

    Raises:
        RetryLater: The chat is busy or away, or this came too late.
        MessageRefused: The chat will not take it.
    """
    content = replace(slot.content, channel=slot.place)
    thread = slot.parent.timestamp if slot.parent else ""
    if content.is_private or content.is_home:
        channel, timestamp = desk.chat.post(content, mark="", thread=thread)
        return PostedMessage(subject, channel, timestamp, slot.digest)
    posting = _noted(desk, subject, content, thread, slot)
    if desk.now() - posting.tried_at > TOO_LATE:
        raise RetryLater("Too long passed since the post was noted.")
    try:
        channel, timestamp = desk.chat.post(content, mark=posting.mark, thread=thread)
    except (ChatBusy, MessageRefused):
        _forget(desk, posting)
        raise
    return PostedMessage(subject, channel, timestamp, slot.digest)


def _noted(desk: PostDesk, subject: str, content: Content, thread: str, slot: Slot) -> Posting:
    now = desk.now()
    with desk.store.transaction() as transaction:
        earlier = transaction.postings.of(subject)
        if earlier is not None:
            is_same = earlier.digest == slot.digest
            again = replace(
                earlier,
                digest=slot.digest if is_same else _CHANGED_SINCE,
                tried_at=now,
                tries=earlier.tries + 1,
            )
            transaction.postings.again(again)
            return again
        posting = Posting(
            subject=subject,
            mark=str(uuid.uuid4()),
            channel=content.channel,
            person_id=content.person,
            thread=thread,
            digest=slot.digest,
            begun_at=now,
            tried_at=now,
            tries=1,
        )
        transaction.postings.begin(posting)
        return posting


def _forget(desk: PostDesk, posting: Posting) -> None:
    """The chat said that it took nothing. Of an earlier try that is not known, which stays to be looked for."""
    if posting.tries == 1:
        with desk.store.transaction() as transaction:
            transaction.postings.end(posting.subject)
