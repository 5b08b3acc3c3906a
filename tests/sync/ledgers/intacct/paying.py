"""What people do with payments at Harbour, to be read, and payments to be written."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sandbox.intacct.forms import (
    AdvanceForm,
    ApplicationForm,
    BillForm,
    CreditForm,
    InvoiceForm,
    ItemForm,
    LineForm,
    PaymentForm,
)
from sandbox.intacct.order_forms import OrderForm, OrderLineForm
from sandbox.intacct.payment_records import CreditKind, Payment
from sandbox.intacct.rules.document_kinds import ADJUSTMENT, BILL, BILL_ADJUSTMENT
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT, PaymentKind
from sync.domain.kinds import RecordKind
from sync.domain.records import Allocation, Reference, Sighting
from sync.ledgers.intacct.ledger import IntacctLedger
from tests.sync.ledgers.intacct.harbour import PERSON, Company, all_of, gbp

DAY = date(2026, 3, 16)
BANK = "BARCLAYS"
LATER = timedelta(hours=1)


def open_bank(company: Company) -> None:
    """The company banks with Barclays, whose ledger account is 1000."""
    company.book.open_checking_account(BANK, "1000", by=PERSON)


def wait(company: Company, step: timedelta = LATER) -> None:
    """Time passes."""
    company.book.clock.advance(step)


def invoice(company: Company, **changes: Any) -> int:
    """A posted invoice of 1,440.00."""
    return company.invoice(**changes).record_no


def a_line_of(amount: str) -> tuple[LineForm, ...]:
    """One line of rent without tax."""
    return (LineForm(account_no="4000", amount=Decimal(amount), location_id="E200"),)


def adjustment(company: Company, amount: str = "-150.00") -> int:
    """A posted adjustment of the customer; negative amounts are credits."""
    form = InvoiceForm(customer_id="C-17", invoice_date=DAY, due_date=DAY, lines=a_line_of(amount))
    return company.book.create_document(ADJUSTMENT, form, by=PERSON).record_no


def negative_invoice(company: Company, amount: str = "-150.00") -> int:
    """An invoice below zero, which Intacct takes as a credit."""
    return invoice(company, lines=a_line_of(amount))


def bill(company: Company, amount: str = "500.00") -> int:
    """A posted bill."""
    form = BillForm(vendor_id="V-3", invoice_date=DAY, due_date=DAY, lines=a_line_of(amount))
    return company.book.create_document(BILL, form, by=PERSON).record_no


def bill_adjustment(company: Company, amount: str = "-50.00") -> int:
    """A posted adjustment of the vendor; negative amounts are credits."""
    form = BillForm(vendor_id="V-3", invoice_date=DAY, due_date=DAY, lines=a_line_of(amount))
    return company.book.create_document(BILL_ADJUSTMENT, form, by=PERSON).record_no


def pays(document: int, amount: str) -> ApplicationForm:
    """Money for a document."""
    return ApplicationForm(document_key=document, amount=Decimal(amount))


def uses(kind: CreditKind, key: int, document: int, amount: str) -> ApplicationForm:
    """A credit, or earlier money, for a document."""
    credit = CreditForm(kind=kind, key=key, amount=Decimal(amount))
    return ApplicationForm(document_key=document, credit=credit)


def form_of(*applications: ApplicationForm, **changes: Any) -> PaymentForm:
    """A receipt from the customer into the bank."""
    fields: dict[str, Any] = {
        "party_id": "C-17",
        "receipt_date": DAY,
        "applications": applications,
        "financial_entity": BANK,
        "doc_number": "Cheque 41",
        "description": "Thank you",
    }
    return PaymentForm(**{**fields, **changes})


def receive(
    company: Company, *applications: ApplicationForm, draft: bool = False, **changes: Any
) -> int:
    """A person enters a receipt."""
    form = form_of(*applications, **changes)
    return company.book.receive_payment(form, draft=draft, by=PERSON).record_no


def pay_vendor(company: Company, *applications: ApplicationForm, **changes: Any) -> int:
    """A person pays a vendor."""
    form = form_of(*applications, **{"party_id": "V-3", **changes})
    return company.book.pay(BILL_PAYMENT, form, by=PERSON).record_no


def advance(company: Company, amount: str, *, kind: PaymentKind[Any] = RECEIPT) -> int:
    """Money on account: from the customer, or to the vendor."""
    form = form_of(party_id="C-17" if kind is RECEIPT else "V-3")
    items = [AdvanceForm(amount=Decimal(amount), account_no="4000")]
    return company.book.receive_advance(form, items, kind=kind, by=PERSON).record_no


def reverse(company: Company, payment: int, *, kind: PaymentKind[Any] = RECEIPT) -> Payment:
    """A person reverses a payment some time later, on 20 March."""
    wait(company)
    day = date(2026, 3, 20)
    return company.book.reverse_payment(payment, on=day, kind=kind, by=PERSON)


def by_key(ledger: IntacctLedger, kind: RecordKind, **since: Any) -> dict[str, Sighting]:
    """Everything of a kind that a reading shows; what is shown twice must be the same."""
    seen: dict[str, Sighting] = {}
    for one in all_of(ledger, kind, **since):
        assert seen.setdefault(one.key, one) == one
    return seen


def allocated(
    *amounts: tuple[int | str, str], kind: RecordKind = RecordKind.SALES_INVOICE
) -> tuple[Allocation, ...]:
    """Allocations of pounds to documents of one kind."""
    return tuple(Allocation(Reference(kind, str(key)), gbp(amount)) for key, amount in amounts)


def order_invoice(company: Company, number: str) -> int:
    """An invoice of 100.00 that Order Entry posted; gives the RECORDNO of its AR record."""
    book = company.book
    if book.items.named("RENT") is None:
        book.create_item(ItemForm(code="RENT", name="Rent", income_account_no="4000"), by=PERSON)
    line = OrderLineForm(item_id="RENT", quantity=Decimal(1), price=Decimal(100))
    form = OrderForm(
        definition="Sales Invoice",
        party_id="C-17",
        order_date=DAY,
        due_date=DAY,
        doc_no=number,
        lines=(line,),
    )
    key = book.save_order(ORDER_ENTRY, form, by=PERSON).document_key
    assert key is not None
    return key
