"""What does not travel: it waits, or is refused, with a reason, and goes by itself once the cause is gone."""

from datetime import timedelta
from decimal import Decimal

from sandbox.intacct.forms import AccountForm, InvoiceForm
from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.document_records import Status
from sandbox.re_leased.fields import AccountFields, DocumentFields, LineFields
from sandbox.re_leased.reference_records import AccountClass
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.people import (
    DUE,
    RENT,
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
    twin_of,
)

ODD = "4999"
TAX = "UK Sale Standard"


def account_in_re_leased(bridge: Bridge) -> None:
    """One from before the link: on a linked company nobody but Leasebridge may make one."""
    fields = AccountFields(
        name="Vending income", account_class=AccountClass.REVENUE, default_tax_type_code=TAX
    )
    bridge.re_leased.reference_data.put_account(COMPANY, ODD, fields, by=SYSTEM)


def account_in_intacct(bridge: Bridge) -> None:
    form = AccountForm(
        account_no=ODD,
        title="Vending income",
        account_type="incomestatement",
        normal_balance="credit",
    )
    bridge.intacct.create_account(form, by=FIONA)


def test_missing_account__holds_up_its_invoices_as_one_issue_and_releases_them(
    synced: Bridge,
) -> None:
    account_in_re_leased(synced)
    tenant = tenant_in_re_leased(synced)
    for number in ("RL-9001", "RL-9002", "RL-9003"):
        invoice_in_re_leased(synced, tenant, number=number, net="100.00", account=ODD)
    synced.sync()
    issue = synced.issues()[Cause.MISSING_COUNTERPART]
    assert (issue.standing.state, issue.standing.subject) == (StandingState.WAITING, "account 4999")
    assert issue.count == 3
    assert issue.amount is not None
    assert issue.amount.amount >= Decimal(300)
    account_in_intacct(synced)
    synced.sync()
    assert synced.issues() == {}
    assert {"RL-9001", "RL-9002", "RL-9003"} <= set(synced.invoices(Side.INTACCT))


def test_closed_period__refuses_until_it_is_opened(synced: Bridge) -> None:
    synced.intacct.close_books_until(TODAY)
    tenant = tenant_in_re_leased(synced)
    document = invoice_in_re_leased(synced, tenant)
    synced.re_leased.documents.approve(COMPANY, document.id, by=MARCUS)
    view = synced.sync()
    assert set(synced.issues()) == {Cause.PERIOD_CLOSED}
    assert [intent.step.title for intent in view.refused] == ["RL-9001"]
    synced.sync()
    assert set(synced.issues()) == {Cause.PERIOD_CLOSED}
    synced.intacct.close_books_until(None)
    synced.sync()
    assert synced.issues() == {}
    assert "RL-9001" in synced.invoices(Side.INTACCT)


def test_negative_invoice__is_refused_and_says_to_enter_a_credit(synced: Bridge) -> None:
    invoice_in_intacct(synced, customer_in_intacct(synced), net="-50.00")
    synced.sync()
    assert set(synced.issues()) == {Cause.NEGATIVE_INVOICE}
    assert "INV-9001" not in synced.invoices(Side.RE_LEASED)


def test_invoice_paid_and_then_edited_in_intacct__is_told_once_and_not_sent_again(
    synced: Bridge,
) -> None:
    invoice = invoice_in_intacct(synced, customer_in_intacct(synced))
    payment = synced.intacct.pay_invoice(invoice.record_no, on=TODAY, by=FIONA)
    synced.sync()
    later = InvoiceForm(due_date=DUE + timedelta(days=3))
    synced.intacct.update_invoice(invoice.record_no, later, by=FIONA)
    view = synced.sync()
    assert set(synced.issues()) == {Cause.PAID_IN_RE_LEASED}
    assert "cannot be edited" in synced.issues()[Cause.PAID_IN_RE_LEASED].example
    assert view.run.needs_a_person == 1
    before = synced.writes()
    synced.sync()
    assert synced.writes() == before
    assert set(synced.issues()) == {Cause.PAID_IN_RE_LEASED}
    synced.intacct.reverse_payment(payment.record_no, on=TODAY, by=FIONA)
    (paid,) = [
        one
        for one in synced.re_leased.payments.shelf.every(COMPANY)
        if one.allocations[0].invoice_id == twin_of(synced, "INV-9001")
    ]
    synced.re_leased.payments.reverse(COMPANY, paid.id, by=MARCUS)
    synced.sync()
    assert synced.issues() == {}
    assert synced.invoices(Side.RE_LEASED)["INV-9001"].due_date == DUE + timedelta(days=3)


def test_invoice_reversed_in_intacct_while_paid_in_re_leased__is_voided_once_the_payment_is_gone(
    synced: Bridge,
) -> None:
    invoice = invoice_in_intacct(synced, customer_in_intacct(synced))
    payment = synced.intacct.pay_invoice(invoice.record_no, on=TODAY, by=FIONA)
    synced.sync()
    synced.intacct.reverse_payment(payment.record_no, on=TODAY, by=FIONA)
    synced.intacct.reverse_invoice(invoice.record_no, on=TODAY, by=FIONA)
    synced.sync()
    assert set(synced.issues()) == {Cause.REVERSED_WHILE_PAID, Cause.UNDONE_IN_INTACCT}
    before = synced.writes()
    synced.sync()
    assert synced.writes() == before
    twin = twin_of(synced, "INV-9001")
    (paid,) = [
        one
        for one in synced.re_leased.payments.shelf.every(COMPANY)
        if one.allocations[0].invoice_id == twin
    ]
    synced.re_leased.payments.reverse(COMPANY, paid.id, by=MARCUS)
    synced.sync()
    assert synced.issues() == {}
    assert synced.re_leased.documents.get(COMPANY, twin).status is Status.VOIDED


def test_line_removed_in_re_leased__is_told_and_travels_once_the_lines_match_again(
    synced: Bridge,
) -> None:
    both = tuple(
        LineFields(account_code=RENT, description=text, net_amount=Decimal("10.01"))
        for text in ("Rent", "Parking")
    )
    document = invoice_in_re_leased(synced, tenant_in_re_leased(synced), lines=both)
    synced.sync()
    synced.re_leased.documents.edit(COMPANY, document.id, DocumentFields(lines=both[:1]), by=MARCUS)
    synced.sync()
    assert "lost a line" in synced.issues()[Cause.REFUSED_BY_LEDGER].standing.subject
    synced.re_leased.documents.edit(COMPANY, document.id, DocumentFields(lines=both), by=MARCUS)
    synced.sync()
    assert synced.issues() == {}
