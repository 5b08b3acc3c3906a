"""What sort of document an allocation settles: an invoice or bill, or an adjustment that debits.

ASSUMED: an allocation names a document by its id only. All documents stand in one collection, so those that are
adjustments are asked for; the others are invoices or bills. Credit notes are never settled, they settle.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from sync.domain.records import Reference
from sync.ledgers.re_leased import wire, wire_shapes
from sync.ledgers.re_leased.client import Client
from sync.ledgers.re_leased.document_sorts import DOCUMENT_SORTS, kind_of_document
from sync.ledgers.re_leased.json_text import Reader
from sync.ledgers.re_leased.wire_shapes import Listing, Shape

SettlingT = TypeVar("SettlingT", wire_shapes.Payment, wire_shapes.Invoice)


class _Named(Shape, kw_only=True):
    """All that is wanted of a document here: what else stands in it may be unreadable."""

    id: str


_LISTINGS, _ID = Reader(Listing, "list of adjustments"), Reader(_Named, "invoice")
_CREDIT_KINDS = frozenset(sort.kind for sort in DOCUMENT_SORTS if sort.is_credit)


def with_types_looked_up(client: Client, stored: Sequence[SettlingT]) -> list[SettlingT]:
    """Payments or credits whose allocations say what sort of document they settle."""
    unknown = {
        share.invoice_id
        for one in stored
        for share in one.allocations
        if share.document_type is None
    }
    types = _types_of(client, sorted(unknown))
    return [with_types(one, types) for one in stored]


def with_types(stored: SettlingT, types: Mapping[str, wire.DocumentType]) -> SettlingT:
    """A payment or credit whose allocations say what `types` knows by the document's id."""
    shares = [
        msgspec.structs.replace(
            share, document_type=share.document_type or types.get(share.invoice_id)
        )
        for share in stored.allocations
    ]
    return msgspec.structs.replace(stored, allocations=shares)


def types_named(documents: Iterable[Reference]) -> dict[str, wire.DocumentType]:
    """The sorts of documents that our own record names: they need not be looked up."""
    return {
        one.key: wire.DocumentType.ADJUSTMENT
        if one.kind in _CREDIT_KINDS
        else wire.DocumentType.INVOICE
        for one in documents
    }


def settled_document(
    share: wire_shapes.PaymentShare | wire_shapes.CreditShare, side: wire.Kind, *, of: str
) -> Reference:
    """The document that an allocation settles.

    Args:
        share: The allocation, its document's sort looked up.
        side: Which side of the books the document stands on: that of the payment or credit.
        of: Which record it belongs to, for the message.

    Raises:
        BrokenPromise: What sort of document it is, nobody told us.
    """
    return Reference(kind_of_document(side, share.document_type or "", of=of), share.invoice_id)


def _types_of(client: Client, ids: Sequence[str]) -> dict[str, wire.DocumentType]:
    types = dict.fromkeys(ids, wire.DocumentType.INVOICE)
    for start in range(0, len(ids), wire.MOST_IDS):
        query = wire.adjustments_query(ids[start : start + wire.MOST_IDS])
        listing = _LISTINGS.read(client.read(wire.Resource.INVOICES, query))
        types.update((_ID.read(item).id, wire.DocumentType.ADJUSTMENT) for item in listing.data)
    return types
