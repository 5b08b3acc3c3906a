"""What people are told: issues, the outbox, messages in Slack, private answers."""

from sqlalchemy import (
    Boolean,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.standing import Cause, StandingState
from sync.store.models.base import (
    Base,
    Currency,
    Digest,
    Json,
    Key,
    LinkId,
    MinorUnits,
    OfKind,
    OnSide,
    ProseText,
    RowId,
    When,
)
from sync.store.types import OneOf
from sync.use_cases.ports import OutboxTopic


class IssueRow(Base):
    """Something that needs a person; at most one open issue for one root cause."""

    __tablename__ = "issue"
    __table_args__ = (
        Index(
            "ix_issue_open",
            "link_id",
            "kind",
            "state",
            "cause",
            "subject",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    kind: Mapped[OfKind]
    state: Mapped[StandingState] = mapped_column(OneOf(StandingState))
    cause: Mapped[Cause] = mapped_column(OneOf(Cause))
    subject: Mapped[ProseText]
    record_count: Mapped[int] = mapped_column(Integer())
    amount: Mapped[MinorUnits | None]
    currency: Mapped[Currency | None]
    example: Mapped[ProseText]
    opened_at: Mapped[When]
    closed_at: Mapped[When | None]


class NoticeRow(Base):
    """Something that people should know about a ledger as a whole."""

    __tablename__ = "notice"
    __table_args__ = (PrimaryKeyConstraint("link_id", "side", "cause", "kind"),)

    link_id: Mapped[LinkId]
    side: Mapped[OnSide]
    cause: Mapped[Cause] = mapped_column(OneOf(Cause))
    kind: Mapped[OfKind]
    detail: Mapped[ProseText]
    subject: Mapped[Key]
    record_count: Mapped[int] = mapped_column(Integer())


class OutboxRow(Base):
    """Something to be done outside.

    `generation` counts how often it was asked for, `claimed_generation` is the one that was last
    taken up: what is asked for again while it is being done is done once more.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("topic", "subject"),
        Index("ix_outbox_topic_due_at_id", "topic", "due_at", "id"),
        Index("ix_outbox_topic_lane_id", "topic", "lane", "id"),
        # An id is never used twice: whoever was late with an old row must not meet a new one.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[RowId]
    topic: Mapped[OutboxTopic] = mapped_column(OneOf(OutboxTopic))
    subject: Mapped[Key]
    due_at: Mapped[When]
    busy_until: Mapped[When | None]
    attempts: Mapped[int] = mapped_column(Integer())
    generation: Mapped[int] = mapped_column(Integer())
    claimed_generation: Mapped[int] = mapped_column(Integer())
    note: Mapped[ProseText]
    lane: Mapped[Key | None]


class MessageRow(Base):
    """A message that stands in Slack: one for each subject."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("subject"),)

    id: Mapped[RowId]
    subject: Mapped[Key]
    channel: Mapped[Key]
    timestamp: Mapped[Key]
    digest: Mapped[Digest]
    kept_at: Mapped[When | None]


class AnswerRow(Base):
    """An answer to a click, on its way; `blocks` is its layout, empty where the text is all there is."""

    __tablename__ = "answer"

    id: Mapped[RowId]
    channel: Mapped[Key]
    person_id: Mapped[Key]
    text: Mapped[ProseText]
    blocks: Mapped[Json] = mapped_column(Text(), server_default="")
    is_shared: Mapped[bool] = mapped_column(Boolean(), server_default=false())
    created_at: Mapped[When]
