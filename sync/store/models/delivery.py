"""Whose turn it is to be posted, and what an operator was told of."""

from sqlalchemy import Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.store.models.base import Base, Digest, Key, ProseText, RowId, When


class ChannelPaceRow(Base):
    """A lane of messages: nobody takes it before `free_at`. The one named `*` holds all of them."""

    __tablename__ = "channel_pace"

    lane: Mapped[Key] = mapped_column(primary_key=True)
    holder: Mapped[Key]
    free_at: Mapped[When]


class PostingRow(Base):
    """A message on its way to Slack: noted before it is posted, and gone once the outcome is known."""

    __tablename__ = "posting"
    __table_args__ = (UniqueConstraint("subject"),)

    id: Mapped[RowId]
    subject: Mapped[Key]
    mark: Mapped[Key]
    channel: Mapped[Key]
    person_id: Mapped[Key]
    thread: Mapped[Key]
    digest: Mapped[Digest]
    tries: Mapped[int] = mapped_column(Integer())
    begun_at: Mapped[When]
    tried_at: Mapped[When]


class TroubleRow(Base):
    """Something an operator must put right; at most one that lasts about one subject."""

    __tablename__ = "trouble"
    __table_args__ = (
        Index(
            "ix_trouble_open",
            "subject",
            unique=True,
            sqlite_where=text("over_at IS NULL"),
            postgresql_where=text("over_at IS NULL"),
        ),
    )

    id: Mapped[RowId]
    subject: Mapped[Key]
    text: Mapped[ProseText]
    noted_at: Mapped[When]
    seen_at: Mapped[When]
    over_at: Mapped[When | None]
