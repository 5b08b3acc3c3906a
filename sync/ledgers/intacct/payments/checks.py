"""Why Intacct would not take a payment or an allocation as it is: known before it is sent, and refused."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from sync.domain.money import Money
from sync.domain.records import CreditAllocation, Payment, PaymentStatus, Reference
from sync.ledgers.intacct.payments.objects import PaymentObject
from sync.ledgers.intacct.payments.open_documents import OpenDocument
from sync.use_cases.ports import Refused

ACTIONS = {PaymentStatus.DRAFT: "Draft", PaymentStatus.POSTED: "Submit"}
"""What Intacct is asked to do with a new payment."""

There = Mapping[Reference, OpenDocument]
"""The documents that exist."""


def problem_with_payment(
    what: PaymentObject, payment: Payment, there: There, *, base_currency: str
) -> Refused | None:
    """What stands against making this payment; None where nothing does."""
    name = _name_of(what, payment)
    problems = (
        _problem_with_status(name, payment.status),
        _problem_with_currency(name, payment.amount, base_currency),
        _problem_with_rest(name, payment),
        *_problems_with_documents(name, payment.contact.key, _amounts(payment), there),
    )
    return next((one for one in problems if one is not None), None)


def problem_with_allocation(
    what: PaymentObject, allocation: CreditAllocation, there: There, *, base_currency: str
) -> Refused | None:
    """What stands against putting this credit against its document; None where nothing does."""
    document, amount = allocation.document, allocation.amount
    name = f"The credit of {amount} for the {document.kind.singular}"
    if allocation.credit.kind is not what.adjustments.kind:
        return Refused(
            code="credit_not_carried",
            message=f"{name} comes from a {allocation.credit.kind.singular}.",
            remedy="Put it against the document in Intacct by hand.",
        )
    debtor = there.get(document)
    contact = debtor.contact if debtor else ""
    problems = (
        _problem_with_status(name, allocation.status),
        _problem_with_currency(name, amount, base_currency),
        *_problems_with_documents(name, contact, ((document, amount.amount),), there),
        *_problems_with_documents(name, contact, ((allocation.credit, -amount.amount),), there),
    )
    return next((one for one in problems if one is not None), None)


def no_account(what: PaymentObject, payment: Payment) -> Refused:
    """The money has nowhere to go to, or to come from."""
    account = payment.account.key if payment.account else ""
    of_which = f"Account {account}, which it names," if account else "The account it names"
    return Refused(
        code="no_bank_account",
        message=f"{_name_of(what, payment)} cannot be entered. {of_which} is no bank account's in Intacct.",
        remedy="Give the bank account its ledger account in Intacct, or enter the payment there by hand.",
    )


def several_banks(what: PaymentObject, payment: Payment, banks: Iterable[str]) -> Refused:
    """Which bank account is meant cannot be told, and a wrong one would spoil the bank reconciliation."""
    return Refused(
        code="several_bank_accounts",
        message=f"{_name_of(what, payment)} cannot be entered: the bank accounts {', '.join(banks)} "
        "share one ledger account.",
        remedy="Give each bank account a ledger account of its own, or enter the payment by hand.",
    )


def _problem_with_status(name: str, status: PaymentStatus) -> Refused | None:
    if status in ACTIONS:
        return None
    return Refused(
        code="status_not_carried",
        message=f"{name} is {status}; Intacct makes drafts and posted ones.",
        remedy="Nothing: it ended before it travelled.",
    )


def _problem_with_currency(name: str, amount: Money, base_currency: str) -> Refused | None:
    if amount.currency == base_currency:
        return None
    return Refused(
        code="foreign_currency",
        message=f"{name} is in {amount.currency}; Intacct's books are in {base_currency}.",
        remedy="Enter it in Intacct by hand.",
    )


def _problem_with_rest(name: str, payment: Payment) -> Refused | None:
    if payment.unapplied.amount == 0:
        return None
    applied = payment.amount - payment.unapplied
    return Refused(
        code="not_fully_applied",
        message=f"{name} moves {payment.amount} and pays documents of {applied}.",
        remedy="Allocate all of it, and no more, in Re-Leased.",
    )


def _problems_with_documents(
    name: str, contact: str, amounts: Iterable[tuple[Reference, Decimal]], there: There
) -> Iterator[Refused | None]:
    for reference, amount in amounts:
        document = there.get(reference)
        yield (
            _gone(name, reference)
            if document is None
            else _problem_with_document(name, contact, reference, amount, document)
        )


def _problem_with_document(
    name: str, contact: str, reference: Reference, amount: Decimal, document: OpenDocument
) -> Refused | None:
    label = f"{reference.kind.singular} {document.number or document.record_no}"
    if document.contact != contact:
        return Refused(
            code="document_of_another",
            message=f"{name} is of {contact}, and {label} of {document.contact}.",
            remedy="Allocate it to documents of its own contact in Re-Leased.",
        )
    if not document.is_posted or document.has_ended:
        return Refused(
            code="document_not_open",
            message=f"{name} cannot be put against {label}, which is {document.state.lower()} in Intacct.",
            remedy="Look at the document in Intacct: post it, or allocate the money to another one.",
        )
    # What is owed is positive, what is credited negative: both are used up towards zero.
    if abs(amount) > document.open_amount * (1 if amount > 0 else -1):
        return Refused(
            code="more_than_open",
            message=f"{name} takes {abs(amount)} of {label}, of which {abs(document.open_amount)} is open.",
            remedy="Look in Intacct what has settled it already.",
        )
    return None


def _gone(name: str, reference: Reference) -> Refused:
    return Refused(
        code="document_gone",
        message=f"{name} needs the {reference.kind.singular} {reference.key}, which is not in Intacct.",
        remedy="Check in Intacct whether it was deleted.",
        moved=True,
    )


def _amounts(payment: Payment) -> Iterator[tuple[Reference, Decimal]]:
    return ((one.document, one.amount.amount) for one in payment.allocations)


def _name_of(what: PaymentObject, payment: Payment) -> str:
    """How a sentence about this payment begins: `Receipt Cheque 41 of 100.00 GBP`."""
    reference = f" {payment.reference[:60]}" if payment.reference else ""
    return f"{what.kind.singular.capitalize()}{reference} of {payment.amount}"
