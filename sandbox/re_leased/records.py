"""What Re-Leased keeps about companies and contacts. Field names on the wire: camelCase.

The wire names are assumed (no public description exists); the fields themselves are known from the
help centre. Properties, documents and reference data stand in modules of their own.
"""

from datetime import date
from enum import StrEnum

import msgspec

from sandbox.re_leased.moments import Moment


class Part(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A part of a record."""


class Actor(Part, frozen=True):
    """Who did something: a person in the web application, an interface key, or the system."""

    type: str  # user, api, system
    id: str
    name: str


class LinkStatus(StrEnum):
    """Whether a record takes part in synchronisation, in the help centre's words."""

    LINKED = "Linked"
    UNLINKED = "Unlinked"


class ExternalReference(Part, frozen=True):
    """What a record is called in another system."""

    system: str
    entity: str
    external_id: str
    external_number: str | None = None
    link_status: LinkStatus = LinkStatus.LINKED
    last_synced_at: Moment | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What every record carries."""

    id: str
    company_id: str
    created_at: Moment
    modified_at: Moment
    modified_by: Actor
    version: int = 1
    external_refs: tuple[ExternalReference, ...] = ()

    @property
    def is_archived(self) -> bool:
        """Archived records stay out of lists unless asked for."""
        return False

    @property
    def is_deleted(self) -> bool:
        """Deleted records show only as tombstones in a modified-since list."""
        return False


class Address(Part, frozen=True):
    """A postal or street address."""

    line: str = ""
    suburb: str = ""
    town_city: str = ""
    region_state: str = ""
    postcode: str = ""
    country: str = ""


class Provider(StrEnum):
    """The accounting software that a company is connected to."""

    NONE = "None"
    SAGE_INTACCT = "SageIntacct"
    XERO = "Xero"
    QUICKBOOKS_ONLINE = "QuickBooksOnline"
    QUICKBOOKS_DESKTOP = "QuickBooksDesktop"
    NETSUITE = "NetSuite"
    BUSINESS_CENTRAL = "BusinessCentral"
    EXTERNAL_API = "ExternalApi"


class ConnectionStatus(StrEnum):
    """What Sync Overview shows for a company."""

    SUCCESSFULLY_SYNCED = "SuccessfullySynced"
    IN_PROGRESS = "InProgress"
    NOT_CONNECTED = "NotConnected"
    INCOMPLETE_ONBOARDING = "IncompleteOnboarding"
    NEEDS_RECONNECTING = "NeedsReconnecting"
    SYNC_HAS_ERRORS = "SyncHasErrors"
    INCOMPLETE_PIPELINE = "IncompletePipeline"


class AccountingConnection(Part, frozen=True):
    """The company's one link to its books."""

    provider: Provider = Provider.NONE
    status: ConnectionStatus = ConnectionStatus.NOT_CONNECTED
    external_company_id: str | None = None
    external_entity_id: str | None = None
    sync_from_date: date | None = None
    connected_at: Moment | None = None
    gl_date_from_due_date: bool = False
    order_entry: bool = False
    purchasing: bool = False


class AdvanceGeneration(Part, frozen=True):
    """How long before its due date a rent invoice is generated."""

    unit: str = "Days"
    count: int = 21


class Invoicing(Part, frozen=True):
    """The company's defaults for generated invoices."""

    advance_generation: AdvanceGeneration = AdvanceGeneration()
    advance_issue_date: str = "GenerationDate"
    auto_status: str = "AwaitingApproval"


class Company(Record, frozen=True):
    """A company of the billing group."""

    name: str
    billing_group: str
    country: str
    currency: str
    time_zone: str
    tax_number: str | None = None
    invoicing: Invoicing = Invoicing()
    accounting_connection: AccountingConnection = AccountingConnection()


class ContactApproval(StrEnum):
    """Where a contact stands in contact approval."""

    NEW = "New"
    AWAITING_APPROVAL = "AwaitingApproval"
    APPROVED = "Approved"
    REJECTED = "Rejected"


class Category(StrEnum):
    """What a contact is to the company."""

    TENANT = "Tenant"
    CREDITOR = "Creditor"
    OWNER = "Owner"
    COMPANY = "Company"
    OTHER = "Other"


class PaymentPriority(StrEnum):
    """How soon a creditor is to be paid."""

    URGENT = "Urgent"
    HIGH = "High"
    NORMAL = "Normal"
    LOW = "Low"


class Contact(Record, frozen=True):
    """A tenant, supplier or owner: one kind of record for all."""

    name: str
    correspondence_name: str | None = None
    categories: tuple[Category, ...] = ()
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    telephone: str | None = None
    mobile: str | None = None
    fax: str | None = None
    postal_address: Address = Address()
    street_address: Address = Address()
    tax_number: str | None = None
    payment_priority: PaymentPriority | None = None
    tags: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    approval_status: ContactApproval = ContactApproval.APPROVED
    archived: bool = False

    @property
    def is_archived(self) -> bool:
        """Hidden from pick-lists but kept on old records."""
        return self.archived
