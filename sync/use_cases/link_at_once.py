"""Linking in one go, for the demo, the measurements and the tests: what otherwise takes a person's time."""

from datetime import date

from sync.domain.links import CompanyLink
from sync.domain.runs import Requester
from sync.use_cases.link_companies import LinkDesk, confirm_link, propose_link


def link_at_once(desk: LinkDesk, *, sync_from: date, who: Requester) -> CompanyLink:
    """Propose the link and confirm it.

    Raises:
        FixSetup: As `propose_link` and `confirm_link` say.
    """
    proposal = propose_link(desk, sync_from=sync_from, who=who)
    return confirm_link(desk, proposal.proposal_id, typed_name=proposal.re_leased.name, who=who)
