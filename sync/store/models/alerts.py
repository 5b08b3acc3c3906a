"""What people were told, and what they did about it: care of issues, lists, stoppages, watches."""

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from sync.domain.stoppage import FailureKind
from sync.domain.watching import Awaited, WatchEnd
from sync.store.models.base import (
    Base,
    Digest,
    Key,
    LinkId,
    LooseId,
    ProseText,
    RecordId,
    RowId,
    RunId,
    When,
)
from sync.store.types import ROW_ID, OneOf

_NOT_ENDED = text("ended_at IS NULL")
_HAS_A_LIVING_MESSAGE = text("told_at IS NOT NULL AND said <> 'closed'")


class IssueCareRow(Base):
    """What people did about one issue; only issues that something was done about have a row."""

    __tablename__ = "issue_care"
    __table_args__ = (
        Index(
            "ix_issue_care_told",
            "link_id",
            "issue_id",
            sqlite_where=_HAS_A_LIVING_MESSAGE,
            postgresql_where=_HAS_A_LIVING_MESSAGE,
        ),
        Index("ix_issue_care_escalated", "link_id", "escalated_at"),
    )

    issue_id: Mapped[int] = mapped_column(ROW_ID, ForeignKey("issue.id"), primary_key=True)
    link_id: Mapped[LinkId]
    told_at: Mapped[When | None]
    said: Mapped[Key]
    assigned_to: Mapped[Key]
    assigned_at: Mapped[When | None]
    snoozed_until: Mapped[When | None]
    snoozed_by_id: Mapped[Key]
    snoozed_by_name: Mapped[ProseText]
    muted_by_id: Mapped[Key]
    muted_by_name: Mapped[ProseText]
    muted_why: Mapped[ProseText]
    muted_at: Mapped[When | None]
    escalated_at: Mapped[When | None]


class IssueListRow(Base):
    """A list of issues that are too many to be told each by itself; at most one is current."""

    __tablename__ = "issue_list"
    __table_args__ = (
        Index(
            "ix_issue_list_current",
            "link_id",
            unique=True,
            sqlite_where=_NOT_ENDED,
            postgresql_where=_NOT_ENDED,
        ),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    began_at: Mapped[When]
    ended_at: Mapped[When | None]
    said: Mapped[Key]
    newest: Mapped[LooseId]


class StoppageRow(Base):
    """Scheduled runs that fail for one reason; at most one stoppage lasts."""

    __tablename__ = "stoppage"
    __table_args__ = (
        Index(
            "ix_stoppage_lasting",
            "link_id",
            unique=True,
            sqlite_where=_NOT_ENDED,
            postgresql_where=_NOT_ENDED,
        ),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    kind: Mapped[FailureKind] = mapped_column(OneOf(FailureKind))
    failure: Mapped[ProseText]
    times: Mapped[int] = mapped_column(Integer())
    last_run_id: Mapped[RunId]
    since: Mapped[When]
    last_at: Mapped[When]
    ended_at: Mapped[When | None]
    works_again: Mapped[bool] = mapped_column(Boolean())


class AlertMarkRow(Base):
    """Up to where a company's people have been told."""

    __tablename__ = "alert_mark"

    link_id: Mapped[int] = mapped_column(ROW_ID, ForeignKey("link.id"), primary_key=True)
    newest_issue: Mapped[LooseId]
    digest_day: Mapped[date | None] = mapped_column(Date())


class WatchRow(Base):
    """Somebody waits for something to be done to a record in Sage Intacct."""

    __tablename__ = "watch"
    __table_args__ = (
        Index(
            "ix_watch_lasting",
            "link_id",
            "record_id",
            "awaited",
            "person_id",
            unique=True,
            sqlite_where=_NOT_ENDED,
            postgresql_where=_NOT_ENDED,
        ),
        Index(
            "ix_watch_due",
            "remind_at",
            sqlite_where=_NOT_ENDED,
            postgresql_where=_NOT_ENDED,
        ),
    )

    id: Mapped[RowId]
    link_id: Mapped[LinkId]
    record_id: Mapped[RecordId]
    awaited: Mapped[Awaited] = mapped_column(OneOf(Awaited))
    fingerprint: Mapped[Digest]
    person_id: Mapped[Key]
    person_name: Mapped[ProseText]
    since: Mapped[When]
    remind_at: Mapped[When]
    reminders: Mapped[int] = mapped_column(Integer())
    ending: Mapped[WatchEnd | None] = mapped_column(OneOf(WatchEnd))
    ended_at: Mapped[When | None]
