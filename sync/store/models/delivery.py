"""Whose turn it is to be posted, and what an operator was told of."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.store.models.base import Base, Key, ProseText, RowId, When


class ChannelPaceRow(Base):
    """A lane of messages: nobody takes it before `free_at`. The one named `*` holds all of them."""

    __tablename__ = "channel_pace"

    lane: Mapped[Key] = mapped_column(primary_key=True)
    holder: Mapped[Key]
    free_at: Mapped[When]


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
