"""A private answer of a sentence or two."""

from bot.escaping import markup
from bot.messages.blocks import Message, section


def sentence_message(text: str) -> Message:
    """`text` as a message; reads as it is written."""
    return Message(text, (section(markup(text, 2500)),))
