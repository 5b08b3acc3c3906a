"""What an operator must put right: told once, until it was over and came again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Update, select, update

from sync.store.dialects import upsert
from sync.store.models import TroubleRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import Trouble

_COLUMNS = (
    TroubleRow.id,
    TroubleRow.subject,
    TroubleRow.text,
    TroubleRow.noted_at,
    TroubleRow.seen_at,
    TroubleRow.over_at,
)


class SqlTroubles(SqlTable):
    """Keeps `TroubleTable`."""

    def note(self, subject: str, text: str) -> int | None:
        """Note trouble; its id where it is new, None where it is known."""
        now = self.now()
        noted = self.connection.execute(
            upsert(self.connection, TroubleRow)
            .values(subject=subject, text=text, noted_at=now, seen_at=now, over_at=None)
            .on_conflict_do_nothing(
                index_elements=["subject"], index_where=TroubleRow.over_at.is_(None)
            )
            .returning(TroubleRow.id)
        )
        trouble_id: int | None = noted.scalar_one_or_none()
        if trouble_id is None:
            self.connection.execute(self._lasting(subject).values(seen_at=now))
        return trouble_id

    def over(self, subject: str) -> int | None:
        """The trouble is over; its id where there was any."""
        ended = self._lasting(subject).values(over_at=self.now()).returning(TroubleRow.id)
        return self.connection.execute(ended).scalar_one_or_none()

    def get(self, trouble_id: int) -> Trouble:
        """The trouble with this id. Raises KeyError where there is none."""
        query = select(*_COLUMNS).where(TroubleRow.id == trouble_id)
        row = self.connection.execute(query).first()
        if row is None:
            raise KeyError(f"There is no trouble {trouble_id}.")
        return _trouble(row)

    def about(self, subject: str) -> Trouble | None:
        """The trouble that lasts about `subject`."""
        query = select(*_COLUMNS).where(TroubleRow.subject == subject, TroubleRow.over_at.is_(None))
        row = self.connection.execute(query).first()
        return None if row is None else _trouble(row)

    def open_ones(self) -> Sequence[Trouble]:
        """All trouble that lasts, the oldest first."""
        query = select(*_COLUMNS).where(TroubleRow.over_at.is_(None)).order_by(TroubleRow.id)
        return tuple(map(_trouble, self.connection.execute(query)))

    def _lasting(self, subject: str) -> Update:
        return update(TroubleRow).where(TroubleRow.subject == subject, TroubleRow.over_at.is_(None))


def _trouble(row: Row[*tuple[Any, ...]]) -> Trouble:
    return Trouble(*row)
