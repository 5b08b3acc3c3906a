"""Who waits for what to be done in Sage Intacct."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update

from sync.domain.choices import Person
from sync.domain.watching import Awaited, Watch, WatchEnd
from sync.store.dialects import upsert
from sync.store.models import WatchRow
from sync.store.tables.base import SqlTable

_WATCH = WatchRow
_COLUMNS = tuple(_WATCH.__table__.columns)


class SqlWatches(SqlTable):
    """Keeps `WatchTable`."""

    def begin(
        self,
        link_id: int,
        record_id: int,
        awaited: Awaited,
        fingerprint: str,
        *,
        who: Person,
        remind_at: datetime,
    ) -> Watch:
        """A new watch; the one that lasts already where there is one."""
        same: tuple[ColumnElement[bool], ...] = (
            _WATCH.link_id == link_id,
            _WATCH.record_id == record_id,
            _WATCH.awaited == awaited,
            _WATCH.person_id == who.person_id,
            _WATCH.ended_at.is_(None),
        )
        self.connection.execute(
            upsert(self.connection, _WATCH)
            .values(
                link_id=link_id,
                record_id=record_id,
                awaited=awaited,
                fingerprint=fingerprint,
                person_id=who.person_id,
                person_name=who.name,
                since=self.now(),
                remind_at=remind_at,
                reminders=0,
                ending=None,
                ended_at=None,
            )
            .on_conflict_do_nothing()
        )
        return _watch(self.connection.execute(select(*_COLUMNS).where(*same)).one())

    def get(self, watch_id: int) -> Watch:
        """The watch with this id. Raises KeyError where there is none."""
        row = self.connection.execute(select(*_COLUMNS).where(_WATCH.id == watch_id)).first()
        if row is None:
            raise KeyError(f"There is no watch {watch_id}.")
        return _watch(row)

    def lasting(self, link_id: int) -> tuple[Watch, ...]:
        """All that last, the oldest first."""
        return self._lasting(_WATCH.link_id == link_id)

    def due(self, now: datetime) -> tuple[Watch, ...]:
        """Those whose reminder is due."""
        return self._lasting(_WATCH.remind_at <= now)

    def _lasting(self, condition: ColumnElement[bool]) -> tuple[Watch, ...]:
        query = select(*_COLUMNS).where(condition, _WATCH.ended_at.is_(None)).order_by(_WATCH.id)
        return tuple(_watch(row) for row in self.connection.execute(query))

    def remind(self, watch: Watch, next_at: datetime, *, reminded: bool) -> bool:
        """Move the reminder on; False where somebody else did since, or the watch is over."""
        moved = self.connection.execute(
            update(_WATCH)
            .where(
                _WATCH.id == watch.watch_id,
                _WATCH.remind_at == watch.remind_at,
                _WATCH.ended_at.is_(None),
            )
            .values(remind_at=next_at, reminders=_WATCH.reminders + int(reminded))
        )
        return moved.rowcount == 1

    def end(self, watch_id: int, end: WatchEnd) -> bool:
        """It is over; False where it was before."""
        ended = self.connection.execute(
            update(_WATCH)
            .where(_WATCH.id == watch_id, _WATCH.ended_at.is_(None))
            .values(ending=end, ended_at=self.now())
        )
        return ended.rowcount == 1


def _watch(row: Row[*tuple[Any, ...]]) -> Watch:
    return Watch(
        watch_id=row.id,
        link_id=row.link_id,
        record_id=row.record_id,
        awaited=row.awaited,
        fingerprint=row.fingerprint,
        who=Person(row.person_name, row.person_id),
        since=row.since,
        remind_at=row.remind_at,
        reminders=row.reminders,
        end=row.ending,
        ended_at=row.ended_at,
    )
