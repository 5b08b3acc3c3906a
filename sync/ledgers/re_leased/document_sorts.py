"""The four sorts of documents in Re-Leased's one collection: whose they are, and which types they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.ledgers.re_leased import wire, wire_shapes
from sync.ledgers.re_leased.meanings import unknown_spelling


@dataclass(frozen=True, slots=True)
class DocumentSort:
    """What tells one kind of document from the others on the wire.

    Attributes:
        kind: The kind of record.
        side: Which side of the books it stands on.
        types: The types that are of this kind.
        contact_kind: Whose document it is.
        allocation_kind: What of such a document is put against others; None where it is no credit.
    """

    kind: RecordKind
    side: wire.Kind
    types: tuple[wire.DocumentType, ...]
    contact_kind: RecordKind
    allocation_kind: RecordKind | None = None

    @property
    def is_credit(self) -> bool:
        """Whether its amounts say what is credited, not what is owed."""
        return self.allocation_kind is not None

    @property
    def lists(self) -> Sequence[Mapping[str, str]]:
        """The lists that hold these documents: a list can be narrowed to one type only."""
        return [wire.document_query(self.side, document_type) for document_type in self.types]

    def holds(self, stored: wire_shapes.Invoice) -> bool:
        """Whether a document is of this kind.

        Raises:
            BrokenPromise: Its kind, its type or its direction has a spelling that nobody told us of.
        """
        name = f"invoice {stored.id}"
        if stored.kind not in set(wire.Kind):
            raise unknown_spelling(stored.kind, field="kind", of=name)
        if stored.document_type not in set(wire.DocumentType):
            raise unknown_spelling(stored.document_type, field="document type", of=name)
        return stored.kind == self.side and stored.document_type in self.types


_OWED = (wire.DocumentType.INVOICE,)
_CREDITED = (wire.DocumentType.CREDIT_NOTE, wire.DocumentType.ADJUSTMENT)

SALES_INVOICES = DocumentSort(
    RecordKind.SALES_INVOICE, wire.Kind.INCOME, _OWED, RecordKind.CUSTOMER
)
BILLS = DocumentSort(RecordKind.BILL, wire.Kind.EXPENSE, _OWED, RecordKind.VENDOR)
SALES_CREDITS = DocumentSort(
    RecordKind.SALES_CREDIT,
    wire.Kind.INCOME,
    _CREDITED,
    RecordKind.CUSTOMER,
    allocation_kind=RecordKind.SALES_CREDIT_ALLOCATION,
)
PURCHASE_CREDITS = DocumentSort(
    RecordKind.PURCHASE_CREDIT,
    wire.Kind.EXPENSE,
    _CREDITED,
    RecordKind.VENDOR,
    allocation_kind=RecordKind.PURCHASE_CREDIT_ALLOCATION,
)

DOCUMENT_SORTS = (SALES_INVOICES, BILLS, SALES_CREDITS, PURCHASE_CREDITS)


def kind_of_document(side: wire.Kind, document_type: str, *, of: str) -> RecordKind:
    """The kind of record that a document of this side and type is.

    Args:
        side: Which side of the books it stands on.
        document_type: As it stands on the wire.
        of: Which record names the document, for the message.

    Raises:
        BrokenPromise: Nobody told us of this type.
    """
    for sort in DOCUMENT_SORTS:
        if sort.side == side and document_type in sort.types:
            return sort.kind
    raise unknown_spelling(document_type, field="document type", of=of)


def debits(stored: wire_shapes.Invoice) -> bool:
    """Whether a document among the credits raises what is owed, so that we hold it as negative.

    Raises:
        BrokenPromise: It is an adjustment of which nobody told us which way it goes.
    """
    if stored.document_type != wire.DocumentType.ADJUSTMENT:
        return False
    direction = stored.adjustment_type or ""
    if direction not in set(wire.AdjustmentType):
        raise unknown_spelling(direction, field="adjustment type", of=f"invoice {stored.id}")
    return direction == wire.AdjustmentType.DEBIT


def not_of(sort: DocumentSort, stored: wire_shapes.Invoice) -> BrokenPromise:
    """The error for a document that turns out to be of another kind than was asked for."""
    return BrokenPromise(f"Re-Leased's invoice {stored.id} is not a {sort.kind.singular}.")
