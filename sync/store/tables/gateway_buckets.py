"""How many requests a company may be asked right now: a bucket that refills, by the database's clock."""

from sqlalchemy import ColumnElement, Connection, case

from sync.store.dialects import database_clock, upsert
from sync.store.models import GatewayBucketRow
from sync.use_cases.ports import CallAllowance


def take_token(connection: Connection, company: str, allowance: CallAllowance) -> bool:
    """Take the right to one request out of the company's bucket; False where it holds less than one."""
    statement = upsert(connection, GatewayBucketRow).values(
        company=company, tokens=allowance.burst - 1, refilled_at=database_clock()
    )
    tokens = _tokens_now(allowance)
    statement = statement.on_conflict_do_update(
        index_elements=["company"],
        set_={"tokens": tokens - 1, "refilled_at": database_clock()},
        where=tokens >= 1,
    )
    taken = connection.execute(statement.returning(GatewayBucketRow.tokens))
    return taken.first() is not None


def _tokens_now(allowance: CallAllowance) -> ColumnElement[float]:
    """What was left and what came in since, at most a burst; a clock set back takes nothing away."""
    elapsed = database_clock() - GatewayBucketRow.refilled_at
    came_in = case((elapsed > 0, elapsed), else_=0.0) * allowance.requests_per_second
    full = GatewayBucketRow.tokens + came_in
    return case((full > allowance.burst, allowance.burst), else_=full)
