"""Blocks in a real browser: what buttons and inputs send, dialogs and their errors."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.pages import canned_story as story
from tests.sandbox.pages.canned_dialogs import reject_view
from tests.sandbox.pages.canned_story import button, option, plain
from tests.sandbox.pages.canned_workspace import (
    APP_USER,
    FINANCE,
    PRIYA,
    CannedWorkspace,
    Json,
)
from tests.sandbox.pages.conftest import OpenPage

pytestmark = pytest.mark.browser

IN_FINANCE = f"#{FINANCE}"
TS = "1762934400.000100"


def show(workspace: CannedWorkspace, *blocks: Json) -> None:
    message = {"channel": FINANCE, "ts": TS, "user": APP_USER, "text": "x", "blocks": [*blocks]}
    workspace.post(message)


def action(page: Page, action_id: str) -> Locator:
    return page.locator(f"[data-action-id='{action_id}']")


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
    workspace.tell("view", {"stack": [reject_view()]})
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
    view = {**reject_view(), "blocks": []}
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
    first = reject_view()
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
    view = reject_view()
    workspace.tell("view", {"stack": [view]})
    action(page, "text").fill("typed")
    workspace.tell("view", {"stack": [{**view, "title": plain("Still loading")}]})
    expect(page.get_by_test_id("modal").locator("h2")).to_have_text("Still loading")
    expect(action(page, "text")).to_have_value("typed")
    expect(action(page, "text")).to_be_focused()
    renamed = [{**block, "block_id": f"new-{block['block_id']}"} for block in view["blocks"]]
    workspace.tell("view", {"stack": [{**view, "blocks": renamed}]})
    expect(page.locator("[data-block-id=new-reason] textarea")).to_have_value("")
