"""Limits of what may travel: refused with a reason and a cure, and released by itself."""

from datetime import timedelta

from sandbox.re_leased.fields import DocumentFields
from sync.domain.causes import CAUSE_TEXTS
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.ledgers.intacct.settings import GlDate
from sync.store.sql_store import SqlStore
from tests.sync.use_cases.bridge import COMPANY, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.people import (
    DUE,
    TODAY,
    invoice_in_re_leased,
    tenant_in_re_leased,
)


def approved_in_re_leased(bridge: Bridge, tenant: str, number: str) -> str:
    document = invoice_in_re_leased(bridge, tenant, number=number, net="100.00")
    bridge.re_leased.documents.approve(COMPANY, document.id, by=MARCUS)
    return document.id


def test_gl_date_from_the_due_date__posts_a_march_invoice_to_april(store: SqlStore) -> None:
    with bridge_over(store, gl_date=GlDate.DUE_DATE) as bridge:
        approved_in_re_leased(bridge, tenant_in_re_leased(bridge), "RL-9001")
        bridge.sync()
        (made,) = (one for one in bridge.intacct.invoices if one.record_id == "RL-9001")
        assert (made.invoice_date, made.posting_date) == (TODAY, DUE)


def test_closed_period__is_one_issue_with_its_cure_and_released_by_opening_it(
    bridge: Bridge,
) -> None:
    bridge.sync()
    bridge.intacct.close_books_until(TODAY)
    tenant = tenant_in_re_leased(bridge)
    for number in ("RL-9001", "RL-9002"):
        approved_in_re_leased(bridge, tenant, number)
    bridge.sync()
    assert set(bridge.issues()) == {Cause.PERIOD_CLOSED}
    assert bridge.issues()[Cause.PERIOD_CLOSED].count == 2
    assert "Reopen the period" in CAUSE_TEXTS[Cause.PERIOD_CLOSED].next_step
    bridge.intacct.close_books_until(None)
    bridge.sync()
    assert bridge.issues() == {}
    assert {"RL-9001", "RL-9002"} <= set(bridge.invoices(Side.INTACCT))


def test_closed_period__is_released_by_giving_the_document_another_date(bridge: Bridge) -> None:
    bridge.sync()
    bridge.intacct.close_books_until(TODAY)
    document = approved_in_re_leased(bridge, tenant_in_re_leased(bridge), "RL-9001")
    bridge.sync()
    assert set(bridge.issues()) == {Cause.PERIOD_CLOSED}
    later = DocumentFields(issue_date=TODAY + timedelta(days=1))
    bridge.re_leased.documents.edit(COMPANY, document, later, by=MARCUS)
    bridge.sync()
    assert bridge.issues() == {}
    assert "RL-9001" in bridge.invoices(Side.INTACCT)
