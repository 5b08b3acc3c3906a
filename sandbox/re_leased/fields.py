"""What a caller or a person hands in to make or change a record.

Every field may be left out. When a record is made, what is left out takes its default; when it is
changed, what is left out stays. Unknown fields are ignored.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from sandbox.re_leased.document_records import (
    AdjustmentType,
    AmountsAre,
    DecidingPerson,
    DocumentType,
    Kind,
    LineTracking,
    PaymentAllocation,
    PaymentKind,
    Source,
    Status,
    TaxMode,
)
from sandbox.re_leased.moments import Moment
from sandbox.re_leased.records import (
    Address,
    Category,
    ConnectionStatus,
    LinkStatus,
    PaymentPriority,
    Provider,
)
from sandbox.re_leased.reference_records import AccountClass


class Fields(msgspec.Struct, kw_only=True, rename="camel"):
    """Fields handed in."""

    def given(self, *, leave_out: tuple[str, ...] = ()) -> dict[str, Any]:
        """What was handed in, by the records' own field names."""
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        return {
            name: value
            for name, value in values.items()
            if value is not UNSET and name not in leave_out
        }


class ReferenceFields(Fields):
    """An external reference; `system` comes from the address, or stands beside in a new record."""

    entity: str
    external_id: str
    system: str = "sage_intacct"
    external_number: str | None = None
    link_status: LinkStatus = LinkStatus.LINKED
    last_synced_at: Moment | None = None


class ContactFields(Fields):
    """A contact. `external_refs` counts only when the contact is made."""

    name: str | UnsetType = UNSET
    correspondence_name: str | UnsetType | None = UNSET
    categories: tuple[Category, ...] | UnsetType = UNSET
    first_name: str | UnsetType | None = UNSET
    last_name: str | UnsetType | None = UNSET
    email: str | UnsetType | None = UNSET
    telephone: str | UnsetType | None = UNSET
    mobile: str | UnsetType | None = UNSET
    fax: str | UnsetType | None = UNSET
    postal_address: Address | UnsetType = UNSET
    street_address: Address | UnsetType = UNSET
    tax_number: str | UnsetType | None = UNSET
    payment_priority: PaymentPriority | UnsetType | None = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET
    external_refs: tuple[ReferenceFields, ...] = ()


class LineFields(Fields):
    """A line of a document: a unit price, or a net amount that stands for one unit."""

    account_code: str
    description: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    net_amount: Decimal | None = None
    tax_type_code: str | None = None  # None: the account's default
    tax_amount: Decimal | None = None  # None: computed from the rate
    property_id: str | None = None
    tracking: tuple[LineTracking, ...] | None = None  # None: the property's defaults


class DocumentFields(Fields):
    """A document. `status` and `external_refs` count only when the document is made."""

    kind: Kind | UnsetType = UNSET
    document_type: DocumentType | UnsetType = UNSET
    adjustment_type: AdjustmentType | UnsetType | None = UNSET
    status: Status = Status.DRAFT
    invoice_number: str | UnsetType | None = UNSET
    reference: str | UnsetType | None = UNSET
    contact_id: str | UnsetType = UNSET
    property_id: str | UnsetType | None = UNSET
    tenancy_id: str | UnsetType | None = UNSET
    issue_date: date | UnsetType = UNSET
    due_date: date | UnsetType = UNSET
    service_date: date | UnsetType | None = UNSET
    currency: str | UnsetType = UNSET
    amounts_are: AmountsAre | UnsetType = UNSET
    payment_priority: PaymentPriority | UnsetType | None = UNSET
    source: Source | UnsetType = UNSET
    lines: tuple[LineFields, ...] | UnsetType = UNSET
    external_refs: tuple[ReferenceFields, ...] = ()


class DecisionFields(Fields):
    """Who took a decision, and why; all of it may be left out."""

    actor: DecidingPerson = DecidingPerson()
    comment: str = ""
    initiated_in: str = "ReLeased"


class AllocationFields(Fields):
    """Credit to be put against one invoice."""

    invoice_id: str
    amount: Decimal
    date: date


class CalculatedLineFields(Fields):
    """The tax of one line, as the accounting software worked it out."""

    line_id: str
    tax_amount: Decimal
    tax_rate: Decimal | None = None
    detail: str = ""


class CalculatedTaxFields(Fields):
    """The tax of a document, as the accounting software worked it out."""

    lines: tuple[CalculatedLineFields, ...]
    tax_total: Decimal
    source: str = ""
    external_document_id: str | None = None
    calculated_at: Moment | None = None


class PaymentFields(Fields):
    """A payment; `currency` left out means the company's."""

    kind: PaymentKind
    contact_id: str
    date: date
    amount: Decimal
    bank_account_code: str
    allocations: tuple[PaymentAllocation, ...]
    currency: str | None = None
    reference: str | None = None
    method: str = "BankTransfer"
    source: str = "Manual"
    external_refs: tuple[ReferenceFields, ...] = ()


class AccountFields(Fields):
    """An account of the chart; a new one needs `name` and `class`."""

    name: str | UnsetType = UNSET
    account_class: AccountClass | UnsetType = msgspec.field(name="class", default=UNSET)
    default_tax_type_code: str | UnsetType | None = UNSET
    enable_payments: bool | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class TaxTypeFields(Fields):
    """A tax type; a new one needs `display_name`, and a `rate` unless calculated elsewhere."""

    display_name: str | UnsetType = UNSET
    rate: Decimal | UnsetType | None = UNSET
    calculation: TaxMode | UnsetType = UNSET
    applies_to: tuple[Kind, ...] | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class OptionFields(Fields):
    """An option of a tracking category; a new one needs `code` and `name`."""

    code: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class CategoryFields(Fields):
    """A tracking category; a new one needs `name`. Options are put one by one."""

    name: str | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


class TrackingDefaultFields(Fields):
    """A property's default option in one category."""

    category_id: str
    option_id: str
    property_matching: bool | None = None  # None: as the category is used already


class PropertyTrackingFields(Fields):
    """A property's default options, replaced as a whole."""

    tracking: tuple[TrackingDefaultFields, ...]
    update_existing_invoices: bool = False


class ConnectionFields(Fields):
    """The company's link to its books."""

    external_company_id: str
    provider: Provider = Provider.EXTERNAL_API
    status: ConnectionStatus = ConnectionStatus.SUCCESSFULLY_SYNCED
    external_entity_id: str | None = None
    sync_from_date: date | UnsetType = UNSET
    gl_date_from_due_date: bool | UnsetType = UNSET
    order_entry: bool | UnsetType = UNSET
    purchasing: bool | UnsetType = UNSET
