"""What Slack takes and refuses in blocks and views, as a table."""

from typing import Any

import pytest

from sandbox.slack.block_rules import (
    BLOCKS,
    OneTableError,
    message_problems,
    message_size,
    view_problems,
)
from tests.sandbox.slack.slack_harness import (
    Json,
    actions,
    button,
    modal,
    plain,
    section,
    text_input,
)


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def header(text: str, **more: Any) -> Json:
    return {"type": "header", "text": plain(text), **more}


def option(value: str = "a", text: str = "A", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", **more}


def table(rows: int, columns: int, text: str = "x", **more: Any) -> Json:
    cell = {"type": "raw_text", "text": text}
    return {"type": "table", "rows": [[cell] * columns] * rows, **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


def rich_list(indent: int) -> Json:
    item = rich_section({"type": "text", "text": "one"})
    return {"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": [item]}


def confirm(**changes: Any) -> Json:
    whole = {
        "title": plain("Sure?"),
        "text": mrkdwn("It *posts* three drafts."),
        "confirm": plain("Post"),
        "deny": plain("Leave"),
    }
    return whole | changes


def image(**more: Any) -> Json:
    return {"type": "image", "alt_text": "A chart", **more}


PICTURE = "https://pictures.example/chart.png"
CONTEXT_TEXT = mrkdwn("by Tom")

TAKEN: dict[str, list[Json]] = {
    "a card of every plain kind": [
        header("Run 12", level=2),
        section("Everything is in step."),
        {"type": "section", "fields": [mrkdwn("*Created*\n3")] * 10},
        {"type": "divider"},
        {"type": "context", "elements": [CONTEXT_TEXT, image(image_url=PICTURE)]},
        actions(button("approve", style="primary", value="v" * 2000, confirm=confirm())),
        image(image_url=PICTURE, title=plain("A chart")),
        table(100, 20),
        rich(rich_section({"type": "text", "text": "Hello", "style": {"bold": True}})),
        {"type": "markdown", "text": "**Hello**"},
    ],
    "fifty blocks": [section("x")] * 50,
    "header of 150": [header("x" * 150)],
    "section text of 3000": [section("x" * 3000)],
    "option with description": [actions(select(options=[option(description=plain("Why"))]))],
    "100 options": [actions(select(options=[option(str(n)) for n in range(100)]))],
    "option groups": [
        actions(select(option_groups=[{"label": plain("Mine"), "options": [option()]}]))
    ],
    "section with overflow": [
        section("x", accessory={"type": "overflow", "action_id": "o", "options": [option()] * 5})
    ],
    "25 buttons": [actions(*[button(f"b{n}") for n in range(25)])],
    "rich list at depth 8": [rich(rich_list(8))],
    "no blocks": [],
    "table with numbers and column settings": [
        {
            "type": "table",
            "rows": [[{"type": "raw_number", "value": 12.5, "text": "12.50"}]],
            "column_settings": [None, {"align": "right", "is_wrapped": True}],
        }
    ],
}


@pytest.mark.parametrize("blocks", TAKEN.values(), ids=TAKEN.keys())
def test_message__taken(blocks: list[Json]) -> None:
    assert message_problems(blocks) == []


REFUSED: dict[str, tuple[Any, str]] = {
    "51 blocks": ([section("x")] * 51, "/blocks"),
    "not a list": ({"type": "divider"}, "/blocks"),
    "not an object": (["divider"], "/blocks/0"),
    "unknown block": ([{"type": "banner"}], "/blocks/0/type"),
    "chart, not rolled out": ([{"type": "data_visualization"}], "/blocks/0/type"),
    "alert in a message": ([{"type": "alert", "text": plain("x")}], "/blocks/0/type"),
    "unknown field": ([section("x", colour="red")], "/blocks/0"),
    "header with mrkdwn": ([{"type": "header", "text": mrkdwn("x")}], "/blocks/0/text/type"),
    "header of 151": ([header("x" * 151)], "/blocks/0/text/text"),
    "header level 5": ([header("x", level=5)], "/blocks/0/level"),
    "header without text": ([{"type": "header"}], "/blocks/0"),
    "section of nothing": ([{"type": "section"}], "/blocks/0"),
    "section with empty text": ([section("")], "/blocks/0/text/text"),
    "section text of 3001": ([section("x" * 3001)], "/blocks/0/text/text"),
    "section with 11 fields": (
        [{"type": "section", "fields": [mrkdwn("x")] * 11}],
        "/blocks/0/fields",
    ),
    "field of 2001": (
        [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
        "/blocks/0/fields/0/text",
    ),
    "text without its kind": ([{"type": "section", "text": {"text": "x"}}], "/blocks/0/text/type"),
    "11 context elements": (
        [{"type": "context", "elements": [CONTEXT_TEXT] * 11}],
        "/blocks/0/elements",
    ),
    "button in a context": (
        [{"type": "context", "elements": [button()]}],
        "/blocks/0/elements/0/type",
    ),
    "actions of nothing": ([actions()], "/blocks/0/elements"),
    "26 buttons": ([actions(*[button(f"b{n}") for n in range(26)])], "/blocks/0/elements"),
    "multi select among actions": (
        [actions(select(options=[option()]) | {"type": "multi_static_select"})],
        "/blocks/0/elements/0/type",
    ),
    "text input among actions": (
        [actions({"type": "plain_text_input", "action_id": "t"})],
        "/blocks/0/elements/0/type",
    ),
    "button text of 76": ([actions(button(text="x" * 76))], "/blocks/0/elements/0/text/text"),
    "button with mrkdwn": (
        [actions(button() | {"text": mrkdwn("Go")})],
        "/blocks/0/elements/0/text/type",
    ),
    "button value of 2001": (
        [actions(button(value="v" * 2001))],
        "/blocks/0/elements/0/value",
    ),
    "button in green": ([actions(button(style="green"))], "/blocks/0/elements/0/style"),
    "button url of 3001": ([actions(button(url="h" * 3001))], "/blocks/0/elements/0/url"),
    "action_id of 256": ([actions(button("x" * 256))], "/blocks/0/elements/0/action_id"),
    "block_id of 256": ([section("x", block_id="b" * 256)], "/blocks/0/block_id"),
    "block_id twice": (
        [section("x", block_id="b"), section("y", block_id="b")],
        "/blocks/1/block_id",
    ),
    "action_id twice in a block": ([actions(button("a"), button("a"))], "/blocks/0/elements"),
    "confirm title of 101": (
        [actions(button(confirm=confirm(title=plain("x" * 101))))],
        "/blocks/0/elements/0/confirm/title/text",
    ),
    "confirm text of 301": (
        [actions(button(confirm=confirm(text=mrkdwn("x" * 301))))],
        "/blocks/0/elements/0/confirm/text/text",
    ),
    "confirm word of 31": (
        [actions(button(confirm=confirm(deny=plain("x" * 31))))],
        "/blocks/0/elements/0/confirm/deny/text",
    ),
    "confirm without a way back": (
        [actions(button(confirm={k: v for k, v in confirm().items() if k != "deny"}))],
        "/blocks/0/elements/0/confirm",
    ),
    "select of nothing": ([actions(select(options=[]))], "/blocks/0/elements/0/options"),
    "select without options": ([actions(select())], "/blocks/0/elements/0"),
    "select with options and groups": (
        [
            actions(
                select(
                    options=[option()],
                    option_groups=[{"label": plain("M"), "options": [option()]}],
                )
            )
        ],
        "/blocks/0/elements/0",
    ),
    "101 options": (
        [actions(select(options=[option()] * 101))],
        "/blocks/0/elements/0/options",
    ),
    "option text of 76": (
        [actions(select(options=[option(text="x" * 76)]))],
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "option value of 151": (
        [actions(select(options=[option("v" * 151)]))],
        "/blocks/0/elements/0/options/0/value",
    ),
    "option description of 76": (
        [actions(select(options=[option(description=plain("x" * 76))]))],
        "/blocks/0/elements/0/options/0/description/text",
    ),
    "placeholder of 151": (
        [actions(select(options=[option()], placeholder=plain("x" * 151)))],
        "/blocks/0/elements/0/placeholder/text",
    ),
    "overflow of 6": (
        [actions({"type": "overflow", "action_id": "o", "options": [option()] * 6})],
        "/blocks/0/elements/0/options",
    ),
    "11 checkboxes": (
        [actions({"type": "checkboxes", "action_id": "c", "options": [option()] * 11})],
        "/blocks/0/elements/0/options",
    ),
    "a date of another form": (
        [actions({"type": "datepicker", "action_id": "d", "initial_date": "31/01/2025"})],
        "/blocks/0/elements/0/initial_date",
    ),
    "image without alt_text": (
        [{"type": "image", "image_url": PICTURE}],
        "/blocks/0",
    ),
    "image without a source": ([image()], "/blocks/0"),
    "image with two sources": (
        [image(image_url=PICTURE, slack_file={"id": "F1"})],
        "/blocks/0",
    ),
    "table of 101 rows": ([table(101, 1)], "/blocks/0/rows"),
    "table of 21 columns": ([table(1, 21)], "/blocks/0/rows/0"),
    "table with an empty cell": ([table(1, 1, text="")], "/blocks/0/rows/0/0/text"),
    "21 column settings": ([table(1, 1, column_settings=[None] * 21)], "/blocks/0/column_settings"),
    "rich list at depth 9": ([rich(rich_list(9))], "/blocks/0/elements/0/indent"),
    "rich text part with empty text": (
        [rich(rich_section({"type": "text", "text": ""}))],
        "/blocks/0/elements/0/elements/0/text",
    ),
    "markdown over 12,000 together": (
        [{"type": "markdown", "text": "x" * 7000}, {"type": "markdown", "text": "x" * 5001}],
        "/blocks",
    ),
}


@pytest.mark.parametrize(("blocks", "place"), REFUSED.values(), ids=REFUSED.keys())
def test_message__refused_at_the_right_place(blocks: Any, place: str) -> None:
    assert [problem.pointer for problem in message_problems(blocks)][:1] == [place]


def test_message__two_tables_have_an_error_of_their_own() -> None:
    with pytest.raises(OneTableError):
        message_problems([table(1, 1), table(1, 1)])


def test_message_size__counts_characters_not_bytes() -> None:
    assert message_size([section("ü" * 10)]) == message_size([section("u" * 10)])


def example_of(kind: str) -> Json:
    examples: dict[str, Json] = {
        "header": header("x"),
        "section": section("x"),
        "context": {"type": "context", "elements": [CONTEXT_TEXT]},
        "actions": actions(button()),
        "divider": {"type": "divider"},
        "image": image(image_url=PICTURE),
        "input": text_input(),
        "rich_text": rich(rich_section({"type": "text", "text": "x"})),
        "table": table(1, 1),
        "markdown": {"type": "markdown", "text": "x"},
        "alert": {"type": "alert", "text": plain("x"), "level": "warning"},
        "card": {"type": "card", "title": plain("x"), "actions": [button()]},
    }
    return examples[kind]


NOT_THERE = {
    ("table", "modal"),
    ("markdown", "modal"),
    ("markdown", "home"),
    ("alert", "message"),
    ("alert", "home"),
}


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_surface__block_stands_only_where_slack_has_it(kind: str, surface: str) -> None:
    blocks = [example_of(kind)]
    if surface == "message":
        problems = message_problems(blocks)
    elif surface == "modal":
        problems = view_problems(modal(blocks=blocks, submit=plain("Send")))
    else:
        problems = view_problems({"type": "home", "blocks": blocks})
    refused = (kind, surface) in NOT_THERE
    assert [problem.constraint for problem in problems] == (["surface"] if refused else [])


REFUSED_VIEWS: dict[str, tuple[Json, str]] = {
    "no title": ({"type": "modal", "blocks": []}, "/view"),
    "title of 25": (modal(title=plain("x" * 25)), "/view/title/text"),
    "title with mrkdwn": (modal(title=mrkdwn("x")), "/view/title/type"),
    "submit of 25": (modal(submit=plain("x" * 25)), "/view/submit/text"),
    "close of 25": (modal(close=plain("x" * 25)), "/view/close/text"),
    "inputs without submit": (modal(blocks=[text_input()]), "/view"),
    "101 blocks": (modal(blocks=[section("x")] * 101), "/view/blocks"),
    "private_metadata of 3001": (modal(private_metadata="x" * 3001), "/view/private_metadata"),
    "callback_id of 256": (modal(callback_id="x" * 256), "/view/callback_id"),
    "Home with a title": ({"type": "home", "title": plain("x"), "blocks": []}, "/view"),
    "unknown type": ({"type": "workflow_step", "blocks": []}, "/view/type"),
    "label with mrkdwn": (
        modal(submit=plain("Go"), blocks=[text_input() | {"label": mrkdwn("x")}]),
        "/view/blocks/0/label/type",
    ),
    "hint of 2001": (
        modal(submit=plain("Go"), blocks=[text_input() | {"hint": plain("x" * 2001)}]),
        "/view/blocks/0/hint/text",
    ),
    "max_length of 3001": (
        modal(submit=plain("Go"), blocks=[text_input(max_length=3001)]),
        "/view/blocks/0/element/max_length",
    ),
    "button as an input": (
        modal(submit=plain("Go"), blocks=[text_input() | {"element": button()}]),
        "/view/blocks/0/element/type",
    ),
}


@pytest.mark.parametrize(("view", "place"), REFUSED_VIEWS.values(), ids=REFUSED_VIEWS.keys())
def test_view__refused_at_the_right_place(view: Json, place: str) -> None:
    assert [problem.pointer for problem in view_problems(view)][:1] == [place]


def test_view__hundred_blocks_and_full_texts_are_taken() -> None:
    blocks = [text_input(f"i{number}") for number in range(100)]
    whole = modal(
        title=plain("x" * 24),
        submit=plain("x" * 24),
        close=plain("x" * 24),
        private_metadata="x" * 3000,
        blocks=blocks,
    )
    assert view_problems(whole) == []
