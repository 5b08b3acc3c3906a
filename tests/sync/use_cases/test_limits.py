"""Limits of what may travel: refused with a reason and a cure, and released by itself."""

from datetime import timedelta
from decimal import Decimal

from sandbox.intacct.forms import InvoiceForm, LineForm
from sandbox.re_leased.fields import DocumentFields
from sync.domain.causes import CAUSE_TEXTS
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.ledgers.intacct.settings import GlDate
from sync.store.sql_store import SqlStore
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.people import (
    DUE,
    RENT,
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)
from tests.sync.use_cases.test_bills_and_credits import A_BILL


def test_negative_bill__is_refused_and_says_to_enter_a_credit(bridge: Bridge) -> None:
    A_BILL.enter(bridge, net="-50.00")
    bridge.sync()
    assert set(bridge.issues()) == {Cause.NEGATIVE_INVOICE}
    assert bridge.issues()[Cause.NEGATIVE_INVOICE].kind is A_BILL.kind


def test_document_in_a_foreign_currency__is_refused_and_breaks_no_reading(bridge: Bridge) -> None:
    bridge.intacct.options.further_currencies = frozenset({"EUR"})
    customer = customer_in_intacct(bridge)
    form = InvoiceForm(
        customer_id=customer,
        record_id="INV-EUR",
        invoice_date=TODAY,
        due_date=DUE,
        currency="EUR",
        lines=(LineForm(account_no=RENT, amount=Decimal("80.00"), memo="Parking"),),
    )
    bridge.intacct.create_invoice(form, draft=False, by=FIONA)
    invoice_in_intacct(bridge, customer)
    bridge.sync()
    issue = bridge.issues()[Cause.FOREIGN_CURRENCY]
    assert (issue.standing.subject, issue.count, str(issue.amount)) == ("EUR", 1, "80.00 EUR")
    assert "INV-9001" in bridge.invoices(Side.RE_LEASED)
    assert "INV-EUR" not in bridge.invoices(Side.RE_LEASED)


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
