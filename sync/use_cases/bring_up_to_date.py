"""One message for each subject: where it stands or belongs, and what brings it up to date."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self, TypeAlias

from sync.domain.errors import LeasebridgeError
from sync.use_cases.ports import Chat, Content, MessageGone, PostedMessage, Store


@dataclass(frozen=True, slots=True)
class Slot:
    """A message as it should stand now, and where.

    Attributes:
        content: What it should say.
        standing: The message about the subject that stands already; None where there is none.
        parent: The message in whose thread it belongs; None where it belongs in none, or none is there yet.
        digest: Names the content, wherever it is put.
    """

    content: Content
    standing: PostedMessage | None
    parent: PostedMessage | None
    digest: str

    @property
    def is_current(self) -> bool:
        """Whether the message says already what it should."""
        return self.standing is not None and self.standing.digest == self.digest

    @property
    def lacks_parent(self) -> bool:
        """Whether the message that comes before it is not posted yet."""
        return bool(self.content.thread_of) and self.parent is None and self.standing is None

    @property
    def place(self) -> str:
        """The channel where it stands or will; a thread is where its first message is."""
        if self.standing is not None:
            return self.standing.channel
        return self.parent.channel if self.parent is not None else self.content.channel

    def moved_to(self, channel: str) -> Self:
        """The same message as a new one in another channel; empty for one to its person alone."""
        content = replace(self.content, channel=channel, thread_of="")
        return replace(self, content=content, standing=None, parent=None)


def slot_of(store: Store, subject: str, content: Content) -> Slot:
    """Where the message about `subject` stands and belongs."""
    with store.reading() as transaction:
        standing = transaction.messages.get(subject)
        parent = transaction.messages.get(content.thread_of) if content.thread_of else None
    return Slot(content, standing, parent, content.digest)


def lane_of(slot: Slot) -> str:
    """The messages that this one must not overtake: its channel's, or its person's own."""
    if slot.content.is_private or slot.content.is_home or not slot.place:
        return f"person:{slot.content.person}"
    return slot.place


Post: TypeAlias = Callable[[str, Slot], PostedMessage]
"""Posts a new message about a subject."""

NO_PARENT = "The message above it comes first."


class ParentMissing(LeasebridgeError):
    """The message in whose thread a reply belongs is not there: it was asked for later, or refused."""


def bring_up_to_date(chat: Chat, subject: str, slot: Slot, post: Post) -> PostedMessage:
    """Change the message that stands, or post a new one; one that cannot be changed is posted anew.

    Args:
        chat: Where it stands.
        subject: What it is about.
        slot: What it should say, and where.
        post: Posts a new message, once.

    Raises:
        RetryLater: The chat is busy or away.
        ParentMissing: It is a reply, and what it replies to is not posted.
        MessageRefused: The chat will not take it.
    """
    standing = slot.standing
    if slot.lacks_parent:
        raise ParentMissing(NO_PARENT)
    if standing is None:
        return post(subject, slot)
    try:
        chat.update(slot.content, channel=standing.channel, timestamp=standing.timestamp)
    except MessageGone:
        return post(subject, replace(slot, standing=None))
    return replace(standing, digest=slot.digest)
