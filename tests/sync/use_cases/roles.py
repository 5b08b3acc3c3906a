"""What people do with contacts that no category calls a tenant or a creditor, in an accountant's words."""

from decimal import Decimal

from sandbox.re_leased.document_records import Document, DocumentType, Kind, Status
from sandbox.re_leased.fields import ContactFields, DocumentFields, LineFields
from sandbox.re_leased.records import Category
from tests.sync.use_cases.bridge import COMPANY, MARCUS, Bridge
from tests.sync.use_cases.people import DUE, TODAY

REPAIRS, PURCHASE_TAX = "5000", "UK Purchase Standard"


def contact_in_re_leased(
    bridge: Bridge, *categories: Category, name: str = "Mill Bakery Ltd"
) -> str:
    """A contact with just these categories, often none."""
    fields = ContactFields(name=name, categories=categories, email="hello@mill.test")
    return bridge.re_leased.contacts.create(COMPANY, fields, by=MARCUS).id


def bill_in_re_leased(
    bridge: Bridge,
    contact_id: str,
    *,
    number: str = "B-9001",
    net: str = "80.40",
    status: Status = Status.AWAITING_APPROVAL,
    account: str = REPAIRS,
    lines: tuple[LineFields, ...] = (),
) -> Document:
    line = LineFields(
        account_code=account,
        description="Repairs",
        net_amount=Decimal(net),
        tax_type_code=PURCHASE_TAX,
    )
    fields = DocumentFields(
        kind=Kind.EXPENSE,
        document_type=DocumentType.INVOICE,
        status=status,
        invoice_number=number,
        contact_id=contact_id,
        issue_date=TODAY,
        due_date=DUE,
        lines=lines or (line,),
    )
    return bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS)
