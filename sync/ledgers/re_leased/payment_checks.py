"""Payments and allocations for which Re-Leased has no place: known before they are sent, and refused."""

from sync.domain.kinds import RecordKind
from sync.domain.records import CreditAllocation, Payment, PaymentStatus, Record
from sync.use_cases.ports import Refused

_STATUS_REMEDIES = {
    PaymentStatus.DRAFT: "Post it in Intacct; it then comes across by itself.",
    PaymentStatus.UNDONE: "Nothing: it ended before it travelled.",
}


def problem_with_payment(kind: RecordKind, record: Record) -> Refused | None:
    """What stands against making a payment.

    Over- and prepayments do not come across (help centre), and no payment is without its bank account.
    """
    if not isinstance(record, Payment):
        return None
    name = _name_of(kind, record)
    if record.status in _STATUS_REMEDIES:
        return _status_not_carried(name, record.status)
    if record.account is None:
        return Refused(
            code="no_bank_account",
            message=f"{name} names no account that it was paid into or from.",
            remedy="Give it a bank account in Intacct, or enter it in Re-Leased by hand.",
        )
    if record.unapplied.amount != 0:
        return Refused(
            code="not_fully_applied",
            message=f"{name} pays documents of {record.amount - record.unapplied} only; "
            "Re-Leased keeps no money that pays nothing.",
            remedy="Apply all of it in Intacct; until then it stays out of Re-Leased.",
        )
    return None


def problem_with_allocation(credit_kind: RecordKind, record: Record) -> Refused | None:
    """What stands against putting a credit against a document: only credits of `credit_kind` can be."""
    if not isinstance(record, CreditAllocation):
        return None
    name = f"The credit of {record.amount} for the {record.document.kind.singular}"
    if record.status in _STATUS_REMEDIES:
        return _status_not_carried(name, record.status)
    if record.credit.kind is not credit_kind:
        return Refused(
            code="credit_not_carried",
            message=f"{name} comes from a {record.credit.kind.singular}.",
            remedy="Put a credit note against the document in Re-Leased by hand.",
        )
    return None


def _status_not_carried(name: str, status: PaymentStatus) -> Refused:
    return Refused(
        code="status_not_carried",
        message=f"{name} is {status}; Re-Leased takes posted ones only.",
        remedy=_STATUS_REMEDIES[status],
    )


def _name_of(kind: RecordKind, payment: Payment) -> str:
    """How a sentence about this payment begins: `Receipt BACS 41 of 100.00 GBP`."""
    reference = f" {payment.reference[:60]}" if payment.reference else ""
    return f"{kind.singular.capitalize()}{reference} of {payment.amount}"
