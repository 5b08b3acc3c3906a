"""The workspace page in front of the stand-in Slack itself, with a small app behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from starlette.applications import Starlette
from starlette.responses import JSONResponse

from sandbox.pages import workspace_page
from sandbox.slack.app import routes as slack_routes
from tests.sandbox.slack.slack_harness import (
    Served,
    Slack,
    actions,
    button,
    modal,
    plain,
    section,
    text_input,
    wait_until,
)

pytestmark = pytest.mark.browser

TOM, GRACE, SYNC = "U0TOM", "U0GRACE", "C0SYNC"


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Served, Served]]:
    pair = Served(), Served()
    yield pair
    for server in pair:
        server.stop()


@pytest.fixture
def slack(servers: tuple[Served, Served]) -> Iterator[Slack]:
    workspace_server, bot_server = servers
    slack = Slack(workspace_server, bot_server)
    addresses = slack_routes(slack.workspace, on_call=slack.calls.append)
    workspace_server.application = Starlette(routes=[*addresses, *workspace_page.routes()])
    yield slack
    slack.close()


@pytest.fixture
def tom(context: BrowserContext, slack: Slack) -> Iterator[Page]:
    """Tom's page, once he hears of what happens."""
    page = context.new_page()
    page.set_default_timeout(5_000)
    with page.expect_response(lambda answer: "/workspace/messages" in answer.url):
        page.goto(f"{slack.url}/?person={TOM}#{SYNC}")
    page.get_by_test_id("composer").wait_for()
    yield page
    page.evaluate("localStorage.clear()")
    page.close()


def say(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.get_by_test_id("composer").press("Enter")


def test_a_command_is_answered_to_the_one_who_asked(tom: Page, slack: Slack) -> None:
    slack.bot.answers("command", lambda _: JSONResponse({"text": "Queued as *run 1*."}))
    say(tom, "/sync now @grace")
    expect(tom.get_by_test_id("message")).to_contain_text("Queued as run 1.")
    expect(tom.get_by_test_id("message")).to_contain_text("Only visible to you")
    assert slack.bot.last("command")["text"] == f"now <@{GRACE}|grace>"
    assert slack.seen(GRACE, SYNC) == []


def test_an_unknown_command_is_refused_in_words(tom: Page) -> None:
    say(tom, "/sink now")
    expect(tom.get_by_test_id("system-note")).to_contain_text("/sink is not a command")


def test_a_mention_reads_as_a_name(tom: Page, slack: Slack) -> None:
    say(tom, "Please look, @grace")
    expect(tom.get_by_test_id("message")).to_contain_text("Please look, @Grace Lim")
    assert slack.seen(GRACE, SYNC)[0]["text"] == f"Please look, <@{GRACE}|grace>"


def test_from_a_button_through_dialogs_to_the_end(tom: Page, slack: Slack) -> None:
    blocks = [section("3 drafts wait"), actions(button("reject", "Reject", value="r1"))]
    slack.api("chat.postMessage", channel=SYNC, text="3 drafts wait", blocks=blocks)
    tom.get_by_role("button", name="Reject").click()
    wait_until(lambda: bool(slack.bot.got("block_actions")))
    pressed = slack.bot.last("block_actions")
    assert (pressed["actions"][0]["value"], pressed["user"]["id"]) == ("r1", TOM)

    view = modal(
        title=plain("Reject"), submit=plain("Send"), callback_id="reject", blocks=[text_input()]
    )
    slack.api("views.open", trigger_id=pressed["trigger_id"], view=view)
    dialog = tom.get_by_test_id("modal")
    tom.locator("[data-action-id=text]").fill("No")
    refusal = {"response_action": "errors", "errors": {"reason": "Say more."}}
    slack.bot.answers("view_submission", lambda _: JSONResponse(refusal))
    dialog.get_by_test_id("modal-submit").click()
    expect(dialog.locator(".field-error")).to_have_text("Say more.")

    pushed = {"response_action": "push", "view": modal(title=plain("Sure?"), submit=plain("Yes"))}
    slack.bot.answers("view_submission", lambda _: JSONResponse(pushed))
    tom.locator("[data-action-id=text]").fill("Wrong tenant")
    dialog.get_by_test_id("modal-submit").click()
    expect(dialog.get_by_role("heading", name="Sure?")).to_be_visible()
    values = slack.bot.last("view_submission")["view"]["state"]["values"]
    assert values == {"reason": {"text": {"type": "plain_text_input", "value": "Wrong tenant"}}}

    dialog.get_by_test_id("modal-back").click()
    expect(tom.locator("[data-action-id=text]")).to_have_value("Wrong tenant")
    slack.bot.answers("view_submission", lambda _: JSONResponse({"response_action": "clear"}))
    dialog.get_by_test_id("modal-submit").click()
    expect(dialog).to_be_hidden()


def test_an_update_and_a_thread_show_at_once(tom: Page, slack: Slack) -> None:
    posted = slack.api("chat.postMessage", channel=SYNC, text="Run 1: queued")
    expect(tom.get_by_test_id("message")).to_contain_text("queued")
    slack.api("chat.update", channel=SYNC, ts=posted["ts"], text="Run 1: finished")
    expect(tom.get_by_test_id("message")).to_contain_text("finished")
    slack.api("chat.postMessage", channel=SYNC, text="38 invoices", thread_ts=posted["ts"])
    tom.get_by_test_id("thread-summary").click()
    expect(tom.get_by_test_id("thread-panel")).to_contain_text("38 invoices")


def test_the_home_is_asked_for_and_published(tom: Page, slack: Slack) -> None:
    tom.get_by_test_id("open-home").click()
    wait_until(lambda: bool(slack.bot.got("app_home_opened")))
    blocks = [section("Nothing waits for you."), actions(button("start", "Start a sync"))]
    slack.api("views.publish", user_id=TOM, view={"type": "home", "blocks": blocks})
    home = tom.get_by_test_id("home")
    expect(home).to_contain_text("Nothing waits for you.")
    home.get_by_role("button", name="Start a sync").click()
    wait_until(lambda: bool(slack.bot.got("block_actions")))
    assert slack.bot.last("block_actions")["view"]["type"] == "home"


def test_a_permalink_points_at_its_message(tom: Page, slack: Slack) -> None:
    posted = slack.api("chat.postMessage", channel=SYNC, text="Look here")
    link = slack.read("chat.getPermalink", channel=SYNC, message_ts=posted["ts"])["permalink"]
    tom.goto(link)
    expect(tom.locator(".message.pointed")).to_contain_text("Look here")
