"""The workspace page in a real browser: what people see, what they send, and who sees what."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.pages import workspace_page
from tests.sandbox.pages import canned_story as story
from tests.sandbox.pages.canned_workspace import (
    APP_USER,
    APPROVALS,
    FINANCE,
    GUEST,
    MARIA,
    PRIYA,
    TOM,
    CannedWorkspace,
    Json,
)
from tests.sandbox.pages.conftest import OpenPage

pytestmark = pytest.mark.browser

WORKSPACE = workspace_page.PAGES / "workspace"
IN_FINANCE = f"#{FINANCE}"


def from_app(text: str, ts: str = "1762934400.000100", **more: object) -> Json:
    return {"channel": FINANCE, "ts": ts, "user": APP_USER, "text": text, **more}


def message(page: Page, ts: str) -> Locator:
    return page.locator(f"[data-testid=message][data-ts='{ts}']")


def action(page: Page, action_id: str) -> Locator:
    return page.locator(f"[data-action-id='{action_id}']")


def test_every_answer_of_the_page_carries_the_strict_policy(workspace: CannedWorkspace) -> None:
    for path in ("/", "/static/workspace/main.js", "/static/shared/tokens.css"):
        answer = httpx.get(workspace.address + path)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_no_source_of_the_page_turns_text_into_markup() -> None:
    risky = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|DOMParser")
    sources = [path for path in WORKSPACE.rglob("*") if path.suffix in {".js", ".html"}]
    assert len(sources) > 30
    assert [path.name for path in sources if risky.search(path.read_text(encoding="utf-8"))] == []


def test_the_page_says_that_it_is_a_simulation(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.get_by_test_id("badge").first).to_have_text("Local simulation, not Slack")
    expect(page).to_have_title(re.compile("Harbour workspace"))
    assert page.get_by_role("link", name="The two ledgers").get_attribute("href") == "/ledgers"


def test_a_live_message_appears_and_is_announced(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    workspace.post(from_app("*Run 42* is queued"))
    expect(message(page, "1762934400.000100").locator("strong")).to_have_text("Run 42")
    expect(page.locator("#announcer")).to_contain_text("Leasebridge in finance-sync")


def test_an_update_changes_the_message_in_place(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    workspace.post(from_app("queued"))
    expect(page.get_by_test_id("message")).to_have_count(1)
    workspace.tell("message", from_app("finished", edited=True))
    expect(page.get_by_test_id("message")).to_contain_text("finished (edited)")
    workspace.tell("message_removed", {"channel": FINANCE, "ts": "1762934400.000100"})
    expect(page.get_by_test_id("message")).to_have_count(0)


def test_after_a_break_the_page_catches_up(open_page: OpenPage, workspace: CannedWorkspace) -> None:
    page = open_page(place=IN_FINANCE)
    page.get_by_test_id("composer").fill("half a thought")
    workspace.messages[FINANCE].append(from_app("posted while nobody listened"))
    workspace.break_streams()
    expect(page.get_by_test_id("message")).to_contain_text("posted while nobody listened")
    expect(page.locator(".lost-banner")).to_be_hidden()
    expect(page.get_by_test_id("composer")).to_have_value("half a thought")


def test_an_ephemeral_message_is_marked_and_only_for_its_person(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    maria, tom = open_page(MARIA, IN_FINANCE), open_page(TOM, IN_FINANCE)
    secret = from_app("for Maria alone", ephemeral_for=MARIA)
    workspace.tell("message", secret)
    workspace.tell("message", from_app("for all", ts="1762934401.000100"))
    expect(maria.get_by_text("Only visible to you")).to_be_visible()
    expect(message(tom, "1762934401.000100")).to_be_visible()
    expect(tom.get_by_text("for Maria alone")).to_have_count(0)
    maria.get_by_text("for Maria alone").hover()
    maria.get_by_role("button", name="Dismiss").click()
    expect(maria.get_by_text("for Maria alone")).to_have_count(0)


def test_switching_the_person_shows_what_that_person_sees(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    workspace.messages[FINANCE].append(from_app("for Maria", ephemeral_for=MARIA))
    page = open_page(MARIA, f"#{APPROVALS}")
    expect(page.get_by_test_id(f"channel-{FINANCE}")).to_contain_text("1")
    page.get_by_test_id("person-switch").click()
    expect(page.get_by_test_id("person-U0GONE")).to_have_count(0)
    page.get_by_test_id(f"person-{GUEST}").click()
    expect(page.get_by_test_id("person-switch")).to_contain_text("Sam Whitfield")
    expect(page.get_by_test_id(f"channel-{APPROVALS}")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("finance-sync")
    expect(page.get_by_text("for Maria")).to_have_count(0)


def test_a_channel_is_unread_until_it_is_opened(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=f"#{APPROVALS}")
    workspace.post(from_app("one"))
    workspace.post(from_app("two", ts="1762934401.000100"))
    entry = page.get_by_test_id(f"channel-{FINANCE}")
    expect(entry.locator(".count")).to_have_text("2")
    entry.click()
    expect(entry.locator(".count")).to_have_count(0)


def test_enter_sends__shift_enter_makes_a_line__arrow_up_recalls(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    composer = open_page(place=IN_FINANCE).get_by_test_id("composer")
    composer.press_sequentially("first")
    composer.press("Shift+Enter")
    composer.press_sequentially("second")
    composer.press("Enter")
    assert workspace.wait_for("say") == [{"channel": FINANCE, "text": "first\nsecond"}]
    expect(composer).to_have_value("")
    composer.press("ArrowUp")
    expect(composer).to_have_value("first\nsecond")
    composer.press("ArrowDown")
    expect(composer).to_have_value("")


def test_a_slash_completes_the_command_then_its_words(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    composer, offered = page.get_by_test_id("composer"), page.get_by_test_id("completion")
    composer.press_sequentially("/s")
    expect(offered).to_contain_text("Keep Re-Leased and Sage Intacct in step")
    composer.press("Tab")
    expect(composer).to_have_value("/sync ")
    expect(offered.get_by_role("option")).to_have_count(5)
    composer.press("ArrowDown")
    composer.press("ArrowDown")
    expect(offered.locator("[aria-selected=true]")).to_contain_text("Show what a sync would do")
    composer.press("Enter")
    expect(composer).to_have_value("/sync plan ")
    composer.press("Enter")
    assert workspace.wait_for("say") == [{"channel": FINANCE, "text": "/sync plan"}]


def test_a_word_typed_in_full_is_sent_and_not_completed(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    composer = open_page(place=IN_FINANCE).get_by_test_id("composer")
    composer.press_sequentially("/sync status")
    composer.press("Enter")
    assert workspace.wait_for("say") == [{"channel": FINANCE, "text": "/sync status"}]


def test_a_refusal_is_a_note_and_the_text_is_not_lost(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page(place=IN_FINANCE)
    workspace.answers["say"] = {"ok": False, "error": "/sink is not a command of this workspace."}
    page.get_by_test_id("composer").fill("/sink")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("system-note")).to_contain_text("/sink is not a command")
    expect(page.get_by_test_id("composer")).to_have_value("/sink")
    workspace.tell("typing_failed", {"channel": FINANCE, "text": "/sync did not answer in time."})
    expect(page.get_by_text("did not answer in time")).to_be_visible()


def test_a_thread_shows_replies_and_takes_one(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    root = from_app("Run 42")
    reply = from_app("38 invoices created", ts="1762934405.000100", thread_ts=root["ts"])
    workspace.messages[FINANCE] += [root, reply]
    page = open_page(place=IN_FINANCE)
    expect(page.locator("#main").get_by_text("38 invoices")).to_have_count(0)
    page.get_by_test_id("thread-summary").click()
    panel = page.get_by_test_id("thread-panel")
    expect(panel.get_by_text("38 invoices created")).to_be_visible()
    panel.get_by_test_id("thread-composer").fill("Thank you")
    panel.get_by_test_id("thread-composer").press("Enter")
    said = {"channel": FINANCE, "text": "Thank you", "thread_ts": root["ts"]}
    assert workspace.wait_for("say") == [said]
    workspace.post({**reply, "ts": "1762934409.000100", "user": PRIYA, "text": "Seen"})
    expect(panel.get_by_test_id("message")).to_have_count(3)
    panel.get_by_role("button", name="Close the thread").click()
    expect(panel).to_be_hidden()
    expect(page.get_by_test_id("thread-summary")).to_contain_text("2 replies")


def test_the_home_tab_shows_what_the_app_published(
    open_page: OpenPage, workspace: CannedWorkspace
) -> None:
    page = open_page()
    page.get_by_test_id("open-home").click()
    home = page.get_by_test_id("home")
    expect(home).to_contain_text("has nothing here yet")
    assert workspace.asked("home") == [{}]
    workspace.tell("home", story.home_view())
    expect(home.get_by_role("heading", name="Good morning, Maria")).to_be_visible()
    expect(home).to_contain_text("A block of type “data_visualization” is not shown")
    home.get_by_role("button", name="Start a sync").click()
    sent = workspace.wait_for("action")[0]
    assert (sent["view_id"], sent["action_id"]) == (f"VHOME{MARIA}", "start_sync")
    assert sent["state"]["tell"]["topics"]["selected_options"][0]["value"] == "approvals"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 720), (390, 844)])
def test_nothing_is_wider_than_the_screen(
    open_page: OpenPage, workspace: CannedWorkspace, screenshots: Path, width: int, height: int
) -> None:
    story.tell_story(workspace)
    page = open_page()
    page.set_viewport_size({"width": width, "height": height})
    for place in (FINANCE, APPROVALS, "home"):
        page.goto(f"{page.url.split('#')[0]}#{place}")
        page.locator("#main .block-header").first.wait_for()
        page.screenshot(path=screenshots / f"{place}-{width}.png")
        assert page.locator("html").evaluate("node => node.scrollWidth") <= width
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=screenshots / f"home-{width}-dark.png")
