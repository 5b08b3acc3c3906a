"""Receipts and payments to vendors, and what tells them apart."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sandbox.intacct.payment_records import BillPayment, Payment
from sandbox.intacct.rules.document_kinds import (
    ADJUSTMENT,
    BILL,
    BILL_ADJUSTMENT,
    INVOICE,
    DocumentKind,
)
from sandbox.intacct.rules.parties import PartyKind

PaymentRecord = TypeVar("PaymentRecord", bound=Payment)


@dataclass(frozen=True, slots=True)
class PaymentKind(Generic[PaymentRecord]):
    """How one kind of payment is called, and what it pays.

    Attributes:
        object_name: Its name on the wire; its details' object has DETAIL behind it.
        table: The book's attribute that holds the records.
        applications: The book's attribute that holds what it paid line by line.
        document: The documents it pays.
        adjustment: Their adjustments: positive ones are paid too, negative ones are credits.
        advance_name: The object of money that is to be applied later.
        advances: The book's attribute that holds it.
    """

    object_name: str
    table: str
    applications: str
    record: type[PaymentRecord]
    document: DocumentKind[Any]
    adjustment: DocumentKind[Any]
    advance_name: str
    advances: str

    @property
    def party(self) -> PartyKind:
        """Who pays or is paid."""
        return self.document.party

    @property
    def ledger(self) -> str:
        """The sub-ledger."""
        return self.document.ledger


RECEIPT = PaymentKind(
    object_name="ARPYMT",
    table="payments",
    applications="applications",
    record=Payment,
    document=INVOICE,
    adjustment=ADJUSTMENT,
    advance_name="ARADVANCE",
    advances="advances",
)
BILL_PAYMENT = PaymentKind(
    object_name="APPYMT",
    table="bill_payments",
    applications="bill_applications",
    record=BillPayment,
    document=BILL,
    adjustment=BILL_ADJUSTMENT,
    advance_name="APADVANCE",
    advances="bill_advances",
)
