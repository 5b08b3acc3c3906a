"""What the use cases ask of the place where people read: one message for each subject, kept current."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from sync.domain.errors import LeasebridgeError, RetryLater
from sync.use_cases.ports.outbox import Posting


@dataclass(frozen=True, slots=True)
class Content:
    """A message as it should stand now.

    Attributes:
        channel: Where it belongs; empty for a person's own page.
        text: The whole message in one plain sentence or two: what a notification or a screen reader says.
        blocks: The message's layout as JSON, in the chat's own format.
        thread_of: The subject of the message in whose thread it belongs; empty for a message of its own.
        person: The id of the person it is meant for; where the channel will not take it, they are
            written to directly.
        is_private: Shown to that person only. Such a message cannot be changed once it is posted.
        is_home: The person's own page with the app, not a message in a channel.
        is_progress: It says how far something has come and changes often: it need not be told at once.
    """

    channel: str
    text: str
    blocks: str
    thread_of: str = ""
    person: str = ""
    is_private: bool = False
    is_home: bool = False
    is_progress: bool = False

    @property
    def digest(self) -> str:
        """Names this content; equal digests need no update."""
        parts = (self.channel, self.text, self.blocks, self.thread_of)
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:32]


class ChatBusy(RetryLater):
    """The chat is asked too often, and took nothing of this."""


class MessageRefused(LeasebridgeError):
    """The chat will not take this message, now or later: the channel or the app's rights must change."""


class ChannelClosed(MessageRefused):
    """The channel takes no message from the app: it is archived, missing, or the app is not in it.

    Attributes:
        channel: The channel's id.
        has_person: Whether the message is for somebody, who can be written to directly.
    """

    def __init__(self, message: str, *, channel: str, has_person: bool) -> None:
        super().__init__(message)
        self.channel = channel
        self.has_person = has_person


class ChatShut(MessageRefused):
    """The chat does not accept the app any more: nothing can be posted until an operator acts."""


class MessageGone(MessageRefused):
    """The message cannot be changed any more; it can be posted anew."""


class Presenter(Protocol):
    """Makes messages from what the database says."""

    def present(self, subject: str) -> Content | None:
        """The message about `subject` as it should stand now; None where there is nothing to say."""
        ...


class Chat(Protocol):
    """The chat people read. Raises RetryLater when it is busy or away, MessageRefused and its kin for good."""

    def post(self, content: Content, *, mark: str, thread: str) -> tuple[str, str]:
        """Post a new message.

        Args:
            content: What it says.
            mark: A UUID that the message carries, by which `find` knows it; empty for what is not looked for.
            thread: The timestamp of the message in whose thread it goes; empty for none.

        Returns:
            The channel's id and the message's timestamp, as the chat gives them.

        Raises:
            ChatBusy: The chat took nothing; the same may be taken later.
            RetryLater: It is not known whether the chat took it.
            MessageRefused: The chat took nothing, and will not.
        """
        ...

    def find(self, posting: Posting) -> tuple[str, str] | None:
        """The channel and timestamp of the message that carries the posting's mark; None where none is seen.

        Raises:
            RetryLater: The chat is busy or away.
        """
        ...

    def update(self, content: Content, *, channel: str, timestamp: str) -> None:
        """Change a message that stands."""
        ...
