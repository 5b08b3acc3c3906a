"""Puts a portfolio's documents into the book, each in its state."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import msgspec

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.master_records import TaxDetail
from sandbox.intacct.payment_records import Payment, PaymentDetail, PaymentState
from sandbox.intacct.records import ZERO, DocumentItem, Invoice, InvoiceState
from sandbox.intacct.rules.document_lines import paid_top_down, to_cent
from sandbox.intacct.rules.payment_kinds import RECEIPT
from sandbox.seed.portfolio import Document, DocumentLine, DocumentState

_STATES = {
    DocumentState.AWAITING_APPROVAL: InvoiceState.DRAFT,
    DocumentState.APPROVED: InvoiceState.POSTED,
    DocumentState.PARTLY_PAID: InvoiceState.PARTIALLY_PAID,
    DocumentState.PAID: InvoiceState.PAID,
    DocumentState.VOIDED: InvoiceState.REVERSED,
}
_OFFICE_HOURS = 9


@dataclass(slots=True)
class DocumentSeeding:
    """Enters documents as the clerk did at the time.

    Attributes:
        clerk: His log-in name.
        bank: The bank account receipts were paid into.
        details: Tax details by id.
    """

    book: IntacctBook
    clerk: str
    bank: str
    details: dict[str, TaxDetail]
    tax_solution: str

    @property
    def clerk_number(self) -> int:
        """RECORDNO of the clerk."""
        return self.book.user_number(self.clerk)

    def enter(self, document: Document) -> None:
        """Enter one invoice in its state, with the payment or reversal that belongs to it."""
        invoice = self._invoice(document)
        match invoice.state:
            case InvoiceState.PARTIALLY_PAID:
                invoice = self._paid(invoice, to_cent(invoice.total_entered / 2))
            case InvoiceState.PAID:
                invoice = self._paid(invoice, invoice.total_entered)
            case InvoiceState.REVERSED:
                invoice = self._reversed(invoice)
        self.book.invoices.put(invoice)

    def _invoice(self, document: Document) -> Invoice:
        customer = self.book.customers.named(document.party_number)
        if customer is None:
            raise ValueError(f"{document.number}: Intacct has no customer {document.party_number}")
        if document.state not in _STATES:
            raise ValueError(f"{document.number}: Intacct has no state {document.state}")
        number = self.book.next_number()
        entered = self._not_later_than_now(office_time(document.issued, number))
        items = self._items(document)
        return Invoice(
            record_no=number,
            created_at=entered,
            created_by=self.clerk_number,
            modified_at=entered,
            modified_by=self.clerk_number,
            record_id=document.number,
            state=_STATES[document.state],
            party_id=customer.party_id,
            invoice_date=document.issued,
            posting_date=document.issued,
            due_date=document.due,
            total_entered=sum((item.amount for item in items), ZERO),
            items=items,
            doc_number=document.reference,
            description=document.lines[0].description if document.lines else "",
            currency=self.book.currency,
            base_currency=self.book.currency,
            bill_to=customer.display_contact,
            ship_to=customer.display_contact,
            tax_solution_id=self.tax_solution,
        )

    def _items(self, document: Document) -> tuple[DocumentItem, ...]:
        lines = [self._item(document, line, place) for place, line in enumerate(document.lines, 1)]
        taxes = [
            self._tax_item(document, line, item)
            for line, item in zip(document.lines, lines, strict=True)
        ]
        return (*lines, *taxes)

    def _item(self, document: Document, line: DocumentLine, place: int) -> DocumentItem:
        if self.book.accounts.named(line.account_number) is None:
            raise ValueError(f"{document.number}: Intacct has no account {line.account_number}")
        return DocumentItem(
            record_no=self.book.next_number(),
            line_no=place,
            account_no=line.account_number,
            amount=line.net,
            memo=line.description,
            location_id=line.location,
            department_id=line.department or "",
        )

    def _tax_item(self, document: Document, line: DocumentLine, item: DocumentItem) -> DocumentItem:
        detail = self.details.get(line.tax_code)
        if detail is None:
            raise ValueError(f"{document.number}: Intacct has no tax detail {line.tax_code}")
        return msgspec.structs.replace(
            item,
            record_no=self.book.next_number(),
            account_no=detail.account_no or item.account_no,
            amount=line.tax,
            memo="",
            is_user_line=False,
            parent_entry=item.record_no,
            detail_id=detail.detail_id,
        )

    def _paid(self, invoice: Invoice, amount: Decimal) -> Invoice:
        received = min(invoice.due_date, self.book.now().date())
        received = max(received, invoice.invoice_date)
        number = self.book.next_number()
        stamp = self._not_later_than_now(office_time(received, number))
        detail = PaymentDetail(
            record_no=self.book.next_number(), document_key=invoice.record_no, amount=amount
        )
        payment = self._payment(invoice, number, stamp, detail, received)
        self.book.payments.put(payment)
        paid = msgspec.structs.replace(
            invoice,
            total_paid=amount,
            paid_date=received if amount == invoice.total_entered else None,
            items=paid_top_down(invoice.items, amount),
        )
        self.book.invoices.put(paid)
        self.book.note_applications(RECEIPT, payment, {invoice.record_no: invoice})
        return paid

    def _payment(
        self,
        invoice: Invoice,
        number: int,
        stamp: datetime,
        detail: PaymentDetail,
        received: date,
    ) -> Payment:
        return Payment(
            record_no=number,
            created_at=stamp,
            created_by=self.clerk_number,
            modified_at=stamp,
            modified_by=self.clerk_number,
            state=PaymentState.COMPLETE,
            party_id=invoice.party_id,
            payment_method="EFT",
            receipt_date=received,
            payment_date=received,
            total_entered=detail.amount,
            details=(detail,),
            financial_entity=self.bank,
            doc_number=invoice.record_id,
            currency=invoice.currency,
            base_currency=invoice.base_currency,
        )

    def _reversed(self, invoice: Invoice) -> Invoice:
        stamp = self._not_later_than_now(invoice.created_at + timedelta(days=3))
        reversal = self.book.reversal_record(
            invoice, on=stamp.date(), description="", by=self.clerk, stamp=stamp
        )
        self.book.invoices.put(reversal)
        return msgspec.structs.replace(invoice, modified_at=stamp, reversed_by=reversal.record_no)

    def _not_later_than_now(self, moment: datetime) -> datetime:
        return min(moment, self.book.now())


def office_time(day: date, spread: int) -> datetime:
    """A moment of that day's office hours; `spread` tells records of one day apart."""
    start = datetime.combine(day, time(_OFFICE_HOURS), tzinfo=UTC)
    return start + timedelta(seconds=spread % (8 * 3600))
