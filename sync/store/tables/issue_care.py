"""What people did about issues, and what they were told of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from sync.domain.choices import Person
from sync.domain.issue_care import IssueCare, Muting
from sync.store.dialects import in_chunks, upsert
from sync.store.models import IssueCareRow, IssueRow
from sync.store.tables.base import SqlTable
from sync.store.tables.issues import ISSUE_COLUMNS, issue_of, ordered
from sync.use_cases.ports import Issue

_CARE = IssueCareRow
_COLUMNS = tuple(column.label(f"care_{column.name}") for column in _CARE.__table__.columns)
_NOTHING = {
    "told_at": None,
    "said": "",
    "assigned_to": "",
    "assigned_at": None,
    "snoozed_until": None,
    "snoozed_by_id": "",
    "snoozed_by_name": "",
    "muted_by_id": "",
    "muted_by_name": "",
    "muted_why": "",
    "muted_at": None,
    "escalated_at": None,
}


class SqlIssueCare(SqlTable):
    """Keeps `IssueCareTable`."""

    def get(self, issue_id: int) -> IssueCare:
        """An issue's care; an empty one where nobody did anything about it."""
        query = select(*_COLUMNS).where(_CARE.issue_id == issue_id)
        row = self.connection.execute(query).first()
        return IssueCare(issue_id) if row is None else _care(row)

    def of_open(self, link_id: int) -> Mapping[int, IssueCare]:
        """By issue: the care of the open issues that have any."""
        query = (
            select(*_COLUMNS)
            .join(IssueRow, IssueRow.id == _CARE.issue_id)
            .where(IssueRow.link_id == link_id, IssueRow.closed_at.is_(None))
        )
        return {row.care_issue_id: _care(row) for row in self.connection.execute(query)}

    def told(self, link_id: int) -> tuple[tuple[Issue, IssueCare], ...]:
        """The issues that have a message of their own which does not say yet that they are closed."""
        query = (
            select(*ISSUE_COLUMNS, *_COLUMNS)
            .join(IssueRow, IssueRow.id == _CARE.issue_id)
            .where(_CARE.link_id == link_id, _CARE.told_at.is_not(None), _CARE.said != "closed")
            .order_by(_CARE.issue_id)
        )
        return tuple((issue_of(row), _care(row)) for row in self.connection.execute(query))

    def tell(self, link_id: int, said: Mapping[int, str]) -> None:
        """These issues have messages of their own, which say this; of old ones and of new."""
        for issue_id, words in said.items():
            self._put(issue_id, link_id, {"said": words})
        first_time = (_CARE.issue_id == bindparam("told_id"), _CARE.told_at.is_(None))
        if said:
            self.connection.execute(
                update(_CARE).where(*first_time).values(told_at=self.now()),
                [{"told_id": issue_id} for issue_id in said],
            )

    def assign(self, issue: Issue, person_id: str) -> None:
        """Somebody takes care of it now."""
        self._put(
            issue.issue_id, issue.link_id, {"assigned_to": person_id, "assigned_at": self.now()}
        )

    def snooze(self, issue: Issue, until: datetime | None, who: Person | None) -> None:
        """It is left alone until then; None for not any more. Who asked for it stays noted."""
        asked = {"snoozed_by_id": who.person_id, "snoozed_by_name": who.name} if who else {}
        self._put(issue.issue_id, issue.link_id, {"snoozed_until": until, **asked})

    def mute(self, issue: Issue, who: Person, why: str) -> None:
        """Nobody is told of it any more."""
        muting = {
            "muted_by_id": who.person_id,
            "muted_by_name": who.name,
            "muted_why": why,
            "muted_at": self.now(),
        }
        self._put(issue.issue_id, issue.link_id, muting)

    def unmute(self, issue: Issue) -> None:
        """People are told of it again."""
        self._put(issue.issue_id, issue.link_id, {"muted_at": None})

    def escalate(self, issue_ids: Sequence[int], at: datetime) -> None:
        """They were told, at this moment, to whom they are escalated."""
        for chunk in in_chunks(issue_ids):
            these = _CARE.issue_id.in_(chunk)
            self.connection.execute(update(_CARE).where(these).values(escalated_at=at))

    def escalated(self, link_id: int, at: datetime) -> tuple[Issue, ...]:
        """Those of these that are open still."""
        query = (
            select(*ISSUE_COLUMNS)
            .join(_CARE, IssueRow.id == _CARE.issue_id)
            .where(_CARE.link_id == link_id, _CARE.escalated_at == at, IssueRow.closed_at.is_(None))
        )
        return ordered(issue_of(row) for row in self.connection.execute(query))

    def _put(self, issue_id: int, link_id: int, changes: Mapping[str, object]) -> None:
        new = {"issue_id": issue_id, "link_id": link_id, **_NOTHING, **changes}
        self.connection.execute(
            upsert(self.connection, _CARE)
            .values(new)
            .on_conflict_do_update(index_elements=["issue_id"], set_=dict(changes))
        )


def _care(row: Row[*tuple[Any, ...]]) -> IssueCare:
    muting = None
    if row.care_muted_at is not None:
        who = Person(row.care_muted_by_name, row.care_muted_by_id)
        muting = Muting(who, row.care_muted_why, row.care_muted_at)
    snoozed_by = Person(row.care_snoozed_by_name, row.care_snoozed_by_id)
    return IssueCare(
        issue_id=row.care_issue_id,
        told_at=row.care_told_at,
        said=row.care_said,
        assigned_to=row.care_assigned_to,
        assigned_at=row.care_assigned_at,
        snoozed_until=row.care_snoozed_until,
        snoozed_by=snoozed_by if row.care_snoozed_by_name else None,
        muting=muting,
        escalated_at=row.care_escalated_at,
    )
