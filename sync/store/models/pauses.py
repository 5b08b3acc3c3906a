"""Companies that somebody paused."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from sync.store.models.base import Base, Key, LinkId, ProseText, RowId, When

_OPEN = text("ended_at IS NULL")


class PauseRow(Base):
    """A pause; what is over stays on record."""

    __tablename__ = "pause"
    __table_args__ = (
        Index("ix_pause_open", "link_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    reason: Mapped[ProseText]
    person_id: Mapped[Key]
    person_name: Mapped[Key]
    paused_at: Mapped[When]
    ended_by_id: Mapped[Key]
    ended_by_name: Mapped[Key]
    ended_at: Mapped[When | None]
