"""Our own knowledge of what Slack refuses, a rule at a time."""

from typing import Any

import pytest

from bot.block_rules import Surface, objections
from bot.messages.blocks import (
    actions,
    button,
    confirmation,
    context,
    divider,
    header,
    section,
    table,
)

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def row(*cells: str) -> list[Json]:
    return [{"type": "raw_text", "text": cell} for cell in cells]


def choosing(kind: str, count: int) -> Json:
    options = [{"text": plain("One"), "value": str(number)} for number in range(count)]
    return actions("a", {"type": kind, "action_id": "x", "options": options})


def pressing(**changes: Any) -> Json:
    return actions("a", button("Go", action_id="go", value="1") | changes)


GOOD = [
    header("A title"),
    section("*Bold*"),
    context("small"),
    divider(),
    table(("A", "B"), [("1", "2")], right=(1,)),
    pressing(style="danger", confirm=confirmation(title="Sure?", text="It goes.", confirm="Yes")),
    {"type": "section", "fields": [mrkdwn("x")] * 10},
    {"type": "section", "text": plain("x"), "accessory": button("Go", action_id="g", value="1")},
    {"type": "image", "alt_text": "A chart", "image_url": "https://charts.example/1.png"},
    {"type": "context", "elements": [{"type": "image", "alt_text": "x", "slack_file": {}}]},
    choosing("static_select", 100),
    choosing("checkboxes", 10),
    {"type": "markdown", "text": "x" * 12_000},
    {
        "type": "input",
        "label": plain("Reason"),
        "element": {"type": "plain_text_input", "action_id": "r", "placeholder": plain("Why?")},
    },
]

BAD: dict[str, Json] = {
    "no type": {},
    "unknown block": {"type": "video"},
    "header too long": {"type": "header", "text": plain("x" * 151)},
    "header empty": {"type": "header", "text": plain("")},
    "header with mrkdwn": {"type": "header", "text": mrkdwn("x")},
    "header without text": {"type": "header"},
    "section of nothing": {"type": "section"},
    "section too long": {"type": "section", "text": mrkdwn("x" * 3001)},
    "section empty": {"type": "section", "text": mrkdwn("")},
    "eleven fields": {"type": "section", "fields": [mrkdwn("x")] * 11},
    "no fields": {"type": "section", "fields": []},
    "field too long": {"type": "section", "fields": [mrkdwn("x" * 2001)]},
    "odd accessory": {"type": "section", "text": plain("x"), "accessory": {"type": "slider"}},
    "eleven context elements": {"type": "context", "elements": [mrkdwn("x")] * 11},
    "context of nothing": {"type": "context", "elements": []},
    "context with a button": {"type": "context", "elements": [{"type": "button"}]},
    "actions of nothing": {"type": "actions", "elements": []},
    "26 buttons": actions("a", *(button("x", action_id=str(n), value="1") for n in range(26))),
    "action_id twice": actions("a", *[button("x", action_id="x", value="1")] * 2),
    "button text too long": pressing(text=plain("x" * 76)),
    "button text empty": pressing(text=plain("")),
    "button value too long": pressing(value="x" * 2001),
    "button url too long": pressing(url="x" * 3001),
    "button style": pressing(style="warning"),
    "confirm without texts": pressing(confirm={}),
    "confirm not an object": pressing(confirm="Sure?"),
    "confirm title": pressing(confirm={"title": plain("x" * 101), "text": plain("x")}),
    "action_id too long": pressing(action_id="x" * 256),
    "101 options": choosing("static_select", 101),
    "six in an overflow": choosing("overflow", 6),
    "eleven checkboxes": choosing("checkboxes", 11),
    "no options": choosing("radio_buttons", 0),
    "option value too long": actions(
        "a",
        {"type": "static_select", "options": [{"text": plain("x"), "value": "x" * 151}]},
    ),
    "option not an object": actions("a", {"type": "overflow", "options": ["x"]}),
    "block_id too long": {"type": "divider", "block_id": "x" * 256},
    "101 rows": {"type": "table", "rows": [row("x")] * 101},
    "21 columns": {"type": "table", "rows": [row(*"x" * 21)]},
    "no rows": {"type": "table", "rows": []},
    "empty cell": {"type": "table", "rows": [row("")]},
    "cell not an object": {"type": "table", "rows": [["x"]]},
    "row not a list": {"type": "table", "rows": ["x"]},
    "21 column settings": {"type": "table", "rows": [row("x")], "column_settings": [{}] * 21},
    "image without alt_text": {"type": "image", "image_url": "https://charts.example/1.png"},
    "image without picture": {"type": "image", "alt_text": "x"},
    "image with two": {"type": "image", "alt_text": "x", "image_url": "u", "slack_file": {}},
    "input without label": {"type": "input", "element": {"type": "plain_text_input"}},
    "input with a button": {"type": "input", "label": plain("x"), "element": {"type": "link"}},
    "input hint too long": {
        "type": "input",
        "label": plain("x"),
        "hint": plain("x" * 2001),
        "element": {"type": "plain_text_input"},
    },
    "placeholder too long": {
        "type": "input",
        "label": plain("x"),
        "element": {"type": "plain_text_input", "placeholder": plain("x" * 151)},
    },
    "max_length too long": {
        "type": "input",
        "label": plain("x"),
        "element": {"type": "plain_text_input", "max_length": 3001},
    },
    "text not a text": {"type": "section", "text": {"type": "mrkdwn", "text": 1}},
}


@pytest.mark.parametrize("block", GOOD, ids=lambda block: block["type"])
def test_block__that_slack_takes_meets_no_objection(block: Json) -> None:
    assert objections([block], "message") == ()


@pytest.mark.parametrize("name", BAD)
def test_block__that_slack_refuses_is_named_by_its_place(name: str) -> None:
    found = objections([divider(), BAD[name]], "message")
    assert found
    assert all(sentence.startswith("Block 2: ") for sentence in found)


def test_block__that_is_no_object_is_refused() -> None:
    assert objections(["text"], "message")
    assert objections([None], "home")


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_surface__holds_so_many_blocks(surface: Surface, most: int) -> None:
    assert objections([divider()] * most, surface) == ()
    assert len(objections([divider()] * (most + 1), surface)) == 1


def test_surface__a_table_cannot_stand_in_a_modal() -> None:
    block = table(("A",), [("1",)])
    assert objections([block], "message") == objections([block], "home") == ()
    assert objections([block], "modal") == ("Block 1: a table cannot stand in a modal.",)


def test_surface__markdown_stands_in_messages_only() -> None:
    block = {"type": "markdown", "text": "x"}
    assert objections([block], "message") == ()
    assert objections([block], "modal")
    assert objections([block], "home")


def test_together__one_table() -> None:
    assert objections([table(("A",), []), table(("B",), [])], "message") == (
        "Only one table may stand in one place.",
    )


def test_together__a_block_id_is_used_once() -> None:
    blocks = [{"type": "divider", "block_id": "x"}, {"type": "divider", "block_id": "x"}]
    assert objections(blocks, "message") == ("The block_id x is used 2 times.",)


def test_together__markdown_has_a_limit_over_all_blocks() -> None:
    blocks = [{"type": "markdown", "text": "x" * 7000}] * 2
    assert objections(blocks, "message") == (
        "All markdown together is longer than 12000 characters.",
    )


def test_nothing__meets_no_objection() -> None:
    assert objections([], "message") == ()
