"""The four kinds of document, and what tells them apart."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sandbox.intacct.records import Adjustment, Bill, BillAdjustment, Document, Invoice
from sandbox.intacct.rules.parties import CUSTOMER, VENDOR, PartyKind

DocumentRecord = TypeVar("DocumentRecord", bound=Document)


@dataclass(frozen=True, slots=True)
class DocumentKind(Generic[DocumentRecord]):
    """How one kind of document is called and what rules it has of its own.

    Attributes:
        object_name: Its name on the wire; its lines' object has ITEM behind it.
        table: The book's attribute that holds the records.
        noun: What sentences call it, and what the legacy functions call its key.
        record_type: RECORDTYPE. `pa` is a guess.
        module_key: The module that owns it, unless an order document made it.
        ledger: The sub-ledger whose periods it is posted in.
        tax_type: Which tax details its lines may have.
        is_adjustment: Adjustments have no due date, cannot be reversed over XML and leave the
            audit trail untouched unless the company option says otherwise.
    """

    object_name: str
    table: str
    record: type[DocumentRecord]
    noun: str
    record_type: str
    module_key: str
    ledger: str
    party: PartyKind
    tax_type: str
    is_adjustment: bool = False


INVOICE = DocumentKind(
    "ARINVOICE", "invoices", Invoice, "invoice", "ri", "4.AR", "AR", CUSTOMER, "Sale"
)
ADJUSTMENT = DocumentKind(
    object_name="ARADJUSTMENT",
    table="adjustments",
    record=Adjustment,
    noun="aradjustment",
    record_type="ra",
    module_key="4.AR",
    ledger="AR",
    party=CUSTOMER,
    tax_type="Sale",
    is_adjustment=True,
)
BILL = DocumentKind("APBILL", "bills", Bill, "bill", "pi", "3.AP", "AP", VENDOR, "Purchase")
BILL_ADJUSTMENT = DocumentKind(
    object_name="APADJUSTMENT",
    table="bill_adjustments",
    record=BillAdjustment,
    noun="apadjustment",
    record_type="pa",
    module_key="3.AP",
    ledger="AP",
    party=VENDOR,
    tax_type="Purchase",
    is_adjustment=True,
)
DOCUMENT_KINDS: tuple[DocumentKind[Any], ...] = (INVOICE, ADJUSTMENT, BILL, BILL_ADJUSTMENT)


def kind_of(document: DocumentRecord) -> DocumentKind[DocumentRecord]:
    """The kind of that document."""
    return next(kind for kind in DOCUMENT_KINDS if isinstance(document, kind.record))
