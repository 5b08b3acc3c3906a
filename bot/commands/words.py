"""What each word of `/sync` does: check the company, ask one use case, answer."""

from bot import texts
from bot.commands.registry import COMMAND, Command, Registry, Request
from bot.escaping import plain
from bot.messages.blocks import Message, context, header, section
from bot.messages.rules_message import rules_message
from bot.messages.status_message import status_message
from bot.messages.words import sentence_message
from bot.services import NoSuchCompany, Services, chosen_company
from sync.domain.roles import Permission
from sync.use_cases.request_run import request_plan, request_sync
from sync.use_cases.status import status_of


def answer_command(services: Services, request: Request) -> Message:
    """The private answer to what was typed after `/sync`; nothing typed means help."""
    word, *rest = request.words.split(maxsplit=1) or ["help"]
    command = REGISTRY.find(word)
    if command is None:
        return _unknown(word)
    if command.permission is not None:
        refusal = services.refusal(request.requester.person_id, command.permission)
        if refusal is not None:
            return sentence_message(refusal)
    return command.answer(services, Request(request.requester, "".join(rest)))


def _unknown(word: str) -> Message:
    nearest = REGISTRY.nearest(word)
    guess = ""
    if nearest is not None:
        guess = f" Did you mean {COMMAND} {nearest.word}: {nearest.does.lower()}?"
    return sentence_message(
        f"There is no {COMMAND} {plain(word, 40)}.{guess} {COMMAND} help lists what there is."
    )


def _now(services: Services, request: Request) -> Message:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    requested = request_sync(services.store, link.link_id, request.requester)
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
    return status_message(status_of(services.store, link.link_id))


def _rules(_services: Services, _request: Request) -> Message:
    return rules_message()


def _help(_services: Services, _request: Request) -> Message:
    lines = [
        f"`{COMMAND} {command.word}{' ' + command.hint if command.hint else ''}`  {command.does}"
        for command in REGISTRY.commands
    ]
    words = ", ".join(f"{COMMAND} {command.word}" for command in REGISTRY.commands)
    return Message(
        f"What you can ask Leasebridge: {words}.",
        (
            header("What you can ask"),
            section(*lines),
            context("The company's name can be left out where only one is linked."),
        ),
    )


REGISTRY = Registry(
    (
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
            also=("preview", "dry-run", "show", "check"),
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
        ),
        Command(
            word="rules",
            hint="",
            does="Which ledger may create, change and end what",
            also=("rule", "rulebook"),
            permission=None,
            answer=_rules,
        ),
        Command(
            word="help",
            hint="",
            does="What you can ask",
            also=("?", "commands", "usage"),
            permission=None,
            answer=_help,
        ),
    )
)
