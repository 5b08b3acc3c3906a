"""Linking two companies: what speaks against it, which mode is offered, what a confirmation must match."""

from dataclasses import dataclass
from datetime import date, datetime

from sync.domain.links import CompanyIdentity, LinkMode
from sync.domain.pre_flight import Check, stops
from sync.domain.sides import Side

EARLIEST_SYNC_FROM = date(2018, 1, 1)
"""Re-Leased help centre, connecting to Sage Intacct: the sync-from date is not before 2018."""


@dataclass(frozen=True, slots=True)
class LinkProposal:
    """Two companies that somebody proposed to link, as an administrator sees them before confirming.

    Attributes:
        proposal_id: Our own id; 0 while it is not kept.
        intacct: The Intacct company when it was proposed.
        re_leased: The Re-Leased company when it was proposed.
        sync_from: Documents dated before it never travel.
        mode: The mode that is offered.
        proposed_by: Who proposed it.
        proposed_at: When, aware UTC.
        expires_at: From when on it can no longer be confirmed, aware UTC.
        link_id: The link that came of it; None while it is not confirmed.
        checks: What the pre-flight check found when it was proposed.
    """

    proposal_id: int
    intacct: CompanyIdentity
    re_leased: CompanyIdentity
    sync_from: date
    mode: LinkMode
    proposed_by: str
    proposed_at: datetime
    expires_at: datetime
    link_id: int | None = None
    checks: tuple[Check, ...] = ()

    @property
    def currency(self) -> str:
        """ISO 4217 code of both companies' books."""
        return self.re_leased.currency or self.intacct.currency


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is known when somebody confirms a proposal.

    Attributes:
        typed_name: What was typed as the Re-Leased company's name.
        intacct: The company that Intacct's credentials answer for now.
        re_leased: The company that Re-Leased's key answers for now.
        moment: Now, aware UTC.
    """

    typed_name: str
    intacct: CompanyIdentity
    re_leased: CompanyIdentity
    moment: datetime


def mode_offered(re_leased: CompanyIdentity) -> LinkMode:
    """A company that Re-Leased itself connects to its books is only observed.

    Two syncs on one company would create every document twice.
    """
    return LinkMode.OBSERVER if re_leased.native_connection else LinkMode.ENGINE


def objection_to_linking(
    intacct: CompanyIdentity, re_leased: CompanyIdentity, sync_from: date
) -> str | None:
    """Why these companies cannot be linked, in a sentence with the next step; None where they can."""
    if sync_from < EARLIEST_SYNC_FROM:
        return f"The sync-from date {sync_from} is too early. Choose {EARLIEST_SYNC_FROM} or later."
    currencies = {intacct.currency, re_leased.currency} - {""}
    if len(currencies) > 1:
        return (
            f"{re_leased.name} keeps its books in {re_leased.currency}, and {intacct.name} in "
            f"{intacct.currency}. Only companies with the same currency can be linked: check the "
            "companies in the settings."
        )
    return None


def objection_to_confirming(proposal: LinkProposal, said: Confirmation) -> str | None:
    """Why a proposal cannot be confirmed like this, with the next step; None where it can."""
    number = proposal.proposal_id
    if proposal.link_id is not None:
        return f"Proposal {number} was confirmed already. See how the companies stand."
    if said.moment >= proposal.expires_at:
        return (
            f"Proposal {number} has expired. Make a new one, so that you see both companies as they "
            "are now."
        )
    in_the_way = stops(proposal.checks)
    if in_the_way:
        subjects = ", ".join(f"{check.where}: {check.subject}" for check in in_the_way)
        return (
            f"The pre-flight check of proposal {number} stopped at {subjects}. See what to do with a new "
            "check, mend it, and make a new proposal."
        )
    moved = _what_moved(Side.INTACCT, proposal.intacct, said.intacct) or _what_moved(
        Side.RE_LEASED, proposal.re_leased, said.re_leased
    )
    if moved is not None:
        return f"{moved} Nothing was linked: make a new proposal."
    if _as_typed(said.typed_name) != _as_typed(proposal.re_leased.name):
        return (
            f"You typed “{said.typed_name}”, and the Re-Leased company's name is "
            f"“{proposal.re_leased.name}”. Nothing was linked: type that name exactly."
        )
    return None


def _what_moved(side: Side, before: CompanyIdentity, now: CompanyIdentity) -> str | None:
    """What about a company is no longer as it was proposed, as a sentence."""
    if (before.company_id, before.entity_id) != (now.company_id, now.entity_id):
        return (
            f"The {side.label} credentials answer for company {_place(now)} now; the proposal is about "
            f"{_place(before)}."
        )
    for what, old, new in (
        ("name", before.name, now.name),
        ("currency", before.currency, now.currency),
        ("native accounting connection", before.native_connection, now.native_connection),
    ):
        if old != new:
            return (
                f"The {what} of {side.label} company {_place(before)} changed from "
                f"{old or 'none'} to {new or 'none'} since the proposal."
            )
    return None


def _place(company: CompanyIdentity) -> str:
    return f"{company.company_id} {company.entity_id}".rstrip()


def _as_typed(name: str) -> str:
    """The name without the spaces that nobody sees."""
    return " ".join(name.split())
