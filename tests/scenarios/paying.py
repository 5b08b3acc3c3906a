"""People enter, apply and undo payments, as a scenario's table says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from sandbox.intacct.forms import AdvanceForm, ApplicationForm, CreditForm, PaymentForm
from sandbox.intacct.payment_records import CreditKind, PaymentState
from sandbox.intacct.payment_records import Payment as IntacctPayment
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT, PaymentKind
from sandbox.re_leased.document_records import Payment as ReLeasedPayment
from sandbox.re_leased.document_records import PaymentAllocation, PaymentStatus
from sandbox.re_leased.document_records import PaymentKind as MoneyKind
from sandbox.re_leased.fields import PaymentFields
from tests.scenarios.papers import PAPERS_BY_NAME, Paper
from tests.scenarios.parties import Party
from tests.scenarios.story import Story
from tests.scenarios.tables import Row, Table, amount, day, rows_of
from tests.sync.use_cases.bridge import COMPANY, FIONA, MARCUS

COLUMNS = frozenset({"reference", "tenant", "supplier", "pays", "amount", "dated"})
ON_ACCOUNT = "on account"
BANK = "1000"


@dataclass(frozen=True, slots=True)
class Till:
    """Money of one direction: the documents it pays, and what both ledgers call it."""

    pays: Paper
    book: PaymentKind[Any]
    money: MoneyKind

    def all_in_intacct(self, story: Story) -> list[IntacctPayment]:
        """All such payments in Intacct; not the records that reversed one."""
        payments = story.bridge.intacct.payments_of(self.book)
        return [one for one in payments if one.reversal_of is None]

    def all_in_re_leased(self, story: Story) -> list[ReLeasedPayment]:
        """All such payments in Re-Leased that are not reversed."""
        every = story.bridge.re_leased.payments.shelf.every(COMPANY)
        return [
            one for one in every if one.kind is self.money and one.status is PaymentStatus.ACTIVE
        ]

    def in_intacct(self, story: Story, reference: str) -> IntacctPayment:
        """The one payment of this reference in Intacct."""
        (found,) = (one for one in self.all_in_intacct(story) if one.doc_number == reference)
        return found

    def in_re_leased(self, story: Story, reference: str) -> ReLeasedPayment:
        """The one payment of this reference in Re-Leased."""
        (found,) = (one for one in self.all_in_re_leased(story) if one.reference == reference)
        return found


TILLS = {
    "receipt": Till(PAPERS_BY_NAME["sales invoice"], RECEIPT, MoneyKind.RECEIPT),
    "disbursement": Till(PAPERS_BY_NAME["bill"], BILL_PAYMENT, MoneyKind.DISBURSEMENT),
}


def pay_in_intacct(story: Story, till: Till, table: Table) -> None:
    """Fiona enters payments; rows of one reference are one payment."""
    for reference, rows in _payments(table):
        party = Party(story, till.pays.role, rows[0][till.pays.role.word]).in_intacct()
        form = PaymentForm(
            party_id=party.party_id,
            receipt_date=day(rows[0].get("dated", "today")),
            applications=tuple(
                ApplicationForm(
                    document_key=till.pays.in_intacct(story, row["pays"]).record_no,
                    amount=amount(row["amount"]),
                )
                for row in rows
                if row["pays"] != ON_ACCOUNT
            ),
            financial_entity=f"BANK-{BANK}",
            doc_number=reference,
            overpayment=_total(row for row in rows if row["pays"] == ON_ACCOUNT),
        )
        story.bridge.intacct.pay(till.book, form, by=FIONA)


def pay_in_re_leased(story: Story, till: Till, table: Table) -> None:
    """Marcus enters payments; rows of one reference are one payment."""
    for reference, rows in _payments(table):
        fields = PaymentFields(
            kind=till.money,
            contact_id=Party(story, till.pays.role, rows[0][till.pays.role.word]).in_re_leased().id,
            date=day(rows[0].get("dated", "today")),
            amount=_total(rows),
            bank_account_code=BANK,
            reference=reference,
            allocations=tuple(
                PaymentAllocation(
                    invoice_id=till.pays.in_re_leased(story, row["pays"]).id,
                    amount=amount(row["amount"]),
                )
                for row in rows
            ),
        )
        story.bridge.re_leased.payments.pay(COMPANY, fields, by=MARCUS)


def pay_without_document(
    story: Story, till: Till, name: str, money: Decimal, reference: str
) -> None:
    """Fiona enters money that pays nothing yet."""
    form = PaymentForm(
        party_id=Party(story, till.pays.role, name).in_intacct().party_id,
        receipt_date=day("today"),
        applications=(),
        financial_entity=f"BANK-{BANK}",
        doc_number=reference,
    )
    item = AdvanceForm(amount=money, account_no=till.pays.terms.account)
    story.bridge.intacct.receive_advance(form, [item], kind=till.book, by=FIONA)


def apply_on_account(story: Story, till: Till, reference: str, number: str, money: Decimal) -> None:
    """Fiona puts money that stands on account against a document."""
    document = till.pays.in_intacct(story, number)
    form = PaymentForm(
        party_id=document.party_id,
        receipt_date=day("today"),
        applications=(
            ApplicationForm(
                document_key=document.record_no, credit=_credit(story, till, reference, money)
            ),
        ),
    )
    story.bridge.intacct.pay(till.book, form, by=FIONA)


def _credit(story: Story, till: Till, reference: str, money: Decimal) -> CreditForm:
    """The advance of this reference, or what the payment of this reference left on account."""
    books = story.bridge.intacct
    for advance in books.advances_of(till.book):
        if advance.doc_number == reference:
            return CreditForm(kind=CreditKind.ADVANCE, key=advance.record_no, amount=money)
    payment = till.in_intacct(story, reference)
    (rest,) = (
        one
        for one in books.overpayments
        if one.parent_payment == payment.record_no and one.state is not PaymentState.VOIDED
    )
    return CreditForm(kind=CreditKind.OVERPAYMENT, key=rest.record_no, amount=money)


def _payments(table: Table) -> Iterable[tuple[str, Sequence[Row]]]:
    for reference, rows in groupby(rows_of(table, COLUMNS), key=lambda row: row["reference"]):
        yield reference, list(rows)


def _total(rows: Iterable[Row]) -> Decimal:
    return sum((amount(row["amount"]) for row in rows), Decimal(0))
