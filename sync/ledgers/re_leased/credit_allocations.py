"""What of a credit is put against documents. It stands on the credit, and has no mark of its own."""

from collections.abc import Sequence
from itertools import groupby

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money, total
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
    """What of the credits of one sort settles documents; the key is `<credit id>:<document id>`.

    A credit put against a document in several parts is one record: their sum, on the day of the last one.

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
        """One record for each document that the credit settles."""
        if not self._sort.holds(stored):
            return []
        allocations = (self._allocation(stored, shares) for shares in _by_document(stored))
        return [sighting(kind, _key_of(one), one, stored) for one in allocations]

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

    def key_of(self, write: Write) -> str:
        """Known before it is made: credit and document are there already."""
        return _key_of(write.record) if isinstance(write.record, CreditAllocation) else write.key

    def seen(self, stored: wire_shapes.Invoice, write: Write) -> Sighting | None:
        """What of the credit settles the document now.

        Raises:
            BrokenPromise: It is no credit of this sort.
        """
        if not self._sort.holds(stored):
            raise not_of(self._sort, stored)
        record = write.record
        named = [record.document] if isinstance(record, CreditAllocation) else []
        told = with_types(stored, types_named(named))
        document = self.key_of(write).partition(":")[2]
        shares = [one for one in _own_shares(told) if one.invoice_id == document]
        if not shares:
            return None
        return sighting(write.kind, self.key_of(write), self._allocation(told, shares), stored)

    def look_up(self, client: Client, write: Write, *, page_size: int) -> Sighting | None:  # noqa: ARG002 - no list is read
        """By comparing: where the credit shows a part of this amount, put there on this day, it is ours.

        Two equal parts of one day cannot be told apart. Not to put credit there twice is the safer error.
        """
        record = write.record
        if not isinstance(record, CreditAllocation):
            raise cannot_do(write)
        stored = record_by_id(client, self, record.credit.key)
        if stored is None or not any(_is_this(share, record) for share in _own_shares(stored)):
            return None
        return self.seen(self.completed(client, [stored])[0], write)

    def _allocation(
        self, stored: wire_shapes.Invoice, shares: Sequence[wire_shapes.CreditShare]
    ) -> CreditAllocation:
        name = f"invoice {stored.id}"
        try:
            amount = total((Money(one.amount, stored.currency) for one in shares), stored.currency)
        except (ValueError, ArithmeticError) as error:
            raise BrokenPromise(
                f"Re-Leased's {name} has an amount that is not money: {error}"
            ) from error
        return CreditAllocation(
            credit=Reference(self._sort.kind, stored.id),
            document=settled_document(shares[0], self._sort.side, of=name),
            amount=amount,
            allocated_on=max(one.date for one in shares),
            status=PaymentStatus.POSTED,
        )


def _own_shares(stored: wire_shapes.Invoice) -> list[wire_shapes.CreditShare]:
    """The allocations of this credit; an adjustment that debits shows those of the credits it is settled by."""
    return [share for share in stored.allocations if share.credit_note_id == stored.id]


def _by_document(stored: wire_shapes.Invoice) -> list[list[wire_shapes.CreditShare]]:
    shares = sorted(_own_shares(stored), key=_document_of)
    return [list(group) for _, group in groupby(shares, key=_document_of)]


def _document_of(share: wire_shapes.CreditShare) -> str:
    return share.invoice_id


def _key_of(record: CreditAllocation) -> str:
    return f"{record.credit.key}:{record.document.key}"


def _is_this(share: wire_shapes.CreditShare, record: CreditAllocation) -> bool:
    wanted = (record.document.key, record.amount.amount, record.allocated_on)
    return (share.invoice_id, share.amount, share.date) == wanted
