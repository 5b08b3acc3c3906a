"""Payments, and credits put against documents."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sync.domain.money import Money, total
from sync.domain.records.reference import Reference


class PaymentStatus(StrEnum):
    """Where a payment stands. A posted payment never changes: it is undone and made again."""

    DRAFT = "draft"  # Intacct only: entered, not posted; its invoices are Selected
    POSTED = "posted"  # Re-Leased: Active
    UNDONE = "undone"  # Intacct: reversed; Re-Leased: Reversed


@dataclass(frozen=True, slots=True)
class Allocation:
    """What of a payment pays one document.

    Attributes:
        document: The invoice or bill, or the adjustment that debits.
        amount: In the payment's currency; more than zero.
    """

    document: Reference
    amount: Money


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received from a customer (a receipt) or paid to a vendor (a disbursement).

    Attributes:
        reference: Free text: a cheque's number, the sender's own reference.
        contact: The customer, or the vendor.
        paid_on: The day it was received or paid.
        account: The ledger account of the bank, or of undeposited funds.
        method: How it was paid, in that side's own words; empty where unknown.
        amount: The money moved; more than zero.
        status: Where it stands.
        allocations: What it pays, each document once, in the order of their keys.
    """

    reference: str
    contact: Reference
    paid_on: date
    account: Reference | None
    method: str
    amount: Money
    status: PaymentStatus
    allocations: tuple[Allocation, ...]

    @property
    def unapplied(self) -> Money:
        """What of it pays no document yet: an advance, or an overpayment."""
        applied = total((one.amount for one in self.allocations), self.amount.currency)
        return self.amount - applied


@dataclass(frozen=True, slots=True)
class CreditAllocation:
    """What of a credit pays one document.

    Attributes:
        credit: The credit note or adjustment.
        document: The invoice or bill it is put against.
        amount: In the currency of both; more than zero.
        allocated_on: The day it was put there.
        status: Where it stands.
    """

    credit: Reference
    document: Reference
    amount: Money
    allocated_on: date
    status: PaymentStatus
