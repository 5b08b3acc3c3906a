"""Which blocks Slack takes, on which surface, and within which limits.

The two tables of the product's Slack reference as data: `BLOCKS` says what each block may hold,
`SURFACES` where it may stand. Blocks that Slack knows but that stand in neither (charts, videos,
agent plans and so on) are refused, as in a workspace that does not have them yet.
"""

from collections import Counter
from typing import Any

import msgspec

from sandbox.slack.block_checks import (
    Check,
    Problem,
    Problems,
    at_least_one,
    by_type,
    exactly_one,
    fields,
    flag,
    many,
    number,
    one_of,
    or_null,
    text,
    whole_number,
)
from sandbox.slack.block_parts import (
    ACCESSORY,
    ACTION_ELEMENT,
    BUTTON,
    CONTEXT_ELEMENT,
    ID,
    IMAGE,
    INPUT_ELEMENT,
    LINK,
    any_text,
    plain_text,
)
from sandbox.slack.errors import Json
from sandbox.slack.rich_text_rules import RICH_TEXT

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
MARKDOWN_TOGETHER = 12_000

_BLOCK_ID = {"block_id": ID}

_CELL = by_type(
    {
        "raw_text": fields({"text": text(3000)}),
        "raw_number": fields({"value": number, "text": text(3000)}),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = or_null(fields({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag}))

BLOCKS: dict[str, Check] = {
    "header": fields({"text": plain_text(150)}, {**_BLOCK_ID, "level": whole_number(1, 4)}),
    "section": fields(
        {},
        {
            **_BLOCK_ID,
            "text": any_text(3000),
            "fields": many(any_text(2000), most=10),
            "accessory": ACCESSORY,
            "expand": flag,
        },
        at_least_one("text", "fields"),
    ),
    "context": fields({"elements": many(CONTEXT_ELEMENT, most=10)}, _BLOCK_ID),
    "actions": fields({"elements": many(ACTION_ELEMENT, most=25)}, _BLOCK_ID),
    "divider": fields({}, _BLOCK_ID),
    "image": fields(
        {"alt_text": text(2000)},
        {
            **_BLOCK_ID,
            "image_url": LINK,
            "slack_file": fields({}, {"id": ID, "url": LINK}, exactly_one("id", "url")),
            "title": plain_text(2000),
        },
        exactly_one("image_url", "slack_file"),
    ),
    "input": fields(
        {"label": plain_text(2000), "element": INPUT_ELEMENT},
        {**_BLOCK_ID, "hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": RICH_TEXT,
    "table": fields(
        {"rows": many(many(_CELL, most=20), most=100)},
        {**_BLOCK_ID, "column_settings": many(_COLUMN, most=20)},
    ),
    "markdown": fields({"text": text(MARKDOWN_TOGETHER)}, _BLOCK_ID),
    "alert": fields(
        {"text": any_text(200)},
        {**_BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": fields(
        {},
        {
            **_BLOCK_ID,
            "hero_image": IMAGE,
            "icon": IMAGE,
            "title": any_text(150),
            "subtitle": any_text(150),
            "body": any_text(200),
            "actions": many(by_type({"button": BUTTON}), most=3),
        },
        at_least_one("hero_image", "title", "body", "actions"),
    ),
}

_EVERYWHERE = frozenset({"message", "modal", "home"})
SURFACES: dict[str, frozenset[str]] = {
    **dict.fromkeys(BLOCKS, _EVERYWHERE),
    "table": frozenset({"message", "home"}),
    "markdown": frozenset({"message"}),
    # Sources disagree about alerts in messages; the cautious reading.
    "alert": frozenset({"modal"}),
}

_VIEW = fields(
    {"blocks": many(by_type(BLOCKS), least=0, most=BLOCKS_IN_VIEW)},
    {
        "private_metadata": text(3000, least=0),
        "callback_id": ID,
        "external_id": ID,
    },
)
_MODAL = fields(
    {
        "title": plain_text(24),
        "blocks": many(by_type(BLOCKS), least=0, most=BLOCKS_IN_VIEW),
    },
    {
        "submit": plain_text(24),
        "close": plain_text(24),
        "private_metadata": text(3000, least=0),
        "callback_id": ID,
        "external_id": ID,
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_VIEWS: dict[str, Check] = {"modal": _MODAL, "home": _VIEW}


class OneTableError(ValueError):
    """A message with two tables, which Slack refuses under a name of its own."""


def message_problems(blocks: Any) -> list[Problem]:
    """What Slack would refuse in the blocks of a message; empty when it would take them.

    Raises:
        OneTableError: the message has more than one table.
    """
    check = many(by_type(BLOCKS), least=0, most=BLOCKS_IN_MESSAGE)
    problems = [*check(blocks, "/blocks")]
    if problems:
        return problems
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise OneTableError
    together = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if together > MARKDOWN_TOGETHER:
        sentence = f"markdown must have at most {MARKDOWN_TOGETHER} characters together"
        problems.append(Problem("/blocks", sentence, "max_length"))
    return problems + _problems_between(blocks, "message")


def view_problems(view: Any) -> list[Problem]:
    """What Slack would refuse in a view (`modal` or `home`); empty when it would take it."""
    problems = [*by_type(_VIEWS)(view, "/view")]
    if problems:
        return problems
    problems = _problems_between(view["blocks"], view["type"])
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_input and "submit" not in view:
        problems.append(Problem("/view", "missing required field: submit", "required"))
    return problems


def message_size(blocks: list[Json]) -> int:
    """The length of the blocks written as compact JSON, in characters."""
    return len(msgspec.json.encode(blocks).decode())


def _problems_between(blocks: list[Json], surface: str) -> list[Problem]:
    return [
        *_wrong_surface(blocks, surface),
        *_repeated_block_ids(blocks),
        *_repeated_action_ids(blocks),
    ]


def _wrong_surface(blocks: list[Json], surface: str) -> Problems:
    for place, block in enumerate(blocks):
        if surface not in SURFACES[block["type"]]:
            sentence = f"unsupported type here: {block['type']}"
            yield Problem(f"/blocks/{place}/type", sentence, "surface")


def _repeated_block_ids(blocks: list[Json]) -> Problems:
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            sentence = f"used twice: block_id {block_id}"
            yield Problem(f"/blocks/{place}/block_id", sentence, "unique")
        seen.add(block_id or "")


def _repeated_action_ids(blocks: list[Json]) -> Problems:
    for place, block in enumerate(blocks):
        if block["type"] != "actions":
            continue
        counts = Counter(element.get("action_id") for element in block["elements"])
        for action_id, count in counts.items():
            if action_id and count > 1:
                sentence = f"used twice: action_id {action_id}"
                yield Problem(f"/blocks/{place}/elements", sentence, "unique")
