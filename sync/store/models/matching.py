"""The matching that follows a link, and what people answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.matching import AnswerVerb
from sync.store.models.base import Base, LinkId, OfKind, ProseText, RecordId, RowId, When
from sync.store.types import ROW_ID, Moment, OneOf


class MatchingRow(Base):
    """The matching of a link: while it is not confirmed, runs only read."""

    __tablename__ = "matching"
    __table_args__ = (PrimaryKeyConstraint("link_id"),)

    link_id: Mapped[LinkId]
    opened_at: Mapped[When]
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment())
    confirmed_by: Mapped[ProseText]


class MatchingAnswerRow(Base):
    """What somebody said of a Re-Leased record; each Intacct record is an answer once."""

    __tablename__ = "matching_answer"
    __table_args__ = (
        UniqueConstraint("re_leased_record_id"),
        UniqueConstraint("intacct_record_id"),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    kind: Mapped[OfKind]
    re_leased_record_id: Mapped[RecordId]
    verb: Mapped[AnswerVerb] = mapped_column(OneOf(AnswerVerb))
    intacct_record_id: Mapped[int | None] = mapped_column(ROW_ID, ForeignKey("record.id"))
    answered_by: Mapped[ProseText]
    answered_at: Mapped[When]
    archived_at: Mapped[datetime | None] = mapped_column(Moment())
