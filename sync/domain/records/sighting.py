"""Records of every kind, and what can be said of them all."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records.documents import EXTERNAL_TAX, Document
from sync.domain.records.item_codes import account_of_item, item_code_in_one_spelling
from sync.domain.records.masters import Account, Dimension, DimensionValue, Item, TaxDetail
from sync.domain.records.parties import Contact
from sync.domain.records.payments import CreditAllocation, Payment
from sync.domain.records.reference import Reference

Record = (
    Dimension
    | DimensionValue
    | TaxDetail
    | Account
    | Item
    | Contact
    | Document
    | Payment
    | CreditAllocation
)

RECORD_TYPES: dict[RecordKind, type[Record]] = {
    RecordKind.DIMENSION: Dimension,
    RecordKind.DIMENSION_VALUE: DimensionValue,
    RecordKind.TAX_DETAIL: TaxDetail,
    RecordKind.ACCOUNT: Account,
    RecordKind.ITEM: Item,
    RecordKind.CUSTOMER: Contact,
    RecordKind.VENDOR: Contact,
    RecordKind.SALES_INVOICE: Document,
    RecordKind.BILL: Document,
    RecordKind.SALES_CREDIT: Document,
    RecordKind.PURCHASE_CREDIT: Document,
    RecordKind.RECEIPT: Payment,
    RecordKind.DISBURSEMENT: Payment,
    RecordKind.SALES_CREDIT_ALLOCATION: CreditAllocation,
    RecordKind.PURCHASE_CREDIT_ALLOCATION: CreditAllocation,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A record as one side showed it at one moment.

    Attributes:
        kind: What it is.
        key: How that side's other records refer to it; it never changes. Intacct: the natural id for
            reference data, customers and vendors, RECORDNO for documents. A dimension value's key is
            `<dimension key>:<code or option id>` on both sides.
        record: What it says, references in this side's keys.
        version: That side's version mark where it has one (Re-Leased), else empty.
        changed_at: That side's modification stamp, aware UTC; None where it has none.
        changed_by: Who changed it last, as that side names them; empty where unknown.
        entered_by: Who entered a document, as that side names them; empty where unknown.
        gone: True when the side says that the record was deleted.
        address: Where a person can open it in a browser; empty where that side does not say.
        attachments: How many files stand on a document, as far as its side tells; Intacct tells only that there
            are some. No part of the content: files never travel.
        lacks_property: Whether a line of a document names no property.
        workflow: The approval workflow of its side that holds it; empty where none does. No part of the
            content.
        only_if_known: Whether it is noted only where it was noted before: nothing but its use shows that it is
            of this kind, as of a contact without a category.
    """

    kind: RecordKind
    key: str
    record: Record
    version: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""
    entered_by: str = ""
    gone: bool = False
    address: str = ""
    attachments: int = 0
    lacks_property: bool = False
    only_if_known: bool = False
    workflow: str = ""


def field_names(record: Record) -> tuple[str, ...]:
    """The names of the fields that are compared, in the order of definition."""
    return tuple(field.name for field in fields(record))


def title_of(record: Record) -> str:
    """What people call this record: an invoice's number, an account's number and name, a name.

    `sync.domain.crossing.full_title` says more of a credit's allocation, which has no name of its own.
    """
    match record:
        case Document():
            return record.number
        case Account():
            return f"{record.number} {record.name}"
        case TaxDetail() | DimensionValue() | Item():
            return f"{record.code} {record.name}" if record.code != record.name else record.name
        case Payment():
            return record.reference or f"{record.amount} on {record.paid_on:%d %b %Y}"
        case CreditAllocation():
            return f"{record.amount} of credit on {record.allocated_on:%d %b %Y}"
        case _:
            return record.name


def amount_of(record: Record) -> Money | None:
    """The money a record stands for: a document's gross, a payment's amount; None for all else."""
    match record:
        case Document():
            return record.gross
        case Payment() | CreditAllocation():
            return record.amount
        case _:
            return None


def natural_key_of(record: Record) -> str | None:
    """The code by which two records of reference data are one and the same thing on both sides.

    None for contacts, documents and payments: equal names or numbers prove nothing there, so that
    matching them is left to people.
    """
    match record:
        case TaxDetail() | DimensionValue():
            return record.code.casefold()
        case Item():
            return item_code_in_one_spelling(record.code, record.use).casefold()
        case Account():
            return record.number.casefold()
        case Dimension():
            return record.name.casefold()
        case _:
            return None


def references_of(record: Record) -> tuple[Reference, ...]:
    """The other records that this one needs, each once, in the order they are met."""
    match record:
        case DimensionValue():
            return (record.dimension,)
        case Item():
            return (Reference(RecordKind.ACCOUNT, account_of_item(record.code, record.use)),)
        case Document():
            return tuple(dict.fromkeys(_needed_by_document(record)))
        case Payment():
            account = (record.account,) if record.account else ()
            paid = (allocation.document for allocation in record.allocations)
            return tuple(dict.fromkeys((record.contact, *account, *paid)))
        case CreditAllocation():
            return record.credit, record.document
        case _:
            return ()


def _needed_by_document(document: Document) -> Iterator[Reference]:
    yield document.contact
    for line in document.lines:
        yield line.account
        if line.tax_detail and line.tax_detail != EXTERNAL_TAX:
            yield line.tax_detail
        yield from line.dimensions
