"""A private answer of a sentence or two."""

from bot.escaping import markup
from bot.messages.blocks import Message, section


def sentence_message(text: str) -> Message:
    """`text` as a message; shown letter for letter."""
    return Message(text=text, blocks=(section(markup(text, 2500)),))
