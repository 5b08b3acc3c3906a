"""The schedules: when runs start by themselves."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update

from sync.store.dialects import upsert
from sync.store.models import ScheduleRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import Schedule


class SqlSchedules(SqlTable):
    """Keeps `ScheduleTable`."""

    def put(self, name: str, *, link_id: int, every_seconds: int) -> None:
        """Set up a schedule, or change its interval; the next start is then one interval from now.

        Putting up again what is there already leaves its next start as it is.
        """
        statement = upsert(self.connection, ScheduleRow).values(
            name=name,
            link_id=link_id,
            every_seconds=every_seconds,
            next_at=self.now() + timedelta(seconds=every_seconds),
        )
        new = statement.excluded
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name"],
                set_={
                    "link_id": new.link_id,
                    "every_seconds": new.every_seconds,
                    "next_at": new.next_at,
                },
                where=(ScheduleRow.every_seconds != new.every_seconds)
                | (ScheduleRow.link_id != new.link_id),
            )
        )

    def remove(self, name: str) -> None:
        """Take a schedule away."""
        self.connection.execute(delete(ScheduleRow).where(ScheduleRow.name == name))

    def take_due(self) -> tuple[Schedule, ...]:
        """The due schedules, oldest first, each with the next time it was moved to.

        Starts that were missed while nobody looked are made up for by one, not by many.
        """
        now = self.now()
        columns = (
            ScheduleRow.name,
            ScheduleRow.link_id,
            ScheduleRow.every_seconds,
            ScheduleRow.next_at,
        )
        query = (
            select(*columns)
            .where(ScheduleRow.next_at <= now)
            .order_by(ScheduleRow.next_at, ScheduleRow.name)
            .with_for_update(skip_locked=True)
        )
        due = tuple(
            Schedule(
                row.name,
                row.link_id,
                row.every_seconds,
                _next_start(row.next_at, row.every_seconds, now),
            )
            for row in self.connection.execute(query)
        )
        if due:
            self.connection.execute(
                update(ScheduleRow).where(ScheduleRow.name == bindparam("moved")),
                [{"moved": schedule.name, "next_at": schedule.next_at} for schedule in due],
            )
        return due


def _next_start(was_due_at: datetime, every_seconds: int, now: datetime) -> datetime:
    """The first moment after `now` in the schedule's rhythm."""
    interval = timedelta(seconds=every_seconds)
    return was_due_at + interval * ((now - was_due_at) // interval + 1)
