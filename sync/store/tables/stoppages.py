"""Scheduled runs that fail for one reason."""

from typing import Any

from sqlalchemy import Row, insert, select, update

from sync.domain.stoppage import FailureKind, Stoppage
from sync.store.models import StoppageRow
from sync.store.tables.base import SqlTable

_TROUBLE = StoppageRow
_COLUMNS = tuple(_TROUBLE.__table__.columns)


class SqlStoppages(SqlTable):
    """Keeps `StoppageTable`."""

    def lasting(self, link_id: int) -> Stoppage | None:
        """The stoppage that lasts."""
        query = select(*_COLUMNS).where(_TROUBLE.link_id == link_id, _TROUBLE.ended_at.is_(None))
        row = self.connection.execute(query).first()
        return None if row is None else _stoppage(row)

    def get(self, stoppage_id: int) -> Stoppage:
        """The stoppage with this id. Raises KeyError where there is none."""
        query = select(*_COLUMNS).where(_TROUBLE.id == stoppage_id)
        row = self.connection.execute(query).first()
        if row is None:
            raise KeyError(f"There is no stoppage {stoppage_id}.")
        return _stoppage(row)

    def begin(self, link_id: int, run_id: int, kind: FailureKind, failure: str) -> Stoppage:
        """A run failed, for a new reason."""
        statement = insert(_TROUBLE).values(
            link_id=link_id,
            kind=kind,
            failure=failure,
            times=1,
            last_run_id=run_id,
            since=self.now(),
            last_at=self.now(),
            ended_at=None,
            works_again=False,
        )
        return self.get(self.connection.execute(statement.returning(_TROUBLE.id)).scalar_one())

    def again(self, stoppage_id: int, run_id: int, failure: str) -> None:
        """A further run failed for the same reason."""
        self.connection.execute(
            update(_TROUBLE)
            .where(_TROUBLE.id == stoppage_id)
            .values(
                times=_TROUBLE.times + 1, last_run_id=run_id, failure=failure, last_at=self.now()
            )
        )

    def end(self, stoppage_id: int, *, works_again: bool) -> None:
        """It is over: a run worked, or failed for another reason."""
        self.connection.execute(
            update(_TROUBLE)
            .where(_TROUBLE.id == stoppage_id)
            .values(ended_at=self.now(), works_again=works_again)
        )


def _stoppage(row: Row[*tuple[Any, ...]]) -> Stoppage:
    return Stoppage(
        stoppage_id=row.id,
        link_id=row.link_id,
        kind=row.kind,
        failure=row.failure,
        times=row.times,
        last_run_id=row.last_run_id,
        since=row.since,
        last_at=row.last_at,
        ended_at=row.ended_at,
        works_again=row.works_again,
    )
