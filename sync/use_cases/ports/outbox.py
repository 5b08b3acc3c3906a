"""What the use cases ask of the database about the outbox and the messages in Slack."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class OutboxTopic(StrEnum):
    """What an outbox row asks for."""

    RUN = "run"  # take up the run with this id
    MESSAGE = "message"  # bring the message about this subject up to date
    DESK = "desk"  # do what somebody asked for that needs both ledgers, such as linking
    PEOPLE = "people"  # look up the person or user group with this id in the chat


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something to be done outside, written in the same transaction as its reason.

    Attributes:
        row_id: Our own id.
        topic: What sort of thing.
        subject: What it is about: a run's id; or a message's subject, such as `run:42`.
        due_at: Not before this moment, aware UTC.
        attempts: How often it was tried.
        generation: One more each time the same was asked for again.
    """

    row_id: int
    topic: OutboxTopic
    subject: str
    due_at: datetime
    attempts: int
    generation: int


class OutboxTable(Protocol):
    """The outbox. At most one waiting row for each topic and subject."""

    def add(self, topic: OutboxTopic, subject: str, *, delay_seconds: float = 0) -> int:
        """Ask for something; returns the row's id.

        Where a waiting row says the same, that one is kept, and the earlier due moment wins.
        """
        ...

    def claim(
        self, topic: OutboxTopic, *, limit: int, busy_seconds: float
    ) -> tuple[OutboxRow, ...]:
        """Take due rows, oldest first; nobody else gets them for `busy_seconds`, even when asked again."""
        ...

    def done(self, row_id: int, generation: int) -> None:
        """The row is dealt with, unless it was asked for again since: then it stays, due as asked."""
        ...

    def later(self, row_id: int, *, delay_seconds: float, note: str) -> None:
        """Try the row again after a while."""
        ...

    def has_due(self, topic: OutboxTopic) -> bool:
        """Whether anything of this topic is due and not claimed."""
        ...

    def is_waiting(self, topic: OutboxTopic, subject: str) -> bool:
        """Whether a row says this already, due or not, claimed or not."""
        ...


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message that stands in Slack: one for each subject, kept current.

    Attributes:
        subject: What it is about, such as `run:42` or `run:42:details`.
        channel: The channel's id as Slack's answer gave it.
        timestamp: Slack's id of the message in its channel.
        digest: Names the content that was last posted.
        kept_at: When it was last posted or changed; None where that is not known.
    """

    subject: str
    channel: str
    timestamp: str
    digest: str
    kept_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Posting:
    """A message on its way to Slack, whose outcome is not known yet.

    Attributes:
        subject: What it is about.
        mark: What the message carries, the same on every attempt.
        channel: Where it goes; empty where it goes to its person directly.
        person_id: Whom it is for, who is written to directly where the channel is closed; empty for nobody.
        thread: The timestamp of the message in whose thread it goes; empty for none.
        digest: Names the content that was sent; empty where attempts differed.
        begun_at: When it was noted first, aware UTC.
        tried_at: When it was sent last.
        tries: How often it was sent.
    """

    subject: str
    mark: str
    channel: str
    person_id: str
    thread: str
    digest: str
    begun_at: datetime
    tried_at: datetime
    tries: int


class PostingTable(Protocol):
    """Posts that were noted before they were sent; at most one for each subject."""

    def of(self, subject: str) -> Posting | None:
        """The post about `subject` whose outcome is not known."""
        ...

    def begin(self, posting: Posting) -> None:
        """Note a post before it is sent."""
        ...

    def again(self, posting: Posting) -> None:
        """Note that it is sent once more: its digest, when, and how often."""
        ...

    def end(self, subject: str) -> None:
        """What became of it is known; nothing happens where none is open."""
        ...


class MessageTable(Protocol):
    """The messages that stand in Slack."""

    def get(self, subject: str) -> PostedMessage | None:
        """The message about `subject`, where one was posted."""
        ...

    def keep(self, message: PostedMessage) -> None:
        """Note a message, posted or updated."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a click, delivered by a job because a click's own answer shows nothing.

    Attributes:
        channel: Where the click was made.
        person_id: Who clicked.
        text: A sentence or two.
        blocks: The layout as JSON, in the chat's own format; empty where the text is all there is.
        is_shared: For everybody in the channel, because the person shares it; else for the person only.
    """

    channel: str
    person_id: str
    text: str
    blocks: str = ""
    is_shared: bool = False


class AnswerTable(Protocol):
    """Private answers on their way."""

    def add(self, answer: Answer) -> int:
        """Keep an answer; returns its id."""
        ...

    def get(self, answer_id: int) -> Answer:
        """The answer with this id. Raises KeyError where there is none."""
        ...
