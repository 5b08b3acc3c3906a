"""What a user fills in on a document of Order Entry or Purchasing; UNSET is left as it was."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec
from msgspec import UNSET, UnsetType

from sandbox.intacct.forms import Day, Flag, Number, TaxEntryForm, Text


class OrderLineForm(msgspec.Struct, frozen=True, kw_only=True):
    """A line; `tax` overrides what would be worked out, its amount too when it has one."""

    item_id: Text = UNSET
    description: Text = UNSET
    taxable: Flag = UNSET
    quantity: Number = UNSET
    unit: Text = UNSET
    price: Number = UNSET
    memo: Text = UNSET
    location_id: Text = UNSET
    department_id: Text = UNSET
    class_id: Text = UNSET
    project_id: Text = UNSET
    customer_id: Text = UNSET
    vendor_id: Text = UNSET
    custom_fields: Mapping[str, str] | UnsetType = UNSET
    tax: TaxEntryForm | UnsetType = UNSET


class OrderLineEdit(msgspec.Struct, frozen=True, kw_only=True):
    """An edit of the line at the 1-based `line_num`, or a line to add when it is None."""

    line_num: int | None
    line: OrderLineForm


class SubtotalForm(msgspec.Struct, frozen=True, kw_only=True):
    """A subtotal as an amount, or as a percentage of the lines."""

    description: str
    total: Decimal | None = None
    percent: Decimal | None = None
    location_id: str = ""
    department_id: str = ""
    class_id: str = ""
    project_id: str = ""
    item_id: str = ""
    customer_id: str = ""
    vendor_id: str = ""
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)


class OrderForm(msgspec.Struct, frozen=True, kw_only=True):
    """The header, and on a new document its lines."""

    definition: Text = UNSET
    party_id: Text = UNSET
    order_date: Day = UNSET
    posting_date: Day = UNSET
    due_date: Day = UNSET
    doc_no: Text = UNSET
    reference: Text = UNSET
    vendor_doc_no: Text = UNSET
    term_name: Text = UNSET
    message: Text = UNSET
    bill_to: Text = UNSET
    ship_to: Text = UNSET
    currency: Text = UNSET
    tax_solution_id: Text = UNSET
    external_id: Text = UNSET
    created_from: Text = UNSET
    state: Text = UNSET
    custom_fields: Mapping[str, str] | UnsetType = UNSET
    lines: tuple[OrderLineForm, ...] = ()
    subtotals: tuple[SubtotalForm, ...] = ()
