"""What a user fills in: the fields of a record that can be given when making or editing it.

A field left UNSET was not filled in. On a new record it takes the record's default; on an edit it
stays as it is.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from sandbox.intacct.payment_records import CreditKind
from sandbox.intacct.records import ZERO

Text = str | UnsetType
Number = Decimal | UnsetType
Flag = bool | UnsetType
Day = date | UnsetType
Value = TypeVar("Value")


class ContactForm(msgspec.Struct, frozen=True, kw_only=True):
    """A contact."""

    contact_name: Text = UNSET
    print_as: Text = UNSET
    company_name: Text = UNSET
    prefix: Text = UNSET
    first_name: Text = UNSET
    last_name: Text = UNSET
    initial: Text = UNSET
    phone1: Text = UNSET
    phone2: Text = UNSET
    cellphone: Text = UNSET
    pager: Text = UNSET
    fax: Text = UNSET
    email1: Text = UNSET
    email2: Text = UNSET
    url1: Text = UNSET
    url2: Text = UNSET
    tax_id: Text = UNSET
    taxable: Flag = UNSET
    status: Text = UNSET
    address1: Text = UNSET
    address2: Text = UNSET
    address3: Text = UNSET
    city: Text = UNSET
    state: Text = UNSET
    zip_code: Text = UNSET
    country: Text = UNSET
    country_code: Text = UNSET


class PartyForm(msgspec.Struct, frozen=True, kw_only=True):
    """A customer or vendor, with its display contact."""

    party_id: Text = UNSET
    name: Text = UNSET
    contact: ContactForm | UnsetType = UNSET
    bill_to: Text = UNSET
    ship_to: Text = UNSET
    status: Text = UNSET
    type_name: Text = UNSET
    parent_id: Text = UNSET
    term_name: Text = UNSET
    tax_id: Text = UNSET
    currency: Text = UNSET
    credit_limit: Decimal | UnsetType | None = UNSET
    on_hold: Flag = UNSET
    account_no: Text = UNSET
    delivery_options: Text = UNSET
    comments: Text = UNSET
    external_id: Text = UNSET
    custom_fields: Mapping[str, str] | UnsetType = UNSET


class AccountForm(msgspec.Struct, frozen=True, kw_only=True):
    """A general ledger account."""

    account_no: Text = UNSET
    title: Text = UNSET
    account_type: Text = UNSET
    normal_balance: Text = UNSET
    closing_type: Text = UNSET
    closing_account_no: Text = UNSET
    alternative_account: Text = UNSET
    category: Text = UNSET
    status: Text = UNSET
    taxable: Flag = UNSET
    require_department: Flag = UNSET
    require_location: Flag = UNSET
    require_class: Flag = UNSET
    require_project: Flag = UNSET


class TaxDetailForm(msgspec.Struct, frozen=True, kw_only=True):
    """A tax detail; `value` is a percentage."""

    detail_id: Text = UNSET
    description: Text = UNSET
    tax_type: Text = UNSET
    value: Number = UNSET
    account_no: Text = UNSET
    tax_authority: Text = UNSET
    tax_solution_id: Text = UNSET
    tax_rate: Text = UNSET
    reverse_charge: Flag = UNSET
    status: Text = UNSET


class ItemForm(msgspec.Struct, frozen=True, kw_only=True):
    """An item."""

    code: Text = UNSET
    name: Text = UNSET
    item_type: Text = UNSET
    gl_group: Text = UNSET
    taxable: Flag = UNSET
    tax_group: Text = UNSET
    income_account_no: Text = UNSET
    expense_account_no: Text = UNSET
    description: Text = UNSET
    inventory_account_no: Text = UNSET
    cost_account_no: Text = UNSET
    product_line: Text = UNSET
    multiple_tax_groups: Flag = UNSET
    monthly_recurring: Flag = UNSET
    unit: Text = UNSET
    base_price: Number = UNSET
    status: Text = UNSET


class DimensionValueForm(msgspec.Struct, frozen=True, kw_only=True):
    """A department, location, class or project."""

    code: Text = UNSET
    name: Text = UNSET
    parent_id: Text = UNSET
    description: Text = UNSET
    currency: Text = UNSET
    customer_id: Text = UNSET
    status: Text = UNSET


class TaxEntryForm(msgspec.Struct, frozen=True, kw_only=True):
    """The tax of a line; without an amount it is worked out from the tax detail."""

    detail_id: str
    amount: Decimal | None = None


class LineForm(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a document; `tax_entries`, when given, replace the line's whole set."""

    account_no: Text = UNSET
    amount: Number = UNSET
    offset_account_no: Text = UNSET
    memo: Text = UNSET
    location_id: Text = UNSET
    department_id: Text = UNSET
    class_id: Text = UNSET
    project_id: Text = UNSET
    item_id: Text = UNSET
    customer_id: Text = UNSET
    vendor_id: Text = UNSET
    custom_fields: Mapping[str, str] | UnsetType = UNSET
    tax_entries: tuple[TaxEntryForm, ...] | UnsetType = UNSET


class LineEdit(msgspec.Struct, frozen=True, kw_only=True):
    """An edit of the line at the 1-based `line_num`, or a line to add when it is None."""

    line_num: int | None
    line: LineForm


class DocumentForm(msgspec.Struct, frozen=True, kw_only=True):
    """A document's header, and on a new one its lines."""

    invoice_date: Day = UNSET
    posting_date: Day = UNSET
    due_date: Day = UNSET
    term_name: Text = UNSET
    record_id: Text = UNSET
    doc_number: Text = UNSET
    description: Text = UNSET
    external_id: Text = UNSET
    bill_to: Text = UNSET
    ship_to: Text = UNSET
    currency: Text = UNSET
    tax_solution_id: Text = UNSET
    supdoc_id: Text = UNSET
    custom_fields: Mapping[str, str] | UnsetType = UNSET
    lines: tuple[LineForm, ...] = ()

    @property
    def party_id(self) -> Text:
        """The customer or the vendor."""
        return UNSET


class InvoiceForm(DocumentForm, frozen=True, kw_only=True):
    """An AR invoice or AR adjustment."""

    customer_id: Text = UNSET

    @property
    def party_id(self) -> Text:
        """The customer."""
        return self.customer_id


class BillForm(DocumentForm, frozen=True, kw_only=True):
    """An AP bill or AP adjustment."""

    vendor_id: Text = UNSET

    @property
    def party_id(self) -> Text:
        """The vendor."""
        return self.vendor_id


class CreditForm(msgspec.Struct, frozen=True, kw_only=True):
    """A credit to put against a document, and how much of it (positive)."""

    kind: CreditKind
    key: int
    amount: Decimal


class ApplicationForm(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a payment goes to which document, or to one line of it."""

    document_key: int
    amount: Decimal = ZERO
    entry_key: int | None = None
    discount: Decimal = ZERO
    credit: CreditForm | None = None


class PaymentForm(msgspec.Struct, frozen=True, kw_only=True):
    """A payment: money of one party, spread over documents.

    Attributes:
        batch: A payment summary that names the account in place of a bank.
        payer_name: Who paid for several customers; `party_id` is then empty.
        overpayment: Money beyond what is applied, which waits on the customer's account.
    """

    party_id: str
    receipt_date: date
    applications: tuple[ApplicationForm, ...]
    payment_method: str = "EFT"
    financial_entity: str = ""
    undeposited_account_no: str = ""
    batch: str = ""
    payer_name: str = ""
    doc_number: str = ""
    description: str = ""
    currency: str = ""
    payment_date: date | None = None
    overpayment: Decimal = ZERO
    location_id: str = ""
    department_id: str = ""


class AdvanceForm(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an advance."""

    amount: Decimal
    account_no: str = ""
    memo: str = ""
    location_id: str = ""
    department_id: str = ""
    class_id: str = ""
    project_id: str = ""
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)


def given(form: msgspec.Struct, *, leave_out: frozenset[str] = frozenset()) -> Mapping[str, Any]:
    """The fields of `form` that were filled in, by name."""
    return {
        name: value
        for name, value in msgspec.structs.asdict(form).items()
        if value is not UNSET and name not in leave_out
    }


def value_or(value: Value | UnsetType, default: Value) -> Value:
    """`value`, or `default` when the field was left UNSET."""
    return default if isinstance(value, UnsetType) else value
