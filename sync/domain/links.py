"""The link: one Re-Leased company and one Intacct company (or entity), for ever."""

from dataclasses import dataclass

from sync.domain.rules import Terms


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
