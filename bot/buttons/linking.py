"""Buttons of linking: confirm a proposal; answer a matching as suggested, look through its answers."""

from dataclasses import replace

from bot.messages.proposal_message import CONFIRM_LINK
from bot.modals.link import confirm_dialog, objection, proposal_with
from bot.modals.match import ANSWER_AS_SUGGESTED, BROKEN, LOOK_THROUGH, desk_of, match_dialog
from bot.reactions import Button, Click, Dialog, Reaction
from bot.services import Services, company_with
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.use_cases.match_records import answer_as_suggested


def confirm_link(services: Services, click: Click) -> Reaction:
    """Open the dialog while the proposal can be confirmed; else say why it cannot."""
    proposal = proposal_with(services, click.value)
    if proposal is None:
        return "There is no such proposal. Make a new one with /sync link."
    return objection(proposal, proposal.re_leased.name) or confirm_dialog(proposal)


def as_suggested(services: Services, click: Click) -> Reaction:
    """Answer whatever is open as suggested, and show what is left, or the last look."""
    link = company_with(services.store, click.value)
    if link is None:
        return BROKEN
    try:
        answer_as_suggested(desk_of(services), link.link_id, who=click.requester)
    except LeasebridgeError as error:
        return str(error)
    following = match_dialog(services, link)
    # Behind it stands the page as it was before the answers.
    return replace(following, closes_all=True) if isinstance(following, Dialog) else following


def look_through(services: Services, click: Click) -> Reaction:
    """Show every answer from the first on, to be changed."""
    link = company_with(services.store, click.value)
    return BROKEN if link is None else match_dialog(services, link, start=0)


BUTTONS = (
    Button(CONFIRM_LINK, Permission.LINK_COMPANIES, confirm_link),
    Button(ANSWER_AS_SUGGESTED, Permission.LINK_COMPANIES, as_suggested),
    Button(LOOK_THROUGH, Permission.LINK_COMPANIES, look_through),
)
