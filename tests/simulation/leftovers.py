"""What a story left behind, put side by side: both ledgers' records by our keys, and what we know of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from sandbox.intacct.credentials import USER_ID
from sandbox.intacct.order_records import OrderDocument
from sandbox.intacct.payment_records import PaymentState
from sandbox.intacct.records import ZERO, InvoiceState
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, PURCHASING
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT, PaymentKind
from sandbox.re_leased.document_records import AdjustmentType, DocumentType, PaymentStatus, Status
from sandbox.re_leased.document_records import Document as ReLeasedDocument
from sandbox.re_leased.document_records import PaymentKind as MoneyKind
from sync.domain.choices import ChoiceVerb
from sync.domain.kinds import RecordKind
from sync.domain.records.payments import CreditAllocation, Payment
from sync.domain.sides import Side
from sync.store.models import ChoiceRow, RecordRow
from sync.store.snapshots import decoded_record
from tests.scenarios.papers import PAPERS
from tests.simulation.scene import Scene
from tests.sync.use_cases.bridge import COMPANY

Key = tuple[Side, RecordKind, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """A record as it stands in its ledger, in words that both ledgers share.

    Attributes:
        key: Its side, kind and key.
        title: What people call it.
        amount: Its total, positive; None where it has none.
        due: What is still to be paid of it; None where that means nothing.
        tax: The tax in its total; None where it has none, or it is still to be worked out.
        dated: Its date, of an invoice or a bill.
        falls_due: The day it is to be paid by, of an invoice or a bill.
        reference: Its reference, of an invoice or a bill, as far as Intacct keeps it.
        state: draft, posted, or ended: reversed, voided, or never to be seen by the other side.
        mark: Our mark, where we made it: the key of its counterpart.
        is_ours: Whether we made it.
    """

    key: Key
    title: str
    amount: Decimal | None = None
    due: Decimal | None = None
    tax: Decimal | None = None
    dated: date | None = None
    falls_due: date | None = None
    reference: str | None = None
    state: str = ""
    mark: str = ""
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Everything at the end.

    Attributes:
        scene: Where.
        things: What stands in both ledgers, by key.
        rows: What we know of each, by key.
        left_as_they_are: Our ids of the records of which a person said so.
    """

    scene: Scene
    things: Mapping[Key, Thing]
    rows: Mapping[Key, Any]
    left_as_they_are: frozenset[int] = frozenset()

    def may_differ(self, *rows: Any) -> bool:
        """Whether there is a cause for it, or a person said that both are to stay as they are."""
        return any(row.cause is not None or row.id in self.left_as_they_are for row in rows)

    @property
    def pairs(self) -> Iterator[tuple[Thing, Thing, Any, Any]]:
        """What is linked and there on both sides: Intacct's first; then what we know of each."""
        by_pair: dict[int, dict[Side, Any]] = {}
        for row in self.rows.values():
            if row.pair_id is not None and not row.gone:
                by_pair.setdefault(row.pair_id, {})[row.side] = row
        for sides in by_pair.values():
            if len(sides) == len(Side):
                intacct, re_leased = sides[Side.INTACCT], sides[Side.RE_LEASED]
                there = self.things.get(key_of(intacct)), self.things.get(key_of(re_leased))
                if there[0] is not None and there[1] is not None:
                    yield there[0], there[1], intacct, re_leased


def key_of(row: Any) -> Key:
    """The key of what a row is about."""
    return row.side, row.kind, row.key


def leftovers_of(scene: Scene) -> Leftovers:
    """Look at both ledgers and at our database."""
    with scene.engine.connect() as connection:
        rows = {key_of(row): row for row in connection.execute(select(RecordRow))}
        query = select(ChoiceRow.intacct_record_id, ChoiceRow.re_leased_record_id).where(
            ChoiceRow.verb == ChoiceVerb.LEAVE_BOTH
        )
        left = frozenset(one for pair in connection.execute(query) for one in pair)
    return Leftovers(scene, things_in(scene), rows, left)


SETTLING = frozenset(
    {
        RecordKind.RECEIPT,
        RecordKind.DISBURSEMENT,
        RecordKind.SALES_CREDIT_ALLOCATION,
        RecordKind.PURCHASE_CREDIT_ALLOCATION,
    }
)
"""What lowers what is due of documents."""


def settled_by(row: Any) -> Iterator[Key]:
    """The documents of which something is paid, or is taken off, by what a row is about."""
    match decoded_record(row.kind, row.content):
        case Payment(allocations=allocations):
            references = [one.document for one in allocations]
        case CreditAllocation(credit=credit, document=document):
            references = [credit, document]
        case _:
            references = []
    return ((row.side, one.kind, one.key) for one in references)


_LONGEST_REFERENCE = 20
"""So many characters Intacct keeps; people are told of what is cut."""


def things_in(scene: Scene) -> Mapping[Key, Thing]:
    """Documents and payments as they stand in both ledgers now."""
    return {
        thing.key: thing
        for look in (_documents, _orders, _money, _documents_in_re_leased, _money_in_re_leased)
        for thing in look(scene)
    }


_STATES = {
    InvoiceState.DRAFT: "draft",
    InvoiceState.REVERSED: "ended",
}


def _documents(scene: Scene) -> Iterator[Thing]:
    """AR and AP documents; not those that an order document posted, nor reversals."""
    book = scene.world.intacct
    ours = book.user_number(USER_ID)
    for paper in PAPERS:
        for one in book.documents_of(paper.book):
            if one.state is InvoiceState.REVERSAL or one.source_document:
                continue
            yield Thing(
                key=(Side.INTACCT, paper.kind, str(one.record_no)),
                title=one.record_id,
                amount=abs(one.total_entered),
                due=abs(one.total_due),
                tax=abs(sum((item.amount for item in one.items if not item.is_user_line), ZERO)),
                dated=one.invoice_date if paper.sign > 0 else None,
                falls_due=one.due_date if paper.sign > 0 else None,
                reference=one.doc_number[:_LONGEST_REFERENCE] if paper.sign > 0 else None,
                state=_STATES.get(one.state, "posted"),
                mark=one.external_id,
                is_ours=one.created_by == ours,
            )


def _orders(scene: Scene) -> Iterator[Thing]:
    book = scene.world.intacct
    ours = book.user_number(USER_ID)
    kinds = (
        (ORDER_ENTRY, RecordKind.SALES_INVOICE, "SO"),
        (PURCHASING, RecordKind.BILL, "PO"),
    )
    for order_kind, kind, module in kinds:
        for one in book.orders_of(order_kind):
            yield Thing(
                key=(Side.INTACCT, kind, f"{module}:{one.doc_id}"),
                title=one.doc_no,
                amount=one.total,
                tax=_tax_of(one),
                dated=one.order_date,
                falls_due=one.due_date,
                reference=one.reference[:_LONGEST_REFERENCE],
                mark=one.external_id,
                is_ours=one.created_by == ours,
            )


def _tax_of(one: OrderDocument) -> Decimal | None:
    taxes = [line.tax for line in one.lines]
    return None if None in taxes else one.total - one.subtotal


def _money(scene: Scene) -> Iterator[Thing]:
    book = scene.world.intacct
    ours = book.user_number(USER_ID)
    kinds: tuple[tuple[PaymentKind[Any], RecordKind], ...] = (
        (RECEIPT, RecordKind.RECEIPT),
        (BILL_PAYMENT, RecordKind.DISBURSEMENT),
    )
    for payments, kind in kinds:
        for one in book.payments_of(payments):
            is_money = one.total_entered > 0 and one.reversal_of is None
            if is_money and one.state is PaymentState.COMPLETE:
                is_ours = one.created_by == ours
                mark = one.description.split(" ")[0] if is_ours else ""
                key = (Side.INTACCT, kind, str(one.record_no))
                yield Thing(key, one.doc_number, one.total_entered, mark=mark, is_ours=is_ours)


_RE_LEASED_STATES = {
    Status.AWAITING_APPROVAL: "draft",
    Status.APPROVED: "posted",
    Status.PAID: "posted",
}
"""Anything else is over, or kept by Re-Leased to itself."""


def kind_in_re_leased(one: ReLeasedDocument) -> RecordKind | None:
    """The kind of a document, or None of an adjustment that debits."""
    if one.adjustment_type is AdjustmentType.DEBIT:
        return None
    for paper in PAPERS:
        is_credit = one.document_type is not DocumentType.INVOICE
        if one.kind is paper.side and is_credit == (paper.sign < 0):
            return paper.kind
    return None


def _documents_in_re_leased(scene: Scene) -> Iterator[Thing]:
    for one in scene.world.re_leased.documents.shelf.every(COMPANY):
        kind = kind_in_re_leased(one)
        if kind is not None:
            mark = next((ref.external_id for ref in one.external_refs), "")
            yield Thing(
                key=(Side.RE_LEASED, kind, one.id),
                title=one.invoice_number,
                amount=one.gross_total,
                due=one.amount_due,
                tax=one.tax_total,
                dated=one.issue_date,
                falls_due=one.due_date,
                reference=(one.reference or "")[:_LONGEST_REFERENCE],
                state=_RE_LEASED_STATES.get(one.status, "ended"),
                mark=mark,
                is_ours=bool(mark),
            )


def _money_in_re_leased(scene: Scene) -> Iterator[Thing]:
    kinds = {
        MoneyKind.RECEIPT: RecordKind.RECEIPT,
        MoneyKind.DISBURSEMENT: RecordKind.DISBURSEMENT,
    }
    for one in scene.world.re_leased.payments.shelf.every(COMPANY):
        if one.kind in kinds and one.status is PaymentStatus.ACTIVE:
            mark = next((ref.external_id for ref in one.external_refs), "")
            key = (Side.RE_LEASED, kinds[one.kind], one.id)
            yield Thing(key, one.reference or "", one.amount, mark=mark, is_ours=bool(mark))
