"""What a reading missed is read by the next: where it broke off, and what was stamped before it was there."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.intacct.faults import Fault, FaultKind
from sync.domain.kinds import SYNCED_KINDS, RecordKind
from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from sync.use_cases.run.pull import OVERLAP
from tests.jobs.parts import wait_until
from tests.sync.use_cases.bridge import Bridge, bridge_over
from tests.sync.use_cases.people import (
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)

SMALL_PAGES: dict[str, Any] = {"page_size": 2, "rows_per_request": 2, "read_attempts": 1}
BREAKS = range(2, 40, 3)
NO_TIME = timedelta()


def seen_of(bridge: Bridge, kind: RecordKind) -> int:
    with bridge.store.reading() as transaction:
        known = transaction.records.known_keys(
            bridge.link.link_id, Side.INTACCT, kind, known_for=NO_TIME, after="", limit=1000
        )
    return len(known)


def marks_of(bridge: Bridge) -> Mapping[RecordKind, datetime]:
    with bridge.store.reading() as transaction:
        return transaction.watermarks.all(bridge.link.link_id, Side.INTACCT)


def test_reading_that_breaks_off__moves_no_watermark_of_what_it_did_not_read_whole(
    sqlite_store: SqlStore,
) -> None:
    with bridge_over(sqlite_store, **SMALL_PAGES) as bridge:
        whole = {kind: len(bridge.keys(Side.INTACCT, kind)) for kind in SYNCED_KINDS}
        was_half_read = False
        for call in BREAKS:
            broken = Fault(kind=FaultKind.HTTP_STATUS, call_number=call)
            bridge.running.world.intacct_faults.clear()
            bridge.running.world.intacct_faults.add(broken)
            bridge.sync()
            marked = marks_of(bridge)
            seen = {kind: seen_of(bridge, kind) for kind in SYNCED_KINDS}
            assert {kind for kind in marked if seen[kind] < whole[kind]} == set(), call
            was_half_read |= any(0 < seen[kind] < whole[kind] for kind in SYNCED_KINDS)
        assert was_half_read


def test_kinds_that_brought_nothing__are_known_as_far_as_any_other_was(synced: Bridge) -> None:
    """Else each run would read again what changed last, were it years ago."""
    known = marks_of(synced)
    invoice_in_intacct(synced, customer_in_intacct(synced))
    wait_until("the next second", lambda: datetime.now(tz=UTC) > max(known.values()))
    synced.sync()
    assert set(marks_of(synced).values()) == {max(marks_of(synced).values())}


@pytest.mark.parametrize("side", list(Side))
def test_change_that_shows_late__is_read_though_newer_ones_were(synced: Bridge, side: Side) -> None:
    """A ledger stamps a change when it is begun; it may be there only after newer ones were read."""
    clock = synced.running.world.clock
    clock.advance(timedelta(days=1))
    customer = customer_in_intacct(synced)
    invoice_in_intacct(synced, customer)
    invoice_in_re_leased(synced, tenant_in_re_leased(synced))
    synced.sync()
    late = OVERLAP[side] / 2
    clock.advance(-late)
    if side is Side.INTACCT:
        invoice_in_intacct(synced, customer, number="INV-LATE")
    else:
        invoice_in_re_leased(
            synced, tenant_in_re_leased(synced, "Late Tenant Ltd"), number="RL-LATE"
        )
    clock.advance(late)
    synced.sync()
    number = "INV-LATE" if side is Side.INTACCT else "RL-LATE"
    assert number in synced.invoices(side.other)
