"""Both ledgers are read and written at once: neither waits for the other, and nothing is lost if one fails."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from sqlalchemy import Engine, func, select

from sandbox.re_leased.faults import Fault, FaultKind
from sync.domain.kinds import SYNCED_KINDS, RecordKind
from sync.domain.runs import IntentState, RunState
from sync.domain.sides import Side
from sync.store.models import IntentRow
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import Ledger
from sync.use_cases.run.sending import PORTION, PORTIONS_UNDER_WAY
from tests.jobs.parts import wait_until
from tests.sync.use_cases.bridge import Bridge, bridge_over
from tests.sync.use_cases.gates import Gate

DOCUMENTS = frozenset({RecordKind.SALES_INVOICE})
EVERYTHING = frozenset(SYNCED_KINDS)


@pytest.fixture
def unsynced(store: SqlStore) -> Iterator[Bridge]:
    """Two ledgers with enough documents between them for several portions, never synced."""
    with bridge_over(store, documents=120) as bridge:
        yield bridge


@contextmanager
def syncing(bridge: Bridge, gate: Gate) -> Iterator[None]:
    """A sync beside the test; at the end of the block the gate opens, and the sync goes on to its end."""
    worker = threading.Thread(target=bridge.sync)
    worker.start()
    try:
        yield
    finally:
        gate.open()
        worker.join()


def gate_before(bridge: Bridge, side: Side, **what: object) -> Gate:
    gate = Gate(bridge.ledgers[side], **what)  # type: ignore[arg-type]  # the gate's own fields
    bridge.ledgers[side] = cast("Ledger", gate)
    return gate


def seen(bridge: Bridge, side: Side) -> int:
    """How many of a side's records our database knows."""
    with bridge.store.reading() as transaction:
        tallies = transaction.records.tallies(bridge.link.link_id)
    return sum(tally.count for tally in tallies if tally.side is side)


def journal(engine: Engine, side: Side) -> dict[IntentState, int]:
    """What is known of a side's writes."""
    query = (
        select(IntentRow.state, func.count())
        .where(IntentRow.side == side)
        .group_by(IntentRow.state)
    )
    with engine.connect() as connection:
        return {row.state: row[1] for row in connection.execute(query)}


def asked_for(bridge: Bridge, function_name: str) -> bool:
    calls = bridge.running.world.calls.latest()
    return any(function_name in call.names for call in calls)


@pytest.mark.parametrize("side", list(Side))
def test_ledger_slow_to_read__does_not_hold_up_the_other(bridge: Bridge, side: Side) -> None:
    gate = gate_before(bridge, side, before_reading=True)
    with syncing(bridge, gate):
        wait_until("the other side to be read", lambda: seen(bridge, side.other) > 0)
        assert seen(bridge, side) == 0
    assert seen(bridge, side) > 0


def test_ledger_slow_to_write__does_not_hold_up_the_other(bridge: Bridge) -> None:
    before = bridge.writes()["re_leased"]
    gate = gate_before(bridge, Side.RE_LEASED, before_writing=EVERYTHING)
    with syncing(bridge, gate):
        wait_until("Intacct to have the invoices", lambda: asked_for(bridge, "create_invoice"))
        assert bridge.writes()["re_leased"] == before
    assert bridge.writes()["re_leased"] > before


def test_while_a_portion_is_under_way__the_next_ones_follow_and_no_more(
    unsynced: Bridge, engine: Engine
) -> None:
    before = unsynced.writes()["re_leased"]
    gate = gate_before(unsynced, Side.RE_LEASED, before_writing=DOCUMENTS)
    with syncing(unsynced, gate):
        wait_until("all of them", lambda: gate.waiting == PORTIONS_UNDER_WAY[Side.RE_LEASED])
        sending = journal(engine, Side.RE_LEASED)[IntentState.SENDING]
        assert sending == PORTIONS_UNDER_WAY[Side.RE_LEASED] * PORTION[Side.RE_LEASED]
    written = unsynced.writes()["re_leased"] - before
    assert journal(engine, Side.RE_LEASED) == {IntentState.DONE: written}


def test_one_side_fails__what_the_other_has_under_way_is_noted_and_the_next_run_goes_on(
    unsynced: Bridge, engine: Engine
) -> None:
    gate = gate_before(unsynced, Side.INTACCT, before_writing=EVERYTHING)
    for method in ("PUT", "POST"):
        key_expired = Fault(kind=FaultKind.UNAUTHENTICATED, method=method, times=None)
        unsynced.running.world.re_leased_faults.add(key_expired)
    with syncing(unsynced, gate):
        wait_until("Intacct to be written", lambda: gate.waiting > 0)
    assert journal(engine, Side.RE_LEASED).keys() == {IntentState.SENDING}
    written = unsynced.writes()["intacct"]
    assert journal(engine, Side.INTACCT) == {IntentState.DONE: written}

    unsynced.running.world.clear_faults()
    view = unsynced.sync()
    assert view.run.state is RunState.DONE
    assert unsynced.issues() == {}
    for side in Side:
        numbers = unsynced.invoices(side)
        assert len(unsynced.keys(side, RecordKind.SALES_INVOICE)) == len(numbers), "no twins"
