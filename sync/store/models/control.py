"""What keeps everything in hand: audit, leases, schedules, deliveries."""

from sqlalchemy import Double, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from sync.store.models.base import Base, Digest, Json, Key, LinkId, ProseText, When
from sync.store.types import ROW_ID


class AuditRow(Base):
    """Who did what. Append-only: a trigger refuses every change and deletion."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_link_id_subject", "link_id", "subject"),)

    # Counted by ourselves without gaps, so that a row taken out of the middle shows.
    id: Mapped[int] = mapped_column(ROW_ID, primary_key=True, autoincrement=False)
    at: Mapped[When]
    tag: Mapped[Key]
    link_id: Mapped[LinkId | None]
    actor: Mapped[ProseText]
    subject: Mapped[ProseText]
    facts: Mapped[Json]
    digest: Mapped[Digest]


class LeaseRow(Base):
    """A lease. Its row stays when it is given back, so that its tokens only ever grow."""

    __tablename__ = "lease"

    name: Mapped[Key] = mapped_column(primary_key=True)
    owner: Mapped[Key]
    token: Mapped[int] = mapped_column(ROW_ID)
    expires_at: Mapped[float] = mapped_column(Double())  # seconds since 1970, database's clock


class ScheduleRow(Base):
    """When runs start by themselves."""

    __tablename__ = "schedule"

    name: Mapped[Key] = mapped_column(primary_key=True)
    link_id: Mapped[LinkId]
    every_seconds: Mapped[int] = mapped_column(Integer())
    next_at: Mapped[When]


class DeliveryRow(Base):
    """A request from Slack that was taken in."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_noted_at", "noted_at"),)

    key: Mapped[Key] = mapped_column(primary_key=True)
    noted_at: Mapped[When]
