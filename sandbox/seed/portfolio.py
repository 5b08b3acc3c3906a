"""The shape of a property portfolio, before either ledger has heard of it.

A portfolio says what exists and where it was born. `sandbox.intacct.seeding` and
`sandbox.re_leased.seeding` put it into the two stand-in ledgers.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class BornIn(StrEnum):
    """The ledger a record was first entered in. Reference data that both know says BOTH."""

    INTACCT = "intacct"
    RE_LEASED = "re_leased"
    BOTH = "both"


class DocumentState(StrEnum):
    """Where a document stands, in words of this module; each ledger has words of its own."""

    PRIVATE_DRAFT = "private_draft"  # Re-Leased only: not yet submitted
    AWAITING_APPROVAL = "awaiting_approval"  # Intacct: Draft
    REJECTED = "rejected"  # Re-Leased only
    APPROVED = "approved"  # Intacct: Posted
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    VOIDED = "voided"  # Intacct: Reversed


@dataclass(frozen=True, slots=True)
class Company:
    """The company itself, in both systems."""

    name: str
    intacct_id: str
    re_leased_id: str
    country: str  # ISO 3166 alpha-2
    currency: str  # ISO 4217
    time_zone: str
    tax_solution: str  # Intacct's name for the tax set-up


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """An account of the chart."""

    number: str
    title: str
    account_class: str  # Asset, Equity, Expense, Liability, Revenue
    born_in: BornIn
    is_bank: bool = False


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax detail (Intacct) or tax type (Re-Leased)."""

    code: str
    name: str
    rate: Decimal  # percent
    on_sales: bool
    born_in: BornIn


@dataclass(frozen=True, slots=True)
class DimensionValue:
    """A member of a standard dimension: LOCATION, DEPARTMENT or CLASS."""

    dimension: str
    code: str
    name: str
    born_in: BornIn


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address."""

    line: str
    town: str
    region: str
    postcode: str
    country: str


@dataclass(frozen=True, slots=True)
class Party:
    """A tenant or supplier. `number` is the Intacct id where born there, else Re-Leased's."""

    number: str
    name: str
    trading_name: str
    first_name: str
    last_name: str
    email: str
    telephone: str
    address: Address
    is_supplier: bool
    born_in: BornIn


@dataclass(frozen=True, slots=True)
class Property:
    """A building, known in Intacct as a member of the LOCATION dimension."""

    number: str
    name: str
    reference: str  # equals the LOCATION code
    property_type: str
    address: Address


@dataclass(frozen=True, slots=True)
class Lease:
    """A tenancy in one unit of a property."""

    number: str
    property_number: str
    tenant_number: str
    unit: str
    floor: str
    size: Decimal  # square metres
    annual_rent: Decimal
    start: date
    expiry: date


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line of a document; `tax` is already rounded to the cent."""

    description: str
    account_number: str
    tax_code: str
    net: Decimal
    tax: Decimal
    location: str
    department: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A sales invoice, born in exactly one of the ledgers."""

    number: str
    born_in: BornIn
    state: DocumentState
    party_number: str
    lease_number: str | None
    reference: str
    issued: date
    due: date
    source: str  # one of Re-Leased's sources: Manual, RentTemplate, Outgoings ...
    lines: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything the stand-in world starts with."""

    company: Company
    other_company_name: str  # a second Re-Leased company, to prove that nothing crosses over
    accounts: tuple[LedgerAccount, ...]
    tax_rates: tuple[TaxRate, ...]
    dimension_values: tuple[DimensionValue, ...]
    parties: tuple[Party, ...]
    properties: tuple[Property, ...]
    leases: tuple[Lease, ...]
    documents: tuple[Document, ...]
