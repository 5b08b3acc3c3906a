"""Where the records of each kind are kept, and by what they are known there, to ask whether they exist."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sync.domain.kinds import RecordKind
from sync.ledgers.intacct.dimensions import EnabledDimension, value_key
from sync.ledgers.intacct.documents.keys import order_key
from sync.ledgers.intacct.documents.objects import DOCUMENT_OBJECTS, DocumentObject
from sync.ledgers.intacct.orders.objects import ORDER_ENTRY, PURCHASING, OrderObject
from sync.ledgers.intacct.parties.contacts import CUSTOMERS, VENDORS
from sync.ledgers.intacct.reading.query import KEY

_CREDITS = frozenset({RecordKind.SALES_CREDIT, RecordKind.PURCHASE_CREDIT})


@dataclass(frozen=True, slots=True)
class Place:
    """The records of one kind that are kept in one object.

    Attributes:
        kind: The kind of record.
        object_name: The object.
        field: The field that holds what a key says.
        prefix: What the keys begin with and the field does not hold.
        trailed_as: The object whose deletions the audit trail tells of; empty where it has no usable rows.
        paged_by: What numbers the object's rows.
        also_in: Further objects that may hold the record under the same field; the trail knows them too.
        is_part: Whether a key begins with the number of the record that this one is a part of.
    """

    kind: RecordKind
    object_name: str
    field: str
    prefix: str = ""
    trailed_as: str = ""
    paged_by: str = KEY
    also_in: tuple[str, ...] = ()
    is_part: bool = False

    @property
    def objects(self) -> tuple[str, ...]:
        """All objects that may hold the record."""
        return (self.object_name, *self.also_in)

    @property
    def trail_names(self) -> tuple[str, ...]:
        """What the audit trail calls the objects whose deletions matter here."""
        return tuple(name.lower() for name in (self.trailed_as, *self.also_in) if name)

    @property
    def is_keyed_by_number(self) -> bool:
        """Whether the keys are the numbers that the audit trail names."""
        return self.field == KEY and not self.is_part

    def value_of(self, key: str) -> str:
        """What the field holds of the record with this key; empty where it cannot be kept here."""
        if not key.startswith(self.prefix):
            return ""
        value = key.removeprefix(self.prefix)
        if self.is_part:
            value = value.partition(":")[0]
        return value if self.field != KEY or value.isdecimal() else ""


def places(
    dimensions: Sequence[EnabledDimension], definitions: dict[RecordKind, str]
) -> tuple[Place, ...]:
    """All places of a company. Where keys of a kind may be kept in two, the one with a prefix comes first.

    Args:
        dimensions: The dimensions in use.
        definitions: By kind, the transaction definitions whose documents are read where they are kept.
    """
    return (
        *(_dimension_values(one) for one in dimensions),
        _natural(RecordKind.TAX_DETAIL, "TAXDETAIL", "DETAILID"),
        _natural(RecordKind.ACCOUNT, "GLACCOUNT", "ACCOUNTNO"),
        _natural(RecordKind.ITEM, "ITEM", "ITEMID"),
        *(_natural(one.kind, one.object_name, one.id_field) for one in (CUSTOMERS, VENDORS)),
        *(place for what in DOCUMENT_OBJECTS for place in _documents(what, definitions)),
        *_payments(RecordKind.RECEIPT, RecordKind.SALES_CREDIT_ALLOCATION, "AR"),
        *_payments(RecordKind.DISBURSEMENT, RecordKind.PURCHASE_CREDIT_ALLOCATION, "AP"),
    )


def _natural(kind: RecordKind, object_name: str, id_field: str) -> Place:
    return Place(kind, object_name, id_field, trailed_as=object_name)


def _dimension_values(dimension: EnabledDimension) -> Place:
    name = dimension.object_name
    return Place(
        RecordKind.DIMENSION_VALUE,
        name,
        dimension.id_field,
        prefix=value_key(name, ""),
        trailed_as=name,
        paged_by=dimension.key_field,
    )


def _documents(what: DocumentObject, definitions: dict[RecordKind, str]) -> Iterator[Place]:
    """Order documents first: a record of theirs that is made anew in AR or AP was never deleted."""
    orders = next((one for one in (ORDER_ENTRY, PURCHASING) if one.posts_as is what), None)
    prefix = order_key(what.from_orders, "")
    if orders is not None and definitions.get(what.kind):
        yield Place(what.kind, orders.object_name, "DOCID", prefix, orders.object_name)
    else:
        yield Place(what.kind, what.object_name, "DESCRIPTION2", prefix, _trailed(orders))
    # The trail has no usable rows of adjustments, as other integrations found.
    yield Place(
        what.kind,
        what.object_name,
        KEY,
        trailed_as="" if what.kind in _CREDITS else what.object_name,
    )


def _payments(kind: RecordKind, allocation: RecordKind, ledger: str) -> tuple[Place, Place]:
    """Money that waits to be applied is a payment of ours too; what a payment applies ends with it."""
    name = f"{ledger}PYMT"
    return (
        Place(kind, name, KEY, trailed_as=name, also_in=(f"{ledger}ADVANCE",)),
        Place(allocation, name, KEY, trailed_as=name, is_part=True),
    )


def _trailed(orders: OrderObject | None) -> str:
    return orders.object_name if orders else ""
