"""The JSON objects of Re-Leased's interface, field by field. All ASSUMED, as everything in `wire`.

Python's names are turned into camelCase on the wire. Reading: unknown fields are ignored, amounts are
JSON numbers read as Decimal, times are aware. Writing: fields left UNSET are not sent.
"""

from datetime import date, datetime
from decimal import Decimal

import msgspec
from msgspec import UNSET, UnsetType

from sync.ledgers.re_leased import wire


class Shape(msgspec.Struct, rename="camel", kw_only=True):
    """An object of the interface."""


# -- what is read ---------------------------------------------------------------------------------


class Listing(Shape, kw_only=True):
    """A page of a collection, its objects still undecoded so that each can be named if it is wrong."""

    data: list[msgspec.Raw]
    has_more: bool
    total_count: int = 0


class Actor(Shape, kw_only=True):
    """Who did something."""

    name: str | None = None


class ExternalReference(Shape, kw_only=True):
    """What a record is called in another system."""

    system: str
    entity: str
    external_id: str
    external_number: str | None = None
    link_status: str = wire.LINKED


class Stored(Shape, kw_only=True):
    """What every record carries."""

    id: str
    version: int
    modified_at: datetime
    modified_by: Actor | None = None
    external_refs: list[ExternalReference] = []


class AccountingConnection(Shape, kw_only=True):
    """The accounting system that a company is connected to."""

    provider: str


class Company(Shape, kw_only=True):
    """A company of the billing group."""

    id: str
    name: str
    currency: str
    accounting_connection: AccountingConnection | None = None


class Address(Shape, kw_only=True):
    """A postal or street address."""

    line: str | None = None
    suburb: str | None = None
    town_city: str | None = None
    region_state: str | None = None
    postcode: str | None = None
    country: str | None = None


class Contact(Stored, kw_only=True):
    """A tenant, supplier or owner."""

    name: str
    correspondence_name: str | None = None
    categories: list[str] = []
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    telephone: str | None = None
    mobile: str | None = None
    fax: str | None = None
    postal_address: Address | None = None
    street_address: Address | None = None
    archived: bool = False


class Account(Stored, kw_only=True):
    """An account of the chart."""

    code: str
    name: str
    account_class: str = msgspec.field(name="class")
    archived: bool = False


class TaxType(Stored, kw_only=True):
    """A tax type; the rate is a percentage, null where the tax is worked out outside."""

    code: str
    display_name: str
    rate: Decimal | None = None
    applies_to: list[str] = []
    archived: bool = False


class TrackingOption(Shape, kw_only=True):
    """An option of a tracking category."""

    id: str
    name: str
    code: str | None = None
    archived: bool = False


class TrackingCategory(Stored, kw_only=True):
    """A tracking category with all its options."""

    name: str
    options: list[TrackingOption] = []
    archived: bool = False


class LineTracking(Shape, kw_only=True):
    """The option that a line carries in one category."""

    category_id: str
    option_id: str


class InvoiceLine(Shape, kw_only=True):
    """A line as Re-Leased shows it; net and tax are given whether prices hold tax or not."""

    account_code: str
    net_amount: Decimal
    tax_amount: Decimal | None = None
    description: str | None = None
    tax_type_code: str | None = None
    tracking: list[LineTracking] = []


class Invoice(Stored, kw_only=True):
    """An invoice, credit note or adjustment."""

    kind: str
    document_type: str
    status: str
    contact_id: str
    issue_date: date
    due_date: date
    currency: str
    invoice_number: str | None = None
    reference: str | None = None
    lines: list[InvoiceLine] = []


class ErrorDetail(Shape, kw_only=True):
    """One field at fault."""

    code: str = ""
    field: str = ""
    message: str = ""


class ErrorBody(Shape, kw_only=True):
    """Why a request was not carried out."""

    code: str = ""
    message: str = ""
    request_id: str | None = None
    current_status: str | None = None
    details: list[ErrorDetail] = []


class ErrorAnswer(Shape, kw_only=True):
    """The whole answer to a request that was not carried out."""

    error: ErrorBody


# -- what is written ------------------------------------------------------------------------------


class ContactBody(Shape, kw_only=True):
    """The fields of a contact that we write."""

    name: str | UnsetType = UNSET
    correspondence_name: str | UnsetType = UNSET
    first_name: str | UnsetType = UNSET
    last_name: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    telephone: str | UnsetType = UNSET
    mobile: str | UnsetType = UNSET
    fax: str | UnsetType = UNSET
    postal_address: Address | UnsetType = UNSET
    street_address: Address | UnsetType = UNSET
    categories: list[str] | UnsetType = UNSET
    external_refs: list[ExternalReference] | UnsetType = UNSET


class AccountBody(Shape, kw_only=True):
    """The fields of an account that we write; its code is in the path."""

    name: str | UnsetType = UNSET
    account_class: str | UnsetType = msgspec.field(name="class", default=UNSET)
    archived: bool | UnsetType = UNSET


class TaxTypeBody(Shape, kw_only=True):
    """The fields of a tax type that we write; its code is in the path."""

    display_name: str | UnsetType = UNSET
    rate: Decimal | UnsetType | None = UNSET
    calculation: str | UnsetType = UNSET
    applies_to: list[str] | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class TrackingBody(Shape, kw_only=True):
    """The fields of a tracking category or option that we write; its id is in the path."""

    code: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class InvoiceLineBody(Shape, kw_only=True):
    """A line that we write; amounts with exactly two decimals."""

    description: str
    quantity: int
    unit_price: Decimal
    account_code: str
    net_amount: Decimal
    tax_amount: Decimal
    tax_type_code: str | None
    tracking: list[LineTracking]


class InvoiceBody(Shape, kw_only=True):
    """The fields of an invoice that we write."""

    kind: str | UnsetType = UNSET
    document_type: str | UnsetType = UNSET
    status: str | UnsetType = UNSET
    invoice_number: str | UnsetType = UNSET
    reference: str | UnsetType = UNSET
    contact_id: str | UnsetType = UNSET
    issue_date: date | UnsetType = UNSET
    due_date: date | UnsetType = UNSET
    currency: str | UnsetType = UNSET
    amounts_are: str | UnsetType = UNSET
    source: str | UnsetType = UNSET
    lines: list[InvoiceLineBody] | UnsetType = UNSET
    external_refs: list[ExternalReference] | UnsetType = UNSET


class Decision(Shape, kw_only=True):
    """Who decides on a document, and where: the body of approve and void."""

    actor: Actor
    initiated_in: str
