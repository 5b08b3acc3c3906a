"""People's work with documents: invoices, bills, credit notes and adjustments."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.intacct.forms import (
    BillForm,
    ContactForm,
    DocumentForm,
    InvoiceForm,
    LineForm,
    PartyForm,
    TaxEntryForm,
)
from sandbox.intacct.rules.document_kinds import (
    ADJUSTMENT,
    BILL,
    BILL_ADJUSTMENT,
    INVOICE,
    DocumentKind,
)
from sandbox.re_leased.document_records import DocumentType, Kind, Status
from sandbox.re_leased.fields import ContactFields, DocumentFields, LineFields
from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus, Record
from sync.domain.sides import Side
from tests.rule_book.works import Work
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.people import DUE, TODAY

PARTY_ID = "P-7702"


@dataclass(frozen=True, slots=True)
class Shape:
    """How both stand-in ledgers know one kind of document.

    Attributes:
        book: Intacct's kind.
        form: Intacct's form.
        party_field: What that form calls the contact.
        side: Income or expense in Re-Leased.
        document_type: What it is there.
        account: The account its line stands on.
        tax: The tax of its line.
        sign: -1 where Intacct writes a credit as a negative amount.
    """

    book: DocumentKind[Any]
    form: Callable[..., DocumentForm]
    party_field: str
    side: Kind
    document_type: DocumentType
    account: str
    tax: str
    sign: int

    @property
    def is_credit(self) -> bool:
        return self.sign < 0


SHAPES = {
    RecordKind.SALES_INVOICE: Shape(
        INVOICE,
        InvoiceForm,
        "customer_id",
        Kind.INCOME,
        DocumentType.INVOICE,
        "4000",
        "UK Sale Standard",
        1,
    ),
    RecordKind.BILL: Shape(
        BILL,
        BillForm,
        "vendor_id",
        Kind.EXPENSE,
        DocumentType.INVOICE,
        "5000",
        "UK Purchase Standard",
        1,
    ),
    RecordKind.SALES_CREDIT: Shape(
        ADJUSTMENT,
        InvoiceForm,
        "customer_id",
        Kind.INCOME,
        DocumentType.CREDIT_NOTE,
        "4000",
        "UK Sale Standard",
        -1,
    ),
    RecordKind.PURCHASE_CREDIT: Shape(
        BILL_ADJUSTMENT,
        BillForm,
        "vendor_id",
        Kind.EXPENSE,
        DocumentType.CREDIT_NOTE,
        "5000",
        "UK Purchase Standard",
        -1,
    ),
}


class DocumentWork(Work):
    """A document over 100.05 and its tax, posted in Intacct or approved in Re-Leased when it is made."""

    name = "CELL-1"

    def __init__(self, kind: RecordKind) -> None:
        self.kind = kind
        self._shape = SHAPES[kind]

    def create(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            self._create_in_intacct(bridge)
        else:
            self._create_in_re_leased(bridge)

    def change(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            form = self._shape.form(doc_number="Bay 7")
            bridge.intacct.update_document(
                self._shape.book, self._record_no(bridge), form, by=FIONA
            )
        else:
            fields = DocumentFields(reference="Bay 7")
            bridge.re_leased.documents.edit(COMPANY, self._id(bridge), fields, by=MARCUS)

    def end(self, bridge: Bridge, side: Side) -> None:
        if side is Side.INTACCT:
            book, number = self._shape.book, self._record_no(bridge)
            bridge.intacct.reverse_document(book, number, on=TODAY, by=FIONA)
        else:
            bridge.re_leased.documents.void(COMPANY, self._id(bridge), by=MARCUS)

    def delete(self, bridge: Bridge) -> None:
        """Delete it in Intacct, which some companies allow."""
        bridge.intacct.options.enable_reversal_of_unpaid_invoices = False
        bridge.intacct.delete_document(self._shape.book, self._record_no(bridge), by=FIONA)

    def is_it(self, record: Record) -> bool:
        return isinstance(record, Document) and record.number == self.name

    def told(self, record: Record) -> object:
        assert isinstance(record, Document)
        (line,) = record.lines
        amounts = (line.net, line.tax, record.gross)
        return record.reference, record.issue_date, line.description, amounts, record.status

    def has_ended(self, record: Record) -> bool:
        return isinstance(record, Document) and record.status is DocumentStatus.VOIDED

    def _create_in_intacct(self, bridge: Bridge) -> None:
        shape = self._shape
        line = LineForm(
            account_no=shape.account,
            amount=shape.sign * Decimal("100.05"),
            memo="Mooring",
            tax_entries=(TaxEntryForm(detail_id=shape.tax),),
        )
        due = {} if shape.is_credit else {"due_date": DUE}
        form = shape.form(
            record_id=self.name,
            invoice_date=TODAY,
            lines=(line,),
            **due,
            **{shape.party_field: self._party(bridge)},
        )
        bridge.intacct.create_document(shape.book, form, by=FIONA)

    def _create_in_re_leased(self, bridge: Bridge) -> None:
        shape = self._shape
        category = Category.TENANT if shape.side is Kind.INCOME else Category.CREDITOR
        contact = ContactFields(name="Quay Lifts Ltd", categories=(category,))
        line = LineFields(
            account_code=shape.account,
            tax_type_code=shape.tax,
            description="Mooring",
            net_amount=Decimal("100.05"),
        )
        fields = DocumentFields(
            kind=shape.side,
            document_type=shape.document_type,
            status=Status.APPROVED,
            invoice_number=self.name,
            contact_id=bridge.re_leased.contacts.create(COMPANY, contact, by=MARCUS).id,
            issue_date=TODAY,
            due_date=TODAY if shape.is_credit else DUE,
            lines=(line,),
        )
        bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS)

    def _party(self, bridge: Bridge) -> str:
        contact = ContactForm(print_as="Quay Lifts Ltd")
        form = PartyForm(party_id=PARTY_ID, name="Quay Lifts Ltd", contact=contact)
        if self._shape.side is Kind.INCOME:
            bridge.intacct.create_customer(form, by=FIONA)
        else:
            bridge.intacct.create_vendor(form, by=FIONA)
        return PARTY_ID

    def _record_no(self, bridge: Bridge) -> int:
        documents = bridge.intacct.documents_of(self._shape.book)
        number: int = next(one.record_no for one in documents if one.record_id == self.name)
        return number

    def _id(self, bridge: Bridge) -> str:
        documents = bridge.re_leased.documents.shelf.every(COMPANY)
        return next(one.id for one in documents if one.invoice_number == self.name)
