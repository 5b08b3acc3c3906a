"""Response URLs: five uses, half an hour, and what becomes of the original message."""

from typing import Any

import httpx
import pytest

from tests.sandbox.slack.slack_harness import Json, Slack, actions, button, section


def command_url(slack: Slack, channel: str = "C0SYNC") -> str:
    slack.say("U0TOM", channel, "/sync")
    url: str = slack.bot.last("command")["response_url"]
    return url


def action_url(slack: Slack, ts: str) -> str:
    slack.page_post(
        "action",
        "U0TOM",
        channel="C0SYNC",
        message_ts=ts,
        block_id="buttons",
        action_id="go",
        state={},
    )
    url: str = slack.bot.last("block_actions")["response_url"]
    return url


def card(slack: Slack, method: str = "chat.postMessage", **more: Any) -> str:
    blocks = [actions(button("go"))]
    answer = slack.api(method, channel="C0SYNC", text="A card", blocks=blocks, **more)
    ts: str = answer.get("ts") or answer["message_ts"]
    return ts


def send(slack: Slack, url: str, **answer: Any) -> httpx.Response:
    return slack.http.post(url, json=answer)


def test_uses__five_and_then_404(slack: Slack) -> None:
    url = command_url(slack)
    statuses = [send(slack, url, text=str(number)).status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]
    assert [each["text"] for each in slack.seen("U0TOM", "C0SYNC")] == list("01234")


def test_life__half_an_hour(slack: Slack) -> None:
    url = command_url(slack)
    slack.now.advance(minutes=29, seconds=50)
    assert send(slack, url, text="In time").status_code == 200
    slack.now.advance(seconds=20)
    assert send(slack, url, text="Late").status_code == 404


def test_url__made_up(slack: Slack) -> None:
    assert send(slack, f"{slack.url}/slack/hooks/commands/nothing", text="x").status_code == 404


def test_answer__is_ephemeral_unless_said_otherwise(slack: Slack) -> None:
    url = command_url(slack)
    send(slack, url, text="Private")
    send(slack, url, text="For all", response_type="in_channel")
    assert [each["text"] for each in slack.seen("U0GRACE", "C0SYNC")] == ["For all"]
    assert len(slack.seen("U0TOM", "C0SYNC")) == 2


def test_answer__reaches_channels_the_app_is_not_in(slack: Slack) -> None:
    url = command_url(slack, "C0GENERAL")
    assert send(slack, url, text="Here", response_type="in_channel").status_code == 200
    assert slack.seen("U0VICTOR", "C0GENERAL")[-1]["text"] == "Here"


def test_replace__changes_the_message_the_person_acted_on(slack: Slack) -> None:
    ts = card(slack)
    send(slack, action_url(slack, ts), replace_original=True, text="Done", blocks=[section("Done")])
    (message,) = slack.seen("U0GRACE", "C0SYNC")
    assert (message["ts"], message["text"]) == (ts, "Done")


def test_replace__works_for_an_ephemeral_message(slack: Slack) -> None:
    ts = card(slack, "chat.postEphemeral", user="U0TOM")
    send(slack, action_url(slack, ts), replace_original=True, text="Shared")
    (message,) = slack.seen("U0TOM", "C0SYNC")
    assert (message["ts"], message["text"]) == (ts, "Shared")


def test_no_replace__posts_beside_the_original(slack: Slack) -> None:
    ts = card(slack)
    send(slack, action_url(slack, ts), text="Only you see this")
    assert [each["text"] for each in slack.seen("U0TOM", "C0SYNC")] == [
        "A card",
        "Only you see this",
    ]


def test_delete__takes_the_original_away(slack: Slack) -> None:
    ts = card(slack, "chat.postEphemeral", user="U0TOM")
    assert send(slack, action_url(slack, ts), delete_original=True).status_code == 200
    assert slack.seen("U0TOM", "C0SYNC") == []


BAD: dict[str, tuple[Json, str]] = {
    "bad blocks": ({"text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
    "nothing": ({"text": ""}, "no_text"),
    "unknown visibility": ({"text": "x", "response_type": "loud"}, "invalid_response_type"),
}


@pytest.mark.parametrize(("answer", "error"), BAD.values(), ids=BAD.keys())
def test_answer__refused(slack: Slack, answer: Json, error: str) -> None:
    response = send(slack, command_url(slack), **answer)
    assert response.status_code == 400
    assert response.json()["error"] == error
    assert slack.seen("U0TOM", "C0SYNC") == []


def test_answer__not_json(slack: Slack) -> None:
    assert slack.http.post(command_url(slack), content=b"{").status_code == 400
    assert slack.http.post(command_url(slack), content=b"[]").status_code == 400


def test_answer__as_a_form(slack: Slack) -> None:
    form = {"payload": '{"text": "By form"}'}
    assert slack.http.post(command_url(slack), data=form).status_code == 200
    assert slack.seen("U0TOM", "C0SYNC")[-1]["text"] == "By form"
