"""Linking in one go, for the demo, the measurements and the tests: what otherwise takes a person's time."""

from datetime import date

from sync.domain.links import CompanyLink, LinkMode
from sync.domain.runs import Requester
from sync.use_cases.link_companies import confirm_link, propose_link
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.match_records import confirm_without_questions


def link_at_once(desk: LinkDesk, *, sync_from: date, who: Requester) -> CompanyLink:
    """Propose the link, confirm it, and let it write by the ordinary rules.

    Raises:
        FixSetup: As `propose_link` and `confirm_link` say.
    """
    proposal = propose_link(desk, sync_from=sync_from, who=who)
    link = confirm_link(desk, proposal.proposal_id, typed_name=proposal.re_leased.name, who=who)
    if proposal.mode is LinkMode.ENGINE:
        confirm_without_questions(desk, link.link_id, who=who)
    return link
