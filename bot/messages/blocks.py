"""Small makers of Slack's blocks. Source of shapes and limits: Slack's Block Kit reference."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.escaping import plain, sentence

Block = dict[str, Any]
"""One block or element as Slack takes it. Bare dicts live here and nowhere further in."""

SECTION_LENGTH = 3000
ROWS_SHOWN = 25
"""A longer table is not read in a chat, and would take up the whole size of a message."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to be sent.

    Attributes:
        summary: The whole message in one plain sentence or two, not escaped.
        blocks: The layout.
    """

    summary: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The summary as Slack takes it, for notifications and screen readers."""
        return sentence(self.summary)

    @property
    def blocks_as_json(self) -> str:
        """The layout as canonical JSON."""
        return json.dumps(self.blocks, ensure_ascii=False, sort_keys=True)


def header(text: str) -> Block:
    """A title line."""
    return {"type": "header", "text": _plain(text, 150)}


def section(*lines: str) -> Block:
    """A paragraph of mrkdwn lines that are escaped already; lines that do not fit are left out."""
    return {"type": "section", "text": _mrkdwn("\n".join(_fitting(lines)))}


def context(mrkdwn: str) -> Block:
    """A small line below, escaped already: who, when, ids."""
    return {"type": "context", "elements": [_mrkdwn(mrkdwn)]}


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
        "text": _plain(text, 75),
        "value": value,
    }
    if style:
        made["style"] = style
    if confirm is not None:
        made["confirm"] = confirm
    return made


def link_button(text: str, *, action_id: str, url: str) -> Block:
    """A button that opens an address; `action_id` begins with `open:`, so that it is only acknowledged."""
    return {"type": "button", "action_id": action_id, "text": _plain(text, 75), "url": url}


def fields(*mrkdwn: str) -> Block:
    """Up to ten short texts, escaped already, in two columns: the first beside the second."""
    return {"type": "section", "fields": [_mrkdwn(text) for text in mrkdwn]}


def with_button(*lines: str, accessory: Block) -> Block:
    """A paragraph with a button beside it."""
    return {**section(*lines), "accessory": accessory}


def people_menu(*, action_id: str, placeholder: str) -> Block:
    """A menu to pick a person of the workspace from. Its id of ours stands in its block's id."""
    shown = _plain(placeholder, 150)
    return {"type": "users_select", "action_id": action_id, "placeholder": shown}


def menu(*, action_id: str, placeholder: str, options: Sequence[tuple[str, str]]) -> Block:
    """A menu of (value, text); its id of ours stands in its block's id."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": _plain(placeholder, 150),
        "options": [{"text": _plain(text, 75), "value": value} for value, text in options],
    }


def confirmation(*, title: str, text: str, confirm: str, deny: str = "Cancel") -> Block:
    """A dialog that repeats the effect before it happens."""
    return {
        "title": _plain(title, 100),
        "text": _plain(text, 300),
        "confirm": _plain(confirm, 30),
        "deny": _plain(deny, 30),
    }


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Block:
    """A table of plain texts; columns named in `right` are aligned to the right.

    Of many rows the first are shown, and how many more there are.
    """
    more = len(rows) - ROWS_SHOWN
    last = [(f"… and {more:,} more", *("" for _ in heads[1:]))] if more > 0 else []
    return {
        "type": "table",
        "column_settings": [
            {"align": "right" if column in right else "left", "is_wrapped": True}
            for column in range(len(heads))
        ],
        "rows": [[_cell(text) for text in row] for row in (heads, *rows[:ROWS_SHOWN], *last)],
    }


def _cell(text: str) -> Block:
    return {"type": "raw_text", "text": plain(text, 100) or "-"}


def _plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": plain(text, limit) or "-"}


def _mrkdwn(text: str) -> Block:
    # Verbatim: only what we wrote as a mention or a link is one.
    return {"type": "mrkdwn", "text": text or "-", "verbatim": True}


def _fitting(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    length = -1
    for line in lines:
        length += len(line) + 1
        if length > SECTION_LENGTH:
            return kept
        kept.append(line)
    return kept
