"""The lists of issues that are too many to be told each by itself."""

from typing import Any

from sqlalchemy import Row, and_, func, insert, or_, select, update

from sync.store.models import IssueCareRow, IssueListRow, IssueRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import IssueList, Listed

_LIST = IssueListRow
_COLUMNS = tuple(_LIST.__table__.columns)


class SqlIssueLists(SqlTable):
    """Keeps `IssueListTable`."""

    def listed(self, link_id: int) -> Listed:
        """What is on the list now: every open issue without a message of its own that nobody muted."""
        has_no_message = or_(
            IssueCareRow.issue_id.is_(None),
            and_(IssueCareRow.told_at.is_(None), IssueCareRow.muted_at.is_(None)),
        )
        figures = (
            func.count(),
            func.max(IssueRow.id),
            func.sum(IssueRow.record_count),
            func.sum(IssueRow.amount),
        )
        query = (
            select(*figures)
            .select_from(IssueRow)
            .outerjoin(IssueCareRow, IssueCareRow.issue_id == IssueRow.id)
            .where(IssueRow.link_id == link_id, IssueRow.closed_at.is_(None), has_no_message)
        )
        count, newest, records, units = self.connection.execute(query).one()
        return Listed(count, newest or 0, f"{count} {records or 0} {units or 0}")

    def current(self, link_id: int) -> IssueList | None:
        """The list that is kept current."""
        query = select(*_COLUMNS).where(_LIST.link_id == link_id, _LIST.ended_at.is_(None))
        row = self.connection.execute(query).first()
        return None if row is None else _list(row)

    def get(self, list_id: int) -> IssueList:
        """The list with this id. Raises KeyError where there is none."""
        row = self.connection.execute(select(*_COLUMNS).where(_LIST.id == list_id)).first()
        if row is None:
            raise KeyError(f"There is no list of issues {list_id}.")
        return _list(row)

    def begin(self, link_id: int, listed: Listed) -> IssueList:
        """A new list, which is current."""
        statement = insert(_LIST).values(
            link_id=link_id,
            began_at=self.now(),
            ended_at=None,
            said=listed.said,
            newest=listed.newest,
        )
        return self.get(self.connection.execute(statement.returning(_LIST.id)).scalar_one())

    def say(self, list_id: int, listed: Listed) -> None:
        """Its message says this now."""
        self.connection.execute(
            update(_LIST).where(_LIST.id == list_id).values(said=listed.said, newest=listed.newest)
        )

    def end(self, list_id: int) -> None:
        """It is not kept current any more."""
        self.connection.execute(
            update(_LIST).where(_LIST.id == list_id).values(ended_at=self.now())
        )


def _list(row: Row[*tuple[Any, ...]]) -> IssueList:
    return IssueList(row.id, row.link_id, row.began_at, row.ended_at, row.said, row.newest)
