"""The generic create, update and delete of ARPYMT and APPYMT, and create of advances."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.forms import AdvanceForm, ApplicationForm, CreditForm, PaymentForm
from sandbox.intacct.payment_records import CreditKind, OnAccount, Payment
from sandbox.intacct.records import ZERO
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.payment_kinds import PaymentKind
from sandbox.intacct.wire.tree import Element, text_of
from sandbox.intacct.wire.values import parse_date, parse_key, parse_number

_TEXTS = {
    "PAYMENTMETHOD": "payment_method",
    "FINANCIALENTITY": "financial_entity",
    "UNDEPOSITEDACCOUNTNO": "undeposited_account_no",
    "PRBATCH": "batch",
    "CUSTOMERID": "party_id",
    "VENDORID": "party_id",
    "PAYERNAME": "payer_name",
    "DOCNUMBER": "doc_number",
    "DESCRIPTION": "description",
    "CURRENCY": "currency",
    "OVERPAYMENTLOCATIONID": "location_id",
    "OVERPAYMENTDEPARTMENTID": "department_id",
}
_ITEM_DIMENSIONS = {
    "LOCATIONID": "location_id",
    "DEPARTMENTID": "department_id",
    "CLASSID": "class_id",
    "PROJECTID": "project_id",
}
# What each credit is called in a detail: its key, and the amounts it may come with.
_CREDITS = {
    "ADJUSTMENTKEY": (CreditKind.ADJUSTMENT, ("TRX_ADJUSTMENTAMOUNT", "ADJUSTMENTAMOUNT")),
    "NEGATIVEINVOICEKEY": (
        CreditKind.NEGATIVE_INVOICE,
        ("TRX_NEGATIVEINVOICEAMOUNT", "NEGATIVEINVOICEAMOUNT"),
    ),
    "NEGATIVEBILLINVOICEKEY": (CreditKind.NEGATIVE_INVOICE, ("TRX_NEGATIVEBILLINVOICEAMOUNT",)),
    "ADVANCEKEY": (CreditKind.ADVANCE, ("TRX_ADVANCEAMOUNT", "ADVANCEAMOUNT")),
    "POSTEDADVANCEKEY": (CreditKind.ADVANCE, ("TRX_POSTEDADVANCEAMOUNT",)),
    "OVERPAYMENTKEY": (CreditKind.OVERPAYMENT, ("TRX_OVERPAYMENTAMOUNT", "OVERPAYMENTAMOUNT")),
    "INLINEKEY": (CreditKind.INLINE, ("TRX_INLINEAMOUNT", "INLINEAMOUNT")),
    "POSTEDOVERPAYMENTKEY": (CreditKind.OVERPAYMENT, ("TRX_POSTEDOVERPAYMENTAMOUNT",)),
}


@dataclass(frozen=True, slots=True)
class PaymentSubmission:
    """A filled-in payment and whether it is to be posted; `given` names the filled-in fields."""

    form: PaymentForm
    submit: bool
    given: frozenset[str]


def payment_submission(element: Element) -> PaymentSubmission:
    """Read an ARPYMT or APPYMT element."""
    action = text_of(element, "ACTION") or "Submit"
    if action.lower() not in {"submit", "draft"}:
        raise business_rule(f"Action {action} is not valid", "Use Draft or Submit.")
    values = _header(element)
    name = str(element.tag)
    details = element.findall(f"{name}DETAILS/{name}DETAIL")
    if element.find(f"{name}DETAILS") is not None:
        values["applications"] = tuple(map(_application, details))
    form = PaymentForm(
        **{"party_id": "", "receipt_date": _NO_DATE, "applications": (), **values},
    )
    return PaymentSubmission(form, action.lower() == "submit", frozenset(values))


def enter_payment(
    book: IntacctBook, kind: PaymentKind[Any], submission: PaymentSubmission, *, by: str
) -> Payment:
    """Create a payment, posted unless ACTION is Draft."""
    if "receipt_date" not in submission.given:
        raise business_rule("A payment date is required")
    payment: Payment = book.pay(kind, submission.form, draft=not submission.submit, by=by)
    return payment


def change_payment(
    book: IntacctBook,
    kind: PaymentKind[Any],
    record_no: int,
    submission: PaymentSubmission,
    *,
    by: str,
) -> Payment:
    """Post a draft, or put it anew: with details given, those that are left out are gone."""
    if not submission.given and submission.submit:
        return book.post_payment(record_no, kind=kind, by=by)
    before = book.payment(record_no, kind=kind)
    kept = {
        name: getattr(before, name)
        for name in PaymentForm.__struct_fields__
        if hasattr(before, name)
    }
    kept["applications"] = tuple(_as_filled_in(before))
    changes = {name: getattr(submission.form, name) for name in submission.given}
    form = PaymentForm(**{**kept, **changes})
    changed: Payment = book.change_payment(kind, record_no, form, submit=submission.submit, by=by)
    return changed


def enter_advance(
    book: IntacctBook, kind: PaymentKind[Any], element: Element, *, by: str
) -> OnAccount:
    """Create an ARADVANCE, or an APADVANCE as its mirror (a guess)."""
    name = kind.advance_name
    values = {"party_id": "", "receipt_date": book.now().date(), **_header(element)}
    form = PaymentForm(**{**values, "applications": ()})
    items = [_advance_item(item) for item in element.iterfind(f"{name}ITEMS/{name}ITEM")]
    return book.receive_advance(form, items, kind=kind, by=by)


def _advance_item(element: Element) -> AdvanceForm:
    return AdvanceForm(
        amount=amount_in(element, "TRX_AMOUNT", "AMOUNT"),
        account_no=text_of(element, "ACCOUNTNO") or text_of(element, "ACCOUNTLABEL"),
        memo=text_of(element, "ENTRYDESCRIPTION"),
        custom_fields={
            str(child.tag): (child.text or "").strip()
            for child in element
            if str(child.tag).startswith("GLDIM")
        },
        **{name: text_of(element, tag) for tag, name in _ITEM_DIMENSIONS.items()},
    )


def amount_in(element: Element, *tags: str) -> Decimal:
    """The amount in the first of these elements that has one, or nothing."""
    for tag in tags:
        text = text_of(element, tag)
        if text:
            try:
                return parse_number(text)
            except ValueError as error:
                raise business_rule(f"Invalid value '{text}' for field {tag}") from error
    return ZERO


_NO_DATE = parse_date("0001-01-01")


def _header(element: Element) -> dict[str, Any]:
    values: dict[str, Any] = {
        attribute: text_of(element, tag)
        for tag, attribute in _TEXTS.items()
        if element.find(tag) is not None
    }
    for tag, attribute in (
        *(("PAYMENTDATE", "receipt_date"), ("WHENCREATED", "receipt_date")),
        *(("RECEIPTDATE", "receipt_date"), ("PAYMENTDATE", "payment_date")),
    ):
        text = text_of(element, tag)
        if text:
            values[attribute] = _day(tag, text)
    overpayment = amount_in(element, "OVERPAYMENTAMOUNT")
    if overpayment:
        values["overpayment"] = overpayment
    return values


def _day(tag: str, text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError as error:
        raise business_rule(f"Invalid value '{text}' for field {tag}") from error


def _application(element: Element) -> ApplicationForm:
    invoice, debit_memo = text_of(element, "RECORDKEY"), text_of(element, "POSADJKEY")
    if bool(invoice) is bool(debit_memo):
        raise business_rule("A payment detail needs either RECORDKEY or POSADJKEY")
    entry = text_of(element, "ENTRYKEY") or text_of(element, "POSADJENTRYKEY")
    return ApplicationForm(
        document_key=_key(invoice or debit_memo),
        amount=amount_in(element, "TRX_PAYMENTAMOUNT", "PAYMENTAMOUNT"),
        entry_key=_key(entry) if entry else None,
        discount=amount_in(element, "TRX_TOTALDISCOUNTTOAPPLY", "DISCOUNTTOAPPLY"),
        credit=_credit(element),
    )


def _credit(element: Element) -> CreditForm | None:
    found = [
        CreditForm(kind=kind, key=_key(key), amount=amount_in(element, *amounts))
        for tag, (kind, amounts) in _CREDITS.items()
        if (key := text_of(element, tag))
    ]
    if len(found) > 1:
        raise business_rule("A payment detail takes one kind of credit")
    return found[0] if found else None


def _key(text: str) -> int:
    key = parse_key(text)
    if key is None:
        raise business_rule("Oops, we can't find this transaction; enter a valid key.")
    return key


def _as_filled_in(payment: Payment) -> list[ApplicationForm]:
    return [
        ApplicationForm(
            document_key=detail.document_key,
            amount=detail.amount,
            entry_key=detail.entry_key,
            discount=detail.discount,
            credit=None
            if detail.credit_kind is None or detail.credit_key is None
            else CreditForm(
                kind=detail.credit_kind, key=detail.credit_key, amount=detail.credit_amount
            ),
        )
        for detail in payment.details
    ]
