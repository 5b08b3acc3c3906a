"""All words of `/sync`, and the answer to whatever is typed: help and guesses come from the one registry."""

from bot.commands import guide, runs
from bot.commands.registry import COMMAND, Command, Registry, Request
from bot.escaping import plain
from bot.messages.blocks import Message, context, header, section
from bot.messages.words import sentence_message
from bot.reactions import Dialog
from bot.services import Services


def answer_command(services: Services, request: Request) -> Message | Dialog:
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


def help_message() -> Message:
    """What can be asked, a line for each word."""
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


def _help(_services: Services, _request: Request) -> Message:
    return help_message()


_HELP = Command(
    word="help",
    hint="",
    does="What you can ask",
    also=("?", "commands", "usage"),
    permission=None,
    answer=_help,
)

REGISTRY = Registry((*runs.COMMANDS, *guide.COMMANDS, _HELP))
"""In the order in which help lists them."""
