"""Drafts that await approval, what people decided about them, and who decides for whom."""

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.approving.approvals import ApprovalState, ApprovalVerb
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
    ProseText,
    RecordId,
    RowId,
    When,
)
from sync.store.types import ROW_ID, OneOf

ACTIVE_APPROVAL = text("ended_at IS NULL")
"""Which approvals the index over those that have not come to an end holds."""


class ApprovalRow(Base):
    """A draft that was put before people; at most one active approval for a pair.

    `batch_id` is the id of the first of those that were opened together.
    """

    __tablename__ = "approval"
    __table_args__ = (
        Index(
            "ix_approval_active",
            "intacct_record_id",
            unique=True,
            sqlite_where=ACTIVE_APPROVAL,
            postgresql_where=ACTIVE_APPROVAL,
        ),
        Index(
            "ix_approval_active_link",
            "link_id",
            "id",
            sqlite_where=ACTIVE_APPROVAL,
            postgresql_where=ACTIVE_APPROVAL,
        ),
        Index("ix_approval_batch", "batch_id", "id"),
        Index("ix_approval_intacct_record", "intacct_record_id", "id"),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    batch_id: Mapped[LooseId]
    kind: Mapped[OfKind]
    intacct_record_id: Mapped[RecordId]
    re_leased_record_id: Mapped[RecordId]
    intacct_fingerprint: Mapped[Digest]
    re_leased_fingerprint: Mapped[Digest]
    digest: Mapped[Digest]
    title: Mapped[ProseText]
    contact: Mapped[ProseText]
    tags: Mapped[ProseText]
    amount: Mapped[MinorUnits]
    currency: Mapped[Currency]
    dated: Mapped[date] = mapped_column(Date())
    due: Mapped[date] = mapped_column(Date())
    changers: Mapped[Json]
    oddities: Mapped[Json]
    workflow: Mapped[ProseText]
    is_tax_pending: Mapped[bool] = mapped_column(Boolean())
    state: Mapped[ApprovalState] = mapped_column(OneOf(ApprovalState))
    verb: Mapped[ApprovalVerb | None] = mapped_column(OneOf(ApprovalVerb))
    opened_at: Mapped[When]
    expires_at: Mapped[When]
    reminded_at: Mapped[When | None]
    escalated_at: Mapped[When | None]
    run_id: Mapped[LooseId | None]
    taken_up_at: Mapped[When | None]
    posted_at: Mapped[When | None]
    result: Mapped[ProseText]
    ended_at: Mapped[When | None]


class ApprovalDecisionRow(Base):
    """What one person decided: a trigger refuses every change and deletion."""

    __tablename__ = "approval_decision"
    __table_args__ = (UniqueConstraint("approval_id", "person_id", "verb"),)

    id: Mapped[RowId]
    approval_id: Mapped[int] = mapped_column(ROW_ID, ForeignKey("approval.id"))
    verb: Mapped[ApprovalVerb] = mapped_column(OneOf(ApprovalVerb))
    person_id: Mapped[Key]
    person_name: Mapped[ProseText]
    behalf_id: Mapped[Key]
    behalf_name: Mapped[ProseText]
    digest: Mapped[Digest]
    reason: Mapped[ProseText]
    decided_at: Mapped[When]


class DelegationRow(Base):
    """Somebody is away, and another decides in their place."""

    __tablename__ = "delegation"
    __table_args__ = (
        Index("ix_delegation_taker", "taker_id", "ends_at"),
        Index("ix_delegation_giver", "giver_id", "ends_at"),
    )

    id: Mapped[RowId]
    giver_id: Mapped[Key]
    giver_name: Mapped[ProseText]
    taker_id: Mapped[Key]
    taker_name: Mapped[ProseText]
    begins_at: Mapped[When]
    ends_at: Mapped[When]
    made_at: Mapped[When]
