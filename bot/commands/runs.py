"""`/sync now`, `plan` and `status`."""

from bot import texts
from bot.commands.registry import Command, Request
from bot.messages.blocks import Message
from bot.messages.pause_message import is_paused_message
from bot.messages.status_message import status_message
from bot.messages.words import sentence_message
from bot.services import NoSuchCompany, Services, chosen_company
from sync.domain.pausing import IsPaused
from sync.domain.roles import Permission
from sync.use_cases.request_run import request_plan, request_sync
from sync.use_cases.status import status_of


def _now(services: Services, request: Request) -> Message:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    try:
        requested = request_sync(services.store, link.link_id, request.requester)
    except IsPaused as error:
        with services.store.reading() as transaction:
            pause = transaction.pauses.of(link.link_id)
        return is_paused_message(pause, link.name) if pause else sentence_message(str(error))
    services.nudge()
    name = f"{texts.run_name(requested.run)} for {link.name}"
    if not requested.is_new:
        return sentence_message(f"{name} waits already; that one will do.")
    return sentence_message(f"{name} is on its way. Its card shows how it goes.")


def _plan(services: Services, request: Request) -> Message:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    requested = request_plan(services.store, link.link_id, request.requester)
    services.nudge()
    return sentence_message(
        f"{texts.run_name(requested.run)} for {link.name} is on its way: what a sync would do. "
        "Nothing is changed."
    )


def _status(services: Services, request: Request) -> Message:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    return status_message(status_of(services.store, link.link_id, services.counts))


COMMANDS = (
    Command(
        word="now",
        hint="[company]",
        does="Start a sync",
        also=("start", "run", "go", "sync"),
        permission=Permission.START_SYNC,
        answer=_now,
    ),
    Command(
        word="plan",
        hint="[company]",
        does="Show what a sync would do, changing nothing",
        also=("preview", "dry-run", "check"),
        permission=Permission.SEE,
        answer=_plan,
    ),
    Command(
        word="status",
        hint="[company]",
        does="How things stand",
        also=("state", "report", "list"),
        permission=Permission.SEE,
        answer=_status,
        only_shows=True,
    ),
)
