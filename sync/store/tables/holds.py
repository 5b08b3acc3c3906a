"""Runs that stopped before they wrote far more than usual, and what people answered."""

from typing import Any

from sqlalchemy import Row, insert, select, update

from sync.domain.choices import Person
from sync.domain.holds import Hold, HoldState, Stop
from sync.store.models import HoldRow
from sync.store.tables.base import SqlTable

_COLUMNS = tuple(HoldRow.__table__.columns)
_LASTS = HoldRow.state.in_([state for state in HoldState if state.lasts])


class SqlHolds(SqlTable):
    """Keeps `HoldTable`."""

    def lasting(self, link_id: int) -> Hold | None:
        """The hold that keeps runs from writing now."""
        return self._first(select(*_COLUMNS).where(HoldRow.link_id == link_id, _LASTS))

    def latest(self, link_id: int) -> Hold | None:
        """The newest hold."""
        query = select(*_COLUMNS).where(HoldRow.link_id == link_id)
        return self._first(query.order_by(HoldRow.id.desc()).limit(1))

    def get(self, hold_id: int) -> Hold:
        """The hold with this id. Raises KeyError where there is none."""
        found = self._first(select(*_COLUMNS).where(HoldRow.id == hold_id))
        if found is None:
            raise KeyError(f"There is no hold {hold_id}.")
        return found

    def of_run(self, run_id: int) -> Hold | None:
        """The hold that this run was the latest to stop for."""
        query = select(*_COLUMNS).where(HoldRow.run_id == run_id)
        return self._first(query.order_by(HoldRow.id.desc()).limit(1))

    def begin(self, link_id: int, run_id: int, stop: Stop) -> Hold:
        """A run stopped, and none lasts."""
        statement = insert(HoldRow).values(
            link_id=link_id,
            run_id=run_id,
            plan_id=stop.plan_id,
            digest=stop.digest,
            what=stop.what,
            times=1,
            since=self.now(),
            last_at=self.now(),
            state=HoldState.OPEN,
            answered_by_id="",
            answered_by_name="",
        )
        return self.get(self.connection.execute(statement.returning(HoldRow.id)).scalar_one())

    def again(self, hold_id: int, run_id: int, stop: Stop) -> None:
        """A further run stopped: the hold asks what that one found."""
        self.connection.execute(
            update(HoldRow)
            .where(HoldRow.id == hold_id, _LASTS)
            .values(
                run_id=run_id,
                plan_id=stop.plan_id,
                digest=stop.digest,
                what=stop.what,
                times=HoldRow.times + 1,
                last_at=self.now(),
            )
        )

    def leave(self, hold_id: int, who: Person) -> None:
        """Somebody leaves it; who did so first stands."""
        is_open = HoldRow.state == HoldState.OPEN
        self._answer(hold_id, is_open, who, state=HoldState.LEFT)

    def release(self, hold_id: int, who: Person, run_id: int) -> None:
        """Somebody said go ahead."""
        self._answer(hold_id, _LASTS, who, state=HoldState.RELEASED, released_run_id=run_id)

    def end(self, hold_id: int) -> None:
        """A run found nothing beyond the usual any more."""
        statement = update(HoldRow).where(HoldRow.id == hold_id, _LASTS)
        self.connection.execute(statement.values(state=HoldState.OVER))

    def is_released(self, link_id: int, digest: str) -> bool:
        """Whether somebody said go ahead to exactly this."""
        query = select(HoldRow.id).where(
            HoldRow.link_id == link_id,
            HoldRow.digest == digest,
            HoldRow.state == HoldState.RELEASED,
        )
        return self.connection.execute(query).first() is not None

    def _answer(self, hold_id: int, where: Any, who: Person, **values: object) -> None:
        self.connection.execute(
            update(HoldRow)
            .where(HoldRow.id == hold_id, where)
            .values(
                answered_by_id=who.person_id,
                answered_by_name=who.name,
                answered_at=self.now(),
                **values,
            )
        )

    def _first(self, query: Any) -> Hold | None:
        row = self.connection.execute(query).first()
        return None if row is None else _hold(row)


def _hold(row: Row[*tuple[Any, ...]]) -> Hold:
    answered = row.answered_at is not None
    return Hold(
        hold_id=row.id,
        link_id=row.link_id,
        run_id=row.run_id,
        plan_id=row.plan_id,
        digest=row.digest,
        what=row.what,
        times=row.times,
        since=row.since,
        last_at=row.last_at,
        state=row.state,
        who=Person(row.answered_by_name, row.answered_by_id) if answered else None,
        answered_at=row.answered_at,
        released_run_id=row.released_run_id,
    )
