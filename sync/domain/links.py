"""The link: one Re-Leased company and one Intacct company (or entity), for ever."""

from dataclasses import dataclass
from enum import StrEnum

from sync.domain.modules import PLAIN, Modules
from sync.domain.rules import Terms


@dataclass(frozen=True, slots=True)
class CompanyIdentity:
    """Which company a ledger's credentials answer for.

    Attributes:
        company_id: The company's id on that side.
        entity_id: Intacct's entity within the company; empty at the top level and for Re-Leased.
        name: The company's name as people know it.
        currency: ISO 4217 code of the company's books; empty where the ledger does not say.
        modules: Which of Intacct's modules keep the company's documents, as this ledger was told.
        native_connection: Re-Leased only: the accounting system it is natively connected to, else empty.
    """

    company_id: str
    entity_id: str
    name: str
    currency: str
    native_connection: str = ""
    modules: Modules = PLAIN


class LinkMode(StrEnum):
    """What is done for two linked companies."""

    ENGINE = "engine"  # kept in step: changes are carried over
    OBSERVER = (
        "observer"  # Re-Leased's own connection carries; compared and reported, never written
    )

    @property
    def label(self) -> str:
        """What the mode means, to follow a company's name."""
        return _LABELS[self]


_LABELS = {
    LinkMode.ENGINE: "kept in step by Leasebridge",
    LinkMode.OBSERVER: "observed: compared and reported, nothing is ever written",
}


@dataclass(frozen=True, slots=True)
class CompanyLink:
    """Two companies that are kept in step.

    Attributes:
        link_id: Our own id.
        token: Eight random letters and digits, made once; part of every intent key, so that two
            installations can never mistake each other's writes for their own.
        name: The company's name as people know it.
        intacct_company_id: The Intacct company.
        intacct_entity_id: The entity within it; empty for the top level.
        re_leased_company_id: The Re-Leased company.
        terms: Sync-from date and currency.
    """

    link_id: int
    token: str
    name: str
    intacct_company_id: str
    intacct_entity_id: str
    re_leased_company_id: str
    terms: Terms
