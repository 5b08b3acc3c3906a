"""A message that Slack would refuse is shortened rather than lost."""

import json
import logging
from collections.abc import Sequence

from bot.block_rules import MOST_BLOCKS, Surface, is_acceptable, objections
from bot.messages.blocks import Block, context, section

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 12_000
"""Characters of text and blocks together. Slack was seen to refuse messages of about 13,200."""

SMALL_MESSAGE = 4_000
FEW_BLOCKS = 10

LARGEST_VIEW = 240_000
"""Characters; Slack refuses views of more than 250 kB."""

_LARGEST = {"message": LARGEST_MESSAGE, "modal": LARGEST_VIEW, "home": LARGEST_VIEW}
SHORTENED = context("… shortened")


def sendable(text: str, blocks: Sequence[Block], surface: Surface) -> tuple[Block, ...]:
    """The blocks where Slack takes them; else as many of them, from the first, as it would take.

    What is wrong by itself goes first, wherever it stands; then the last ones go until the rest fits.
    A line says that the message was shortened, and the log says why. Where no block is left, the text
    is shown.

    Args:
        text: The message's own text, escaped.
        blocks: The layout.
        surface: Where it will stand.
    """
    found = objections(blocks, surface)
    if not found and size(text, blocks) <= _LARGEST[surface]:
        return tuple(blocks)
    reason = " ".join(found[:3]) or f"It has {size(text, blocks):,} characters."
    log.warning("A %s is shortened before it is sent. %s", surface, reason)
    kept = [block for block in blocks if is_acceptable(block, surface)][: MOST_BLOCKS[surface]]
    while kept and not _fits(text, [*kept, SHORTENED], surface):
        kept.pop()
    return (*(kept or [section(text)]), SHORTENED)


def shorter(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """As many of the blocks, from the first, as stay far below every limit we know of.

    For a message that Slack refused though it kept them all: then a limit is not what we think.
    """
    kept = list(blocks[:FEW_BLOCKS])
    while kept and size(text, [*kept, SHORTENED]) > SMALL_MESSAGE:
        kept.pop()
    return (*(kept or [section(text)]), SHORTENED)


def size(text: str, blocks: Sequence[Block]) -> int:
    """How many characters a message has as it is sent."""
    return len(text) + len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def _fits(text: str, blocks: Sequence[Block], surface: Surface) -> bool:
    return not objections(blocks, surface) and size(text, blocks) <= _LARGEST[surface]
