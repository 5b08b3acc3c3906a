"""The legacy functions for receipts and for payments to vendors."""

from functools import partial
from typing import Any

from sandbox.intacct.forms import AdvanceForm, ApplicationForm, CreditForm, PaymentForm
from sandbox.intacct.functions.legacy_forms import amount_of, date_of, key_element, texts
from sandbox.intacct.functions.registry import Call, Function, Handler
from sandbox.intacct.payment_records import CreditKind
from sandbox.intacct.records import ZERO
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.document_kinds import ADJUSTMENT, INVOICE
from sandbox.intacct.rules.documents import no_such_document
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT, PaymentKind
from sandbox.intacct.wire.tree import Element, text_of
from sandbox.intacct.wire.values import parse_key

_HEADER = {
    "customerid": "party_id",
    "bankaccountid": "financial_entity",
    "undepfundsacct": "undeposited_account_no",
    "batchkey": "batch",
    "refid": "doc_number",
    "overpaylocid": "location_id",
    "overpaydeptid": "department_id",
    "paymentmethod": "payment_method",
    "currency": "currency",
}


def create_arpayment(call: Call) -> list[Element]:
    """Enter a receipt. What is beyond its invoices waits on account; without invoices all of it does.

    Balance-forward companies, where Intacct would apply it by itself, are not imitated.
    """
    element = call.element
    total = amount_of(text_of(element, "paymentamount"))
    applications = tuple(map(_application, element.findall("arpaymentitem")))
    rest = total - sum((application.amount for application in applications), ZERO)
    if rest < ZERO:
        raise business_rule(f"The invoices' amounts exceed the payment amount {total}")
    received = element.find("datereceived")
    form = PaymentForm(
        **{"party_id": "", **texts(element, _HEADER, keep_blanks=False)},
        receipt_date=call.book.now().date() if received is None else date_of(received),
        applications=applications,
        overpayment=rest if applications else ZERO,
    )
    if not applications:
        line = AdvanceForm(
            amount=total, location_id=form.location_id, department_id=form.department_id
        )
        return [key_element(call.book.receive_advance(form, [line], by=call.user_id).record_no)]
    return [key_element(call.book.receive_payment(form, by=call.user_id).record_no)]


def apply_arpayment(call: Call) -> list[Element]:
    """Put a credit memo, a negative invoice, an advance or an overpayment against invoices.

    Makes a receipt without money, whose key is the answer (a guess).
    """
    element = call.element
    key = _key(text_of(element, "arpaymentkey"))
    kind, customer_id = _credit_source(call, key)
    applications = tuple(
        ApplicationForm(
            document_key=item.document_key,
            credit=CreditForm(kind=kind, key=key, amount=item.amount),
        )
        for item in map(_application, element.findall("arpaymentitems/arpaymentitem"))
    )
    day = element.find("paymentdate")
    form = PaymentForm(
        party_id=customer_id,
        receipt_date=call.book.now().date() if day is None else date_of(day),
        applications=applications,
        description=text_of(element, "memo"),
    )
    return [key_element(call.book.receive_payment(form, by=call.user_id).record_no)]


def reverse(kind: PaymentKind[Any], call: Call) -> list[Element]:
    """Reverse a payment; the answer is the reversal's key (a guess)."""
    holder = call.element.find("datereversed")
    on = call.book.now().date() if holder is None else date_of(holder)
    reversal = call.book.reverse_payment(
        _owned_key(kind, call),
        on=on,
        description=text_of(call.element, "description"),
        kind=kind,
        by=call.user_id,
    )
    return [key_element(reversal.record_no)]


def delete(kind: PaymentKind[Any], call: Call) -> list[Element]:
    """Delete a draft payment; the answer is the status only."""
    call.book.delete_payment(_owned_key(kind, call), kind=kind, by=call.user_id)
    return []


def _application(element: Element) -> ApplicationForm:
    text = text_of(element, "invoicekey")
    key = parse_key(text)
    if key is None:
        raise no_such_document(INVOICE, text)
    return ApplicationForm(document_key=key, amount=amount_of(text_of(element, "amount")))


def _credit_source(call: Call, key: int) -> tuple[CreditKind, str]:
    book = call.book
    sources = (
        (CreditKind.ADJUSTMENT, book.documents_of(ADJUSTMENT).get(key)),
        (CreditKind.NEGATIVE_INVOICE, book.invoices.get(key)),
        (CreditKind.ADVANCE, book.advances.get(key)),
        (CreditKind.OVERPAYMENT, book.overpayments.get(key)),
    )
    for kind, record in sources:
        if record is not None:
            return kind, record.party_id
    raise business_rule(f"Payment {key} is not valid")


def _owned_key(kind: PaymentKind[Any], call: Call) -> int:
    """The key of a payment that may be changed from where the user works."""
    key = _key(call.element.get("key", ""))
    call.check_owner(call.book.payments_of(kind).get(key))
    return key


def _key(text: str) -> int:
    key = parse_key(text)
    if key is None:
        raise business_rule(f"Payment {text} is not valid")
    return key


def _function(name: str, handle: Handler, kind: PaymentKind[Any]) -> Function:
    verb, _, noun = name.partition("_")
    wrapper = f"Could not {verb} {noun} record!"
    return Function(handle, writes=True, wrapper=wrapper, object_name=kind.object_name)


FUNCTIONS = {
    name: _function(name, handle, kind)
    for name, handle, kind in (
        ("create_arpayment", create_arpayment, RECEIPT),
        ("apply_arpayment", apply_arpayment, RECEIPT),
        ("reverse_arpayment", partial(reverse, RECEIPT), RECEIPT),
        ("delete_arpayment", partial(delete, RECEIPT), RECEIPT),
        ("reverse_appayment", partial(reverse, BILL_PAYMENT), BILL_PAYMENT),
    )
}
