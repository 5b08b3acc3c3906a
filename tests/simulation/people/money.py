"""People pay, put money and credits against documents, and undo payments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.intacct.forms import AdvanceForm, ApplicationForm, CreditForm, PaymentForm
from sandbox.intacct.payment_records import CreditKind, PaymentState
from sandbox.intacct.records import Document, InvoiceState
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT, PaymentKind
from sandbox.re_leased.document_records import Document as ReLeasedDocument
from sandbox.re_leased.document_records import Kind, PaymentAllocation, PaymentStatus, Status
from sandbox.re_leased.document_records import PaymentKind as MoneyKind
from sandbox.re_leased.fields import AllocationFields, PaymentFields
from tests.scenarios.papers import PAPERS, PAPERS_BY_NAME, Paper
from tests.simulation.people.acting import Act, Somebody
from tests.simulation.people.documents import is_invoice, is_paid_by
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

BANK = "1000"


@dataclass(frozen=True, slots=True)
class _Till:
    pays: Paper
    credit: Paper
    book: PaymentKind[Any]


_TILLS = (
    _Till(PAPERS_BY_NAME["sales invoice"], PAPERS_BY_NAME["sales credit note"], RECEIPT),
    _Till(PAPERS_BY_NAME["bill"], PAPERS_BY_NAME["purchase credit note"], BILL_PAYMENT),
)


def pay(who: Somebody) -> str:
    """The whole of what is due, or a part; seldom only as a draft, or more than is due."""
    till, one = who.pick(_to_pay(who))
    amount = _share(who, one.total_due - one.total_selected)
    form = PaymentForm(
        party_id=one.party_id,
        receipt_date=who.today,
        applications=(ApplicationForm(document_key=one.record_no, amount=amount),),
        financial_entity=f"BANK-{BANK}",
        doc_number=who.entered.next("PAY"),
        overpayment=Decimal(10) if who.chance.random() < 0.1 else Decimal(0),
    )
    draft = who.chance.random() < 0.1
    who.intacct.pay(till.book, form, draft=draft, by=FIONA)
    return f"pays {amount} of {one.record_id}{' as a draft' if draft else ''}"


def pay_several(who: Somebody) -> str:
    """One payment for two documents of one party."""
    till, first = who.pick(_to_pay(who))
    second = who.pick(
        one
        for other, one in _to_pay(who)
        if other is till and one.party_id == first.party_id and one is not first
    )
    form = PaymentForm(
        party_id=first.party_id,
        receipt_date=who.today,
        applications=tuple(
            ApplicationForm(document_key=one.record_no, amount=one.total_due - one.total_selected)
            for one in (first, second)
        ),
        financial_entity=f"BANK-{BANK}",
        doc_number=who.entered.next("PAY"),
    )
    who.intacct.pay(till.book, form, by=FIONA)
    return f"pays {first.record_id} and {second.record_id}"


def _to_pay(who: Somebody) -> Iterator[tuple[_Till, Document]]:
    for till in _TILLS:
        for one in who.documents_in_intacct(till.pays):
            if is_paid_by(till.pays, one) and one.total_due > one.total_selected:
                yield till, one


def _share(who: Somebody, due: Decimal) -> Decimal:
    if who.chance.random() < 0.6:
        return due
    return max(Decimal("0.01"), (due / 3).quantize(Decimal("0.01")))


def post_payment(who: Somebody) -> str:
    """Post a draft payment, or throw it away."""
    till, one = who.pick(
        (till, one)
        for till in _TILLS
        for one in who.intacct.payments_of(till.book)
        if one.state is PaymentState.DRAFT
    )
    if who.chance.random() < 0.3:
        who.intacct.delete_payment(one.record_no, kind=till.book, by=FIONA)
        return f"deletes payment {one.doc_number}"
    who.intacct.post_payment(one.record_no, kind=till.book, by=FIONA)
    return f"posts payment {one.doc_number}"


def undo_payment(who: Somebody) -> str:
    """Reverse a payment in Intacct."""
    till, one = who.pick(
        (till, one)
        for till in _TILLS
        for one in who.intacct.payments_of(till.book)
        if one.state is PaymentState.COMPLETE and one.reversal_of is None
    )
    who.intacct.reverse_payment(one.record_no, on=who.today, kind=till.book, by=FIONA)
    return f"undoes payment {one.doc_number} ({one.record_no})"


def money_on_account(who: Somebody) -> str:
    """Money that pays nothing yet."""
    till = who.pick(_TILLS)
    form = PaymentForm(
        party_id=who.party(till.pays).party_id,
        receipt_date=who.today,
        applications=(),
        financial_entity=f"BANK-{BANK}",
        doc_number=who.entered.next("ADV"),
    )
    item = AdvanceForm(amount=who.amount(), account_no=till.pays.terms.account)
    who.intacct.receive_advance(form, [item], kind=till.book, by=FIONA)
    return f"takes {item.amount} on account"


def apply_credit(who: Somebody) -> str:
    """A credit or money on account against a document of the same party."""
    till, credit, left, party_id = who.pick(_credits(who))
    document = who.pick(
        one for other, one in _to_pay(who) if other is till and one.party_id == party_id
    )
    amount = min(left, document.total_due - document.total_selected)
    form = PaymentForm(
        party_id=party_id,
        receipt_date=who.today,
        applications=(
            ApplicationForm(
                document_key=document.record_no,
                credit=CreditForm(kind=credit[0], key=credit[1], amount=amount),
            ),
        ),
    )
    who.intacct.pay(till.book, form, by=FIONA)
    return f"puts {credit[0]} {credit[1]}, {amount}, against {document.record_id}"


def _credits(who: Somebody) -> Iterator[tuple[_Till, tuple[CreditKind, int], Decimal, str]]:
    for till in _TILLS:
        for one in who.documents_in_intacct(till.credit):
            left = -(one.total_entered - one.total_paid)
            if one.state in {InvoiceState.POSTED, InvoiceState.PARTIALLY_PAID} and left > 0:
                yield till, (CreditKind.ADJUSTMENT, one.record_no), left, one.party_id
        for advance in who.intacct.advances_of(till.book):
            yield (
                till,
                (CreditKind.ADVANCE, advance.record_no),
                advance.total_entered,
                advance.party_id,
            )


def pay_in_re_leased(who: Somebody) -> str:
    """The whole of what is due, or a part."""
    one = who.pick(_due_in_re_leased(who))
    amount = _share(who, one.amount_due)
    is_income = one.kind is Kind.INCOME
    fields = PaymentFields(
        kind=MoneyKind.RECEIPT if is_income else MoneyKind.DISBURSEMENT,
        contact_id=one.contact_id,
        date=who.today,
        amount=amount,
        bank_account_code=BANK,
        reference=who.entered.next("RPAY"),
        allocations=(PaymentAllocation(invoice_id=one.id, amount=amount),),
    )
    who.re_leased.payments.pay(COMPANY, fields, by=MARCUS)
    return f"pays {amount} of {one.invoice_number}"


def _due_in_re_leased(who: Somebody) -> Iterator[ReLeasedDocument]:
    return (
        one
        for one in who.any_in_re_leased()
        if one.status is Status.APPROVED and is_invoice(one) and one.amount_due > 0
    )


def undo_payment_in_re_leased(who: Somebody) -> str:
    """Reverse a payment in Re-Leased, which is Intacct's to do."""
    one = who.pick(
        one
        for one in who.re_leased.payments.shelf.every(COMPANY)
        if one.status is PaymentStatus.ACTIVE
    )
    who.re_leased.payments.reverse(COMPANY, one.id, by=MARCUS)
    return f"undoes payment {one.reference} ({one.id})"


def allocate_credit(who: Somebody) -> str:
    """Put a credit note against an invoice of the same contact."""
    credit = who.pick(
        one
        for one in who.any_in_re_leased()
        if one.is_credit and one.status is Status.APPROVED and one.amount_due > 0
    )
    invoice = who.pick(
        one
        for one in _due_in_re_leased(who)
        if one.contact_id == credit.contact_id and one.kind is credit.kind
    )
    amount = min(credit.amount_due, invoice.amount_due)
    item = AllocationFields(invoice_id=invoice.id, amount=amount, date=who.today)
    who.re_leased.credits.allocate(COMPANY, credit.id, [item], by=MARCUS)
    return f"puts {amount} of {credit.invoice_number} against {invoice.invoice_number}"


def take_credit_off(who: Somebody) -> str:
    """Take a credit off a document again."""
    credit = who.pick(one for one in who.any_in_re_leased() if one.is_credit and one.allocations)
    allocation = who.pick(credit.allocations)
    who.re_leased.credits.take_off(COMPANY, credit.id, allocation.id, by=MARCUS)
    return f"takes {credit.invoice_number} off a document"


assert all(till.pays in PAPERS and till.credit in PAPERS for till in _TILLS)

MONEY: Mapping[str, Act] = {
    "pay in Intacct": pay,
    "pay several in Intacct": pay_several,
    "post a payment": post_payment,
    "undo a payment in Intacct": undo_payment,
    "take money on account": money_on_account,
    "apply a credit in Intacct": apply_credit,
    "pay in Re-Leased": pay_in_re_leased,
    "undo a payment in Re-Leased": undo_payment_in_re_leased,
    "allocate a credit in Re-Leased": allocate_credit,
    "take a credit off": take_credit_off,
}
"""By name."""
