"""`/sync link` and `/sync match`: two companies become one link, and its first records one."""

from bot.commands.registry import Command, Request
from bot.messages.blocks import Message
from bot.messages.words import sentence_message
from bot.modals.link import LOOKING, NO_DATE, TOO_EARLY, propose_dialog, typed_date
from bot.modals.match import match_dialog
from bot.reactions import Dialog
from bot.services import NoSuchCompany, Services, chosen_company
from sync.domain.linking import EARLIEST_SYNC_FROM
from sync.domain.roles import Permission
from sync.use_cases.desk_work import ask_for_proposal


def _link(services: Services, request: Request) -> Message | Dialog:
    if not request.words.strip():
        return propose_dialog()
    sync_from = typed_date(request.words)
    if sync_from is None or sync_from < EARLIEST_SYNC_FROM:
        return sentence_message(NO_DATE if sync_from is None else TOO_EARLY)
    ask_for_proposal(services.store, sync_from, request.requester)
    services.nudge()
    return sentence_message(LOOKING)


def _match(services: Services, request: Request) -> Message | Dialog:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    answer = match_dialog(services, link)
    return sentence_message(answer) if isinstance(answer, str) else answer


COMMANDS = (
    Command(
        word="link",
        hint="[sync-from date]",
        does="Propose to link two companies, once and for ever",
        also=("connect", "join", "pair"),
        permission=Permission.LINK_COMPANIES,
        answer=_link,
    ),
    Command(
        word="match",
        hint="[company]",
        does="Say what Re-Leased's own records are, before a new link writes",
        also=("matching", "map", "assign"),
        permission=Permission.LINK_COMPANIES,
        answer=_match,
    ),
)
