"""The neutral records: what a ledger's record says, free of either system's wire.

An adapter turns its system's records into these. References to other records are kept in the keys of
the system the record was read from; `sync.domain.crossing` carries a record from one side's keys
to the other's.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sync.domain.kinds import RecordKind
from sync.domain.money import Money, total


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Names another record by its kind and its key on one side."""

    kind: RecordKind
    key: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension (Intacct) or Property Tracking category (Re-Leased), such as Location."""

    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class DimensionValue:
    """A member of a dimension (Intacct) or tracking option (Re-Leased), such as Quay House."""

    dimension: Reference
    code: str
    name: str
    active: bool


class TaxUse(StrEnum):
    """The documents a tax type may stand on."""

    SALES = "sales"
    PURCHASES = "purchases"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class TaxDetail:
    """A tax detail (Intacct) or tax type (Re-Leased).

    Attributes:
        code: The id people know; it never changes.
        name: What the tax is called.
        rate: Percent with four decimals, or None where the rate is worked out outside.
        use: Which documents it may stand on.
        active: False when archived.
    """

    code: str
    name: str
    rate: Decimal | None
    use: TaxUse
    active: bool

    def __post_init__(self) -> None:
        # 20 and 20.0 are one rate and must have one snapshot.
        if self.rate is not None:
            object.__setattr__(self, "rate", self.rate.quantize(Decimal("0.0001")))


class AccountClass(StrEnum):
    """The class of an account, in the words both systems' reports use."""

    ASSET = "asset"
    EQUITY = "equity"
    EXPENSE = "expense"
    LIABILITY = "liability"
    REVENUE = "revenue"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the chart."""

    number: str
    name: str
    account_class: AccountClass
    active: bool


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; a part that is not known is an empty text."""

    line: str = ""
    suburb: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A customer or vendor (Intacct), a contact (Re-Leased). Parts not known are empty texts.

    Attributes:
        name: The name in the pick-lists. Re-Leased shows Intacct's id before it.
        correspondence_name: The plain name, as letters carry it.
        first_name: Of the person to write to.
        last_name: Of the person to write to.
        email: One address.
        telephone: As entered.
        mobile: As entered.
        fax: As entered.
        postal_address: Where letters go; Intacct's ship-to contact.
        street_address: Where they are; Intacct's bill-to contact.
        active: False when archived (Re-Leased) or inactive (Intacct).
    """

    name: str
    correspondence_name: str
    first_name: str
    last_name: str
    email: str
    telephone: str
    mobile: str
    fax: str
    postal_address: Address
    street_address: Address
    active: bool


class DocumentStatus(StrEnum):
    """Where a document stands between its first keystroke and its end.

    Payment is not a status here: a posted invoice stays posted however much of it is paid.
    """

    PRIVATE = "private"  # a draft that Re-Leased keeps to itself until it is submitted
    DRAFT = "draft"  # Re-Leased: Awaiting Approval; Intacct: Draft
    REJECTED = "rejected"  # declined by an approver in Re-Leased
    POSTED = "posted"  # Re-Leased: Approved; Intacct: Posted
    VOIDED = "voided"  # Re-Leased: Voided; Intacct: Reversed


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line of a document.

    Attributes:
        description: What is charged.
        account: The account of the chart.
        net: Amount without tax.
        tax: Tax on the line; zero where none is charged.
        tax_detail: The tax type, or None where the line carries none.
        dimensions: The dimension values the line is tagged with, in the order of their keys.
    """

    description: str
    account: Reference
    net: Money
    tax: Money
    tax_detail: Reference | None
    dimensions: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class SalesInvoice:
    """An AR invoice (Intacct), an income invoice (Re-Leased).

    Attributes:
        number: The number people see; Intacct may replace the one Re-Leased gave.
        reference: Free text of the sender.
        contact: The customer.
        issue_date: The invoice date.
        due_date: When it is to be paid.
        currency: ISO 4217 code of all amounts.
        status: Where it stands.
        lines: At least one, in order.
    """

    number: str
    reference: str
    contact: Reference
    issue_date: date
    due_date: date
    currency: str
    status: DocumentStatus
    lines: tuple[DocumentLine, ...]

    @property
    def net(self) -> Money:
        """The sum of the lines without tax."""
        return total((line.net for line in self.lines), self.currency)

    @property
    def tax(self) -> Money:
        """The sum of the lines' tax."""
        return total((line.tax for line in self.lines), self.currency)

    @property
    def gross(self) -> Money:
        """The sum of the lines with tax: what the customer owes."""
        return self.net + self.tax


Record = Dimension | DimensionValue | TaxDetail | Account | Contact | SalesInvoice

RECORD_TYPES: dict[RecordKind, type[Record]] = {
    RecordKind.DIMENSION: Dimension,
    RecordKind.DIMENSION_VALUE: DimensionValue,
    RecordKind.TAX_DETAIL: TaxDetail,
    RecordKind.ACCOUNT: Account,
    RecordKind.CUSTOMER: Contact,
    RecordKind.VENDOR: Contact,
    RecordKind.SALES_INVOICE: SalesInvoice,
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
        gone: True when the side says that the record was deleted.
    """

    kind: RecordKind
    key: str
    record: Record
    version: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""
    gone: bool = False


def field_names(record: Record) -> tuple[str, ...]:
    """The names of the fields that are compared, in the order of definition."""
    return tuple(field.name for field in fields(record))


def title_of(record: Record) -> str:
    """What people call this record: an invoice's number, an account's number and name, a name."""
    match record:
        case SalesInvoice():
            return record.number
        case Account():
            return f"{record.number} {record.name}"
        case TaxDetail() | DimensionValue():
            return f"{record.code} {record.name}" if record.code != record.name else record.name
        case _:
            return record.name


def amount_of(record: Record) -> Money | None:
    """The money a record stands for: a document's gross; None for everything else."""
    return record.gross if isinstance(record, SalesInvoice) else None


def natural_key_of(record: Record) -> str | None:
    """The code by which two records of reference data are one and the same thing on both sides.

    None for contacts and documents: equal names or numbers prove nothing there, so that matching them
    is left to people.
    """
    match record:
        case TaxDetail() | DimensionValue():
            return record.code.casefold()
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
        case SalesInvoice():
            needed = [record.contact]
            for line in record.lines:
                needed.append(line.account)
                needed.extend([line.tax_detail] if line.tax_detail else [])
                needed.extend(line.dimensions)
            return tuple(dict.fromkeys(needed))
        case _:
            return ()
