"""Buttons that stand for words of `/sync`: share what one answered, run the one that was meant."""

from bot.commands.all_commands import REGISTRY, answer_command
from bot.commands.registry import Request
from bot.messages.blocks import Message
from bot.messages.sharing import RUN_WORD, SHARE, is_worth_sharing, shared
from bot.reactions import Button, Click, Dialog
from bot.services import Services
from sync.use_cases.answer_privately import answer_privately
from sync.use_cases.ports import Answer

CANNOT_SHARE = (
    "This cannot be shared. Type the command again in the channel where it is to be read."
)
CANNOT_RUN = "This button runs nothing any more. Type /sync help to see what you can ask."


def share(services: Services, click: Click) -> str | None:
    """Post the same answer, as it is now, to the channel the person pressed it in."""
    message = _shown(services, click)
    if message is None or not (click.requester.channel and is_worth_sharing(message)):
        return CANNOT_SHARE
    made = shared(message, click.requester)
    answer = Answer(
        channel=click.requester.channel,
        person_id=click.requester.person_id,
        text=made.summary,
        blocks=made.blocks_as_json,
        is_shared=True,
    )
    answer_privately(services.store, answer)
    return None


def run_word(services: Services, click: Click) -> str | Message:
    """Answer as if the words had been typed."""
    return _shown(services, click) or CANNOT_RUN


def _shown(services: Services, click: Click) -> Message | None:
    """The answer to the words that the button carries; None where they are none that only show something."""
    command = REGISTRY.find(click.value.partition(" ")[0])
    if command is None or not command.only_shows:
        return None
    answer = answer_command(services, Request(click.requester, click.value))
    return None if isinstance(answer, Dialog) else answer


BUTTONS = (Button(SHARE, None, share), Button(RUN_WORD, None, run_word))
"""What the person may see is asked for the word itself."""
