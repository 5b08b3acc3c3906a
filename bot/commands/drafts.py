"""`/sync drafts`: what waits for a decision; `away` and `back`: who decides in whose place."""

from bot.commands.registry import Command, Request
from bot.messages.blocks import Message
from bot.messages.drafts_message import CLOSED_SHOWN, drafts_message
from bot.messages.words import sentence_message
from bot.modals.away import away_dialog
from bot.reactions import Dialog
from bot.services import Services
from sync.domain.choices import Person
from sync.domain.roles import Permission
from sync.use_cases.approving.delegate import come_back
from sync.use_cases.approving.views import closed_drafts, waiting_drafts


def _drafts(services: Services, request: Request) -> Message:
    words = request.words.strip()
    waiting = waiting_drafts(services.store, words)
    closed = () if words else closed_drafts(services.store, CLOSED_SHOWN)
    return drafts_message(waiting, closed, words)


def _away(services: Services, request: Request) -> Dialog:
    with services.store.reading() as transaction:
        known = transaction.delegations.by(request.requester.person_id)
    return away_dialog(known)


def _back(services: Services, request: Request) -> Message:
    who = Person(request.requester.name, request.requester.person_id)
    ended = come_back(services.desk(), who)
    if not ended:
        return sentence_message("Nobody decides in your place.")
    names = ", ".join(one.taker.name for one in ended)
    return sentence_message(f"{names} does not decide in your place any more.")


COMMANDS = (
    Command(
        word="drafts",
        hint="[tenant, property or company]",
        does="Drafts that wait for approval",
        also=("approvals", "approve", "waiting", "bills"),
        permission=Permission.SEE,
        answer=_drafts,
        only_shows=True,
    ),
    Command(
        word="away",
        hint="",
        does="Have somebody else decide in your place",
        also=("absent", "delegate", "holiday", "vacation"),
        permission=Permission.APPROVE,
        answer=_away,
    ),
    Command(
        word="back",
        hint="",
        does="Decide for yourself again",
        also=("returned", "present"),
        permission=Permission.APPROVE,
        answer=_back,
    ),
)
