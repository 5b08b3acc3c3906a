"""What the adapter must be told about one Re-Leased company."""

from dataclasses import dataclass, field

from sync.domain.errors import FixSetup
from sync.domain.modules import PLAIN, Modules
from sync.ledgers.re_leased import wire


@dataclass(frozen=True, slots=True)
class ReLeasedSettings:
    """Where Re-Leased answers, for which company, and how fast it may be asked.

    Attributes:
        base_url: The interface's address with its version, such as https://host/v1.
        api_key: The secret that Re-Leased's account manager hands out; never shown.
        company_id: The company within the billing group.
        auth_header: The header that carries the key.
        auth_scheme: The word before the key; empty where the key stands alone.
        app_name: How we name ourselves to Re-Leased.
        requests_per_minute: At most so many requests in any 60 seconds; None for no limit of ours.
        concurrency: At most so many requests at once.
        page_size: Records asked for at a time, 1 to 200.
        timeout_seconds: How long one answer may take.
        modules: Which of Intacct's modules keep the company's documents.
        external_tax_type: The code of the tax type Externally Calculated Tax.
        record_address_template: Where a person opens a record, with the places {company_id},
            {resource} (contacts, invoices, payments, accounts, tax-types, tracking-categories) and {key};
            empty where unknown.

    Raises:
        FixSetup: A value cannot work; the message names the setting, never the key.
    """

    base_url: str
    api_key: str = field(repr=False)
    company_id: str
    auth_header: str = "Authorization"
    auth_scheme: str = "Bearer"
    app_name: str = "Leasebridge"
    requests_per_minute: int | None = 60
    concurrency: int = 5
    page_size: int = wire.LONGEST_PAGE
    timeout_seconds: float = 30
    modules: Modules = PLAIN
    external_tax_type: str = "EXT"
    record_address_template: str = ""

    def __post_init__(self) -> None:
        if not self.api_key.isascii() or not self.api_key.isprintable() or not self.api_key.strip():
            raise FixSetup("Re-Leased's API key is empty or holds characters that no key has.")
        if not 1 <= self.page_size <= wire.LONGEST_PAGE:
            raise FixSetup(f"Re-Leased's page size must be 1 to {wire.LONGEST_PAGE}.")
        limits = (self.concurrency, self.requests_per_minute)
        if any(limit is not None and limit < 1 for limit in limits):
            raise FixSetup("Re-Leased's limits of requests must be at least 1.")
        try:
            self.record_address_template.format(company_id="", resource="", key="")
        except (LookupError, ValueError, AttributeError) as error:
            raise FixSetup(
                "Re-Leased's record address may hold {company_id}, {resource} and {key} only."
            ) from error
