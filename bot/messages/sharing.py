"""Buttons that ask for a word of `/sync` again: to share what it answered, or to run what was meant."""

from dataclasses import replace

from bot.escaping import person
from bot.messages.blocks import Block, Message, actions, button, context
from sync.domain.runs import Requester

SHARE = "share_answer"
RUN_WORD = "run_word"
LONGEST_WORDS = 500
"""Characters of what was typed that a button carries; a longer search is not worth sharing."""

_SHARE_BLOCK = "share"
_PRIVATE_PLACES = ("", "D")
"""What the ids of places begin with where nobody else reads along: App Home, a conversation of two."""


def shareable(message: Message, words: str, requester: Requester) -> Message:
    """The answer with a button that shares it; as it is where nobody else would read it.

    Args:
        message: The private answer.
        words: What was typed after `/sync`.
        requester: Who typed it, and where.
    """
    is_alone = requester.channel[:1] in _PRIVATE_PLACES
    if is_alone or len(words) > LONGEST_WORDS or not is_worth_sharing(message):
        return message
    share = button("Share in channel", action_id=SHARE, value=words)
    return replace(message, blocks=(*message.blocks, actions(_SHARE_BLOCK, share)))


def is_worth_sharing(message: Message) -> bool:
    """Whether it shows something: a sentence to one person, such as a refusal, is nobody else's."""
    return bool(message.blocks[0]["type"] == "header")


def shared(message: Message, requester: Requester) -> Message:
    """The same for everybody in the channel, with who shared it, and without what only one person may press."""
    kept = tuple(filter(None, map(_without_private_buttons, message.blocks)))
    told = context(f"Shared by {person(requester)}.")
    return Message(f"{message.summary} Shared by {requester.name}.", (*kept, told))


def run_button(words: str) -> Block:
    """A button that runs a word which was meant; only for words without effect."""
    return actions("meant", button(f"Run /sync {words}", action_id=RUN_WORD, value=words))


def _without_private_buttons(block: Block) -> Block | None:
    """Buttons that only open an address stay: everybody may."""
    if block["type"] == "actions":
        links = [one for one in block["elements"] if "url" in one]
        return {**block, "elements": links} if links else None
    accessory = block.get("accessory")
    if accessory is not None and "url" not in accessory:
        return {name: value for name, value in block.items() if name != "accessory"}
    return block
