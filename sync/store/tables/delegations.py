"""Who decides in whose place, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from sync.domain.approving.approvals import Delegation
from sync.domain.choices import Person
from sync.store.models import DelegationRow
from sync.store.tables.base import SqlTable

_COLUMNS = tuple(DelegationRow.__table__.columns)


class SqlDelegations(SqlTable):
    """Keeps `DelegationTable`."""

    def add(
        self, giver: Person, taker: Person, *, begins_at: datetime, ends_at: datetime
    ) -> Delegation:
        """Note that `taker` decides in `giver`'s place; what was noted for `giver` before ends."""
        self.end(giver.person_id)
        statement = insert(DelegationRow).values(
            giver_id=giver.person_id,
            giver_name=giver.name,
            taker_id=taker.person_id,
            taker_name=taker.name,
            begins_at=begins_at,
            ends_at=ends_at,
            made_at=self.now(),
        )
        made = self.connection.execute(statement.returning(DelegationRow.id)).scalar_one()
        row = self.connection.execute(select(*_COLUMNS).where(DelegationRow.id == made)).one()
        return _delegation(row)

    def end(self, giver_id: str) -> tuple[Delegation, ...]:
        """The person is back; returns what was in force or yet to begin."""
        found = self.by(giver_id)
        now = self.now()
        self.connection.execute(
            update(DelegationRow)
            .where(DelegationRow.giver_id == giver_id, DelegationRow.ends_at > now)
            .values(ends_at=now)
        )
        return found

    def to(self, taker_id: str) -> tuple[Delegation, ...]:
        """In whose place the person decides now."""
        now = self.now()
        of_taker = DelegationRow.taker_id == taker_id
        return self._delegations(
            of_taker, DelegationRow.ends_at > now, DelegationRow.begins_at <= now
        )

    def by(self, giver_id: str) -> tuple[Delegation, ...]:
        """Who decides in the person's place now, or will."""
        return self._delegations(
            DelegationRow.giver_id == giver_id, DelegationRow.ends_at > self.now()
        )

    def _delegations(self, *conditions: Any) -> tuple[Delegation, ...]:
        query = select(*_COLUMNS).where(*conditions).order_by(DelegationRow.id)
        return tuple(_delegation(row) for row in self.connection.execute(query))


def _delegation(row: Row[*tuple[Any, ...]]) -> Delegation:
    return Delegation(
        delegation_id=row.id,
        giver=Person(row.giver_name, row.giver_id),
        taker=Person(row.taker_name, row.taker_id),
        begins_at=row.begins_at,
        ends_at=row.ends_at,
    )
