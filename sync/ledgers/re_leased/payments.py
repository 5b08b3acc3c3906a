"""Receipts and disbursements. They are made, never changed; to undo one is for people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from msgspec import UNSET

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import Allocation, Payment, Reference, Sighting
from sync.ledgers.re_leased import wire, wire_bodies, wire_shapes
from sync.ledgers.re_leased.client import Client, Request
from sync.ledgers.re_leased.document_form import written_amount
from sync.ledgers.re_leased.family import Family, cannot_do, our_mark, sighting
from sync.ledgers.re_leased.json_text import Reader, written
from sync.ledgers.re_leased.lookup import marked_record, record_by_id
from sync.ledgers.re_leased.meanings import PAYMENT_STATUSES, meaning_of, unknown_spelling
from sync.ledgers.re_leased.payment_checks import problem_with_payment
from sync.ledgers.re_leased.settled_documents import (
    settled_document,
    types_named,
    with_types,
    with_types_looked_up,
)
from sync.use_cases.ports import Refused, Write, WriteVerb


@dataclass(frozen=True, slots=True)
class PaymentSort:
    """What tells one kind of payment from the other on the wire.

    Attributes:
        kind: The kind of record.
        payment_kind: What Re-Leased calls it. Refunds, which pay credit back, are of neither kind.
        side: Which side of the books it settles.
        contact_kind: Who pays, or is paid.
    """

    kind: RecordKind
    payment_kind: wire.PaymentKind
    side: wire.Kind
    contact_kind: RecordKind


RECEIPTS = PaymentSort(
    RecordKind.RECEIPT, wire.PaymentKind.RECEIPT, wire.Kind.INCOME, RecordKind.CUSTOMER
)
DISBURSEMENTS = PaymentSort(
    RecordKind.DISBURSEMENT, wire.PaymentKind.DISBURSEMENT, wire.Kind.EXPENSE, RecordKind.VENDOR
)


class Payments(Family[wire_shapes.Payment]):
    """Payments of one kind; a payment's key is its id.

    Args:
        sort: What tells them from the others.
    """

    resource = wire.Resource.PAYMENTS
    reader = Reader(wire_shapes.Payment, "payment")

    def __init__(self, sort: PaymentSort) -> None:
        self._sort = sort
        self.lists = [wire.payment_query(sort.payment_kind)]

    def completed(
        self, client: Client, stored: Sequence[wire_shapes.Payment]
    ) -> Sequence[wire_shapes.Payment]:
        """The payments with the sorts of the documents that they settle."""
        return with_types_looked_up(client, stored)

    def sightings(self, stored: wire_shapes.Payment, kind: RecordKind) -> Sequence[Sighting]:
        """The payment, where it is of this kind."""
        if not self._holds(stored):
            return []
        return [sighting(kind, stored.id, payment_from(stored, self._sort), stored)]

    def requests(self, write: Write) -> Sequence[Request]:
        """A new payment."""
        if write.verb is not WriteVerb.CREATE or not isinstance(write.record, Payment):
            raise cannot_do(write)
        body = written(self._body(write, write.record))
        return [Request("POST", self.resource, body, idempotency_key=write.intent_key)]

    def problem_with(self, client: Client, write: Write) -> Refused | None:  # noqa: ARG002 - the record says it all
        """Whether Re-Leased has a place for this payment at all."""
        return problem_with_payment(write.kind, write.record)

    def seen(self, stored: wire_shapes.Payment, write: Write) -> Sighting | None:
        """The payment that was asked for; of the documents it settles, our record knows the sorts.

        Raises:
            BrokenPromise: It is another sort of payment, or settles a document that our record does not name.
        """
        if not self._holds(stored):
            raise BrokenPromise(
                f"Re-Leased's payment {stored.id} is not a {self._sort.kind.singular}."
            )
        record = write.record
        named = (one.document for one in record.allocations) if isinstance(record, Payment) else ()
        return next(iter(self.sightings(with_types(stored, types_named(named)), write.kind)), None)

    def look_up(self, client: Client, write: Write, *, page_size: int) -> Sighting | None:  # noqa: ARG002 - no list is read
        """By our mark for a new payment, else by its id."""
        if write.verb is WriteVerb.CREATE:
            stored = marked_record(client, self, write)
        else:
            stored = record_by_id(client, self, write.key)
        return self.seen(self.completed(client, [stored])[0], write) if stored else None

    def _holds(self, stored: wire_shapes.Payment) -> bool:
        if stored.kind not in set(wire.PaymentKind):
            raise unknown_spelling(stored.kind, field="kind", of=f"payment {stored.id}")
        return stored.kind == self._sort.payment_kind

    def _body(self, write: Write, record: Payment) -> wire_bodies.PaymentBody:
        return wire_bodies.PaymentBody(
            kind=self._sort.payment_kind,
            contact_id=record.contact.key,
            date=record.paid_on,
            amount=written_amount(record.amount),
            currency=record.amount.currency,
            bank_account_code=record.account.key if record.account else "",
            reference=record.reference,
            method=record.method or UNSET,
            source=wire.SOURCE_INTEGRATION,
            allocations=[_share_body(one) for one in record.allocations],
            external_refs=[our_mark(write, number=record.reference)],
        )


def payment_from(stored: wire_shapes.Payment, sort: PaymentSort) -> Payment:
    """What Re-Leased says about a payment.

    Raises:
        BrokenPromise: A value is not what this interface promises; the message names the payment.
    """
    name = f"payment {stored.id}"
    code = stored.bank_account_code
    try:
        amount = Money(stored.amount, stored.currency)
        allocations = _allocations(stored, sort)
    except (ValueError, ArithmeticError) as error:
        raise BrokenPromise(
            f"Re-Leased's {name} has an amount that is not money: {error}"
        ) from error
    return Payment(
        reference=stored.reference or "",
        contact=Reference(sort.contact_kind, stored.contact_id),
        paid_on=stored.date,
        account=Reference(RecordKind.ACCOUNT, code) if code else None,
        method=stored.method or "",
        amount=amount,
        status=meaning_of(stored.status, PAYMENT_STATUSES, field="status", of=name),
        allocations=allocations,
    )


def _allocations(stored: wire_shapes.Payment, sort: PaymentSort) -> tuple[Allocation, ...]:
    """What it settles, each document once."""
    sums: defaultdict[Reference, Decimal] = defaultdict(Decimal)
    for share in stored.allocations:
        sums[settled_document(share, sort.side, of=f"payment {stored.id}")] += share.amount
    return tuple(
        Allocation(document, Money(amount, stored.currency))
        for document, amount in sorted(sums.items())
    )


def _share_body(allocation: Allocation) -> wire_bodies.PaymentShareBody:
    return wire_bodies.PaymentShareBody(
        invoice_id=allocation.document.key, amount=written_amount(allocation.amount)
    )
