"""The JSON objects that we write to Re-Leased, field by field. All ASSUMED, as everything in `wire`.

Python's names are turned into camelCase on the wire; fields left UNSET are not sent.
"""

from datetime import date
from decimal import Decimal

import msgspec
from msgspec import UNSET, UnsetType

from sync.ledgers.re_leased.wire_shapes import (
    Actor,
    Address,
    ExternalReference,
    LineTracking,
    Shape,
)


class ConnectionBody(Shape, kw_only=True):
    """The company's link to its books."""

    provider: str
    external_company_id: str
    external_entity_id: str | None
    sync_from_date: date


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
    tax_amount: Decimal | None
    tax_type_code: str | None
    tracking: list[LineTracking]


class InvoiceBody(Shape, kw_only=True):
    """The fields of an invoice that we write."""

    kind: str | UnsetType = UNSET
    document_type: str | UnsetType = UNSET
    adjustment_type: str | UnsetType = UNSET
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


class PaymentShareBody(Shape, kw_only=True):
    """What of a new payment settles one document."""

    invoice_id: str
    amount: Decimal


class PaymentBody(Shape, kw_only=True):
    """A new payment; amounts with exactly two decimals."""

    kind: str
    contact_id: str
    date: date
    amount: Decimal
    currency: str
    bank_account_code: str
    reference: str
    method: str | UnsetType = UNSET
    source: str
    allocations: list[PaymentShareBody]
    external_refs: list[ExternalReference]


class CreditShareBody(Shape, kw_only=True):
    """What of a credit shall be put against one document."""

    invoice_id: str
    amount: Decimal
    date: date


class AllocationsBody(Shape, kw_only=True):
    """What of one credit shall be put against documents."""

    items: list[CreditShareBody]


class CalculatedLine(Shape, kw_only=True):
    """The tax of one line."""

    line_id: str
    tax_amount: Decimal


class CalculatedTax(Shape, kw_only=True):
    """The tax of a document as it was worked out elsewhere."""

    source: str
    external_document_id: str
    lines: list[CalculatedLine]
    tax_total: Decimal


class Decision(Shape, kw_only=True):
    """Who decides on a document, and where: the body of approve, reject and void."""

    actor: Actor
    initiated_in: str
    comment: str | UnsetType = UNSET
