"""Quick actions on App Home: start a sync, make a plan, open settings, link and match."""

from bot import texts
from bot.buttons.words import run_word
from bot.messages.home_company import MAKE_PLAN, OPEN_MATCH, OPEN_SETTINGS, START_SYNC
from bot.messages.home_view import OPEN_LINK
from bot.messages.sharing import RUN_WORD
from bot.modals.link import propose_dialog
from bot.modals.match import match_dialog
from bot.modals.settings import settings_dialog
from bot.reactions import Button, Click, Reaction
from bot.services import Services, company_with
from sync.domain.errors import LeasebridgeError
from sync.domain.roles import Permission
from sync.use_cases.change_settings import settings_of
from sync.use_cases.request_run import request_plan, request_sync

NO_SUCH_COMPANY = "This company is not linked any more. Open App Home again."


def start_sync(services: Services, click: Click) -> str:
    """Ask for a sync; one that waits already will do."""
    link = company_with(services.store, click.value)
    if link is None:
        return NO_SUCH_COMPANY
    try:
        requested = request_sync(services.store, link.link_id, click.requester)
    except LeasebridgeError as error:
        return str(error)
    name = f"{texts.run_name(requested.run)} for {link.name}"
    return f"{name} is on its way." if requested.is_new else f"{name} waits already."


def make_plan(services: Services, click: Click) -> str:
    """Ask what a sync would do."""
    link = company_with(services.store, click.value)
    if link is None:
        return NO_SUCH_COMPANY
    requested = request_plan(services.store, link.link_id, click.requester)
    return f"{texts.run_name(requested.run)} for {link.name} is on its way. Nothing is changed."


def open_settings(services: Services, click: Click) -> Reaction:
    """Open the company's settings."""
    link = company_with(services.store, click.value)
    if link is None:
        return NO_SUCH_COMPANY
    return settings_dialog(link, settings_of(services.store, link.link_id))


def open_match(services: Services, click: Click) -> Reaction:
    """Open the company's matching."""
    link = company_with(services.store, click.value)
    return NO_SUCH_COMPANY if link is None else match_dialog(services, link)


def open_link(_services: Services, _click: Click) -> Reaction:
    """Open the dialog that proposes a link."""
    return propose_dialog()


BUTTONS = (
    Button(START_SYNC, Permission.START_SYNC, start_sync),
    Button(MAKE_PLAN, Permission.SEE, make_plan),
    Button(OPEN_SETTINGS, Permission.CHANGE_SETTINGS, open_settings),
    Button(OPEN_MATCH, Permission.LINK_COMPANIES, open_match),
    Button(OPEN_LINK, Permission.LINK_COMPANIES, open_link),
    *(
        Button(f"{RUN_WORD}:{name}", None, run_word)
        for name in ("drafts", "issues", "issue", "history")
    ),
)
"""Several words may be run from one row: Slack wants a name of its own for each button there."""
