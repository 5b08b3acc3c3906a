"""What the workspace page asks: each person sees and does only what is theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.storage import Storage
from tests.sandbox.slack.slack_harness import Json, Slack, section, wait_until


def test_bootstrap__shape(slack: Slack) -> None:
    answer = slack.page_get("bootstrap", "U0VICTOR").json()
    assert answer["team"]["name"] == "Harbour Property"
    assert answer["app"] == {"id": "A0LEASEBRIDGE", "name": "Leasebridge", "user_id": "U0BRIDGE"}
    people = {person["id"]: person for person in answer["people"]}
    assert people["U0DANA"]["is_guest"] is True
    assert people["U0MARTIN"]["deactivated"] is True
    assert people["U0BRIDGE"]["is_bot"] is True
    assert [channel["id"] for channel in answer["channels"]] == ["C0SYNC", "C0GENERAL", "D0VICTOR"]
    (command,) = answer["commands"]
    assert command["command"] == "/sync"
    words = [each["word"] for each in command["subcommands"]]
    assert words == ["now", "plan", "status", "rules", "help"]


def test_bootstrap__without_a_person_answers_for_the_first(slack: Slack) -> None:
    assert slack.http.get("/workspace/bootstrap").json()["channels"][0]["id"] == "C0SYNC"


@pytest.mark.parametrize("person", ["", "U0NOBODY", "U0MARTIN", "U0BRIDGE"])
def test_person__only_those_who_can_sign_in(slack: Slack, person: str) -> None:
    response = slack.page_get("messages", person, channel="C0SYNC")
    assert response.status_code == 403
    assert response.json()["ok"] is False


def test_messages__only_of_channels_the_person_is_in(slack: Slack) -> None:
    slack.api("chat.postMessage", channel="C0APPROVE", text="Secret")
    assert slack.page_get("messages", "U0DANA", channel="C0APPROVE").status_code == 404
    assert slack.page_get("messages", "U0TOM", channel="D0GRACE").status_code == 404
    assert len(slack.seen("U0GRACE", "C0APPROVE")) == 1


def test_events__only_what_the_person_may_see(slack: Slack) -> None:
    with slack.listening("U0DANA") as dana, slack.listening("U0GRACE") as grace:
        slack.api("chat.postMessage", channel="C0APPROVE", text="Not for Dana")
        slack.api("chat.postMessage", channel="U0GRACE", text="Grace only")
        slack.api("chat.postEphemeral", channel="C0SYNC", user="U0GRACE", text="Grace only")
        home = {"type": "home", "blocks": [section("x")]}
        slack.api("views.publish", user_id="U0GRACE", view=home)
        slack.open_modal("U0GRACE")
        slack.api("chat.postMessage", channel="C0SYNC", text="For all")
        assert dana.names_until("For all") == []
        assert grace.names_until("For all") == ["message", "message", "message", "home", "view"]


def test_events__for_nobody(slack: Slack) -> None:
    response = slack.http.get("/workspace/events", params={"person": "U0NOBODY"})
    assert response.status_code == 403


def test_events__a_closed_page_is_forgotten(slack: Slack) -> None:
    with slack.listening("U0TOM"):
        assert len(slack.workspace.stream._listeners) == 1
    wait_until(lambda: not slack.workspace.stream._listeners)


def test_say__is_seen_by_the_channel(slack: Slack) -> None:
    with slack.listening("U0GRACE") as grace:
        assert slack.say("U0TOM", "C0SYNC", "Good morning <b>") == {"ok": True}
        message = grace.next("message")
    assert (message["user"], message["text"]) == ("U0TOM", "Good morning <b>")


def test_say__in_a_thread(slack: Slack) -> None:
    parent = slack.api("chat.postMessage", channel="C0SYNC", text="Run 1")["ts"]
    slack.say("U0TOM", "C0SYNC", "I look into it", thread_ts=parent)
    assert [each.get("reply_count") for each in slack.seen("U0TOM", "C0SYNC")] == [1, None]


SAY_REFUSALS: dict[str, tuple[Json, int]] = {
    "nothing": ({"channel": "C0SYNC", "text": "  "}, 400),
    "channel of others": ({"channel": "D0GRACE", "text": "x"}, 404),
    "unknown command": ({"channel": "C0SYNC", "text": "/snyc now"}, 400),
    "command in a thread": ({"channel": "C0SYNC", "text": "/sync", "thread_ts": "1.0"}, 400),
    "thread that is not there": ({"channel": "C0SYNC", "text": "x", "thread_ts": "1.0"}, 404),
    "text that is none": ({"channel": "C0SYNC", "text": 5}, 400),
}


@pytest.mark.parametrize(("body", "status"), SAY_REFUSALS.values(), ids=SAY_REFUSALS.keys())
def test_say__refused_with_a_sentence(slack: Slack, body: Json, status: int) -> None:
    response = slack.page_post("say", "U0TOM", **body)
    assert response.status_code == status
    assert response.json()["error"]
    assert slack.bot.received == []
    assert slack.seen("U0TOM", "C0SYNC") == []


def test_channels__page_hears_when_membership_changes(slack: Slack) -> None:
    with slack.listening("U0DANA") as dana:
        slack.inside(lambda: slack.workspace.channels.add_member("C0GENERAL", "U0DANA"))
        channels = dana.next("channels")["channels"]
        assert [each["id"] for each in channels] == ["C0SYNC", "C0GENERAL", "D0DANA"]
        slack.inside(lambda: slack.workspace.channels.remove_member("C0GENERAL", "U0DANA"))
        channels = dana.next("channels")["channels"]
        assert [each["id"] for each in channels] == ["C0SYNC", "D0DANA"]


def test_channels__app_taken_out_cannot_post(slack: Slack) -> None:
    slack.inside(lambda: slack.workspace.channels.remove_member("C0ALERTS", "U0BRIDGE"))
    answer = slack.api("chat.postMessage", channel="C0ALERTS", text="x")
    assert answer["error"] == "not_in_channel"


def test_restart__messages_homes_and_people_go_on(
    start_slack: Callable[..., Slack], tmp_path: Path
) -> None:
    first = start_slack(storage=Storage(tmp_path / "world.sqlite"))
    parent = first.api("chat.postMessage", channel="C0SYNC", text="Run 1")["ts"]
    first.api("chat.postMessage", channel="C0SYNC", text="Failed", thread_ts=parent)
    first.api("chat.postEphemeral", channel="C0SYNC", user="U0TOM", text="Gone on restart")
    home = {"type": "home", "blocks": [section("Two wait")]}
    view_id = first.api("views.publish", user_id="U0TOM", view=home)["view"]["id"]
    trigger_id = first.trigger()
    first.inside(lambda: first.workspace.people.deactivate("U0VICTOR"))
    first.storage.commit()

    second = start_slack(storage=Storage(tmp_path / "world.sqlite"))
    texts = [each["text"] for each in second.seen("U0TOM", "C0SYNC")]
    assert texts == ["Run 1", "Failed"]
    assert second.page_get("home", "U0TOM").json()["view"]["id"] == view_id
    assert second.page_get("messages", "U0VICTOR", channel="C0SYNC").status_code == 403
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    stale = second.api("views.open", trigger_id=trigger_id, view=view)
    assert stale["error"] == "invalid_trigger_id"
    assert second.api("chat.update", channel="C0SYNC", ts=parent, text="Run 1, done")["ok"]
    later = second.api("chat.postMessage", channel="C0SYNC", text="Run 2")["ts"]
    assert later > parent
