"""The issues: a projection of the records' standings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from sync.domain.crossing import full_title
from sync.domain.kinds import RecordKind
from sync.domain.records import references_of
from sync.domain.standing import Cause, Standing, StandingState
from sync.store.amounts import CurrencyRow, Sum, added_up, minor_units, money_of, most_money_first
from sync.store.dialects import in_chunks
from sync.store.models import IssueRow, RecordRow
from sync.store.tables.base import SqlTable, currency_of_link
from sync.store.tables.counterparts import find_counterparts
from sync.store.tables.faces import FACE_COLUMNS, face_of
from sync.store.tables.notices import SqlNotices
from sync.store.tables.remarks import SqlRemarks
from sync.store.tables.standings import counted_once
from sync.store.types import ROW_ID
from sync.use_cases.ports import Issue, IssueChanges

_NEED_A_PERSON = [state for state in StandingState if state.needs_a_person]
_ALLOCATIONS = {RecordKind.SALES_CREDIT_ALLOCATION, RecordKind.PURCHASE_CREDIT_ALLOCATION}
ISSUE_COLUMNS = tuple(IssueRow.__table__.columns)


@dataclass(frozen=True, slots=True)
class _RootCause:
    """What the records of one issue have in common."""

    kind: RecordKind
    state: StandingState
    cause: Cause | None
    subject: str


@dataclass(frozen=True, slots=True)
class _HeldUp:
    """The records that one root cause holds up: how many, for how much, and one of them."""

    total: Sum
    example: str

    def columns(self) -> dict[str, object]:
        amount = self.total.amount
        return {
            "record_count": self.total.count,
            "amount": minor_units(amount),
            "currency": amount.currency if amount is not None else None,
            "example": self.example,
        }


class SqlIssues(SqlTable):
    """Keeps `IssueTable`."""

    def refresh(self, link_id: int) -> IssueChanges:
        """Open, update and close issues so that they mirror the records' standings."""
        held_up = self._held_up(link_id)
        before = {_root_cause(row): row for row in self._open_rows(link_id)}
        closed = [row.id for root, row in before.items() if root not in held_up]
        self._close(closed)
        self._update(
            (row, held_up[root].columns()) for root, row in before.items() if root in held_up
        )
        self._open(link_id, {root: held_up[root] for root in held_up.keys() - before.keys()})
        opened = [row.id for row in self._open_rows(link_id) if _root_cause(row) not in before]
        return IssueChanges(opened=self._issues(opened), closed=self._issues(closed))

    def open_ones(self, link_id: int) -> tuple[Issue, ...]:
        """The open issues, most money first."""
        return ordered(issue_of(row) for row in self._open_rows(link_id))

    def get(self, issue_id: int) -> Issue:
        """The issue with this id. Raises KeyError where there is none."""
        query = select(*ISSUE_COLUMNS).where(IssueRow.id == issue_id)
        row = self.connection.execute(query).first()
        if row is None:
            raise KeyError(f"There is no issue {issue_id}.")
        return issue_of(row)

    def opened_since(self, link_id: int, issue_id: int) -> tuple[Issue, ...]:
        """The open issues that are newer than `issue_id`, most money first."""
        query = select(*ISSUE_COLUMNS).where(
            IssueRow.link_id == link_id, IssueRow.closed_at.is_(None), IssueRow.id > issue_id
        )
        return ordered(issue_of(row) for row in self.connection.execute(query))

    def record_of(self, issue: Issue) -> int | None:
        """Our id of one of the records it holds up; None for what is about none in particular."""
        standing = issue.standing
        query = select(func.min(RecordRow.id)).where(
            RecordRow.link_id == issue.link_id,
            RecordRow.kind == issue.kind,
            RecordRow.state == standing.state,
            RecordRow.cause == standing.cause,
            RecordRow.subject == standing.subject,
            counted_once(),
        )
        return self.connection.execute(query).scalar_one()

    def _held_up(self, link_id: int) -> dict[_RootCause, _HeldUp]:
        """Every root cause that needs a person now."""
        group = (RecordRow.kind, RecordRow.state, RecordRow.cause, RecordRow.subject)
        sums = (func.count(), func.sum(RecordRow.amount), func.min(RecordRow.id))
        query = (
            select(*group, RecordRow.currency, *sums)
            .where(
                RecordRow.link_id == link_id,
                RecordRow.cause.is_not(None),
                RecordRow.state.in_(_NEED_A_PERSON),
                counted_once(),
            )
            .group_by(*group, RecordRow.currency)
        )
        rows: list[CurrencyRow[_RootCause]] = []
        examples: dict[_RootCause, int] = {}
        for row in self.connection.execute(query):
            kind, state, cause, subject, currency, count, units, first_id = row
            root = _RootCause(kind, state, cause, subject)
            rows.append(CurrencyRow(root, currency, count, units))
            examples[root] = min(first_id, examples.get(root, first_id))
        for one in SqlRemarks(self.connection, self.now).all(link_id):
            reminder = one.standing
            root = _RootCause(one.kind, reminder.state, reminder.cause, reminder.subject)
            rows.append(CurrencyRow(root, one.currency, one.count, one.units))
            examples[root] = min(one.first_id, examples.get(root, one.first_id))
        texts = self._example_texts(examples.values())
        told: dict[_RootCause, str] = {}
        for notice in SqlNotices(self.connection, self.now).all(link_id):
            reminder_of = (StandingState.REMINDER, notice.cause, notice.subject)
            root = _RootCause(notice.kind, *reminder_of)
            rows.append(CurrencyRow(root, None, notice.count, None))
            told[root] = notice.detail
        totals = added_up(rows, own_currency=currency_of_link(self.connection, link_id))
        return {
            root: _HeldUp(total, told[root] if root in told else texts[examples[root]])
            for root, total in totals.items()
        }

    def _example_texts(self, record_ids: Iterable[int]) -> Mapping[int, str]:
        columns = (*FACE_COLUMNS, RecordRow.link_id, RecordRow.title, RecordRow.detail)
        rows = [
            row
            for chunk in in_chunks(record_ids)
            for row in self.connection.execute(select(*columns).where(RecordRow.id.in_(chunk)))
        ]
        titles = {row.id: self._title(row) for row in rows}
        return {
            row.id: f"{titles[row.id]}: {row.detail}" if row.detail else titles[row.id]
            for row in rows
        }

    def _title(self, row: Row[*tuple[Any, ...]]) -> str:
        """An allocation of a credit is called by what it refers to."""
        if row.kind not in _ALLOCATIONS:
            return str(row.title)
        record = face_of(row).now
        named = find_counterparts(
            self.connection, row.link_id, row.side, references_of(record), plan_id=None
        )
        return full_title(record, named)

    def _open_rows(self, link_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
        query = select(*ISSUE_COLUMNS).where(
            IssueRow.link_id == link_id, IssueRow.closed_at.is_(None)
        )
        return self.connection.execute(query.order_by(IssueRow.id)).all()

    def _open(self, link_id: int, new: Mapping[_RootCause, _HeldUp]) -> None:
        now = self.now()
        rows = [
            {
                "link_id": link_id,
                "kind": root.kind,
                "state": root.state,
                "cause": root.cause,
                "subject": root.subject,
                **held_up.columns(),
                "opened_at": now,
            }
            for root, held_up in new.items()
        ]
        if rows:
            self.connection.execute(insert(IssueRow), rows)

    def _update(self, open_ones: Iterable[tuple[Row[*tuple[Any, ...]], dict[str, object]]]) -> None:
        rows = [
            {"issue_id": row.id, **columns}
            for row, columns in open_ones
            if any(getattr(row, name) != value for name, value in columns.items())
        ]
        if rows:
            one_issue = IssueRow.id == bindparam("issue_id", type_=ROW_ID)
            self.connection.execute(update(IssueRow).where(one_issue), rows)

    def _close(self, issue_ids: Sequence[int]) -> None:
        closed_at = self.now()
        for chunk in in_chunks(issue_ids):
            self.connection.execute(
                update(IssueRow).where(IssueRow.id.in_(chunk)).values(closed_at=closed_at)
            )

    def _issues(self, issue_ids: Sequence[int]) -> tuple[Issue, ...]:
        return ordered(
            issue_of(row)
            for chunk in in_chunks(issue_ids)
            for row in self.connection.execute(select(*ISSUE_COLUMNS).where(IssueRow.id.in_(chunk)))
        )


def _root_cause(row: Row[*tuple[Any, ...]]) -> _RootCause:
    return _RootCause(row.kind, row.state, row.cause, row.subject)


def issue_of(row: Row[*tuple[Any, ...]]) -> Issue:
    """An issue, from `ISSUE_COLUMNS`."""
    return Issue(
        issue_id=row.id,
        link_id=row.link_id,
        standing=Standing(row.state, row.cause, row.subject),
        kind=row.kind,
        count=row.record_count,
        amount=money_of(row.amount, row.currency),
        example=row.example,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def ordered(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Most money first, then most records, then the oldest."""
    return tuple(
        sorted(
            issues,
            key=lambda issue: (
                *most_money_first(Sum(issue.count, issue.amount)),
                issue.issue_id,
            ),
        )
    )
