"""Linking one Re-Leased company to one Intacct company, once and for ever: proposed, then confirmed.

Between the two an administrator sees both companies' names, and types one of them.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from sync.domain.errors import FixSetup
from sync.domain.linking import (
    Confirmation,
    LinkProposal,
    mode_offered,
    objection_to_confirming,
    objection_to_linking,
)
from sync.domain.links import CompanyIdentity, CompanyLink, LinkMode
from sync.domain.pre_flight import Check
from sync.domain.roles import Permission
from sync.domain.rules import Terms
from sync.domain.runs import Requester
from sync.domain.sides import Side
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.ports import AuditEvent, Ledger, Store

PROPOSAL_LASTS = timedelta(hours=24)
"""How long a proposal can be confirmed: what was seen then must still be fresh in mind."""


def propose_link(
    desk: LinkDesk, *, sync_from: date, who: Requester, checks: Sequence[Check] = ()
) -> LinkProposal:
    """Propose to link the companies that both ledgers' credentials answer for. Nothing is linked yet.

    Args:
        desk: What linking works with.
        sync_from: Documents dated before it will never travel.
        who: Who proposes it; an administrator, where they came from Slack.
        checks: What the pre-flight check found, for whoever confirms it.

    Returns:
        What an administrator must see before confirming it.

    Raises:
        FixSetup: They may not, the date is too early, a company is linked already, or the two companies
            keep their books in different currencies.
    """
    desk.roster.require(who, Permission.LINK_COMPANIES)
    intacct, re_leased = _companies(desk)
    objection = objection_to_linking(intacct, re_leased, sync_from)
    if objection is not None:
        raise FixSetup(objection)
    now = datetime.now(tz=UTC)
    proposal = LinkProposal(
        proposal_id=0,
        intacct=intacct,
        re_leased=re_leased,
        sync_from=sync_from,
        mode=mode_offered(re_leased),
        proposed_by=who.signature,
        proposed_at=now,
        expires_at=now + PROPOSAL_LASTS,
        checks=tuple(checks),
    )
    with desk.store.transaction() as transaction:
        transaction.links.require_unlinked(_link_of(proposal))
        kept = transaction.proposals.add(proposal)
        transaction.audit.append(_event("link:proposed", kept, who, link_id=None))
    return kept


def confirm_link(
    desk: LinkDesk, proposal_id: int, *, typed_name: str, who: Requester
) -> CompanyLink:
    """Link the companies of a proposal, for ever. Safe to repeat where an answer was lost.

    Args:
        desk: What linking works with.
        proposal_id: The proposal that was seen.
        typed_name: The Re-Leased company's name, as the person typed it.
        who: Who confirms it; an administrator, where they came from Slack.

    Returns:
        The new link.

    Raises:
        FixSetup: They may not; the proposal is unknown, used or expired; another name was typed; the
            credentials answer for another company, or something about one changed; either company is
            linked already, here or by Re-Leased's own account.
        RetryLater: Re-Leased did not answer; nothing was linked here.
    """
    desk.roster.require(who, Permission.LINK_COMPANIES)
    proposal = _proposal(desk.store, proposal_id)
    intacct, re_leased = _companies(desk)
    said = Confirmation(typed_name, intacct, re_leased, datetime.now(tz=UTC))
    objection = objection_to_confirming(proposal, said)
    if objection is not None:
        raise FixSetup(objection)
    link = _link_of(proposal)
    with desk.store.reading() as transaction:
        transaction.links.require_unlinked(link)
    if proposal.mode is LinkMode.ENGINE:
        # Re-Leased first: where two installations link the same company at once, it lets one have it.
        register_link(desk.ledgers, link)
    return _linked(desk.store, proposal, link, who)


def register_link(ledgers: Mapping[Side, Ledger], link: CompanyLink) -> None:
    """Tell both sides of the link. Safe to repeat.

    Raises:
        FixSetup: A side has its company linked otherwise.
        RetryLater: A side did not answer.
    """
    for ledger in ledgers.values():
        ledger.register_link(link)


def _proposal(store: Store, proposal_id: int) -> LinkProposal:
    with store.reading() as transaction:
        try:
            return transaction.proposals.get(proposal_id)
        except KeyError as error:
            raise FixSetup(
                f"There is no proposal {proposal_id}. Propose the link first."
            ) from error


def _companies(desk: LinkDesk) -> tuple[CompanyIdentity, CompanyIdentity]:
    return desk.ledgers[Side.INTACCT].identity(), desk.ledgers[Side.RE_LEASED].identity()


def _link_of(proposal: LinkProposal) -> CompanyLink:
    return CompanyLink(
        link_id=0,
        token=secrets.token_hex(4),
        name=proposal.re_leased.name,
        intacct_company_id=proposal.intacct.company_id,
        intacct_entity_id=proposal.intacct.entity_id,
        re_leased_company_id=proposal.re_leased.company_id,
        terms=Terms(sync_from=proposal.sync_from, currency=proposal.currency),
    )


def _linked(store: Store, proposal: LinkProposal, link: CompanyLink, who: Requester) -> CompanyLink:
    with store.transaction() as transaction:
        made = transaction.links.add(link)
        transaction.proposals.confirm(proposal.proposal_id, made.link_id)
        reason = f"Linked by proposal {proposal.proposal_id}."
        transaction.links.set_mode(made.link_id, proposal.mode, by=who.signature, reason=reason)
        if proposal.mode is LinkMode.ENGINE:
            transaction.matchings.open(made.link_id)
        transaction.audit.append(_event("link:made", proposal, who, link_id=made.link_id))
    return made


def _event(tag: str, proposal: LinkProposal, who: Requester, *, link_id: int | None) -> AuditEvent:
    return AuditEvent(
        tag=tag,
        link_id=link_id,
        actor=who.signature,
        subject=proposal.re_leased.name,
        facts={
            "proposal": str(proposal.proposal_id),
            "intacct": f"{proposal.intacct.company_id} {proposal.intacct.entity_id}".rstrip(),
            "re_leased": proposal.re_leased.company_id,
            "sync from": str(proposal.sync_from),
            "mode": proposal.mode,
        },
    )
