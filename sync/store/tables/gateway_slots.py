"""The requests that a company may be asked at the same time, by the database's own clock."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, update

from sync.store.dialects import database_clock, upsert
from sync.store.models import GatewaySlotRow

CLAIM_SECONDS = 1.0
"""How long a name that was put down counts without being put down again: ten times a waiter's look."""

_LONG_AGO = 0.0
_NOBODY = ""


@dataclass(frozen=True, slots=True)
class SqlGatewaySlots:
    """One company's slots, within one transaction.

    All who take more than one row take them in the order of their numbers, so that none waits in a ring.

    Attributes:
        connection: With the open transaction.
        company: The company's key.
        holder: Who asks: a name of its own for every turn.
    """

    connection: Connection
    company: str
    holder: str

    def take(self, *, slots: int, seconds: float) -> int | None:
        """Take a free one of the first `slots`; its number, or None where there is none for us.

        One that somebody else waits for is not free.
        """
        numbers = range(1, slots + 1)
        return next((one for one in numbers if self._take(one, seconds=seconds)), None)

    def claim(self, *, slots: int) -> bool:
        """Be the next for one of the first `slots`; False while others are the next for all of them."""
        return any(self._claim(one) for one in range(1, slots + 1))

    def drop_claims(self) -> None:
        """Be the next for none."""
        self.connection.execute(
            update(GatewaySlotRow)
            .where(
                GatewaySlotRow.company == self.company, GatewaySlotRow.next_holder == self.holder
            )
            .values(next_holder=_NOBODY, next_until=_LONG_AGO)
        )

    def renew(self, slot: int, *, seconds: float) -> bool:
        """Hold the slot longer; False when somebody else took it over."""
        return self._change_ours(slot, taken_until=database_clock() + seconds)

    def give_back(self, slot: int) -> bool:
        """Let the slot go; False when somebody else took it over before."""
        return self._change_ours(slot, holder=_NOBODY, taken_until=_LONG_AGO)

    def _take(self, slot: int, *, seconds: float) -> bool:
        taken = {"holder": self.holder, "taken_until": database_clock() + seconds}
        nobody_next = {"next_holder": _NOBODY, "next_until": _LONG_AGO}
        statement = upsert(self.connection, GatewaySlotRow).values(
            company=self.company, slot=slot, **taken, **nobody_next
        )
        statement = statement.on_conflict_do_update(
            index_elements=["company", "slot"],
            set_={**taken, **nobody_next},
            where=(GatewaySlotRow.taken_until < database_clock()) & self._may_be_next(),
        )
        return self.connection.execute(statement.returning(GatewaySlotRow.slot)).first() is not None

    def _claim(self, slot: int) -> bool:
        claimed = self.connection.execute(
            update(GatewaySlotRow)
            .where(
                GatewaySlotRow.company == self.company,
                GatewaySlotRow.slot == slot,
                self._may_be_next(),
            )
            .values(next_holder=self.holder, next_until=database_clock() + CLAIM_SECONDS)
        )
        return claimed.rowcount == 1

    def _may_be_next(self) -> ColumnElement[bool]:
        return or_(
            GatewaySlotRow.next_until < database_clock(), GatewaySlotRow.next_holder == self.holder
        )

    def _change_ours(self, slot: int, **values: str | float | ColumnElement[float]) -> bool:
        changed = self.connection.execute(
            update(GatewaySlotRow)
            .where(
                GatewaySlotRow.company == self.company,
                GatewaySlotRow.slot == slot,
                GatewaySlotRow.holder == self.holder,
            )
            .values(**values)
        )
        return changed.rowcount == 1
