"""`/sync pause` and `/sync resume`."""

from bot.commands.registry import Command, Request
from bot.messages.blocks import Message
from bot.messages.pause_message import is_paused_message
from bot.messages.words import sentence_message
from bot.modals.pause import pause_dialog, paused
from bot.modals.records import LEAST_REASON, person_of
from bot.reactions import Dialog
from bot.services import NoSuchCompany, Services, chosen_company
from sync.domain.errors import LeasebridgeError
from sync.domain.links import CompanyLink
from sync.domain.roles import Permission
from sync.use_cases.pause import pause, resume
from sync.use_cases.ports import Store


def _pause(services: Services, request: Request) -> Message | Dialog:
    named = company_and_rest(services.store, request.words)
    if isinstance(named, NoSuchCompany):
        return sentence_message(named.answer)
    link, reason = named
    with services.store.reading() as transaction:
        earlier = transaction.pauses.of(link.link_id)
    if earlier is not None:
        return is_paused_message(earlier, link.name)
    if len(reason) < LEAST_REASON:
        return pause_dialog(link, reason)
    try:
        pause(services.store, link.link_id, reason=reason, who=person_of(request.requester))
    except LeasebridgeError as error:
        return sentence_message(str(error))
    services.nudge()
    return sentence_message(paused(link.name))


def _resume(services: Services, request: Request) -> Message:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    try:
        resume(services.store, link.link_id, who=person_of(request.requester))
    except LeasebridgeError as error:
        return sentence_message(str(error))
    services.nudge()
    return sentence_message(
        f"{link.name} goes on. The next sync carries over what waited; /sync now starts one."
    )


def company_and_rest(store: Store, words: str) -> tuple[CompanyLink, str] | NoSuchCompany:
    """The company that the first words name, and what comes after it.

    A name counts by its whole first words, so that a sentence can follow. Where only one company is linked
    it may be left out.
    """
    with store.reading() as transaction:
        links = transaction.links.all()
    typed = words.split()
    for count in range(len(typed), 0, -1):
        head = " ".join(typed[:count]).casefold()
        fitting = [one for one in links if f"{one.name.casefold()} ".startswith(f"{head} ")]
        if len(fitting) == 1:
            return fitting[0], " ".join(typed[count:])
    if len(links) == 1:
        return links[0], " ".join(typed)
    link = chosen_company(store, "")
    return link if isinstance(link, NoSuchCompany) else (link, " ".join(typed))


COMMANDS = (
    Command(
        word="pause",
        hint="[company] <reason>",
        does="Write nothing to either ledger until somebody lets it go on",
        also=("stop", "halt", "freeze", "hold"),
        permission=Permission.PAUSE,
        answer=_pause,
    ),
    Command(
        word="resume",
        hint="[company]",
        does="Let a paused company go on",
        also=("continue", "unpause", "proceed", "restart"),
        permission=Permission.PAUSE,
        answer=_resume,
    ),
)
