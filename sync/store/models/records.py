"""The linked companies, every record of either side, and which records are one."""

from datetime import date

from sqlalchemy import Boolean, Date, Index, Integer, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.standing import Cause, StandingState
from sync.store.models.base import (
    Base,
    Currency,
    Digest,
    Json,
    Key,
    LinkId,
    LooseId,
    MinorUnits,
    OfKind,
    OnSide,
    ProseText,
    RecordId,
    RowId,
    When,
)
from sync.store.types import BY_LETTER, OneOf

A_CONTACT = "kind IN ('customer', 'vendor')"
"""Which records the index over contacts' names holds."""


WITH_FILES = "attachments > attachments_told"
"""Which records the index over files holds."""
IS_DRAFT = {"sqlite": "is_draft IS 1", "postgresql": "is_draft IS true"}
"""Which records the index over drafts holds, as either database writes it."""
LACKS_PROPERTY = {"sqlite": "lacks_property IS 1", "postgresql": "lacks_property IS true"}
"""Which records the index over missing properties holds, as either database writes it."""


class LinkRow(Base):
    """Two companies, linked for ever: a trigger refuses every change and deletion."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("re_leased_company_id"),
        UniqueConstraint("intacct_company_id", "intacct_entity_id"),
        UniqueConstraint("token"),
    )

    id: Mapped[RowId]
    token: Mapped[Key]
    name: Mapped[ProseText]
    intacct_company_id: Mapped[Key]
    intacct_entity_id: Mapped[Key]
    re_leased_company_id: Mapped[Key]
    sync_from: Mapped[date] = mapped_column(Date())
    currency: Mapped[Currency]
    linked_at: Mapped[When]


class RecordRow(Base):
    """A record of one side: as last seen, as last agreed, and where it stands.

    `content` is exactly the text that `fingerprint` is taken of; `agreed_fingerprint` is empty while
    nothing was agreed. `pair_id` repeats what the pair says, so that an index can leave pairs out; it
    has no foreign key because the pair has one to the record.
    """

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("link_id", "side", "kind", "key"),
        Index(
            "ix_record_lone_to_look_at",
            "link_id",
            "kind",
            "side",
            "id",
            sqlite_where=text("needs_look IS 1 AND pair_id IS NULL"),
            postgresql_where=text("needs_look IS true AND pair_id IS NULL"),
        ),
        Index(
            "ix_record_paired_to_look_at",
            "link_id",
            "kind",
            "pair_id",
            sqlite_where=text("needs_look IS 1 AND pair_id IS NOT NULL"),
            postgresql_where=text("needs_look IS true AND pair_id IS NOT NULL"),
        ),
        Index(
            "ix_record_look_alike",
            "link_id",
            "side",
            "kind",
            "natural_key",
            sqlite_where=text("natural_key IS NOT NULL AND pair_id IS NULL"),
            postgresql_where=text("natural_key IS NOT NULL AND pair_id IS NULL"),
        ),
        *(
            Index(
                f"ix_record_lone_{mark}",
                "link_id",
                "side",
                "kind",
                mark,
                sqlite_where=text(f"{mark} IS NOT NULL AND pair_id IS NULL"),
                postgresql_where=text(f"{mark} IS NOT NULL AND pair_id IS NULL"),
            )
            for mark in ("mark_name", "mark_value")
        ),
        # The next four are what people find records by.
        Index("ix_record_link_id_folded_title", "link_id", "folded_title"),
        Index(
            "ix_record_contact_name",
            "link_id",
            "folded_title",
            "id",
            sqlite_where=text(A_CONTACT),
            postgresql_where=text(A_CONTACT),
        ),
        Index(
            "ix_record_of_contact",
            "link_id",
            "side",
            "contact_key",
            "id",
            sqlite_where=text("contact_key IS NOT NULL"),
            postgresql_where=text("contact_key IS NOT NULL"),
        ),
        Index(
            "ix_record_amount",
            "link_id",
            "amount",
            "id",
            sqlite_where=text("amount IS NOT NULL"),
            postgresql_where=text("amount IS NOT NULL"),
        ),
        Index(
            "ix_record_attachments",
            "link_id",
            "pair_id",
            sqlite_where=text(WITH_FILES),
            postgresql_where=text(WITH_FILES),
        ),
        Index(
            "ix_record_lacks_property",
            "link_id",
            "kind",
            sqlite_where=text(LACKS_PROPERTY["sqlite"]),
            postgresql_where=text(LACKS_PROPERTY["postgresql"]),
        ),
        Index(
            "ix_record_draft",
            "link_id",
            "side",
            "id",
            sqlite_where=text(IS_DRAFT["sqlite"]),
            postgresql_where=text(IS_DRAFT["postgresql"]),
        ),
        # The next two hold all that counting and adding up needs, so that it never reads contents.
        Index(
            "ix_record_tally",
            "link_id",
            "gone",
            "side",
            "kind",
            "state",
            "currency",
            "amount",
        ),
        Index(
            "ix_record_cause",
            "link_id",
            "kind",
            "state",
            "cause",
            "subject",
            "currency",
            "amount",
            "side",
            "pair_id",
            "id",
            sqlite_where=text("cause IS NOT NULL"),
            postgresql_where=text("cause IS NOT NULL"),
        ),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    side: Mapped[OnSide]
    kind: Mapped[OfKind]
    key: Mapped[Key]
    content: Mapped[Json]
    fingerprint: Mapped[Digest]
    agreed: Mapped[Json | None]
    agreed_fingerprint: Mapped[Digest]
    natural_key: Mapped[ProseText | None]
    mark_name: Mapped[ProseText | None]
    mark_value: Mapped[ProseText | None]
    title: Mapped[ProseText]
    folded_title: Mapped[str | None] = mapped_column(BY_LETTER)
    amount: Mapped[MinorUnits | None]
    currency: Mapped[Currency | None]
    document_date: Mapped[date | None] = mapped_column(Date())
    contact_key: Mapped[Key | None]
    address: Mapped[Key]
    attachments: Mapped[int] = mapped_column(Integer())
    attachments_told: Mapped[int] = mapped_column(Integer())
    lacks_property: Mapped[bool] = mapped_column(Boolean())
    is_draft: Mapped[bool] = mapped_column(Boolean())
    workflow: Mapped[ProseText]
    version: Mapped[Key]
    changed_at: Mapped[When | None]
    changed_by: Mapped[ProseText]
    entered_by: Mapped[ProseText]
    gone: Mapped[bool] = mapped_column(Boolean())
    seen_at: Mapped[When]
    needs_look: Mapped[bool] = mapped_column(Boolean())
    state: Mapped[StandingState] = mapped_column(OneOf(StandingState))
    cause: Mapped[Cause | None] = mapped_column(OneOf(Cause))
    subject: Mapped[ProseText]
    detail: Mapped[ProseText]
    pair_id: Mapped[LooseId | None]


class FormerNameRow(Base):
    """A name that a record had before: a trigger notes it whenever a record gets another title."""

    __tablename__ = "former_name"
    __table_args__ = (
        PrimaryKeyConstraint("record_id", "folded_name"),
        Index("ix_former_name_link_id_folded_name", "link_id", "folded_name"),
    )

    record_id: Mapped[RecordId]
    link_id: Mapped[LinkId]
    name: Mapped[ProseText]
    folded_name: Mapped[str] = mapped_column(BY_LETTER)


class PairRow(Base):
    """Two records that are one and the same thing; neither can be in a second pair."""

    __tablename__ = "pair"
    __table_args__ = (
        UniqueConstraint("intacct_record_id"),
        UniqueConstraint("re_leased_record_id"),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    kind: Mapped[OfKind]
    intacct_record_id: Mapped[RecordId]
    re_leased_record_id: Mapped[RecordId]
    linked_at: Mapped[When]


class WatermarkRow(Base):
    """How far one side has been read, for one kind."""

    __tablename__ = "watermark"
    __table_args__ = (PrimaryKeyConstraint("link_id", "side", "kind"),)

    link_id: Mapped[LinkId]
    side: Mapped[OnSide]
    kind: Mapped[OfKind]
    newest: Mapped[When]


class DeletionWatermarkRow(Base):
    """Up to when all deletions on one side are known, by that side's clock."""

    __tablename__ = "deletion_watermark"
    __table_args__ = (PrimaryKeyConstraint("link_id", "side"),)

    link_id: Mapped[LinkId]
    side: Mapped[OnSide]
    known_until: Mapped[When]
