"""The records of the stand-in Sage Intacct, one type for each object.

Records are frozen: a change puts a new record in the old one's place, which makes taking a change
back as simple as putting the old one back. Money is in the currency of its record, times are UTC
to the second, dates are calendar dates of the company.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

ZERO = Decimal("0.00")


class InvoiceState(StrEnum):
    """The labels of ARINVOICE.STATE. The spelling of Selected is a guess."""

    DRAFT = "Draft"
    POSTED = "Posted"
    SELECTED = "Selected"
    PARTIALLY_PAID = "Partially Paid"
    PAID = "Paid"
    REVERSED = "Reversed"
    REVERSAL = "Reversal"


class PaymentState(StrEnum):
    """States of an ARPYMT. The labels are a guess; the letters behind them are documented."""

    DRAFT = "Draft"
    COMPLETE = "Complete"
    VOIDED = "Voided"

    @property
    def letter(self) -> str:
        """RAWSTATE: D, C or V."""
        return self.value[0]


class Stamped(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every record carries: its number and who touched it when.

    Attributes:
        record_no: RECORDNO, from one sequence for the whole company.
        created_by: RECORDNO of the user.
        modified_at: None on a master record that nobody edited since it was made.
    """

    record_no: int
    created_at: datetime
    created_by: int
    modified_at: datetime | None = None
    modified_by: int | None = None


class User(Stamped, frozen=True, kw_only=True, gc=False):
    """A user, with the settings that shape what the gateway shows him."""

    login_id: str
    locale: str = "en_US"
    date_format: str = "/mdY"
    gmt_offset_minutes: int = 0
    clock: str = "24"


class Contact(Stamped, frozen=True, kw_only=True, gc=False):
    """A person or office with an address; a customer shows one as its display contact."""

    contact_name: str
    print_as: str
    company_name: str = ""
    prefix: str = ""
    first_name: str = ""
    last_name: str = ""
    initial: str = ""
    phone1: str = ""
    phone2: str = ""
    cellphone: str = ""
    fax: str = ""
    email1: str = ""
    email2: str = ""
    url1: str = ""
    tax_id: str = ""
    taxable: bool = True
    status: str = "active"
    address1: str = ""
    address2: str = ""
    address3: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    country: str = ""
    country_code: str = ""


class Party(Stamped, frozen=True, kw_only=True, gc=False):
    """A customer or a vendor; which one is said by the table it stands in."""

    party_id: str
    name: str
    display_contact: str
    bill_to: str = ""
    ship_to: str = ""
    status: str = "active"
    type_name: str = ""
    parent_id: str = ""
    term_name: str = ""
    tax_id: str = ""
    currency: str = ""
    credit_limit: Decimal | None = None
    on_hold: bool = False
    account_no: str = ""
    delivery_options: str = ""
    comments: str = ""
    external_id: str = ""


class Account(Stamped, frozen=True, kw_only=True, gc=False):
    """An account of the general ledger."""

    account_no: str
    title: str
    account_type: str = "balancesheet"
    normal_balance: str = "debit"
    closing_type: str = "non-closing account"
    closing_account_no: str = ""
    alternative_account: str = "None"
    category: str = ""
    status: str = "active"
    taxable: bool = False
    require_department: bool = False
    require_location: bool = False
    require_class: bool = False
    require_project: bool = False


class TaxSolution(Stamped, frozen=True, kw_only=True, gc=False):
    """A country's tax set-up."""

    solution_id: str
    description: str = ""
    tax_method: str = "VAT"
    status: str = "active"
    show_multiline_tax: bool = True


class TaxDetail(Stamped, frozen=True, kw_only=True, gc=False):
    """A rate of tax; `value` is a percentage."""

    detail_id: str
    description: str = ""
    tax_type: str = "Sale"
    value: Decimal = ZERO
    account_no: str = ""
    tax_authority: str = ""
    tax_solution_id: str = ""
    tax_rate: str = ""
    reverse_charge: bool = False
    status: str = "active"


class DimensionValue(Stamped, frozen=True, kw_only=True, gc=False):
    """A member of a dimension: a department, location, class or project."""

    code: str
    name: str
    parent_id: str = ""
    description: str = ""
    currency: str = ""
    customer_id: str = ""
    status: str = "active"


class Entity(Stamped, frozen=True, kw_only=True, gc=False):
    """A sub-company of a company with several entities."""

    location_id: str
    name: str
    currency: str
    country: str = ""
    tax_id: str = ""
    status: str = "active"


class CheckingAccount(Stamped, frozen=True, kw_only=True, gc=False):
    """A bank account that receipts are paid into."""

    bank_account_id: str
    account_no: str


class InvoiceItem(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of an invoice: a user's line, or the tax line that belongs to one.

    Attributes:
        line_no: 1-based place among the lines of its kind.
        is_user_line: LINEITEM; False for a tax line.
        parent_entry: On a tax line, the RECORDNO of its user's line.
        detail_id: On a tax line, the tax detail.
        tax_override: Whether the tax was given rather than worked out.
    """

    record_no: int
    line_no: int
    account_no: str
    amount: Decimal
    is_user_line: bool = True
    offset_account_no: str = ""
    memo: str = ""
    location_id: str = ""
    department_id: str = ""
    class_id: str = ""
    project_id: str = ""
    parent_entry: int | None = None
    detail_id: str = ""
    tax_override: bool = False
    total_paid: Decimal = ZERO


class Invoice(Stamped, frozen=True, kw_only=True, gc=False):
    """An AR invoice, or the record that reversed one.

    Attributes:
        record_id: The invoice number.
        doc_number: The reference, `ponumber` in the legacy functions.
        total_entered: Sum of all lines, tax lines included.
        lines_locked: Set once a payment was reversed; the lines cannot change any more.
        reversal_of: On a Reversal, the RECORDNO of the invoice it reversed. Not on the wire.
    """

    record_id: str
    state: InvoiceState
    customer_id: str
    invoice_date: date
    posting_date: date
    due_date: date
    total_entered: Decimal
    items: tuple[InvoiceItem, ...]
    doc_number: str = ""
    description: str = ""
    term_name: str = ""
    paid_date: date | None = None
    currency: str = ""
    base_currency: str = ""
    total_paid: Decimal = ZERO
    total_selected: Decimal = ZERO
    bill_to: str = ""
    ship_to: str = ""
    tax_solution_id: str = ""
    module_key: str = "4.AR"
    external_id: str = ""
    lines_locked: bool = False
    reversal_of: int | None = None
    reversed_by: int | None = None

    @property
    def total_due(self) -> Decimal:
        """What is still owed; nothing on a reversed invoice and its reversal."""
        if self.state in {InvoiceState.REVERSED, InvoiceState.REVERSAL}:
            return ZERO
        return self.total_entered - self.total_paid

    @property
    def raw_state(self) -> str:
        """RAWSTATE: D for a draft, otherwise A. Only these two letters are known."""
        return "D" if self.state is InvoiceState.DRAFT else "A"


class PaymentDetail(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One application of a payment to an invoice."""

    record_no: int
    invoice_key: int
    amount: Decimal
    entry_key: int | None = None


class Payment(Stamped, frozen=True, kw_only=True, gc=False):
    """A receipt from a customer, or the record that reversed one (negative amounts)."""

    state: PaymentState
    customer_id: str
    payment_method: str
    receipt_date: date
    payment_date: date
    total_entered: Decimal
    details: tuple[PaymentDetail, ...]
    record_type: str = "rp"
    financial_entity: str = ""
    undeposited_account_no: str = ""
    doc_number: str = ""
    description: str = ""
    currency: str = ""
    base_currency: str = ""
    cleared: bool = False
    reversal_of: int | None = None
