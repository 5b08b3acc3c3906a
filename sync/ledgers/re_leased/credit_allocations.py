"""What of a credit is put against documents. It stands on the credit with an id, and has no mark of ours."""

from collections.abc import Sequence

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import CreditAllocation, PaymentStatus, Reference, Sighting
from sync.ledgers.re_leased import wire, wire_bodies, wire_shapes
from sync.ledgers.re_leased.client import Client, Request
from sync.ledgers.re_leased.document_form import written_amount
from sync.ledgers.re_leased.document_sorts import DocumentSort, not_of
from sync.ledgers.re_leased.documents import INVOICE_READER
from sync.ledgers.re_leased.family import Family, cannot_do, sighting
from sync.ledgers.re_leased.json_text import written
from sync.ledgers.re_leased.lookup import record_by_id
from sync.ledgers.re_leased.payment_checks import problem_with_allocation
from sync.ledgers.re_leased.settled_documents import (
    settled_document,
    types_named,
    with_types,
    with_types_looked_up,
)
from sync.use_cases.ports import Refused, Write, WriteVerb


class CreditAllocations(Family[wire_shapes.Invoice]):
    """What of the credits of one sort settles documents; the key is `<credit id>:<allocation id>`.

    Args:
        sort: The credits.
    """

    resource = wire.Resource.INVOICES
    reader = INVOICE_READER

    def __init__(self, sort: DocumentSort) -> None:
        self._sort = sort
        self.lists = sort.lists

    def completed(
        self, client: Client, stored: Sequence[wire_shapes.Invoice]
    ) -> Sequence[wire_shapes.Invoice]:
        """The credits with the sorts of the documents that they settle."""
        return with_types_looked_up(client, stored)

    def sightings(self, stored: wire_shapes.Invoice, kind: RecordKind) -> Sequence[Sighting]:
        """One record for each time that credit was put against a document."""
        if not self._sort.holds(stored):
            return []
        return [self._sighting(stored, share, kind) for share in _own_shares(stored)]

    def whole_of(self, stored: wire_shapes.Invoice) -> str:
        """The credit: what is taken off a document again is shown no more."""
        return stored.id if self._sort.holds(stored) else ""

    def requests(self, write: Write) -> Sequence[Request]:
        """A new allocation."""
        record = write.record
        if write.verb is not WriteVerb.CREATE or not isinstance(record, CreditAllocation):
            raise cannot_do(write)
        share = wire_bodies.CreditShareBody(
            invoice_id=record.document.key,
            amount=written_amount(record.amount),
            date=record.allocated_on,
        )
        path = wire.record_path(self.resource, record.credit.key, wire.ALLOCATIONS)
        body = written(wire_bodies.AllocationsBody(items=[share]))
        return [Request("POST", path, body, idempotency_key=write.intent_key)]

    def problem_with(self, client: Client, write: Write) -> Refused | None:  # noqa: ARG002 - the record says it all
        """Whether Re-Leased has a place for this allocation at all."""
        return problem_with_allocation(self._sort.kind, write.record)

    def object_of(self, key: str) -> str:
        """The credit."""
        return key.partition(":")[0]

    def seen(self, stored: wire_shapes.Invoice, write: Write) -> Sighting | None:
        """What was just put there: the last of those that say what was asked for.

        Raises:
            BrokenPromise: It is no credit of this sort, or shows nothing like it.
        """
        made = self._made(stored, write)
        if not made:
            raise BrokenPromise(
                f"Re-Leased agreed to put credit {stored.id} against a document, and does not show it."
            )
        return made[-1]

    def alike(self, client: Client, write: Write) -> Sequence[Sighting]:
        """What of the credit was put against this document on this day with this amount, the last first.

        Two equal ones cannot be told apart. Not to put credit there twice is the safer error.
        """
        record = write.record
        if not isinstance(record, CreditAllocation):
            raise cannot_do(write)
        stored = record_by_id(client, self, record.credit.key)
        return self._made(stored, write)[::-1] if stored else []

    def look_up(self, client: Client, write: Write, *, page_size: int) -> Sighting | None:  # noqa: ARG002 - no list is read
        """None: it carries no mark, so that only what is like it can be found."""
        return None

    def _made(self, stored: wire_shapes.Invoice, write: Write) -> list[Sighting]:
        """What the credit shows that says what was asked for, in the order in which it was put there."""
        record = write.record
        if not isinstance(record, CreditAllocation):
            raise cannot_do(write)
        if not self._sort.holds(stored):
            raise not_of(self._sort, stored)
        told = with_types(stored, types_named([record.document]))
        shares = [share for share in _own_shares(told) if _is_this(share, record)]
        return [self._sighting(told, share, write.kind) for share in shares]

    def _sighting(
        self, stored: wire_shapes.Invoice, share: wire_shapes.CreditShare, kind: RecordKind
    ) -> Sighting:
        return sighting(kind, f"{stored.id}:{share.id}", self._allocation(stored, share), stored)

    def _allocation(
        self, stored: wire_shapes.Invoice, share: wire_shapes.CreditShare
    ) -> CreditAllocation:
        name = f"invoice {stored.id}"
        try:
            amount = Money(share.amount, stored.currency)
        except (ValueError, ArithmeticError) as error:
            raise BrokenPromise(
                f"Re-Leased's {name} has an amount that is not money: {error}"
            ) from error
        return CreditAllocation(
            credit=Reference(self._sort.kind, stored.id),
            document=settled_document(share, self._sort.side, of=name),
            amount=amount,
            allocated_on=share.date,
            status=PaymentStatus.POSTED,
        )


def _own_shares(stored: wire_shapes.Invoice) -> list[wire_shapes.CreditShare]:
    """The allocations of this credit; an adjustment that debits shows those of the credits it is settled by."""
    return [share for share in stored.allocations if share.credit_note_id == stored.id]


def _is_this(share: wire_shapes.CreditShare, record: CreditAllocation) -> bool:
    wanted = (record.document.key, record.amount.amount, record.allocated_on)
    return (share.invoice_id, share.amount, share.date) == wanted
