"""What people decided about single records."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.choices import ChoiceEnd, ChoiceVerb
from sync.store.models.base import (
    Base,
    Digest,
    Key,
    LinkId,
    OfKind,
    ProseText,
    RecordId,
    RowId,
    When,
)
from sync.store.types import OneOf

_OPEN_CHOICE = text("ended_at IS NULL")
_OPEN_UNLINKING = text("relinked_at IS NULL")


class ChoiceRow(Base):
    """What a person picked for two records; at most one open choice for the two."""

    __tablename__ = "choice"
    __table_args__ = (
        Index(
            "ix_choice_open",
            "intacct_record_id",
            "re_leased_record_id",
            unique=True,
            sqlite_where=_OPEN_CHOICE,
            postgresql_where=_OPEN_CHOICE,
        ),
        Index("ix_choice_intacct_record_id", "intacct_record_id"),
        Index("ix_choice_re_leased_record_id", "re_leased_record_id"),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    kind: Mapped[OfKind]
    verb: Mapped[ChoiceVerb] = mapped_column(OneOf(ChoiceVerb))
    intacct_record_id: Mapped[RecordId]
    re_leased_record_id: Mapped[RecordId]
    intacct_fingerprint: Mapped[Digest]
    re_leased_fingerprint: Mapped[Digest]
    person_id: Mapped[Key]
    person_name: Mapped[ProseText]
    why: Mapped[ProseText]
    chosen_at: Mapped[When]
    ending: Mapped[ChoiceEnd | None] = mapped_column(OneOf(ChoiceEnd))
    result: Mapped[ProseText]
    ended_at: Mapped[When | None]


class UnlinkingRow(Base):
    """A record or pair that somebody holds where it is, until it is linked again."""

    __tablename__ = "unlinking"
    __table_args__ = (
        Index(
            "ix_unlinking_intacct_record",
            "intacct_record_id",
            unique=True,
            sqlite_where=_OPEN_UNLINKING,
            postgresql_where=_OPEN_UNLINKING,
        ),
        Index(
            "ix_unlinking_re_leased_record",
            "re_leased_record_id",
            unique=True,
            sqlite_where=_OPEN_UNLINKING,
            postgresql_where=_OPEN_UNLINKING,
        ),
        Index(
            "ix_unlinking_open",
            "link_id",
            "unlinked_at",
            sqlite_where=_OPEN_UNLINKING,
            postgresql_where=_OPEN_UNLINKING,
        ),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    kind: Mapped[OfKind]
    intacct_record_id: Mapped[RecordId | None]
    re_leased_record_id: Mapped[RecordId | None]
    reason: Mapped[ProseText]
    person_id: Mapped[Key]
    person_name: Mapped[ProseText]
    unlinked_at: Mapped[When]
    relinked_by_id: Mapped[Key]
    relinked_by_name: Mapped[ProseText]
    relinked_at: Mapped[When | None]
