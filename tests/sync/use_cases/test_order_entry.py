"""Order Entry and Purchasing: documents on items, taxed by Intacct, the tax put on Re-Leased's line by line."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from sandbox.intacct.order_forms import OrderForm
from sandbox.intacct.order_records import OrderState
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, PURCHASING
from sandbox.re_leased.document_records import AmountsAre, DocumentType, Kind, Status, TaxStatus
from sandbox.re_leased.fields import DocumentFields
from sync.domain.kinds import RecordKind
from sync.domain.modules import Modules
from sync.domain.records import Reference
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.store.sql_store import SqlStore
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.orders_at_work import (
    EXTERNAL,
    company_with_modules,
    enter_in_re_leased,
    enter_order,
    functions_sent,
    item_in_intacct,
    order,
    rent_lines,
    tax_puts,
)
from tests.sync.use_cases.people import (
    customer_in_intacct,
    invoice_in_intacct,
    tenant_in_re_leased,
    twin_of,
)
from tests.sync.use_cases.roles import contact_in_re_leased
from tests.sync.use_cases.starts import Starts


@pytest.fixture
def company(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    with starts.go_on("in step with both modules", company_with_modules, engine) as bridge:
        yield bridge


def taxes(bridge: Bridge, document_id: str) -> list[Decimal | None]:
    """The tax of each line in Re-Leased."""
    document = bridge.re_leased.documents.get(COMPANY, document_id)
    return [line.tax_amount for line in document.lines]


def tax_status(bridge: Bridge, document_id: str) -> TaxStatus:
    return bridge.re_leased.documents.get(COMPANY, document_id).tax_calculation.status


def assert_nothing_left(bridge: Bridge) -> None:
    """No issue is open, and another run writes nothing."""
    assert not bridge.issues()
    before = bridge.writes()
    bridge.sync()
    assert bridge.writes() == before


# --- from Re-Leased -----------------------------------------------------------------------------------


def test_an_invoice__becomes_an_order_entry_document_and_its_tax_comes_back_by_line(
    company: Bridge,
) -> None:
    nets = ("0.03", "7000.00", "10.01", "33.33")
    document = enter_in_re_leased(company, tenant_in_re_leased(company), *nets)
    company.sync()
    entered = order(company, "RL-9001")
    assert [line.value for line in entered.lines] == [Decimal(net) for net in nets]
    assert entered.document_key is not None
    assert taxes(company, document) == [line.tax for line in entered.lines]
    here = company.re_leased.documents.get(COMPANY, document)
    assert (here.gross_total, here.tax_calculation.status) == (entered.total, TaxStatus.APPLIED)
    assert tax_puts(company) == 1
    assert_nothing_left(company)


def test_a_bill__becomes_a_purchasing_document(company: Bridge) -> None:
    supplier = contact_in_re_leased(company)
    document = enter_in_re_leased(company, supplier, "80.40", number="B-1", kind=Kind.EXPENSE)
    company.sync()
    entered = order(company, "B-1", PURCHASING)
    assert entered.lines[0].item_id == "5000 [p]"
    assert taxes(company, document) == [Decimal("16.08")]
    assert_nothing_left(company)


def test_tax_of_nought__is_put_on_too(company: Bridge) -> None:
    company.intacct.options.order_tax_details = {"Sale": "UK Sale Zero"}
    document = enter_in_re_leased(company, tenant_in_re_leased(company), "100.00")
    company.sync()
    assert taxes(company, document) == [Decimal("0.00")]
    assert tax_status(company, document) is TaxStatus.APPLIED
    assert_nothing_left(company)


def test_awaiting_approval__is_a_draft_that_is_posted_once_approved(company: Bridge) -> None:
    tenant = tenant_in_re_leased(company)
    document = enter_in_re_leased(company, tenant, "100.05", status=Status.AWAITING_APPROVAL)
    company.sync()
    assert order(company, "RL-9001").state is OrderState.DRAFT
    assert taxes(company, document) == [Decimal("20.01")]
    company.re_leased.documents.approve(COMPANY, document, by=MARCUS)
    company.sync()
    posted = order(company, "RL-9001")
    assert (posted.state, posted.document_key is None) == (OrderState.PENDING, False)
    assert_nothing_left(company)


def test_lines_changed_in_re_leased__are_taxed_anew(company: Bridge) -> None:
    document = enter_in_re_leased(company, tenant_in_re_leased(company), "100.00")
    company.sync()
    changed = DocumentFields(lines=rent_lines("150.00", "0.07"))
    company.re_leased.documents.edit(COMPANY, document, changed, by=MARCUS)
    assert tax_status(company, document) is TaxStatus.PENDING
    company.sync()
    assert [line.value for line in order(company, "RL-9001").lines] == [
        Decimal("150.00"),
        Decimal("0.07"),
    ]
    assert taxes(company, document) == [Decimal("30.00"), Decimal("0.01")]
    assert_nothing_left(company)


@pytest.mark.parametrize("tax", ["UK Sale Standard", "UK Sale Exempt"])
def test_another_tax_type__is_refused_before_anything_is_sent(company: Bridge, tax: str) -> None:
    enter_in_re_leased(company, tenant_in_re_leased(company), "100.00", tax=tax)
    company.sync()
    issue = company.issues()[Cause.TAX_NOT_EXTERNAL]
    assert (issue.standing.subject, issue.count) == (tax, 1)
    assert functions_sent(company, "create_sotransaction") == 0
    assert functions_sent(company, "create_invoice") == 0


def test_amounts_that_include_a_tax_nobody_knows__are_refused(company: Bridge) -> None:
    tenant = tenant_in_re_leased(company)
    enter_in_re_leased(company, tenant, "100.00", amounts_are=AmountsAre.TAX_INCLUSIVE)
    company.sync()
    assert "included" in company.issues()[Cause.TAX_NOT_EXTERNAL].standing.subject
    assert functions_sent(company, "create_sotransaction") == 0


def test_a_credit_note__cannot_leave_its_tax_to_intacct(company: Bridge) -> None:
    tenant = tenant_in_re_leased(company)
    enter_in_re_leased(company, tenant, "50.00", document_type=DocumentType.CREDIT_NOTE)
    enter_in_re_leased(
        company,
        tenant,
        "60.00",
        number="CN-2",
        document_type=DocumentType.CREDIT_NOTE,
        tax="UK Sale Standard",
    )
    company.sync()
    assert company.issues()[Cause.TAX_ONLY_EXTERNAL].count == 1
    assert functions_sent(company, "create_aradjustment") == 1


# --- tax that is still to come ------------------------------------------------------------------------


def test_tax_pending__is_seen_and_goes_by_itself(company: Bridge) -> None:
    company.intacct.options.tax_engine_away = True
    document = enter_in_re_leased(company, tenant_in_re_leased(company), "100.00")
    company.sync()
    issue = company.issues()[Cause.TAX_PENDING]
    assert (issue.count, issue.example.partition(":")[0]) == (1, "RL-9001")
    assert tax_status(company, document) is TaxStatus.PENDING
    company.intacct.options.tax_engine_away = False
    company.sync()
    assert company.issues()[Cause.TAX_PENDING].count == 1
    company.intacct.edit_order(ORDER_ENTRY, "Sales Invoice-RL-9001", OrderForm(), by=FIONA)
    company.sync()
    assert taxes(company, document) == [Decimal("20.00")]
    assert_nothing_left(company)


# --- from Intacct -------------------------------------------------------------------------------------


def test_a_document_of_order_entry__comes_over_with_its_tax(company: Bridge) -> None:
    entered = enter_order(company, customer_in_intacct(company), "0.03", "100.05")
    company.sync()
    twin = twin_of(company, "INV-9001")
    document = company.re_leased.documents.get(COMPANY, twin)
    assert document.gross_total == entered.total
    assert taxes(company, twin) == [line.tax for line in entered.lines]
    assert [line.tax_type_code for line in document.lines] == [EXTERNAL, EXTERNAL]
    assert_nothing_left(company)


def test_an_ar_record_made_anew_at_save__is_no_deletion(company: Bridge) -> None:
    before = enter_order(company, customer_in_intacct(company), "100.00")
    company.sync()
    after = company.intacct.edit_order(
        ORDER_ENTRY, before.doc_id, OrderForm(reference="Q2"), by=FIONA
    )
    assert after.document_key != before.document_key
    company.sync()
    twin = company.re_leased.documents.get(COMPANY, twin_of(company, "INV-9001"))
    assert twin.reference == "Q2"
    assert_nothing_left(company)


def test_a_plain_invoice_in_a_company_with_order_entry__still_comes_and_goes(
    company: Bridge,
) -> None:
    invoice_in_intacct(company, customer_in_intacct(company), net="100.05")
    company.sync()
    twin = twin_of(company, "INV-9001")
    document = company.re_leased.documents.get(COMPANY, twin)
    assert document.lines[0].account_code == "4000"
    assert_nothing_left(company)
    changed = DocumentFields(lines=rent_lines("70.00", tax="UK Sale Standard"))
    company.re_leased.documents.edit(COMPANY, twin, changed, by=MARCUS)
    company.sync()
    (line,) = company.invoices(Side.INTACCT)["INV-9001"].lines
    assert (line.account, line.net.amount) == (
        Reference(RecordKind.ACCOUNT, "4000"),
        Decimal("70.00"),
    )
    assert_nothing_left(company)


# --- without the modules ------------------------------------------------------------------------------


def test_each_side_has_its_own_setting(store: SqlStore) -> None:
    with company_with_modules(store, Modules(purchasing=True)) as company:
        tenant, supplier = tenant_in_re_leased(company), contact_in_re_leased(company)
        enter_in_re_leased(company, tenant, "10.00", tax="UK Sale Standard")
        enter_in_re_leased(company, supplier, "20.00", number="B-1", kind=Kind.EXPENSE)
        item_in_intacct(company, "4000 [s]")
        enter_order(company, customer_in_intacct(company), "100.00")
        company.sync()
        assert order(company, "B-1", PURCHASING).total == Decimal("24.00")
        assert functions_sent(company, "create_invoice") == 1
        assert company.issues()[Cause.FROM_A_MODULE].standing.subject == "Order Entry"


def test_a_document_of_order_entry_in_a_plain_company__is_refused(synced: Bridge) -> None:
    item_in_intacct(synced, "4000 [s]")
    enter_order(synced, customer_in_intacct(synced), "100.00")
    synced.sync()
    issue = synced.issues()[Cause.FROM_A_MODULE]
    assert (issue.standing.subject, issue.count) == ("Order Entry", 1)
    assert "INV-9001" not in synced.invoices(Side.RE_LEASED)
    assert RecordKind.SALES_INVOICE is issue.kind
