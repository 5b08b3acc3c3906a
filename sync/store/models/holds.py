"""Runs that stopped before they wrote far more than usual, and what people answered."""

from sqlalchemy import Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.holds import HoldState
from sync.store.models.base import (
    Base,
    Digest,
    Key,
    LinkId,
    PlanId,
    ProseText,
    RowId,
    RunId,
    When,
)
from sync.store.types import OneOf

_LASTING = text("state IN ('open', 'left')")


class HoldRow(Base):
    """A hold; at most one lasts for each pair of companies, and what is over stays on record."""

    __tablename__ = "hold"
    __table_args__ = (
        Index(
            "ix_hold_lasting",
            "link_id",
            unique=True,
            sqlite_where=_LASTING,
            postgresql_where=_LASTING,
        ),
        Index("ix_hold_link_id_id", "link_id", "id"),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    run_id: Mapped[RunId]
    plan_id: Mapped[PlanId | None]
    digest: Mapped[Digest]
    what: Mapped[ProseText]
    times: Mapped[int] = mapped_column(Integer())
    since: Mapped[When]
    last_at: Mapped[When]
    state: Mapped[HoldState] = mapped_column(OneOf(HoldState))
    answered_by_id: Mapped[Key]
    answered_by_name: Mapped[ProseText]
    answered_at: Mapped[When | None]
    released_run_id: Mapped[RunId | None]
