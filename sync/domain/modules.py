"""Order Entry and Purchasing: the modules of Intacct that may keep a company's invoices and bills.

A setting for each company and each of the two sides of its books. With a module, documents of that side stand
on items in place of accounts, and Intacct's engine works out their tax. Source: Re-Leased help centre, key
aspects of the Sage Intacct integration.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.domain.kinds import KINDS_OF_MODULES, SYNCED_KINDS, RecordKind
from sync.domain.records.masters import ItemUse

SALES_ORDER_KEY, PURCHASE_ORDER_KEY = "SO:", "PO:"
"""What the Intacct key of a document that one of the modules made begins with."""

_SIDES: Mapping[RecordKind, ItemUse] = {
    RecordKind.SALES_INVOICE: ItemUse.SALES,
    RecordKind.SALES_CREDIT: ItemUse.SALES,
    RecordKind.RECEIPT: ItemUse.SALES,
    RecordKind.SALES_CREDIT_ALLOCATION: ItemUse.SALES,
    RecordKind.BILL: ItemUse.PURCHASES,
    RecordKind.PURCHASE_CREDIT: ItemUse.PURCHASES,
    RecordKind.DISBURSEMENT: ItemUse.PURCHASES,
    RecordKind.PURCHASE_CREDIT_ALLOCATION: ItemUse.PURCHASES,
}
_KEPT = frozenset({RecordKind.SALES_INVOICE, RecordKind.BILL})


@dataclass(frozen=True, slots=True)
class Modules:
    """Which modules a company uses.

    Attributes:
        order_entry: Sales invoices are kept by Order Entry; otherwise they are plain AR invoices.
        purchasing: Bills are kept by Purchasing; otherwise they are plain AP bills.
    """

    order_entry: bool = False
    purchasing: bool = False

    @property
    def uses(self) -> frozenset[ItemUse]:
        """What items are needed for."""
        used = {ItemUse.SALES: self.order_entry, ItemUse.PURCHASES: self.purchasing}
        return frozenset(use for use, is_used in used.items() if is_used)

    def serve(self, kind: RecordKind) -> bool:
        """Whether the side of the books that records of this kind stand on uses its module."""
        return _SIDES.get(kind) in self.uses

    def keep(self, kind: RecordKind) -> bool:
        """Whether documents of this kind are kept by a module. Credits never are: they stay adjustments."""
        return kind in _KEPT and self.serve(kind)

    def items_on(self, kind: RecordKind) -> ItemUse | None:
        """What the items on documents of this kind are for; None where documents stand on accounts."""
        return _SIDES[kind] if self.keep(kind) else None

    def __str__(self) -> str:
        names = ("Order Entry" if self.order_entry else "", "Purchasing" if self.purchasing else "")
        return " and ".join(filter(None, names)) or "neither Order Entry nor Purchasing"


PLAIN = Modules()
"""Plain receivables and payables."""


def synced_kinds(modules: Modules) -> tuple[RecordKind, ...]:
    """The kinds that are carried for a company, in the order of work: items only where a module needs them."""
    kinds = (*SYNCED_KINDS, *KINDS_OF_MODULES) if modules.uses else SYNCED_KINDS
    return tuple(sorted(kinds, key=lambda kind: kind.rank))


def is_made_by_a_module(intacct_key: str) -> bool:
    """Whether the document with this key in Intacct comes from Order Entry or Purchasing."""
    return intacct_key.startswith((SALES_ORDER_KEY, PURCHASE_ORDER_KEY))
