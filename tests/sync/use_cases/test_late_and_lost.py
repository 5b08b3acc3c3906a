"""Writes that take effect after everybody gave them up, and workers that write after they lost their turn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import func, update

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.options import RepeatAnswer
from sync.domain.errors import LeaseLost
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.store.engine import open_engine
from sync.store.models import LeaseRow
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import Response, Write
from sync.use_cases.run.sending import PORTION, PORTIONS_UNDER_WAY
from tests.sync.use_cases.bridge import Bridge, synced_over
from tests.sync.use_cases.in_between import between_ledger
from tests.sync.use_cases.people import (
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)

LATE = 60.0


@pytest.fixture
def in_step(sqlite_store: SqlStore) -> Iterator[Bridge]:
    with synced_over(sqlite_store, documents=0) as bridge:
        yield bridge


@pytest.mark.parametrize("repeat", list(RepeatAnswer))
def test_late_commit__makes_no_second_invoice_in_intacct(
    in_step: Bridge, repeat: RepeatAnswer
) -> None:
    """The key is what protects: a look-up that comes too early finds nothing, and the write goes again."""
    in_step.intacct.options.repeat_answer = repeat
    invoice_in_re_leased(in_step, tenant_in_re_leased(in_step))
    late = Fault(kind=FaultKind.LATE_COMMIT, function_name="create_invoice", seconds=LATE)
    in_step.running.world.intacct_faults.add(late)
    in_step.sync()
    in_step.sync()
    assert "RL-9001" in in_step.invoices(Side.INTACCT)
    in_step.intacct.clock.advance(timedelta(seconds=LATE + 1))
    in_step.sync()
    made = [one for one in in_step.intacct.invoices if one.record_id == "RL-9001"]
    assert len(made) == 1
    assert in_step.issues() == {}


def take_over(store_url: str) -> None:
    """Another worker has the company now, and its own lease is over at once."""
    with closing(SqlStore(open_engine(store_url))) as store, store._engine.begin() as connection:
        connection.execute(
            update(LeaseRow)
            .where(LeaseRow.name.like("company:%"))
            .values(token=LeaseRow.token + 1, owner="another", expires_at=func.abs(0.0))
        )


def enter(bridge: Bridge, side: Side, number: int) -> None:
    """A person enters so many invoices in Intacct, or tenants in Re-Leased: all to be written to `side`."""
    if side is Side.RE_LEASED:
        customer = customer_in_intacct(bridge)
        for count in range(number):
            invoice_in_intacct(bridge, customer, number=f"INV-{count:04}")
    else:
        for count in range(number):
            tenant_in_re_leased(bridge, f"Tenant {count:04} Ltd")


@pytest.mark.parametrize("side", Side)
def test_lost_its_turn__no_more_than_the_portions_under_way_are_sent(
    in_step: Bridge, side: Side, sqlite_url: str
) -> None:
    portions = PORTIONS_UNDER_WAY[side]
    enter(in_step, side, PORTION[side] * portions + 50)
    taken: list[str] = []

    def wrote(
        writes: Sequence[Write], carry_out: Callable[[], Sequence[Response]]
    ) -> Sequence[Response]:
        if len(writes) > 1 and not taken:
            taken.append("by another")
            take_over(sqlite_url)
        return carry_out()

    between = between_ledger(in_step, side, wrote)
    view = in_step.sync()
    assert view.run.state is RunState.RUNNING
    sent = [one for portion in between.portions if len(portion) > 1 for one in portion]
    assert len(sent) <= PORTION[side] * portions
    in_step.sync()
    keys = [one.intent_key for portion in between.portions for one in portion]
    assert len(keys) == len(set(keys))
    assert in_step.issues() == {}
    assert in_step.sync().written == 0


def test_lost_its_turn__nothing_of_it_is_noted(in_step: Bridge, sqlite_url: str) -> None:
    with in_step.store.transaction() as transaction:
        token = transaction.leases.acquire("company:9", "one", seconds=60)
        assert token is not None
    take_over(sqlite_url)
    with pytest.raises(LeaseLost), in_step.store.transaction() as transaction:
        transaction.leases.require("company:9", token)
