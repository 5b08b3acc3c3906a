"""Leases with fencing tokens, by the database's own clock."""

from sqlalchemy import ColumnElement, bindparam, select, update

from sync.domain.errors import LeaseLost
from sync.store.dialects import database_clock, upsert
from sync.store.models import LeaseRow
from sync.store.tables.base import SqlTable
from sync.use_cases.ports import LeaseHolder

_RUN_OUT = 0.0


class SqlLeases(SqlTable):
    """Keeps `LeaseTable`.

    A lease's row stays when it is given back: its token grows with every holder, for ever.
    """

    def acquire(self, name: str, owner: str, *, seconds: float) -> int | None:
        """Take the lease; its new token, or None while anybody holds it, `owner` included."""
        expires_at = database_clock() + seconds
        statement = upsert(self.connection, LeaseRow).values(
            name=name, owner=owner, token=1, expires_at=expires_at
        )
        statement = statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"owner": owner, "token": LeaseRow.token + 1, "expires_at": expires_at},
            where=LeaseRow.expires_at < database_clock(),
        )
        return self.connection.execute(statement.returning(LeaseRow.token)).scalar_one_or_none()

    def renew(self, name: str, token: int, *, seconds: float) -> bool:
        """Hold it longer; False when it was lost."""
        renewed = self.connection.execute(
            update(LeaseRow)
            .where(LeaseRow.name == name, LeaseRow.token == token, _is_running())
            .values(expires_at=database_clock() + seconds)
        )
        return renewed.rowcount == 1

    def require(self, name: str, token: int) -> None:
        """Make sure, until this transaction ends, that the lease is still ours.

        Raises:
            LeaseLost: Somebody else took over, or it has run out.
        """
        row = self.connection.execute(_HELD, {"name": name}).first()
        if row is None or tuple(row) != (token, True):
            raise LeaseLost(
                f"The lease {name} is no longer ours: another worker took over, or it ran out before "
                "it was renewed. Nothing was written; whoever holds it now goes on."
            )

    def release(self, name: str, token: int) -> None:
        """Give it back, if it is still ours."""
        self.connection.execute(
            update(LeaseRow)
            .where(LeaseRow.name == name, LeaseRow.token == token)
            .values(expires_at=_RUN_OUT)
        )

    def is_held(self, name: str) -> bool:
        """Whether anybody holds it now."""
        query = select(LeaseRow.name).where(LeaseRow.name == name, _is_running())
        return self.connection.execute(query).first() is not None

    def holder(self, name: str) -> LeaseHolder | None:
        """Who holds it now."""
        query = select(LeaseRow.owner, LeaseRow.token).where(LeaseRow.name == name, _is_running())
        row = self.connection.execute(query).first()
        return None if row is None else LeaseHolder(row.owner, row.token)


def _is_running() -> ColumnElement[bool]:
    return LeaseRow.expires_at >= database_clock()


# Locked, so that nobody can take over between this question and our commit.
_HELD = (
    select(LeaseRow.token, _is_running())
    .where(LeaseRow.name == bindparam("name"))
    .with_for_update()
)
