"""What people do in the two stand-in ledgers, in an accountant's words."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sandbox.intacct.forms import ContactForm, InvoiceForm, LineForm, PartyForm
from sandbox.intacct.records import Invoice
from sandbox.re_leased.document_records import (
    Document,
    DocumentType,
    Kind,
    PaymentAllocation,
    PaymentKind,
    Status,
)
from sandbox.re_leased.fields import (
    ContactFields,
    DocumentFields,
    LineFields,
    PaymentFields,
)
from sandbox.re_leased.records import Category
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge

TODAY: date = datetime.now(tz=UTC).date()
DUE = TODAY + timedelta(days=14)
RENT = "4000"
BANK = "1000"


def customer_in_intacct(bridge: Bridge, customer_id: str = "C-9001", name: str = "Dock Ltd") -> str:
    contact = ContactForm(print_as=name, first_name="Ana", last_name="Dock", email1="ana@dock.test")
    bridge.intacct.create_customer(
        PartyForm(party_id=customer_id, name=name, contact=contact), by=FIONA
    )
    return customer_id


def tenant_in_re_leased(bridge: Bridge, name: str = "Mill Bakery Ltd") -> str:
    fields = ContactFields(name=name, categories=(Category.TENANT,), email="hello@mill.test")
    return bridge.re_leased.contacts.create(COMPANY, fields, by=MARCUS).id


def invoice_in_intacct(
    bridge: Bridge,
    customer_id: str,
    *,
    number: str = "INV-9001",
    net: str = "100.05",
    draft: bool = False,
    account: str = RENT,
    by: str = FIONA,
) -> Invoice:
    form = InvoiceForm(
        customer_id=customer_id,
        record_id=number,
        invoice_date=TODAY,
        due_date=DUE,
        lines=(LineForm(account_no=account, amount=Decimal(net), memo="Parking"),),
    )
    return bridge.intacct.create_invoice(form, draft=draft, by=by)


def invoice_in_re_leased(
    bridge: Bridge,
    contact_id: str,
    *,
    number: str = "RL-9001",
    net: str = "200.10",
    status: Status = Status.AWAITING_APPROVAL,
    account: str = RENT,
    lines: tuple[LineFields, ...] = (),
) -> Document:
    line = LineFields(account_code=account, description="Rent", net_amount=Decimal(net))
    fields = DocumentFields(
        kind=Kind.INCOME,
        document_type=DocumentType.INVOICE,
        status=status,
        invoice_number=number,
        contact_id=contact_id,
        issue_date=TODAY,
        due_date=DUE,
        lines=lines or (line,),
    )
    return bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS)


def paid_in_re_leased(bridge: Bridge, document_id: str) -> None:
    """Record a receipt over the whole of an approved invoice."""
    document = bridge.re_leased.documents.get(COMPANY, document_id)
    whole = PaymentAllocation(invoice_id=document_id, amount=document.gross_total)
    receipt = PaymentFields(
        kind=PaymentKind.RECEIPT,
        contact_id=document.contact_id,
        date=TODAY,
        amount=document.gross_total,
        bank_account_code=BANK,
        allocations=(whole,),
    )
    bridge.re_leased.payments.pay(COMPANY, receipt, by=MARCUS)


def twin_of(bridge: Bridge, number: str) -> str:
    """Re-Leased's id of the document with this number."""
    documents = bridge.re_leased.documents.shelf.every(COMPANY)
    return next(document.id for document in documents if document.invoice_number == number)
