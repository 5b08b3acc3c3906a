"""Who looked at their own page lately."""

from datetime import datetime

from sqlalchemy import select, update

from sync.store.dialects import upsert
from sync.store.models import HomeVisitRow
from sync.store.tables.base import SqlTable


class SqlHomes(SqlTable):
    """Keeps `HomeTable`."""

    def opened(self, person_id: str, seen: int) -> None:
        """Somebody looks at their page now."""
        now = self.now()
        visit = {"opened_at": now, "asked_at": now, "seen": seen}
        self.connection.execute(
            upsert(self.connection, HomeVisitRow)
            .values(person_id=person_id, **visit)
            .on_conflict_do_update(index_elements=["person_id"], set_=visit)
        )

    def outdated(
        self, seen: int, *, opened_since: datetime, asked_before: datetime, limit: int
    ) -> tuple[str, ...]:
        """People whose page shows less than the row `seen` of the audit trail."""
        latest = (
            select(HomeVisitRow.person_id, HomeVisitRow.asked_at, HomeVisitRow.seen)
            .where(HomeVisitRow.opened_at >= opened_since)
            .order_by(HomeVisitRow.opened_at.desc(), HomeVisitRow.person_id)
            .limit(limit)
        )
        return tuple(
            row.person_id
            for row in self.connection.execute(latest)
            if row.seen < seen and row.asked_at <= asked_before
        )

    def asked_for(self, person_ids: tuple[str, ...], seen: int) -> None:
        """The pages of these people are being made anew."""
        self.connection.execute(
            update(HomeVisitRow)
            .where(HomeVisitRow.person_id.in_(person_ids))
            .values(asked_at=self.now(), seen=seen)
        )
