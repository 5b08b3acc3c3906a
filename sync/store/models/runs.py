"""Runs, the plans they make, and the journal of what they write."""

from sqlalchemy import Index, Integer, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.plan import StepVerb
from sync.domain.runs import IntentState, RunPhase, RunPurpose, RunState
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
    PlanId,
    ProseText,
    RecordId,
    RowId,
    RunId,
    When,
)
from sync.store.types import OneOf

_OPEN_INTENT = text("state IN ('sending', 'unknown')")
_UNFINISHED_RUN = text("state IN ('queued', 'running')")


class RunRow(Base):
    """One go of the sync. `plan_id` has no foreign key because the plan has one to its run."""

    __tablename__ = "run"
    __table_args__ = (
        Index("ix_run_link_id_id", "link_id", "id"),
        Index(
            "ix_run_unfinished",
            "id",
            sqlite_where=_UNFINISHED_RUN,
            postgresql_where=_UNFINISHED_RUN,
        ),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    purpose: Mapped[RunPurpose] = mapped_column(OneOf(RunPurpose))
    state: Mapped[RunState] = mapped_column(OneOf(RunState))
    person_id: Mapped[Key]
    person_name: Mapped[ProseText]
    channel: Mapped[Key]
    plan_id: Mapped[LooseId | None]
    attempt: Mapped[int] = mapped_column(Integer())
    phase: Mapped[RunPhase] = mapped_column(OneOf(RunPhase))
    done: Mapped[int] = mapped_column(Integer())
    total: Mapped[int] = mapped_column(Integer())
    read: Mapped[int] = mapped_column(Integer())
    needs_a_person: Mapped[int] = mapped_column(Integer())
    failure: Mapped[ProseText]
    created_at: Mapped[When]
    started_at: Mapped[When | None]
    finished_at: Mapped[When | None]


class PlanRow(Base):
    """A plan; its digest is empty while it still takes steps."""

    __tablename__ = "plan"

    id: Mapped[RowId]
    run_id: Mapped[RunId]
    link_id: Mapped[LinkId]
    digest: Mapped[Digest]
    applied_by_run: Mapped[RunId | None]
    created_at: Mapped[When]


class PlanStepRow(Base):
    """One step of a plan; `body` is the whole step, the columns are for finding and adding up."""

    __tablename__ = "plan_step"
    __table_args__ = (
        PrimaryKeyConstraint("plan_id", "position"),
        Index(
            "ix_plan_step_sort",
            "plan_id",
            "kind",
            "verb",
            "side",
            "position",
            "currency",
            "amount",
        ),
        Index("ix_plan_step_source", "plan_id", "source_id"),
        Index("ix_plan_step_target", "plan_id", "target_id"),
    )

    plan_id: Mapped[PlanId]
    position: Mapped[int] = mapped_column(Integer())
    verb: Mapped[StepVerb] = mapped_column(OneOf(StepVerb))
    kind: Mapped[OfKind]
    side: Mapped[OnSide]
    source_id: Mapped[RecordId]
    target_id: Mapped[RecordId | None]
    digest: Mapped[Digest]
    amount: Mapped[MinorUnits | None]
    currency: Mapped[Currency | None]
    title: Mapped[ProseText]
    body: Mapped[Json]


class IntentRow(Base):
    """One outgoing write, noted before it was sent, and what became of it."""

    __tablename__ = "intent"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_intent_step_digest", "step_digest"),
        Index("ix_intent_source_id", "source_id"),
        Index(
            "ix_intent_result",
            "run_id",
            "state",
            "kind",
            "verb",
            "side",
            "currency",
            "amount",
        ),
        Index(
            "ix_intent_unresolved",
            "link_id",
            "id",
            sqlite_where=_OPEN_INTENT,
            postgresql_where=_OPEN_INTENT,
        ),
    )

    id: Mapped[RowId]
    key: Mapped[Key]
    link_id: Mapped[LinkId]
    run_id: Mapped[RunId]
    side: Mapped[OnSide]
    verb: Mapped[StepVerb] = mapped_column(OneOf(StepVerb))
    kind: Mapped[OfKind]
    step_digest: Mapped[Digest]
    source_id: Mapped[LooseId | None]
    amount: Mapped[MinorUnits | None]
    currency: Mapped[Currency | None]
    step: Mapped[Json]
    write: Mapped[Json]
    source: Mapped[Json]
    state: Mapped[IntentState] = mapped_column(OneOf(IntentState))
    note: Mapped[ProseText]
    created_at: Mapped[When]
    decided_at: Mapped[When | None]
