"""What settles a document: payments and credit put against it."""

from decimal import Decimal
from typing import Any

from sandbox.re_leased.document_records import Document, Status
from sandbox.re_leased.money import ZERO
from sandbox.re_leased.refusal import Detail, wrong_status


def settled(
    document: Document, *, paid: Decimal = ZERO, credited: Decimal = ZERO
) -> dict[str, Any]:
    """The changes on a document when so much more of it is paid or credited (less, if negative).

    Approved turns Paid when nothing is due any more, and back when a payment is reversed.
    """
    amount_paid = document.amount_paid + paid
    amount_credited = document.amount_credited + credited
    amount_due = document.gross_total - amount_paid - amount_credited
    return {
        "amount_paid": amount_paid,
        "amount_credited": amount_credited,
        "amount_due": amount_due,
        "status": Status.PAID if amount_due == ZERO else Status.APPROVED,
    }


def settlement_fault(
    document: Document, amount: Decimal, *, field: str, exceeds: str
) -> Detail | None:
    """Why `amount` cannot be put against the document, if so; `exceeds` is the detail code.

    A paid invoice takes no more, and nothing takes more than is due.

    Raises:
        Refusal: 409 when it is neither Approved nor Paid.
    """
    if document.status is Status.PAID:
        return Detail(field, "invoice_already_paid", f"{document.title} is paid already.")
    if document.status is not Status.APPROVED:
        raise wrong_status("settle", document.title, current_status=document.status)
    if amount <= ZERO:
        return Detail(field, "invalid_value", "The amount must be above zero.")
    if amount > document.amount_due:
        message = f"{amount} is more than the {document.amount_due} due on {document.title}."
        return Detail(field, exceeds, message)
    return None
