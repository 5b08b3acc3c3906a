"""The records of money that came in or went out, and of what it was put against."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from sandbox.intacct.records import ZERO, Stamped


class PaymentState(StrEnum):
    """States of a payment. The labels are a guess; the letters behind them are documented."""

    DRAFT = "Draft"
    COMPLETE = "Complete"
    VOIDED = "Voided"

    @property
    def letter(self) -> str:
        """RAWSTATE: D, C or V."""
        return self.value[0]


class CreditKind(StrEnum):
    """What can be put against a document besides money; the names are those of the wire."""

    ADJUSTMENT = "ADJUSTMENT"
    NEGATIVE_INVOICE = "NEGATIVEINVOICE"
    ADVANCE = "ADVANCE"
    OVERPAYMENT = "OVERPAYMENT"
    INLINE = "INLINE"  # the negative lines of the document itself


class PaymentDetail(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One application to a document: of money, of a discount, or of one credit.

    Attributes:
        document_key: The invoice, bill or positive adjustment that is paid.
        amount: Money.
        entry_key: The line that is paid, or None for all from the top.
        credit_amount: How much of the credit is used, positive.
    """

    record_no: int
    document_key: int = msgspec.field(name="invoice_key")  # its name in worlds kept on disk
    amount: Decimal
    entry_key: int | None = None
    discount: Decimal = ZERO
    credit_kind: CreditKind | None = None
    credit_key: int | None = None
    credit_amount: Decimal = ZERO

    @property
    def applied(self) -> Decimal:
        """By how much the document is settled: money, credit and discount.

        An inline credit settles nothing more: the document's balance is net of its negative lines
        (a guess).
        """
        inline = self.credit_kind is CreditKind.INLINE
        return self.amount + self.discount + (ZERO if inline else self.credit_amount)


class MoneyRecord(Stamped, frozen=True, kw_only=True, gc=False):
    """What payments, advances and overpayments have in common.

    Attributes:
        party_id: The customer or vendor; empty for a receipt of several customers.
        reversal_of: On the record that reversed another, the RECORDNO of that. Not on the wire.
    """

    state: PaymentState
    party_id: str = msgspec.field(name="customer_id")  # its name in worlds kept on disk
    payment_method: str
    receipt_date: date
    payment_date: date
    total_entered: Decimal
    financial_entity: str = ""
    undeposited_account_no: str = ""
    batch: str = ""
    payer_name: str = ""
    doc_number: str = ""
    description: str = ""
    currency: str = ""
    base_currency: str = ""
    reversal_of: int | None = None


class Payment(MoneyRecord, frozen=True, kw_only=True, gc=False):
    """A receipt from a customer, or the record that reversed one (negative amounts)."""

    details: tuple[PaymentDetail, ...]
    record_type: str = "rp"
    cleared: bool = False


class BillPayment(Payment, frozen=True, kw_only=True, gc=False):
    """A payment to a vendor, or the record that reversed one. Its record type is a guess."""

    record_type: str = "pp"


class AdvanceItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of an advance."""

    record_no: int
    line_no: int
    account_no: str
    amount: Decimal
    memo: str = ""
    location_id: str = ""
    department_id: str = ""
    class_id: str = ""
    project_id: str = ""
    item_id: str = ""
    customer_id: str = ""
    vendor_id: str = ""
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)


class OnAccount(MoneyRecord, frozen=True, kw_only=True, gc=False):
    """Money that waits to be applied: an advance, or what a receipt had too much.

    Attributes:
        items: The lines of an advance.
        total_applied: How much of it was put against invoices, drafts included.
        parent_payment: On an overpayment, the receipt it came with.
    """

    account_no: str = ""
    location_id: str = ""
    department_id: str = ""
    total_applied: Decimal = ZERO
    parent_payment: int | None = None
    items: tuple[AdvanceItem, ...] = ()

    @property
    def unapplied(self) -> Decimal:
        """What is left of it."""
        return (
            ZERO if self.state is PaymentState.VOIDED else self.total_entered - self.total_applied
        )


class Application(Stamped, frozen=True, kw_only=True, gc=False):
    """What one payment paid of one line of a document.

    Attributes:
        paid_item: RECORDNO of the line.
        amount: Negative on the record of a reversal.
    """

    payment_key: int
    detail_key: int
    document_key: int
    paid_item: int
    amount: Decimal
    payment_date: date
    currency: str
    state: PaymentState
