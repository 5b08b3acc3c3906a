"""The records of money that came in or went out."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from sandbox.intacct.records import Stamped


class PaymentState(StrEnum):
    """States of an ARPYMT. The labels are a guess; the letters behind them are documented."""

    DRAFT = "Draft"
    COMPLETE = "Complete"
    VOIDED = "Voided"

    @property
    def letter(self) -> str:
        """RAWSTATE: D, C or V."""
        return self.value[0]


class PaymentDetail(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One application of a payment to an invoice."""

    record_no: int
    invoice_key: int
    amount: Decimal
    entry_key: int | None = None


class Payment(Stamped, frozen=True, kw_only=True, gc=False):
    """A receipt from a customer, or the record that reversed one (negative amounts)."""

    state: PaymentState
    customer_id: str
    payment_method: str
    receipt_date: date
    payment_date: date
    total_entered: Decimal
    details: tuple[PaymentDetail, ...]
    record_type: str = "rp"
    financial_entity: str = ""
    undeposited_account_no: str = ""
    doc_number: str = ""
    description: str = ""
    currency: str = ""
    base_currency: str = ""
    cleared: bool = False
    reversal_of: int | None = None
