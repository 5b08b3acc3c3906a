"""Documents of all four kinds: as people enter them in Intacct, and as Re-Leased would send them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.intacct.forms import BillForm, DocumentForm, InvoiceForm, LineForm, TaxEntryForm
from sandbox.intacct.records import Document as StandInDocument
from sandbox.intacct.rules.document_kinds import (
    ADJUSTMENT,
    BILL,
    BILL_ADJUSTMENT,
    INVOICE,
    DocumentKind,
)
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentLine, Reference, Sighting
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Outcome, Write, WriteVerb
from tests.sync.ledgers.intacct.harbour import (
    PERSON,
    Company,
    a_line,
    a_write,
    all_of,
    an_invoice,
)

CREATE, UPDATE, APPROVE = WriteVerb.CREATE, WriteVerb.UPDATE, WriteVerb.APPROVE


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of document, as this side and the stand-in know it.

    Attributes:
        kind: The kind of record.
        book: The stand-in's kind.
        form: The stand-in's form.
        contact: Whose it is.
        contact_field: What the form calls them.
        tax_detail: A tax detail of 20 percent that its lines may have.
        sign: -1 where Intacct writes a credit as a negative amount.
        noun: What the legacy functions call it.
    """

    kind: RecordKind
    book: DocumentKind[Any]
    form: Callable[..., DocumentForm]
    contact: Reference
    contact_field: str
    tax_detail: str
    sign: int
    noun: str

    @property
    def is_credit(self) -> bool:
        return self.sign < 0

    def enter(
        self, company: Company, number: str = "P-1", *, draft: bool = False, **changes: Any
    ) -> StandInDocument:
        """A person enters one of 1,200.00 and 20 percent tax: a credit as a negative amount."""
        form = {
            self.contact_field: self.contact.key,
            "invoice_date": date(2026, 3, 2),
            **({} if self.is_credit else {"due_date": date(2026, 3, 16)}),
            "record_id": number,
            "doc_number": "Q1",
            "lines": (self.line_form("1200.00"),),
        }
        document: StandInDocument = company.book.create_document(
            self.book, self.form(**{**form, **changes}), draft=draft, by=PERSON
        )
        return document

    def line_form(self, amount: str, **changes: Any) -> LineForm:
        """A line as a person fills it in, of an amount that counts as our records do."""
        fields: dict[str, Any] = {
            "account_no": "4000",
            "amount": self.sign * Decimal(amount),
            "memo": "Rent March 2026",
            "location_id": "E200",
            "department_id": "RES",
            "tax_entries": (TaxEntryForm(detail_id=self.tax_detail),),
        }
        return LineForm(**{**fields, **changes})

    def line(self, net: str = "1200.00", tax: str = "240.00", **changes: Any) -> DocumentLine:
        """A line as it would come over from Re-Leased."""
        detail = Reference(RecordKind.TAX_DETAIL, self.tax_detail)
        return a_line(net, tax, **{"tax_detail": detail, **changes})

    def document(self, **changes: Any) -> Document:
        """One as it would come over from Re-Leased."""
        due = {"due_date": date(2026, 3, 2)} if self.is_credit else {}
        fields = {"contact": self.contact, "lines": (self.line(),), **due}
        return an_invoice(**{**fields, **changes})

    def write(self, verb: WriteVerb, record: Document, **changes: Any) -> Write:
        """A write of one."""
        return a_write(verb, record, kind=self.kind, **changes)

    def stored(self, company: Company, key: str) -> StandInDocument:
        """What the stand-in's book holds under that key."""
        found: StandInDocument | None = company.book.documents_of(self.book).get(int(key))
        assert found is not None
        return found

    def count(self, company: Company) -> int:
        """How many of them the stand-in's book holds."""
        return len(company.book.documents_of(self.book))


CUSTOMER = Reference(RecordKind.CUSTOMER, "C-17")
VENDOR = Reference(RecordKind.VENDOR, "V-3")
SALE, PURCHASE = "UK Sale Standard", "UK Purchase Standard"

INVOICES = Paper(
    RecordKind.SALES_INVOICE, INVOICE, InvoiceForm, CUSTOMER, "customer_id", SALE, 1, "invoice"
)
BILLS = Paper(RecordKind.BILL, BILL, BillForm, VENDOR, "vendor_id", PURCHASE, 1, "bill")
SALES_CREDITS = Paper(
    RecordKind.SALES_CREDIT,
    ADJUSTMENT,
    InvoiceForm,
    CUSTOMER,
    "customer_id",
    SALE,
    -1,
    "aradjustment",
)
PURCHASE_CREDITS = Paper(
    RecordKind.PURCHASE_CREDIT,
    BILL_ADJUSTMENT,
    BillForm,
    VENDOR,
    "vendor_id",
    PURCHASE,
    -1,
    "apadjustment",
)
PAPERS = (INVOICES, BILLS, SALES_CREDITS, PURCHASE_CREDITS)
CREDITS = (SALES_CREDITS, PURCHASE_CREDITS)


def only(ledger: IntacctLedger, write: Write) -> Outcome:
    """The outcome of one write."""
    (outcome,) = ledger.write([write])
    return outcome


def the_one(ledger: IntacctLedger, paper: Paper) -> Sighting:
    """The only one of its kind that a reading shows."""
    (seen,) = all_of(ledger, paper.kind)
    return seen


def document_in(seen: Sighting | None) -> Document:
    """The document of a sighting."""
    assert seen is not None
    assert isinstance(seen.record, Document)
    return seen.record
