"""How far each side has been read."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.store.dialects import upsert_in
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


@cache
def _deletions_forward(dialect: str) -> sqlite.Insert | postgresql.Insert:
    statement = upsert_in(dialect, DeletionWatermarkRow)
    later = statement.excluded.known_until
    return statement.on_conflict_do_update(
        index_elements=["link_id", "side"],
        set_={"known_until": later},
        where=DeletionWatermarkRow.known_until < later,
    )


_OF_SIDE = (
    WatermarkRow.link_id == bindparam("link_id"),
    WatermarkRow.side == bindparam("side"),
)
_ALL = select(WatermarkRow.kind, WatermarkRow.newest).where(*_OF_SIDE)
_NEWEST = select(func.max(WatermarkRow.newest)).where(*_OF_SIDE)
_DELETIONS = select(DeletionWatermarkRow.known_until).where(
    DeletionWatermarkRow.link_id == bindparam("link_id"),
    DeletionWatermarkRow.side == bindparam("side"),
)


class SqlWatermarks(SqlTable):
    """Keeps `WatermarkTable`."""

    def all(self, link_id: int, side: Side) -> Mapping[RecordKind, datetime]:
        """The newest modification stamps read, of the kinds that were once read to their end."""
        found = self.connection.execute(_ALL, {"link_id": link_id, "side": side})
        return {row.kind: row.newest for row in found}

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
        return self.connection.execute(_NEWEST, {"link_id": link_id, "side": side}).scalar_one()

    def deletions_known_until(self, link_id: int, side: Side) -> datetime | None:
        """Up to when all deletions are known; None before they were first asked for."""
        asked = {"link_id": link_id, "side": side}
        return self.connection.execute(_DELETIONS, asked).scalar_one_or_none()

    def set_deletions_known_until(self, link_id: int, side: Side, moment: datetime) -> None:
        """Move that moment forward; an earlier one changes nothing."""
        row = {"link_id": link_id, "side": side, "known_until": moment}
        self.connection.execute(_deletions_forward(self.connection.dialect.name), row)
