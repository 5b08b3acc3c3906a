"""All words of `/sync`, and the answer to whatever is typed: help and guesses come from the one registry."""

from dataclasses import replace

from bot.commands import (
    company_settings,
    drafts,
    elsewhere,
    guide,
    issues,
    linking,
    pausing,
    records,
    runs,
)
from bot.commands.registry import COMMAND, Command, Registry, Request
from bot.escaping import markup, plain
from bot.messages.blocks import Message, context, header, section
from bot.messages.sharing import LONGEST_WORDS, run_button, shareable
from bot.messages.words import sentence_message
from bot.reactions import Dialog
from bot.services import Services
from sync.domain.roles import roles_with

LINES_IN_A_PART = 10
"""Of help: a paragraph holds no more than 3,000 characters."""


def answer_command(services: Services, request: Request) -> Message | Dialog:
    """The private answer to what was typed after `/sync`; nothing typed means help."""
    word, *rest = _words(request)
    command = REGISTRY.find(word)
    if command is None:
        return _unknown(word, "".join(rest))
    if command.permission is not None:
        refusal = services.refusal(request.requester.person_id, command.permission)
        if refusal is not None:
            return sentence_message(refusal)
    answer = command.answer(services, Request(request.requester, "".join(rest)))
    if isinstance(answer, Dialog) or not command.only_shows:
        return answer
    return shareable(answer, " ".join((command.word, *rest)), request.requester)


def only_shows(request: Request) -> bool:
    """Whether what was typed has no effect, however often it is answered."""
    command = REGISTRY.find(_words(request)[0])
    return command is not None and command.only_shows


def _words(request: Request) -> list[str]:
    return request.words.split(maxsplit=1) or ["help"]


def _unknown(word: str, rest: str) -> Message:
    nearest = REGISTRY.nearest(word)
    guess = ""
    if nearest is not None:
        guess = f" Did you mean {COMMAND} {nearest.word}: {nearest.does.lower()}?"
    message = sentence_message(
        f"There is no {COMMAND} {plain(word, 40)}.{guess} {COMMAND} help lists what there is."
    )
    if nearest is None or not nearest.only_shows or len(rest) > LONGEST_WORDS:
        return message
    meant = " ".join(filter(None, (nearest.word, rest)))
    return replace(message, blocks=(*message.blocks, run_button(meant)))


def help_message() -> Message:
    """What can be asked, a line for each word."""
    lines = [f"{_typed(command)}  {command.does}" for command in REGISTRY.commands]
    words = ", ".join(f"{COMMAND} {command.word}" for command in REGISTRY.commands)
    parts = range(0, len(lines), LINES_IN_A_PART)
    return Message(
        f"What you can ask Leasebridge: {words}.",
        (
            header("What you can ask"),
            *(section(*lines[start : start + LINES_IN_A_PART]) for start in parts),
            context(
                "The company's name can be left out where only one is linked. One word's usage: "
                f"`{COMMAND} help` and the word."
            ),
        ),
    )


def _typed(command: Command) -> str:
    return f"`{COMMAND} {command.word} {markup(command.hint)}`".replace(" `", "`")


def _help(_services: Services, request: Request) -> Message:
    word = request.words.strip().removeprefix(COMMAND).strip()
    command = REGISTRY.find(word) or REGISTRY.nearest(word) if word else None
    return help_message() if command is None else _usage(command)


def _usage(command: Command) -> Message:
    """One word's usage."""
    typed = f"{COMMAND} {command.word} {command.hint}".rstrip()
    who = "Everybody may."
    if command.permission is not None:
        roles = " or ".join(role.value for role in roles_with(command.permission))
        who = f"Who may: {roles}."
    return Message(
        f"{typed}: {command.does}. {who}",
        (header(f"{COMMAND} {command.word}"), section(_typed(command), f"{command.does}.", who)),
    )


_HELP = Command(
    word="help",
    hint="[word]",
    does="What you can ask",
    also=("?", "commands", "usage"),
    permission=None,
    answer=_help,
    only_shows=True,
)

REGISTRY = Registry(
    (
        *runs.COMMANDS,
        *drafts.COMMANDS,
        *issues.COMMANDS,
        *records.COMMANDS,
        *elsewhere.COMMANDS,
        *pausing.COMMANDS,
        *linking.COMMANDS,
        *company_settings.COMMANDS,
        *guide.COMMANDS,
        _HELP,
    )
)
"""In the order in which help lists them."""
