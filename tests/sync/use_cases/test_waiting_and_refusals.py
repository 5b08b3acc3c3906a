"""What does not travel: it waits, or is refused, with a reason, and goes by itself once the cause is gone."""

from decimal import Decimal

from sandbox.intacct.forms import AccountForm
from sandbox.re_leased.fields import AccountFields
from sandbox.re_leased.reference_records import AccountClass
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.people import (
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)

ODD = "4999"
TAX = "UK Sale Standard"


def account_in_re_leased(bridge: Bridge) -> None:
    fields = AccountFields(
        name="Vending income", account_class=AccountClass.REVENUE, default_tax_type_code=TAX
    )
    bridge.re_leased.reference_data.put_account(COMPANY, ODD, fields, by=MARCUS)


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
    assert set(synced.issues()) == {Cause.REFUSED_BY_LEDGER}
    assert [intent.step.title for intent in view.refused] == ["RL-9001"]
    synced.sync()
    assert set(synced.issues()) == {Cause.REFUSED_BY_LEDGER}
    synced.intacct.close_books_until(None)
    synced.sync()
    assert synced.issues() == {}
    assert "RL-9001" in synced.invoices(Side.INTACCT)


def test_negative_invoice__is_refused_and_says_to_enter_a_credit(synced: Bridge) -> None:
    invoice_in_intacct(synced, customer_in_intacct(synced), net="-50.00")
    synced.sync()
    assert set(synced.issues()) == {Cause.NEGATIVE_INVOICE}
    assert "INV-9001" not in synced.invoices(Side.RE_LEASED)
