"""Up to where a company's people have been told."""

from datetime import date

from sqlalchemy import select, update

from sync.store.dialects import upsert
from sync.store.models import AlertMarkRow
from sync.store.tables.base import SqlTable

_MARK = AlertMarkRow


class SqlAlertMarks(SqlTable):
    """Keeps `AlertMarkTable`."""

    def hold(self, link_id: int) -> int:
        """Have the telling of this company to ourselves until the transaction ends."""
        statement = (
            upsert(self.connection, _MARK)
            .values(link_id=link_id, newest_issue=0, digest_day=None)
            # Changes nothing, and so holds the row.
            .on_conflict_do_update(index_elements=["link_id"], set_={"link_id": _MARK.link_id})
        )
        return self.connection.execute(statement.returning(_MARK.newest_issue)).scalar_one()

    def newest_issue(self, link_id: int) -> int:
        """The newest issue that was considered for telling; 0 before the first."""
        query = select(_MARK.newest_issue).where(_MARK.link_id == link_id)
        return self.connection.execute(query).scalar_one_or_none() or 0

    def move_to_issue(self, link_id: int, newest: int) -> None:
        """All issues up to this one were considered."""
        self.connection.execute(
            update(_MARK).where(_MARK.link_id == link_id).values(newest_issue=newest)
        )

    def digest_day(self, link_id: int) -> date | None:
        """The day of the last morning digest."""
        query = select(_MARK.digest_day).where(_MARK.link_id == link_id)
        return self.connection.execute(query).scalar_one_or_none()

    def move_to_day(self, link_id: int, day: date) -> None:
        """The morning digest of this day was asked for."""
        self.connection.execute(
            update(_MARK).where(_MARK.link_id == link_id).values(digest_day=day)
        )
