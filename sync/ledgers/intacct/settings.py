"""What the Intacct adapter must be told: where, as whom, and how much at a time."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from sync.domain.errors import FixSetup
from sync.domain.modules import Modules
from sync.use_cases.ports import CallAllowance
from sync.use_cases.ports.call_limits import MOST_REQUESTS_IN_FLIGHT

PRODUCTION_URL = "https://api.intacct.com/ia/xml/xmlgw.phtml"
MOST_FUNCTIONS_PER_REQUEST = 100  # Sage's advice (developer.intacct.com, best practices)
LONGEST_ID_PREFIX = 8  # leaves room for a digest in an id of 20 characters
LARGEST_PAGE = 2000  # the `query` function's own maximum


class GlDate(StrEnum):
    """The date of a document from Re-Leased by which Intacct posts it to the general ledger.

    Source: Re-Leased help centre, invoice field mapping for Sage Intacct: the GL date is the issue date, or the
    due date by a setting.
    """

    ISSUE_DATE = "issue"
    DUE_DATE = "due"


@dataclass(frozen=True, slots=True)
class IntacctSettings:
    """The set-up of one connection to one Intacct company.

    Attributes:
        url: Address of the XML gateway. Plain http is accepted for this machine only.
        sender_id: Web Services sender id; case sensitive.
        sender_password: Its password; never shown.
        company_id: The company, without an entity.
        entity_id: The entity within the company; empty for the top level.
        user_id: The Web Services user.
        user_password: Its password; never shown.
        batch_size: Functions in one request, at most 100.
        page_size: Records on one page of a reading, at most 2000.
        rows_per_request: How many rows one request may be thought to bring; bounds the memory a reading takes.
        requests_in_flight: HTTP requests to the company at the same time, from all processes together:
            1, or 2 at most, which is what most companies may send.
        requests_per_minute: HTTP requests on average, after a burst of a tenth; 0 for no limit of ours.
        timeout_seconds: How long one request may take as a whole.
        customer_id_prefix: Put before Re-Leased's key to make a new CUSTOMERID.
        vendor_id_prefix: The same for a new VENDORID.
        external_id_prefix: Put before Re-Leased's key to make a document's externalid.
        sales_definition: The transaction definition of Order Entry, such as `Sales Invoice`, by which sales
            invoices are kept; empty where plain AR invoices are.
        purchase_definition: The same of Purchasing, for bills.
        tax_solution: Intacct's name of the tax solution on new documents; empty where none is used.
        property_dimension: The object name of the dimension by which Re-Leased knows a property, such as
            LOCATION or a company's own; empty where nobody is to be told of lines without one.
        gl_date: By which date new and changed documents are posted to the general ledger.
        read_attempts: How often a reading is tried before the caller is told to come back later.
        first_wait_seconds: Wait before the second attempt; doubles from there.

    Raises:
        FixSetup: A value cannot work.
    """

    url: str
    sender_id: str
    sender_password: str = field(repr=False)
    company_id: str
    entity_id: str
    user_id: str
    user_password: str = field(repr=False)
    batch_size: int = MOST_FUNCTIONS_PER_REQUEST
    page_size: int = LARGEST_PAGE
    rows_per_request: int = 20_000
    requests_in_flight: int = 1
    requests_per_minute: int = 0
    timeout_seconds: float = 60
    customer_id_prefix: str = "RL-"
    vendor_id_prefix: str = "RL-"
    external_id_prefix: str = "RL-"
    sales_definition: str = ""
    purchase_definition: str = ""
    tax_solution: str = ""
    property_dimension: str = "LOCATION"
    gl_date: GlDate = GlDate.ISSUE_DATE
    read_attempts: int = 4
    first_wait_seconds: float = 1.0

    def __post_init__(self) -> None:
        if not _is_safe_address(self.url):
            raise FixSetup(
                f"The Intacct address {self.url} is neither https nor on this machine. "
                f"Set it to {PRODUCTION_URL}."
            )
        if not 1 <= self.batch_size <= MOST_FUNCTIONS_PER_REQUEST:
            raise FixSetup(f"The Intacct batch size is {self.batch_size}. Set it to 1 to 100.")
        prefixes = (self.customer_id_prefix, self.vendor_id_prefix)
        if any(len(prefix) > LONGEST_ID_PREFIX for prefix in prefixes):
            raise FixSetup(f"The Intacct id prefixes are {prefixes}. Keep each to 8 characters.")
        if not 1 <= self.page_size <= LARGEST_PAGE:
            raise FixSetup(f"The Intacct page size is {self.page_size}. Set it to 1 to 2000.")
        if self.rows_per_request < self.page_size:
            raise FixSetup(
                f"One Intacct request may bring {self.rows_per_request} rows, fewer than one page. "
                f"Set it to {self.page_size} or more."
            )
        self._require_allowance()

    @property
    def modules(self) -> Modules:
        """Which modules keep the company's documents: those of which a transaction definition is named."""
        return Modules(
            order_entry=bool(self.sales_definition), purchasing=bool(self.purchase_definition)
        )

    @property
    def call_allowance(self) -> CallAllowance:
        """How much the company may be asked, for whoever keeps its limits."""
        return CallAllowance(
            requests_in_flight=self.requests_in_flight, requests_per_minute=self.requests_per_minute
        )

    def _require_allowance(self) -> None:
        if not 1 <= self.requests_in_flight <= MOST_REQUESTS_IN_FLIGHT:
            raise FixSetup(
                f"The number of Intacct requests in flight is {self.requests_in_flight}. Set it to 1, or "
                f"to {MOST_REQUESTS_IN_FLIGHT}: most companies may send no more."
            )
        if self.requests_per_minute < 0:
            raise FixSetup(
                f"The number of Intacct requests per minute is {self.requests_per_minute}. Set it to "
                "0 for no limit, or higher."
            )


def _is_safe_address(url: str) -> bool:
    parts = urlsplit(url)
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
