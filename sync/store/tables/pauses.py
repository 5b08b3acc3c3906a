"""Companies that somebody paused."""

from typing import Any

from sqlalchemy import Row, bindparam, select, update

from sync.domain.choices import Person
from sync.domain.pausing import Pause
from sync.store.dialects import upsert
from sync.store.models import PauseRow
from sync.store.tables.base import SqlTable

_COLUMNS = tuple(PauseRow.__table__.columns)
_IN_FORCE = select(*_COLUMNS).where(
    PauseRow.link_id == bindparam("link_id"), PauseRow.ended_at.is_(None)
)


class SqlPauses(SqlTable):
    """Keeps `PauseTable`."""

    def of(self, link_id: int) -> Pause | None:
        """The pause that holds now."""
        row = self.connection.execute(_IN_FORCE, {"link_id": link_id}).first()
        return None if row is None else _pause(row)

    def get(self, pause_id: int) -> Pause:
        """The pause with this id, over or not. Raises KeyError where there is none."""
        query = select(*_COLUMNS).where(PauseRow.id == pause_id)
        row = self.connection.execute(query).first()
        if row is None:
            raise KeyError(f"There is no pause {pause_id}.")
        return _pause(row)

    def begin(self, link_id: int, *, reason: str, who: Person) -> Pause | None:
        """Note that somebody paused a company; None where somebody else was first."""
        statement = upsert(self.connection, PauseRow).values(
            link_id=link_id,
            reason=reason,
            person_id=who.person_id,
            person_name=who.name,
            paused_at=self.now(),
            ended_by_id="",
            ended_by_name="",
            ended_at=None,
        )
        statement = statement.on_conflict_do_nothing(
            index_elements=["link_id"], index_where=PauseRow.ended_at.is_(None)
        )
        made = self.connection.execute(statement.returning(PauseRow.id)).scalar_one_or_none()
        return None if made is None else self.get(made)

    def end(self, pause_id: int, *, who: Person) -> None:
        """The company goes on; who let it go on stays on record."""
        self.connection.execute(
            update(PauseRow)
            .where(PauseRow.id == pause_id, PauseRow.ended_at.is_(None))
            .values(ended_by_id=who.person_id, ended_by_name=who.name, ended_at=self.now())
        )


def _pause(row: Row[*tuple[Any, ...]]) -> Pause:
    is_over = row.ended_at is not None
    return Pause(
        pause_id=row.id,
        link_id=row.link_id,
        reason=row.reason,
        who=Person(row.person_name, row.person_id),
        since=row.paused_at,
        ended_by=Person(row.ended_by_name, row.ended_by_id) if is_over else None,
        ended_at=row.ended_at,
    )
