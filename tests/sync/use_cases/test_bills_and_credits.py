"""Bills, credit notes and adjustments travel as invoices do: each way, in every status, to the cent."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from sandbox.intacct.forms import (
    BillForm,
    ContactForm,
    DocumentForm,
    InvoiceForm,
    LineForm,
    PartyForm,
    TaxEntryForm,
)
from sandbox.intacct.rules.document_kinds import ADJUSTMENT, BILL, BILL_ADJUSTMENT, DocumentKind
from sandbox.re_leased.document_records import AdjustmentType, DocumentType, Kind, Status
from sandbox.re_leased.fields import ContactFields, DocumentFields, LineFields
from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus
from sync.domain.sides import Side
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, Bridge
from tests.sync.use_cases.people import DUE, TODAY
from tests.sync.use_cases.test_daily_changes import settled

SALES_TAX, PURCHASE_TAX = "UK Sale Standard", "UK Purchase Standard"


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of document, as both stand-in ledgers know it.

    Attributes:
        kind: The kind of record.
        book: Intacct's kind.
        form: Intacct's form.
        party_field: What that form calls the contact.
        side: Income or expense in Re-Leased.
        document_type: What it is there.
        account: The account its lines stand on.
        tax: The tax detail, which is the tax type, of its lines.
        sign: -1 where Intacct writes a credit as a negative amount.
    """

    kind: RecordKind
    book: DocumentKind[Any]
    form: Callable[..., DocumentForm]
    party_field: str
    side: Kind
    document_type: DocumentType
    account: str
    tax: str
    sign: int

    def enter(self, bridge: Bridge, *, net: str = "100.05", draft: bool = False) -> int:
        """A person enters one in Intacct; its RECORDNO."""
        line = LineForm(
            account_no=self.account,
            amount=self.sign * Decimal(net),
            memo="Lift",
            tax_entries=(TaxEntryForm(detail_id=self.tax),),
        )
        due = {} if self.is_credit else {"due_date": DUE}
        form = self.form(
            record_id="DOC-1",
            invoice_date=TODAY,
            lines=(line,),
            **due,
            **{self.party_field: self._party(bridge)},
        )
        entered = bridge.intacct.create_document(self.book, form, draft=draft, by=FIONA)
        number: int = entered.record_no
        return number

    def enter_in_re_leased(self, bridge: Bridge, *, net: str = "200.10") -> str:
        """A person enters one in Re-Leased, which awaits approval; its id."""
        category = Category.TENANT if self.side is Kind.INCOME else Category.CREDITOR
        contact = ContactFields(name="Mill Lifts Ltd", categories=(category,))
        fields = DocumentFields(
            kind=self.side,
            document_type=self.document_type,
            status=Status.AWAITING_APPROVAL,
            invoice_number="DOC-1",
            contact_id=bridge.re_leased.contacts.create(COMPANY, contact, by=MARCUS).id,
            issue_date=TODAY,
            due_date=TODAY if self.is_credit else DUE,
            lines=(
                LineFields(
                    tax_type_code=self.tax,
                    account_code=self.account,
                    description="Lift",
                    net_amount=Decimal(net),
                ),
            ),
        )
        return bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS).id

    def on(self, bridge: Bridge, side: Side) -> Document:
        """The one document of this kind that a side shows, read afresh."""
        pages = bridge.ledgers[side].changes({self.kind: None})
        (record,) = (one.record for page in pages for one in page.sightings if not one.gone)
        assert isinstance(record, Document)
        return record

    @property
    def is_credit(self) -> bool:
        return self.sign < 0

    def _party(self, bridge: Bridge) -> str:
        form = PartyForm(
            party_id="P-9001", name="Dock Lifts", contact=ContactForm(print_as="Dock Lifts")
        )
        if self.side is Kind.INCOME:
            bridge.intacct.create_customer(form, by=FIONA)
        else:
            bridge.intacct.create_vendor(form, by=FIONA)
        return "P-9001"


A_BILL = Paper(
    RecordKind.BILL,
    BILL,
    BillForm,
    "vendor_id",
    Kind.EXPENSE,
    DocumentType.INVOICE,
    "5000",
    PURCHASE_TAX,
    1,
)
A_SALES_CREDIT = Paper(
    RecordKind.SALES_CREDIT,
    ADJUSTMENT,
    InvoiceForm,
    "customer_id",
    Kind.INCOME,
    DocumentType.CREDIT_NOTE,
    "4000",
    SALES_TAX,
    -1,
)
A_PURCHASE_CREDIT = Paper(
    RecordKind.PURCHASE_CREDIT,
    BILL_ADJUSTMENT,
    BillForm,
    "vendor_id",
    Kind.EXPENSE,
    DocumentType.CREDIT_NOTE,
    "5000",
    PURCHASE_TAX,
    -1,
)
EVERY_PAPER = pytest.mark.parametrize(
    "paper", [A_BILL, A_SALES_CREDIT, A_PURCHASE_CREDIT], ids=lambda paper: paper.kind.value
)
EVERY_CREDIT = pytest.mark.parametrize(
    "paper", [A_SALES_CREDIT, A_PURCHASE_CREDIT], ids=lambda paper: paper.kind.value
)


@EVERY_PAPER
def test_document_born_in_intacct__arrives_approved_with_its_contact(
    synced: Bridge, paper: Paper
) -> None:
    paper.enter(synced, net="100.05")
    synced.sync()
    arrived = paper.on(synced, Side.RE_LEASED)
    assert (arrived.number, arrived.status) == ("DOC-1", DocumentStatus.POSTED)
    assert arrived.net.amount == Decimal("100.05")
    assert arrived.gross == paper.on(synced, Side.INTACCT).gross
    assert synced.issues() == {}
    assert settled(synced)


@EVERY_PAPER
def test_draft_in_intacct__awaits_approval_and_is_posted_by_approving_it_there(
    synced: Bridge, paper: Paper
) -> None:
    paper.enter(synced, draft=True)
    synced.sync()
    assert paper.on(synced, Side.RE_LEASED).status is DocumentStatus.DRAFT
    shelf = synced.re_leased.documents.shelf.every(COMPANY)
    (document,) = (one for one in shelf if one.invoice_number == "DOC-1")
    synced.re_leased.documents.approve(COMPANY, document.id, by=MARCUS)
    synced.sync()
    assert paper.on(synced, Side.INTACCT).status is DocumentStatus.POSTED
    assert settled(synced)


@EVERY_PAPER
def test_document_born_in_re_leased__arrives_as_a_draft_of_the_same_sum(
    synced: Bridge, paper: Paper
) -> None:
    paper.enter_in_re_leased(synced, net="200.10")
    synced.sync()
    arrived = paper.on(synced, Side.INTACCT)
    assert (arrived.number, arrived.status) == ("DOC-1", DocumentStatus.DRAFT)
    assert arrived.net.amount == Decimal("200.10")
    assert arrived.gross == paper.on(synced, Side.RE_LEASED).gross
    (stored,) = synced.intacct.documents_of(paper.book)
    assert stored.total_entered == paper.sign * arrived.gross.amount
    assert settled(synced)


@EVERY_PAPER
def test_reversal_in_intacct__voids_the_twin_and_leaves_no_issue(
    synced: Bridge, paper: Paper
) -> None:
    number = paper.enter(synced)
    synced.sync()
    synced.intacct.reverse_document(paper.book, number, on=TODAY, by=FIONA)
    synced.sync()
    assert paper.on(synced, Side.RE_LEASED).status is DocumentStatus.VOIDED
    assert synced.issues() == {}
    assert settled(synced)


@EVERY_CREDIT
def test_adjustment_that_debits__arrives_as_a_debit(synced: Bridge, paper: Paper) -> None:
    paper.enter(synced, net="-80.00")
    synced.sync()
    shelf = synced.re_leased.documents.shelf.every(COMPANY)
    (twin,) = (one for one in shelf if one.invoice_number == "DOC-1")
    assert twin.document_type is DocumentType.ADJUSTMENT
    assert twin.adjustment_type is AdjustmentType.DEBIT
    assert twin.net_total == Decimal("80.00")
    assert paper.on(synced, Side.RE_LEASED).net.amount == Decimal("-80.00")
    assert settled(synced)
