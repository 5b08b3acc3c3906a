"""What people should know about a ledger as a whole: kept until the next reading says otherwise."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from sync.domain.sides import Side
from sync.store.models import NoticeRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import Notice


class SqlNotices(SqlTable):
    """Keeps `NoticeTable`."""

    def set(self, link_id: int, side: Side, notices: Sequence[Notice]) -> None:
        """All there is to know of this side now, in place of what was."""
        of_side = (NoticeRow.link_id == link_id, NoticeRow.side == side)
        self.connection.execute(delete(NoticeRow).where(*of_side))
        rows = [
            {
                "link_id": link_id,
                "side": side,
                "cause": one.cause,
                "kind": one.kind,
                "detail": one.detail,
                "subject": one.subject,
                "record_count": one.count,
            }
            for one in notices
        ]
        if rows:
            self.connection.execute(insert(NoticeRow), rows)

    def all(self, link_id: int) -> tuple[Notice, ...]:
        """What is to be known of both sides."""
        columns = (
            *(NoticeRow.kind, NoticeRow.cause, NoticeRow.detail),
            *(NoticeRow.subject, NoticeRow.record_count),
        )
        query = select(*columns).where(NoticeRow.link_id == link_id)
        ordered = query.order_by(NoticeRow.cause, NoticeRow.side, NoticeRow.kind)
        return tuple(Notice(*row) for row in self.connection.execute(ordered))
