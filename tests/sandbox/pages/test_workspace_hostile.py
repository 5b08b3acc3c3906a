"""Hostile text in every block, name and place of the page stays text."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.pages.canned_story import button, mrkdwn, option, plain
from tests.sandbox.pages.canned_workspace import (
    APP_USER,
    CHANNELS,
    COMMANDS,
    FINANCE,
    PEOPLE,
    CannedWorkspace,
    Json,
)
from tests.sandbox.pages.conftest import OpenPage

pytestmark = pytest.mark.browser

IN_FINANCE = f"#{FINANCE}"
TS = "1762934400.000100"
HOSTILE = (
    "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
    "<svg onload=alert(3)><iframe srcdoc='<p>'></iframe>"
)
BAD_ADDRESS = "javascript:alert(4)"


def show(workspace: CannedWorkspace, *blocks: Json) -> None:
    message = {"channel": FINANCE, "ts": TS, "user": APP_USER, "text": "x", "blocks": [*blocks]}
    workspace.post(message)


def action(page: Page, action_id: str) -> Locator:
    return page.locator(f"[data-action-id='{action_id}']")


def rich(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": [*elements]}


HOSTILE_OPTIONS = [option(HOSTILE, HOSTILE, description=plain(HOSTILE)), option("b", "b")]
HOSTILE_CONFIRM = {"title": plain(HOSTILE), "text": mrkdwn(HOSTILE), "confirm": plain(HOSTILE)}
HOSTILE_SELECTS: dict[str, Json] = {
    "static_select": {"option_groups": [{"label": plain(HOSTILE), "options": HOSTILE_OPTIONS}]},
    "multi_static_select": {"options": HOSTILE_OPTIONS, "initial_options": HOSTILE_OPTIONS},
    "checkboxes": {"options": HOSTILE_OPTIONS},
    "radio_buttons": {"options": HOSTILE_OPTIONS},
    "users_select": {},
    "channels_select": {},
    "datepicker": {"initial_date": HOSTILE},
}
HOSTILE_ELEMENTS: list[Json] = [
    button("h_button", HOSTILE, confirm=HOSTILE_CONFIRM),
    button("h_link", HOSTILE, url=BAD_ADDRESS),
    {"type": "overflow", "action_id": "h_overflow", "options": HOSTILE_OPTIONS},
    *[
        {"type": kind, "action_id": f"h_{kind}", "placeholder": plain(HOSTILE), **choices}
        for kind, choices in HOSTILE_SELECTS.items()
    ],
    {"type": HOSTILE, "action_id": HOSTILE},
]
HOSTILE_INLINE: list[Json] = [
    {"type": "text", "text": HOSTILE, "style": {"bold": True, "code": True}},
    {"type": "link", "url": BAD_ADDRESS, "text": HOSTILE},
    {"type": "emoji", "name": HOSTILE, "unicode": HOSTILE},
    {"type": "user", "user_id": HOSTILE},
    {"type": "channel", "channel_id": HOSTILE},
    {
        "type": "date",
        "timestamp": HOSTILE,
        "format": HOSTILE,
        "fallback": HOSTILE,
        "url": BAD_ADDRESS,
    },
    {"type": HOSTILE},
]
HOSTILE_LIST = {
    "type": "rich_text_list",
    "style": HOSTILE,
    "indent": HOSTILE,
    "elements": [rich(*HOSTILE_INLINE)],
}
HOSTILE_BLOCKS: list[Json] = [
    {"type": "header", "text": plain(HOSTILE), "level": HOSTILE},
    {
        "type": "section",
        "block_id": HOSTILE,
        "text": mrkdwn(f"{HOSTILE} <{BAD_ADDRESS}|press> *{HOSTILE}* `{HOSTILE}` ```{HOSTILE}```"),
        "fields": [mrkdwn(f">{HOSTILE}"), plain(HOSTILE)],
        "accessory": {"type": "image", "image_url": BAD_ADDRESS, "alt_text": HOSTILE},
    },
    {"type": "context", "elements": [mrkdwn(HOSTILE), plain(HOSTILE)]},
    {"type": "actions", "block_id": "acts", "elements": HOSTILE_ELEMENTS},
    {
        "type": "image",
        "image_url": f"https://example.com/{HOSTILE}",
        "alt_text": HOSTILE,
        "title": plain(HOSTILE),
    },
    {"type": "markdown", "text": HOSTILE},
    {"type": "alert", "level": HOSTILE, "text": HOSTILE},
    {"type": "card", "title": HOSTILE, "subtitle": plain(HOSTILE), "body": mrkdwn(HOSTILE)},
    {
        "type": "rich_text",
        "elements": [
            rich(*HOSTILE_INLINE),
            {"type": "rich_text_preformatted", "elements": HOSTILE_INLINE},
            {"type": "rich_text_quote", "elements": HOSTILE_INLINE},
            HOSTILE_LIST,
            {"type": HOSTILE},
        ],
    },
    {
        "type": "table",
        "column_settings": [{"align": HOSTILE}],
        "rows": [
            [{"type": "raw_text", "text": HOSTILE}, {"type": "raw_number", "value": HOSTILE}],
            [{"type": "rich_text", "elements": [rich(*HOSTILE_INLINE)]}, {"type": HOSTILE}],
        ],
    },
    {
        "type": "input",
        "block_id": "in",
        "label": plain(HOSTILE),
        "hint": plain(HOSTILE),
        "element": {"type": "plain_text_input", "action_id": HOSTILE, "initial_value": HOSTILE},
    },
    {"type": HOSTILE},
    {"type": "constructor"},
    {"type": "table", "rows": "no rows"},
]


def assert_only_text(page: Page) -> None:
    for refused in (
        "img",
        "script:not([src^='/static/workspace/'])",
        "iframe",
        "svg[onload]",
        "[onerror]",
    ):
        expect(page.locator(f"body {refused}")).to_have_count(0)
    expect(page.locator("[href^='javascript']")).to_have_count(0)


def test_hostile_text_stays_text__in_every_block_and_place(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    workspace.home = {"id": "VHOME", "type": "home", "blocks": HOSTILE_BLOCKS}
    page = open_page(place=IN_FINANCE)
    show(workspace, *HOSTILE_BLOCKS)
    workspace.post(
        {
            "channel": FINANCE,
            "ts": "1762934401.000100",
            "user": HOSTILE,
            "username": HOSTILE,
            "text": HOSTILE,
        }
    )
    workspace.tell("typing_failed", {"channel": FINANCE, "text": HOSTILE})
    page.get_by_test_id("system-note").wait_for()
    blocks = page.locator(f"[data-ts='{TS}'] .blocks > *")
    expect(blocks).to_have_count(len(HOSTILE_BLOCKS))
    expect(blocks.first).to_have_text(HOSTILE)
    assert_only_text(page)
    action(page, "h_button").click()
    expect(page.get_by_test_id("confirm").locator("h2")).to_have_text(HOSTILE)
    assert_only_text(page)
    page.get_by_test_id("confirm-no").click()
    page.get_by_test_id("open-home").click()
    expect(page.get_by_test_id("home").locator(".blocks > *")).to_have_count(len(HOSTILE_BLOCKS))
    view = {"id": "V1", "type": "modal", "title": plain(HOSTILE), "blocks": HOSTILE_BLOCKS}
    workspace.tell("view", {"stack": [view]})
    expect(page.get_by_test_id("modal").locator("h2")).to_have_text(HOSTILE)
    assert_only_text(page)


def test_hostile_names_stay_text__of_people_channels_and_commands(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    person = {**PEOPLE[0], "real_name": HOSTILE, "title": HOSTILE}
    channel = {**CHANNELS[0], "name": HOSTILE, "topic": HOSTILE}
    command = {**COMMANDS[0], "description": HOSTILE, "usage_hint": HOSTILE}
    workspace.overrides = {
        "people": [person, *PEOPLE[1:]],
        "channels": [channel],
        "commands": [command],
    }
    page = open_page(place=IN_FINANCE)
    page.get_by_test_id("composer").press_sequentially("/")
    expect(page.get_by_test_id("completion")).to_contain_text(HOSTILE)
    page.get_by_test_id("person-switch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    expect(page.get_by_test_id("person-switch")).to_contain_text(HOSTILE)
    assert_only_text(page)
