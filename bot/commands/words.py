"""What each word of `/sync` does: check the company, ask one use case, answer."""

from bot.commands.registry import COMMAND, Command, Registry, Request
from bot.escaping import markup
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
    word, _, rest = request.words.strip().partition(" ")
    command = REGISTRY.find(word or "help")
    if command is None:
        return _unknown(word)
    if command.permission is not None:
        refusal = services.refusal(request.requester.person_id, command.permission)
        if refusal is not None:
            return sentence_message(refusal)
    return command.answer(services, Request(request.requester, rest))


def _unknown(word: str) -> Message:
    nearest = REGISTRY.nearest(word)
    known = f"`{COMMAND} help` lists what there is."
    text = f"There is no `{COMMAND} {markup(word, 40)}`."
    if nearest is not None:
        text += f" Did you mean `{COMMAND} {nearest.word}`: {nearest.does.lower()}?"
    return Message(text=text.replace("`", ""), blocks=(section(f"{text} {known}"),))


def _now(services: Services, request: Request) -> Message:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    requested = request_sync(services.store, link.link_id, request.requester)
    services.nudge()
    if not requested.is_new:
        return sentence_message(
            f"Sync {requested.run.run_id} for {link.name} waits already; that one will do."
        )
    return sentence_message(
        f"Sync {requested.run.run_id} for {link.name} is queued. Its card in this channel shows how it goes."
    )


def _plan(services: Services, request: Request) -> Message:
    link = chosen_company(services.store, request.words)
    if isinstance(link, NoSuchCompany):
        return sentence_message(link.answer)
    requested = request_plan(services.store, link.link_id, request.requester)
    services.nudge()
    return sentence_message(
        f"Working out what a sync of {link.name} would do, as plan {requested.run.run_id}. Nothing is "
        "changed; the plan appears in this channel."
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
    return Message(
        text="What you can ask Leasebridge.",
        blocks=(
            header("What you can ask"),
            section("\n".join(lines)),
            context("The company's name can be left out where only one is linked."),
        ),
    )


REGISTRY = Registry(
    (
        Command("now", "[company]", "Start a sync", Permission.START_SYNC, _now),
        Command(
            "plan",
            "[company]",
            "Show what a sync would do, changing nothing",
            Permission.SEE,
            _plan,
        ),
        Command("status", "[company]", "How things stand", Permission.SEE, _status),
        Command("rules", "", "Which ledger may create, change and end what", None, _rules),
        Command("help", "", "What you can ask", None, _help),
    )
)
