"""Slack's own Python client and Bolt get along with the stand-in, unchanged."""

from collections.abc import Callable

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sandbox.slack.credentials import BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.faults import Fault, FaultKind
from tests.sandbox.slack.slack_harness import (
    Received,
    Slack,
    actions,
    button,
    modal,
    plain,
    section,
    text_input,
    wait_until,
)


@pytest.fixture
def client(slack: Slack) -> WebClient:
    return WebClient(token=BOT_TOKEN, base_url=f"{slack.url}/slack/api/", timeout=5)


def test_client__every_family_of_methods(client: WebClient, slack: Slack) -> None:
    assert client.auth_test()["user_id"] == "U0BRIDGE"
    posted = client.chat_postMessage(
        channel="C0SYNC", text="Run 1", blocks=[section("Run 1")], unfurl_links=False
    )
    ts = str(posted["ts"])
    client.chat_update(channel="C0SYNC", ts=ts, text="Done", blocks=[section("Done")])
    assert client.chat_getPermalink(channel="C0SYNC", message_ts=ts)["permalink"]
    client.chat_postEphemeral(channel="C0SYNC", user="U0TOM", text="Only you")
    direct = client.conversations_open(users=["U0TOM"])["channel"]
    assert isinstance(direct, dict)
    assert direct["id"] == "D0TOM"
    assert client.conversations_members(channel="C0SYNC")["members"]
    assert client.users_lookupByEmail(email="tom@harbour.example")["ok"]
    assert client.users_list(limit=2)["members"]
    assert client.usergroups_list(include_users=True)["usergroups"]
    assert client.usergroups_users_list(usergroup="S0ADMINS")["users"] == ["U0PRIYA"]
    assert client.blocks_validate(blocks=[section("x")])["ok"]
    client.views_publish(user_id="U0TOM", view={"type": "home", "blocks": [section("Hi")]})
    opened = client.views_open(trigger_id=slack.trigger(), view=modal())["view"]
    assert isinstance(opened, dict)
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal())
    client.chat_delete(channel="C0SYNC", ts=ts)
    assert all(call.ok for call in slack.calls), slack.calls


def test_client__refusal_is_raised(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.chat_postMessage(channel="C0GENERAL", text="x")


def test_client__waits_out_a_rate_limit(client: WebClient, slack: Slack) -> None:
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    slack.workspace.faults.add(Fault(FaultKind.RATE_LIMITED, retry_after=0))
    assert client.chat_postMessage(channel="C0SYNC", text="x")["ok"]
    assert [call.error for call in slack.calls] == ["ratelimited", None]


def test_bolt__command_button_dialog_and_home(client: WebClient, slack: Slack) -> None:
    app = App(client=client, signing_secret=SIGNING_SECRET, process_before_response=True)
    happened: list[str] = []

    @app.command("/sync")
    def on_command(ack: Callable[..., None], command: dict[str, str]) -> None:
        happened.append(f"command {command['text']}")
        ack(text="Shall I?", blocks=[actions(button("reject"))])

    @app.action("reject")
    def on_reject(ack: Callable[..., None], body: dict[str, str], client: WebClient) -> None:
        ack()
        view = modal(callback_id="reason", blocks=[text_input()], submit=plain("Reject"))
        client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("reason")
    def on_reason(
        ack: Callable[..., None], view: dict[str, dict[str, dict[str, dict[str, dict[str, str]]]]]
    ) -> None:
        happened.append(view["state"]["values"]["reason"]["text"]["value"])
        ack()

    @app.event("app_home_opened")
    def on_home(event: dict[str, str]) -> None:
        happened.append(f"home of {event['user']}")

    async def through_bolt(received: Received) -> Response:
        request = BoltRequest(body=received.raw.decode(), headers=dict(received.headers))
        answer = await run_in_threadpool(app.dispatch, request)
        headers = {name: values[0] for name, values in answer.headers.items()}
        return Response(answer.body, status_code=answer.status, headers=headers)

    for kind in ("command", "block_actions", "view_submission", "app_home_opened"):
        slack.bot.answers(kind, through_bolt)

    slack.say("U0TOM", "C0SYNC", "/sync now")
    message = slack.seen("U0TOM", "C0SYNC")[-1]
    pressed = {"block_id": "buttons", "action_id": "reject", "state": {}}
    slack.page_post("action", "U0TOM", channel="C0SYNC", message_ts=message["ts"], **pressed)
    (view,) = slack.workspace.modals.stack("U0TOM")
    state = {"reason": {"text": {"type": "plain_text_input", "value": "Wrong month"}}}
    assert slack.page_post("submit", "U0TOM", view_id=view.id, state=state).json() == {"ok": True}
    slack.page_get("home", "U0TOM")
    wait_until(lambda: len(happened) == 3)
    assert happened == ["command now", "Wrong month", "home of U0TOM"]
    assert slack.workspace.modals.stack("U0TOM") == []
