"""Plans: shown without changing anything, and applied exactly as shown."""

import pytest

from sandbox.intacct.forms import InvoiceForm
from sync.domain.records import DocumentStatus
from sync.domain.runs import IntentState
from sync.domain.sides import Side
from sync.use_cases.request_run import PlanIsSpent
from tests.sync.use_cases.bridge import FIONA, Bridge
from tests.sync.use_cases.people import (
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)


def test_plan__writes_nothing(bridge: Bridge) -> None:
    before = bridge.writes()
    view = bridge.plan()
    assert view.plan is not None
    assert view.plan.writes > 20
    assert bridge.writes() == before


def test_plan__made_twice_of_the_same_state_is_the_same(bridge: Bridge) -> None:
    first, second = bridge.plan().plan, bridge.plan().plan
    assert first is not None
    assert second is not None
    assert (first.digest, first.rows) == (second.digest, second.rows)


def test_applied_plan__does_exactly_what_was_shown(bridge: Bridge) -> None:
    shown = bridge.plan().plan
    assert shown is not None
    view = bridge.apply(shown.plan_id)
    done = {
        (row.verb, row.kind, row.side): (row.count, row.amount)
        for row in view.results
        if row.state is IntentState.DONE
    }
    assert done == {(row.verb, row.kind, row.side): (row.count, row.amount) for row in shown.rows}


def test_applied_plan__leaves_out_what_moved_and_what_came_later(synced: Bridge) -> None:
    moving = invoice_in_intacct(synced, customer_in_intacct(synced), number="INV-9001")
    invoice_in_intacct(synced, "C-9001", number="INV-9002")
    shown = synced.plan().plan
    assert shown is not None
    synced.intacct.update_invoice(moving.record_no, InvoiceForm(doc_number="moved"), by=FIONA)
    invoice_in_re_leased(synced, tenant_in_re_leased(synced))
    synced.apply(shown.plan_id)
    numbers = set(synced.invoices(Side.RE_LEASED))
    assert "INV-9002" in numbers
    assert "INV-9001" not in numbers
    assert "RL-9001" not in synced.invoices(Side.INTACCT)
    synced.sync()
    assert synced.invoices(Side.RE_LEASED)["INV-9001"].reference == "moved"
    assert synced.invoices(Side.INTACCT)["RL-9001"].status is DocumentStatus.DRAFT


def test_plan__is_applied_once(bridge: Bridge) -> None:
    shown = bridge.plan().plan
    assert shown is not None
    bridge.apply(shown.plan_id)
    with pytest.raises(PlanIsSpent, match="applied already"):
        bridge.apply(shown.plan_id)


def test_plan_that_does_not_exist__is_refused(bridge: Bridge) -> None:
    with pytest.raises(PlanIsSpent, match="does not exist"):
        bridge.apply(999)
