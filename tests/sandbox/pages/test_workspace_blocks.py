"""Blocks in a real browser: what stays text, what buttons and inputs send, dialogs and their errors."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.pages import canned_story as story
from tests.sandbox.pages.canned_story import button, mrkdwn, option, plain
from tests.sandbox.pages.canned_workspace import (
    APP_USER,
    CHANNELS,
    COMMANDS,
    FINANCE,
    PEOPLE,
    PRIYA,
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


def test_an_unknown_block_is_shown_as_a_note(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    show(workspace, {"type": "carousel", "elements": []})
    expect(page.locator(".block-note")).to_contain_text("A block of type “carousel”")


def test_a_button_sends_its_ids_its_value_and_the_state(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    choice = {"type": "static_select", "action_id": "when", "options": [option("Tomorrow", "1d")]}
    show(
        workspace,
        {
            "type": "actions",
            "block_id": "acts",
            "elements": [button("go", "Go", value="r7"), choice],
        },
    )
    action(page, "when").select_option("1d")
    tomorrow = {"text": plain("Tomorrow"), "value": "1d"}
    sent = workspace.wait_for("action")[0]
    assert (sent["action_id"], sent["selected_option"]) == ("when", tomorrow)
    action(page, "go").click()
    assert workspace.wait_for("action", 2)[1] == {
        "channel": FINANCE,
        "message_ts": TS,
        "block_id": "acts",
        "action_id": "go",
        "type": "button",
        "value": "r7",
        "text": plain("Go"),
        "state": {"acts": {"when": {"type": "static_select", "selected_option": tomorrow}}},
    }


def test_a_button_is_off_while_its_click_is_under_way__also_when_drawn_anew(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    acts = {"type": "actions", "block_id": "acts", "elements": [button("go", "Go")]}
    show(workspace, acts)
    workspace.hold.clear()
    action(page, "go").dblclick()
    expect(action(page, "go")).to_be_disabled()
    workspace.tell(
        "message", {"channel": FINANCE, "ts": TS, "user": APP_USER, "text": "new", "blocks": [acts]}
    )
    expect(action(page, "go")).to_be_disabled()
    workspace.hold.set()
    expect(action(page, "go")).to_be_enabled()
    assert len(workspace.asked("action")) == 1


def test_a_button_with_confirm_asks_first(open_page: OpenPage, workspace: CannedWorkspace) -> None:
    page = open_page(place=IN_FINANCE)
    show(workspace, *story.APPROVAL_CARD)
    action(page, "approve").click()
    expect(page.get_by_test_id("confirm")).to_contain_text("£6,930.50 becomes Approved")
    page.get_by_test_id("confirm-no").click()
    expect(page.get_by_test_id("confirm")).to_have_count(0)
    action(page, "approve").click()
    page.get_by_test_id("confirm-yes").click()
    assert [sent["action_id"] for sent in workspace.wait_for("action")] == ["approve"]


def test_an_overflow_and_a_link_button_send_what_was_pressed(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    show(workspace, *story.RUN_CARD)
    action(page, "run_more").click()
    page.get_by_role("menuitem", name="Mute until tomorrow").click()
    assert workspace.wait_for("action")[0]["selected_option"]["value"] == "mute"
    link = action(page, "open_intacct")
    assert link.get_attribute("href") == "https://example.com/intacct"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_refused_click_is_told(open_page: OpenPage, workspace: CannedWorkspace) -> None:
    page = open_page(place=IN_FINANCE)
    show(workspace, {"type": "actions", "block_id": "a", "elements": [button("go", "Go")]})
    workspace.answers["action"] = {"ok": False, "error": "This message is not there any more."}
    action(page, "go").click()
    expect(page.get_by_test_id("system-note")).to_contain_text("not there any more")
    expect(action(page, "go")).to_be_enabled()


def fill_reject(page: Page) -> None:
    action(page, "text").fill("Wrong tenant")
    action(page, "person").select_option(PRIYA)
    action(page, "kinds").click()
    page.get_by_role("checkbox", name="VAT code").check()
    page.keyboard.press("Escape")
    action(page, "date").fill("2025-12-01")
    page.get_by_role("radio", name="Ask Priya").check()


def test_a_dialog_sends_every_value_and_shows_errors_at_their_inputs(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    workspace.tell("view", {"stack": [story.reject_view()]})
    modal = page.get_by_test_id("modal")
    modal.get_by_test_id("modal-submit").click()
    expect(modal.locator(".field-error:visible")).to_have_count(4)
    fill_reject(page)
    workspace.answers["submit"] = {
        "ok": True,
        "response_action": "errors",
        "errors": {"reason": "Say more."},
    }
    modal.get_by_test_id("modal-submit").click()
    expect(modal.locator("[data-block-id=reason] .field-error")).to_have_text("Say more.")
    expect(modal.locator(".field-error:visible")).to_have_count(1)
    expect(action(page, "text")).to_be_focused()
    expect(action(page, "text")).to_have_value("Wrong tenant")
    values = workspace.asked("submit")[0]
    assert values["view_id"] == "V0REJECT"
    assert values["state"] == {
        "reason": {"text": {"type": "plain_text_input", "value": "Wrong tenant"}},
        "who": {"person": {"type": "users_select", "selected_user": PRIYA}},
        "kinds": {
            "kinds": {
                "type": "multi_static_select",
                "selected_options": [{"text": plain("VAT code"), "value": "vat"}],
            }
        },
        "by": {"date": {"type": "datepicker", "selected_date": "2025-12-01"}},
        "how": {
            "then": {
                "type": "radio_buttons",
                "selected_option": {"text": plain("Ask Priya"), "value": "priya"},
            }
        },
    }


def test_a_dialog_waits_while_it_is_being_sent(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    view = {**story.reject_view(), "blocks": []}
    workspace.tell("view", {"stack": [view]})
    workspace.hold.clear()
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal-submit")).to_be_disabled()
    workspace.tell("view", {"stack": []})
    expect(page.get_by_test_id("modal")).to_be_hidden()


def test_a_pushed_dialog_leads_back_to_what_was_typed(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    first = story.reject_view()
    second = {"id": "V0HISTORY", "type": "modal", "title": plain("History"), "blocks": []}
    workspace.tell("view", {"stack": [first]})
    modal = page.get_by_test_id("modal")
    expect(modal.get_by_test_id("modal-back")).to_have_count(0)
    action(page, "text").fill("half a reason")
    action(page, "history").click()
    assert workspace.wait_for("action")[0]["view_id"] == "V0REJECT"
    workspace.tell("view", {"stack": [first, second]})
    expect(modal.get_by_role("heading", name="History")).to_be_visible()
    modal.get_by_test_id("modal-back").click()
    assert workspace.wait_for("close") == [{"view_id": "V0HISTORY"}]
    workspace.tell("view", {"stack": [first]})
    expect(action(page, "text")).to_have_value("half a reason")
    page.keyboard.press("Escape")
    assert workspace.wait_for("close", 2)[1] == {"view_id": "V0REJECT"}
    workspace.tell("view", {"stack": []})
    expect(modal).to_be_hidden()


def test_an_update_of_a_dialog_keeps_what_was_typed_unless_the_ids_change(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    view = story.reject_view()
    workspace.tell("view", {"stack": [view]})
    action(page, "text").fill("typed")
    workspace.tell("view", {"stack": [{**view, "title": plain("Still loading")}]})
    expect(page.get_by_test_id("modal").locator("h2")).to_have_text("Still loading")
    expect(action(page, "text")).to_have_value("typed")
    expect(action(page, "text")).to_be_focused()
    renamed = [{**block, "block_id": f"new-{block['block_id']}"} for block in view["blocks"]]
    workspace.tell("view", {"stack": [{**view, "blocks": renamed}]})
    expect(page.locator("[data-block-id=new-reason] textarea")).to_have_value("")
