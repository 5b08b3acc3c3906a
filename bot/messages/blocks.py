"""Small makers of Slack's blocks. Source of shapes and limits: Slack's Block Kit reference."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.escaping import plain

Block = dict[str, Any]
"""One block or element as Slack takes it. Bare dicts live here and nowhere further in."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to be sent.

    Attributes:
        text: The whole message in one plain sentence or two, for notifications and screen readers.
        blocks: The layout.
    """

    text: str
    blocks: tuple[Block, ...]

    @property
    def blocks_as_json(self) -> str:
        """The layout as canonical JSON."""
        return json.dumps(self.blocks, ensure_ascii=False, sort_keys=True)


def header(text: str) -> Block:
    """A title line."""
    return {"type": "header", "text": {"type": "plain_text", "text": plain(text, 150)}}


def section(mrkdwn: str) -> Block:
    """A paragraph of mrkdwn that is escaped already."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn[:3000]}}


def fields(pairs: Sequence[tuple[str, str]]) -> Block:
    """Up to ten facts: label and mrkdwn value that is escaped already."""
    return {
        "type": "section",
        "fields": [
            {"type": "mrkdwn", "text": f"*{label}*\n{value}"[:2000]} for label, value in pairs[:10]
        ],
    }


def context(mrkdwn: str) -> Block:
    """A small line below: who, when, ids."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn[:3000]}]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(block_id: str, *elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(
    text: str, *, action_id: str, value: str, style: str = "", confirm: Block | None = None
) -> Block:
    """A button. `value` holds an id of ours and never an amount or state."""
    made: Block = {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": plain(text, 75)},
        "value": value,
    }
    if style:
        made["style"] = style
    if confirm is not None:
        made["confirm"] = confirm
    return made


def confirmation(*, title: str, text: str, confirm: str, deny: str = "Cancel") -> Block:
    """A dialog that repeats the effect before it happens."""
    return {
        "title": {"type": "plain_text", "text": plain(title, 100)},
        "text": {"type": "plain_text", "text": plain(text, 300)},
        "confirm": {"type": "plain_text", "text": plain(confirm, 30)},
        "deny": {"type": "plain_text", "text": plain(deny, 30)},
    }


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Block:
    """A table of plain texts; columns named in `right` are aligned to the right."""
    return {
        "type": "table",
        "column_settings": [
            {"align": "right" if column in right else "left", "is_wrapped": True}
            for column in range(len(heads))
        ],
        "rows": [[_cell(text) for text in row] for row in (heads, *rows[:99])],
    }


def _cell(text: str) -> Block:
    return {"type": "raw_text", "text": plain(text, 500) or "-"}
