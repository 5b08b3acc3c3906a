"""The JSON objects that Re-Leased shows, field by field. All ASSUMED, as everything in `wire`.

Python's names are turned into camelCase on the wire. Unknown fields are ignored, amounts are JSON numbers read
as Decimal, times are aware. What we write stands in `wire_bodies`.
"""

from datetime import date, datetime
from decimal import Decimal

import msgspec

from sync.ledgers.amounts import LARGEST_AMOUNT
from sync.ledgers.re_leased import wire

_EARLIEST_YEAR, _LATEST_YEAR = 1900, 9998


def is_of_our_time(moment: datetime) -> bool:
    """Whether a moment can be compared with others, and be said in UTC."""
    return moment.tzinfo is not None and _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR


def _require_sane(*numbers: Decimal | None) -> None:
    """Refuse what is no amount: JSON's numbers, and texts in their place, may be endless or none at all."""
    for number in numbers:
        if number is not None and not (number.is_finite() and abs(number) < LARGEST_AMOUNT):
            raise ValueError(f"{str(number)[:40]} is not an amount")


class Shape(msgspec.Struct, rename="camel", kw_only=True):
    """An object of the interface."""


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
    """What every record carries; `company_id` says whose it is, where it is said."""

    id: str
    version: int
    modified_at: datetime
    modified_by: Actor | None = None
    external_refs: list[ExternalReference] = []
    company_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse a stamp that cannot be compared with others, or not be said in UTC."""
        if not is_of_our_time(self.modified_at):
            raise ValueError(f"{self.modified_at.isoformat()} is not a moment of our time")


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

    def __post_init__(self) -> None:
        """As all records, with a rate that is a number."""
        super().__post_init__()
        _require_sane(self.rate)


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

    id: str = ""
    account_code: str
    net_amount: Decimal
    tax_amount: Decimal | None = None
    description: str | None = None
    tax_type_code: str | None = None
    tracking: list[LineTracking] = []

    def __post_init__(self) -> None:
        """Refuse amounts that are none."""
        _require_sane(self.net_amount, self.tax_amount)


class CreditShare(Shape, kw_only=True):
    """What of a credit is put against a document; it stands on both.

    `document_type` tells what sort of document is settled. Re-Leased is taken not to say, so that it is
    looked up.
    """

    id: str
    credit_note_id: str
    invoice_id: str
    amount: Decimal
    date: date
    document_type: str | None = None

    def __post_init__(self) -> None:
        """Refuse an amount that is none."""
        _require_sane(self.amount)


class ApprovalNeeded(Shape, kw_only=True):
    """Whether an approval workflow decides about a document, and which."""

    required: bool = False
    workflow: str | None = None


class Invoice(Stored, kw_only=True):
    """An invoice, credit note or adjustment."""

    kind: str
    document_type: str
    adjustment_type: str | None = None
    status: str
    contact_id: str
    issue_date: date
    due_date: date
    currency: str
    amounts_are: str = wire.TAX_EXCLUSIVE
    invoice_number: str | None = None
    reference: str | None = None
    lines: list[InvoiceLine] = []
    allocations: list[CreditShare] = []
    attachment_count: int = 0
    approval: ApprovalNeeded | None = None


class PaymentShare(Shape, kw_only=True):
    """What of a payment settles one document; `document_type` as in `CreditShare`."""

    invoice_id: str
    amount: Decimal
    document_type: str | None = None

    def __post_init__(self) -> None:
        """Refuse an amount that is none."""
        _require_sane(self.amount)


class Payment(Stored, kw_only=True):
    """A receipt, disbursement or refund."""

    kind: str
    status: str
    contact_id: str
    date: date
    amount: Decimal
    currency: str
    bank_account_code: str | None = None
    reference: str | None = None
    method: str | None = None
    allocations: list[PaymentShare] = []

    def __post_init__(self) -> None:
        """As all records, with an amount that is one."""
        super().__post_init__()
        _require_sane(self.amount)


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
