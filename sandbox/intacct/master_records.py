"""The records that documents refer to: users, parties, accounts, tax, dimensions, entities, banks."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from sandbox.intacct.records import ZERO, Stamped


class User(Stamped, frozen=True, kw_only=True, gc=False):
    """A user, with the settings that shape what the gateway shows him.

    Attributes:
        locations: To which locations he is restricted; empty for none.
        departments: To which departments he is restricted; empty for none.
    """

    login_id: str
    locations: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
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
    pager: str = ""
    fax: str = ""
    email1: str = ""
    email2: str = ""
    url1: str = ""
    url2: str = ""
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
    custom_fields: Mapping[str, str] = msgspec.field(default_factory=dict)


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


ITEM_TYPES = {
    "I": "Inventory",
    "NI": "Non-Inventory",
    "NP": "Non-Inventory (Purchase only)",
    "NS": "Non-Inventory (Sales only)",
    "K": "Kit",
    "SK": "Stockable Kit",
}
"""The labels of ITEMTYPE by their database codes."""


class Item(Stamped, frozen=True, kw_only=True, gc=False):
    """Something that is sold or bought through Order Entry and Purchasing.

    Attributes:
        item_type: The label of one of `ITEM_TYPES`.
        income_account_no: Where a sale of it is posted.
        expense_account_no: Where a purchase of it is posted.
    """

    code: str
    name: str
    item_type: str = "Non-Inventory"
    gl_group: str = ""
    taxable: bool = True
    tax_group: str = ""
    income_account_no: str = ""
    expense_account_no: str = ""
    description: str = ""
    inventory_account_no: str = ""
    cost_account_no: str = ""
    product_line: str = ""
    multiple_tax_groups: bool = False
    monthly_recurring: bool = False
    unit: str = "Each"
    base_price: Decimal = ZERO
    status: str = "active"


class UserDimensionValue(Stamped, frozen=True, kw_only=True, gc=False):
    """A member of a dimension of the company's own; `dimension` is its object's name."""

    dimension: str
    name: str
