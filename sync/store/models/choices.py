"""What people decided about single records."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from sync.store.models.base import Base, Key, LinkId, OfKind, ProseText, RecordId, RowId, When

_OPEN_UNLINKING = text("relinked_at IS NULL")


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
