"""What people do about payments in the two stand-in ledgers, in an accountant's words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sandbox.intacct.forms import (
    AdvanceForm,
    ApplicationForm,
    BillForm,
    ContactForm,
    CreditForm,
    DocumentForm,
    InvoiceForm,
    LineForm,
    PartyForm,
    PaymentForm,
    TaxEntryForm,
)
from sandbox.intacct.payment_records import CreditKind
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT, PaymentKind
from sandbox.re_leased.document_records import (
    Document,
    DocumentType,
    Kind,
    PaymentAllocation,
    Status,
)
from sandbox.re_leased.document_records import PaymentKind as MoneyKind
from sandbox.re_leased.fields import (
    AllocationFields,
    ContactFields,
    DocumentFields,
    LineFields,
    PaymentFields,
)
from sandbox.re_leased.records import Category
from sync.domain.kinds import RecordKind
from sync.domain.records import CreditAllocation, Payment
from sync.domain.sides import Side
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS, SYNC_FROM, Bridge
from tests.sync.use_cases.people import BANK, DUE, TODAY

BEFORE = SYNC_FROM - timedelta(days=30)
"""A day before the sync-from date."""

INTACCT_BANK = f"BANK-{BANK}"


@dataclass(frozen=True, slots=True)
class Till:
    """Money of one direction, as both stand-in ledgers know it.

    Attributes:
        kind: The kind of payment.
        documents: The kind of document it pays.
        book: Intacct's kind of payment.
        form: Intacct's form of such a document.
        party_field: What that form calls the contact.
        side: Income or expense in Re-Leased.
        money: What Re-Leased calls the payment.
        allocations: What of such credits is put against such documents.
        account: The account that the documents' lines stand on.
        tax: The tax detail, which is the tax type, of these lines: a zero rate.
    """

    kind: RecordKind
    documents: RecordKind
    book: PaymentKind[Any]
    form: Callable[..., DocumentForm]
    party_field: str
    side: Kind
    money: MoneyKind
    allocations: RecordKind
    account: str
    tax: str

    def party(self, bridge: Bridge, party_id: str = "P-9001") -> str:
        """A person enters the customer or vendor in Intacct."""
        form = PartyForm(party_id=party_id, name="Dock", contact=ContactForm(print_as="Dock"))
        if self.side is Kind.INCOME:
            bridge.intacct.create_customer(form, by=FIONA)
        else:
            bridge.intacct.create_vendor(form, by=FIONA)
        return party_id

    def document(
        self,
        bridge: Bridge,
        party_id: str,
        *,
        number: str = "DOC-1",
        amount: str = "100.05",
        day: date = TODAY,
    ) -> int:
        """A person enters a posted document in Intacct; its RECORDNO."""
        line = LineForm(
            account_no=self.account,
            amount=Decimal(amount),
            memo="Lift",
            tax_entries=(TaxEntryForm(detail_id=self.tax),),
        )
        form = self.form(
            record_id=number,
            invoice_date=day,
            lines=(line,),
            due_date=max(day, DUE),
            **{self.party_field: party_id},
        )
        entered = bridge.intacct.create_document(self.book.document, form, draft=False, by=FIONA)
        return int(entered.record_no)

    def pay(
        self,
        bridge: Bridge,
        party_id: str,
        paid: dict[int, str],
        *,
        day: date = TODAY,
        over: str = "0",
        bank: str = INTACCT_BANK,
        draft: bool = False,
    ) -> int:
        """A person enters a payment in Intacct: amounts by document; its RECORDNO."""
        applications = tuple(
            ApplicationForm(document_key=document, amount=Decimal(amount))
            for document, amount in paid.items()
        )
        form = PaymentForm(
            party_id=party_id,
            receipt_date=day,
            applications=applications,
            financial_entity=bank,
            doc_number="BACS 41",
            overpayment=Decimal(over),
        )
        return int(bridge.intacct.pay(self.book, form, draft=draft, by=FIONA).record_no)

    def pay_in_advance(self, bridge: Bridge, party_id: str, amount: str) -> int:
        """A person enters money in Intacct that pays nothing yet; its RECORDNO."""
        form = PaymentForm(
            party_id=party_id,
            receipt_date=TODAY,
            applications=(),
            financial_entity=INTACCT_BANK,
            doc_number="BACS 41",
        )
        item = AdvanceForm(amount=Decimal(amount), account_no=self.account)
        return bridge.intacct.receive_advance(form, [item], kind=self.book, by=FIONA).record_no

    def apply(
        self, bridge: Bridge, party_id: str, *, advance: int, document: int, amount: str
    ) -> int:
        """A person puts money that came in earlier against a document in Intacct."""
        credit = CreditForm(kind=CreditKind.ADVANCE, key=advance, amount=Decimal(amount))
        form = PaymentForm(
            party_id=party_id,
            receipt_date=TODAY,
            applications=(ApplicationForm(document_key=document, credit=credit),),
        )
        return int(bridge.intacct.pay(self.book, form, by=FIONA).record_no)

    def credit(
        self, bridge: Bridge, party_id: str, *, number: str = "CN-1", amount: str, day: date = TODAY
    ) -> int:
        """A person enters a posted adjustment that credits in Intacct; its RECORDNO."""
        line = LineForm(
            account_no=self.account,
            amount=-Decimal(amount),
            memo="Lift",
            tax_entries=(TaxEntryForm(detail_id=self.tax),),
        )
        form = self.form(
            record_id=number, invoice_date=day, lines=(line,), **{self.party_field: party_id}
        )
        kind = self.book.adjustment
        return int(bridge.intacct.create_document(kind, form, draft=False, by=FIONA).record_no)

    def put(self, bridge: Bridge, party_id: str, *, credit: int, document: int, amount: str) -> int:
        """A person puts a credit against a document in Intacct; the payment's RECORDNO."""
        used = CreditForm(kind=CreditKind.ADJUSTMENT, key=credit, amount=Decimal(amount))
        form = PaymentForm(
            party_id=party_id,
            receipt_date=TODAY,
            applications=(ApplicationForm(document_key=document, credit=used),),
        )
        return int(bridge.intacct.pay(self.book, form, by=FIONA).record_no)

    def credit_in_re_leased(
        self, bridge: Bridge, contact_id: str, *, number: str = "CN-1", net: str, day: date = TODAY
    ) -> str:
        """A person enters an approved credit note in Re-Leased; its id."""
        line = LineFields(
            account_code=self.account,
            description="Lift",
            net_amount=Decimal(net),
            tax_type_code=self.tax,
        )
        fields = DocumentFields(
            kind=self.side,
            document_type=DocumentType.CREDIT_NOTE,
            status=Status.APPROVED,
            invoice_number=number,
            contact_id=contact_id,
            issue_date=day,
            due_date=day,
            lines=(line,),
        )
        return bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS).id

    def put_in_re_leased(self, bridge: Bridge, credit: str, document: str, amount: str) -> None:
        """A person puts a credit against a document in Re-Leased."""
        item = AllocationFields(invoice_id=document, amount=Decimal(amount), date=TODAY)
        bridge.re_leased.credits.allocate(COMPANY, credit, (item,), by=MARCUS)

    def take_off_in_re_leased(self, bridge: Bridge, number: str = "CN-1") -> None:
        """A person takes a credit off the first document that it was put against."""
        credit = self.twin(bridge, number)
        bridge.re_leased.credits.take_off(COMPANY, credit.id, credit.allocations[0].id, by=MARCUS)

    def put_on(self, bridge: Bridge, side: Side) -> dict[str, CreditAllocation]:
        """What a side shows of credits put against documents, by its key, read afresh."""
        return {
            sighting.key: sighting.record
            for page in bridge.ledgers[side].changes({self.allocations: None})
            for sighting in page.sightings
            if isinstance(sighting.record, CreditAllocation)
        }

    def undo(self, bridge: Bridge, payment: int) -> None:
        """A person reverses a payment in Intacct."""
        bridge.intacct.reverse_payment(payment, on=TODAY, kind=self.book, by=FIONA)

    def document_in_re_leased(
        self,
        bridge: Bridge,
        *,
        number: str = "DOC-1",
        net: str = "200.10",
        day: date = TODAY,
        contact_id: str = "",
    ) -> str:
        """A person enters an approved document in Re-Leased; its id."""
        fields = DocumentFields(
            kind=self.side,
            document_type=DocumentType.INVOICE,
            status=Status.APPROVED,
            invoice_number=number,
            contact_id=contact_id or self.contact_in_re_leased(bridge),
            issue_date=day,
            due_date=max(day, DUE),
            lines=(
                LineFields(
                    account_code=self.account,
                    description="Lift",
                    net_amount=Decimal(net),
                    tax_type_code=self.tax,
                ),
            ),
        )
        return bridge.re_leased.documents.create(COMPANY, fields, by=MARCUS).id

    def contact_in_re_leased(self, bridge: Bridge, name: str = "Mill Lifts Ltd") -> str:
        """A person enters the tenant or supplier in Re-Leased; its id."""
        category = Category.TENANT if self.side is Kind.INCOME else Category.CREDITOR
        contact = ContactFields(name=name, categories=(category,))
        return bridge.re_leased.contacts.create(COMPANY, contact, by=MARCUS).id

    def pay_in_re_leased(
        self, bridge: Bridge, *documents: str, amount: str = "", day: date = TODAY
    ) -> str:
        """A person enters a payment in Re-Leased over what is due, or `amount` of one; its id."""
        due = [bridge.re_leased.documents.get(COMPANY, one) for one in documents]
        allocations = tuple(
            PaymentAllocation(
                invoice_id=one.id, amount=Decimal(amount) if amount else one.amount_due
            )
            for one in due
        )
        fields = PaymentFields(
            kind=self.money,
            contact_id=due[0].contact_id,
            date=day,
            amount=sum((one.amount for one in allocations), Decimal()),
            bank_account_code=BANK,
            reference="BACS 41",
            allocations=allocations,
        )
        return bridge.re_leased.payments.pay(COMPANY, fields, by=MARCUS).id

    def undo_in_re_leased(self, bridge: Bridge, payment: str = "") -> None:
        """A person reverses a payment in Re-Leased: that one, or the one with reference BACS 41."""
        payment = payment or next(
            one.id
            for one in bridge.re_leased.payments.shelf.every(COMPANY)
            if one.reference == "BACS 41" and one.kind is self.money
        )
        bridge.re_leased.payments.reverse(COMPANY, payment, by=MARCUS)

    def on(self, bridge: Bridge, side: Side) -> list[Payment]:
        """The payments with reference BACS 41 that a side shows, read afresh."""
        return [
            sighting.record
            for page in bridge.ledgers[side].changes({self.kind: None})
            for sighting in page.sightings
            if isinstance(sighting.record, Payment) and sighting.record.reference == "BACS 41"
        ]

    def status_in_re_leased(self, bridge: Bridge, number: str = "DOC-1") -> Status:
        """Where the document with this number stands in Re-Leased."""
        return self.twin(bridge, number).status

    def twin(self, bridge: Bridge, number: str = "DOC-1") -> Document:
        """Re-Leased's document with this number."""
        documents = bridge.re_leased.documents.shelf.every(COMPANY)
        return next(one for one in documents if one.invoice_number == number)

    def due_in_intacct(self, bridge: Bridge, number: str = "DOC-1") -> Decimal:
        """What is open of the document with this number in Intacct."""
        documents = bridge.intacct.documents_of(self.book.document)
        due: Decimal = next(one.total_due for one in documents if one.record_id == number)
        return due


RECEIPTS = Till(
    RecordKind.RECEIPT,
    RecordKind.SALES_INVOICE,
    RECEIPT,
    InvoiceForm,
    "customer_id",
    Kind.INCOME,
    MoneyKind.RECEIPT,
    RecordKind.SALES_CREDIT_ALLOCATION,
    "4000",
    "UK Sale Zero",
)
DISBURSEMENTS = Till(
    RecordKind.DISBURSEMENT,
    RecordKind.BILL,
    BILL_PAYMENT,
    BillForm,
    "vendor_id",
    Kind.EXPENSE,
    MoneyKind.DISBURSEMENT,
    RecordKind.PURCHASE_CREDIT_ALLOCATION,
    "5000",
    "UK Purchase Zero",
)
EVERY_TILL = pytest.mark.parametrize(
    "till", [RECEIPTS, DISBURSEMENTS], ids=lambda till: till.kind.value
)
