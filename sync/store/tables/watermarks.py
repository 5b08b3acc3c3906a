"""How far each side has been read."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.store.dialects import upsert, upsert_in
from sync.store.models import DeletionWatermarkRow, WatermarkRow
from sync.store.tables.base import SqlTable


@cache
def _forward(dialect: str) -> sqlite.Insert | postgresql.Insert:
    statement = upsert_in(dialect, WatermarkRow)
    later = statement.excluded.newest
    return statement.on_conflict_do_update(
        index_elements=["link_id", "side", "kind"],
        set_={"newest": later},
        where=WatermarkRow.newest < later,
    )


class SqlWatermarks(SqlTable):
    """Keeps `WatermarkTable`."""

    def all(self, link_id: int, side: Side) -> Mapping[RecordKind, datetime]:
        """The newest modification stamps read, of the kinds that were once read to their end."""
        query = select(WatermarkRow.kind, WatermarkRow.newest).where(
            WatermarkRow.link_id == link_id, WatermarkRow.side == side
        )
        return {row.kind: row.newest for row in self.connection.execute(query)}

    def set(self, link_id: int, side: Side, kind: RecordKind, newest: datetime) -> None:
        """Move the watermark forward; an earlier stamp changes nothing."""
        row = {"link_id": link_id, "side": side, "kind": kind, "newest": newest}
        self.connection.execute(_forward(self.connection.dialect.name), row)

    def forget(self, link_id: int, side: Side, kind: RecordKind) -> None:
        """Have the kind read from the beginning next time."""
        self.connection.execute(
            delete(WatermarkRow).where(
                WatermarkRow.link_id == link_id,
                WatermarkRow.side == side,
                WatermarkRow.kind == kind,
            )
        )

    def newest(self, link_id: int, side: Side) -> datetime | None:
        """The newest modification stamp read of any kind."""
        query = select(func.max(WatermarkRow.newest)).where(
            WatermarkRow.link_id == link_id, WatermarkRow.side == side
        )
        return self.connection.execute(query).scalar_one()

    def deletions_known_until(self, link_id: int, side: Side) -> datetime | None:
        """Up to when all deletions are known; None before they were first asked for."""
        query = select(DeletionWatermarkRow.known_until).where(
            DeletionWatermarkRow.link_id == link_id, DeletionWatermarkRow.side == side
        )
        return self.connection.execute(query).scalar_one_or_none()

    def set_deletions_known_until(self, link_id: int, side: Side, moment: datetime) -> None:
        """Move that moment forward; an earlier one changes nothing."""
        statement = upsert(self.connection, DeletionWatermarkRow).values(
            link_id=link_id, side=side, known_until=moment
        )
        later = statement.excluded.known_until
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["link_id", "side"],
                set_={"known_until": later},
                where=DeletionWatermarkRow.known_until < later,
            )
        )
