"""What Re-Leased keeps about properties, their areas and tenancies."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sandbox.re_leased.records import Address, Part, Record


class PropertyManager(Part, frozen=True):
    """Who looks after a property."""

    name: str
    email: str


class TrackingDefault(Part, frozen=True):
    """A property's default option in one tracking category."""

    category_id: str
    option_id: str
    property_matching: bool = False


class Property(Record, frozen=True):
    """A building."""

    name: str
    reference: str
    property_type: str
    address: Address = Address()
    owner_contact_id: str | None = None
    property_manager: PropertyManager | None = None
    tags: tuple[str, ...] = ()
    tracking: tuple[TrackingDefault, ...] = ()
    archived: bool = False

    @property
    def is_archived(self) -> bool:
        """Archived by a person."""
        return self.archived


class Area(Record, frozen=True):
    """A unit of a property."""

    property_id: str
    title: str
    area_type: str
    floor: str | None = None
    suite: str | None = None
    size: Decimal | None = None
    unit_of_measure: str = "m2"
    annual_market_rent: Decimal | None = None
    epc_rating: str | None = None
    archived: bool = False

    @property
    def is_archived(self) -> bool:
        """Archived by a person."""
        return self.archived


class TenancyStatus(StrEnum):
    """Where a tenancy stands in its life."""

    DRAFT = "Draft"
    FUTURE = "Future"
    CURRENT = "Current"
    HOLD_OVER = "HoldOver"
    VACATED = "Vacated"
    ARCHIVED = "Archived"


class Term(Part, frozen=True):
    """The period a tenancy is let for."""

    start: date
    expiry: date
    rolling: bool = False
    hold_over: bool = False


class RentTemplate(Part, frozen=True):
    """What rent invoices are generated from."""

    payment_frequency: str  # Monthly, EnglishQuarterDays
    first_payment: date
    annual_amount: Decimal
    billing_in_arrears: bool = False


class Tenancy(Record, frozen=True):
    """A lease of one or more areas."""

    property_id: str
    name: str
    primary_contact_id: str
    account_contact_id: str
    area_ids: tuple[str, ...] = ()
    tenancy_type: str = "Commercial"
    reference: str | None = None
    online_payment_reference: str | None = None
    current_term: Term | None = None
    rent_template: RentTemplate | None = None
    status: TenancyStatus = TenancyStatus.CURRENT
    archived: bool = False

    @property
    def is_archived(self) -> bool:
        """Archived by a person."""
        return self.archived
