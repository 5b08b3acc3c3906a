"""The same thing entered by two people, once in each ledger."""

from datetime import date
from decimal import Decimal

from sandbox.intacct.forms import BillForm, ContactForm, LineForm, PartyForm, TaxEntryForm
from sandbox.intacct.rules.document_kinds import BILL
from sandbox.re_leased.document_records import DocumentType, Kind, Status
from sandbox.re_leased.fields import ContactFields, DocumentFields, LineFields
from sandbox.re_leased.records import Category
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.people import DUE, TODAY

REPAIRS = "5000"
TAX = "UK Purchase Standard"
VENDOR = "V-9001"


def vendor_in_intacct(bridge: Bridge, name: str = "Mill Lifts Ltd", vendor: str = VENDOR) -> str:
    form = PartyForm(party_id=vendor, name=name, contact=ContactForm(print_as=name))
    bridge.intacct.create_vendor(form, by=FIONA)
    return vendor


def supplier_in_re_leased(bridge: Bridge, name: str = "Mill Lifts Ltd", email: str = "") -> str:
    fields = ContactFields(name=name, categories=(Category.CREDITOR,), email=email)
    return bridge.re_leased.contacts.create(COMPANY, fields, by=MARCUS).id


def supplier_of(bridge: Bridge, vendor: str = VENDOR) -> str:
    """Re-Leased's id of the contact that was made of an Intacct vendor."""
    contacts = bridge.re_leased.contacts.shelf.every(COMPANY)
    return next(one.id for one in contacts if one.name.startswith(f"{vendor} "))


def bill_in_intacct(
    bridge: Bridge, *, number: str = "PDF-77", net: str = "80.00", day: date = TODAY
) -> int:
    line = LineForm(
        account_no=REPAIRS,
        amount=Decimal(net),
        memo="Lift",
        tax_entries=(TaxEntryForm(detail_id=TAX),),
    )
    form = BillForm(
        vendor_id=VENDOR, record_id=number, invoice_date=day, due_date=DUE, lines=(line,)
    )
    number_in_intacct: int = bridge.intacct.create_document(BILL, form, by=FIONA).record_no
    return number_in_intacct


def bill_in_re_leased(
    bridge: Bridge,
    supplier: str,
    *,
    number: str = "PDF-77",
    net: str = "80.00",
    status: Status = Status.AWAITING_APPROVAL,
) -> str:
    line = LineFields(
        tax_type_code=TAX, account_code=REPAIRS, description="Lift", net_amount=Decimal(net)
    )
    fields = DocumentFields(
        kind=Kind.EXPENSE,
        document_type=DocumentType.INVOICE,
        status=status,
        invoice_number=number,
        contact_id=supplier,
        issue_date=TODAY,
        due_date=DUE,
        lines=(line,),
    )
    return bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS).id
