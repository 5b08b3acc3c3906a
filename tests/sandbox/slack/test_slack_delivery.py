"""How the app is called: signatures, time, failures in words, retries, duplicates."""

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.slack.delivery import Failure, signature
from sandbox.slack.manifest import SlashCommand
from tests.sandbox.slack.slack_harness import Slack, section, wait_until

AT_ONCE = (timedelta(0), timedelta(0), timedelta(0))


def told(slack: Slack, person: str = "U0TOM") -> str:
    message = slack.seen(person, "C0SYNC")[-1]
    assert message["username"] == "Workspace"
    assert message["ephemeral_for"] == person
    text: str = message["text"]
    return text


def test_signature__is_slacks_and_guards_the_body() -> None:
    verifier = SignatureVerifier("sandbox-signing-secret")
    signed = signature("1700000000", b"text=now")
    assert verifier.generate_signature(timestamp="1700000000", body="text=now") == signed
    assert signature("1700000000", b"text=later") != signed
    assert signature("1700000001", b"text=now") != signed


def test_command__form_has_slacks_fields(slack: Slack) -> None:
    slack.say("U0TOM", "C0SYNC", "/sync  plan  HARB ")
    (received,) = slack.bot.got("command")
    form = received.body
    assert form["command"] == "/sync"
    assert form["text"] == "plan  HARB"
    assert (form["user_id"], form["user_name"]) == ("U0TOM", "tom")
    assert (form["channel_id"], form["channel_name"]) == ("C0SYNC", "finance-sync")
    assert (form["team_id"], form["team_domain"]) == ("T0HARBOUR", "harbour-property")
    assert form["api_app_id"] == "A0LEASEBRIDGE"
    assert form["is_enterprise_install"] == "false"
    assert form["trigger_id"].count(".") == 2
    assert received.headers["content-type"] == "application/x-www-form-urlencoded"


def test_command__without_text_still_sends_the_field(slack: Slack) -> None:
    slack.say("U0TOM", "D0TOM", "/sync")
    raw = slack.bot.got("command")[-1].raw.decode()
    assert parse_qs(raw, keep_blank_values=True)["text"] == [""]
    assert slack.bot.last("command")["channel_name"] == "directmessage"


def test_command__people_and_channels_are_escaped_when_asked_for(
    start_slack: Callable[..., Slack],
) -> None:
    commands = [SlashCommand("/sync", "Sync"), SlashCommand("/plain", "P", should_escape=False)]
    slack = start_slack(commands=commands)
    slack.say("U0TOM", "C0SYNC", "/sync ask @grace in #finance-alerts not @nobody or a@b.c")
    assert slack.bot.last("command")["text"] == (
        "ask <@U0GRACE|grace> in <#C0ALERTS|finance-alerts> not @nobody or a@b.c"
    )
    slack.say("U0TOM", "C0SYNC", "/plain ask @grace")
    assert slack.bot.last("command")["text"] == "ask @grace"


def test_command__text_answer_is_ephemeral(slack: Slack) -> None:
    slack.bot.answers("command", lambda _: PlainTextResponse("All in step."))
    slack.say("U0TOM", "C0SYNC", "/sync status")
    assert slack.seen("U0TOM", "C0SYNC")[-1]["text"] == "All in step."
    assert slack.seen("U0GRACE", "C0SYNC") == []


def test_command__answer_for_the_channel(slack: Slack) -> None:
    answer = {"response_type": "in_channel", "text": "Run 1", "blocks": [section("Run 1")]}
    slack.bot.answers("command", lambda _: JSONResponse(answer))
    slack.say("U0TOM", "C0SYNC", "/sync now")
    (message,) = slack.seen("U0GRACE", "C0SYNC")
    assert message["user"] == "U0BRIDGE"
    assert message["blocks"][0]["type"] == "section"


def test_command__empty_answer_shows_nothing(slack: Slack) -> None:
    slack.say("U0TOM", "C0SYNC", "/sync now")
    assert slack.seen("U0TOM", "C0SYNC") == []


def test_command__too_slow(start_slack: Callable[..., Slack]) -> None:
    slack = start_slack(answer_within=timedelta(milliseconds=100))
    slack.bot.answers("command", slack.bot.never)
    assert slack.say("U0TOM", "C0SYNC", "/sync now") == {"ok": True}
    assert told(slack).startswith("/sync did not work: the app did not answer within 3 seconds")
    (record,) = slack.workspace.delivery.records
    assert (record.kind, record.failure) == ("command", Failure.TIMEOUT)
    assert record.seconds >= 0.1


@pytest.mark.parametrize("status", [404, 500, 302])
def test_command__status_other_than_200(slack: Slack, status: int) -> None:
    slack.bot.answers("command", lambda _: Response(status_code=status))
    slack.say("U0TOM", "C0SYNC", "/sync now")
    assert f"the app answered with status {status}" in told(slack)


def test_command__answer_slack_would_refuse(slack: Slack) -> None:
    answer = {"text": "x", "blocks": [{"type": "banner"}]}
    slack.bot.answers("command", lambda _: JSONResponse(answer))
    slack.say("U0TOM", "C0SYNC", "/sync now")
    assert "the app's answer was refused (invalid_blocks)" in told(slack)


def test_command__answer_that_is_broken_json(slack: Slack) -> None:
    slack.bot.answers("command", lambda _: Response(b"{", media_type="application/json"))
    slack.say("U0TOM", "C0SYNC", "/sync now")
    assert "could not be understood" in told(slack)


def test_command__no_app_connected_and_connected_later(start_slack: Callable[..., Slack]) -> None:
    slack = start_slack(app_url=None)
    slack.say("U0TOM", "C0SYNC", "/sync now")
    assert "no app is connected to this workspace" in told(slack)
    slack.workspace.delivery.app_url = slack.app_url
    slack.say("U0TOM", "C0SYNC", "/sync now")
    assert len(slack.bot.got("command")) == 1


def test_command__app_that_is_not_running(start_slack: Callable[..., Slack]) -> None:
    slack = start_slack(app_url="http://127.0.0.1:1/slack/events")
    slack.say("U0TOM", "C0SYNC", "/sync now")
    assert "the app could not be reached" in told(slack)


def test_answer_time__is_measured(slack: Slack) -> None:
    slack.say("U0TOM", "C0SYNC", "/sync now")
    (record,) = slack.workspace.delivery.records
    assert 0 < record.seconds < 3
    assert record.status == 200


def test_duplicates__the_same_request_twice_and_one_answer_shown(slack: Slack) -> None:
    slack.workspace.delivery.duplicates = True
    slack.bot.answers("command", lambda _: PlainTextResponse("Queued."))
    slack.say("U0TOM", "C0SYNC", "/sync now")
    first, second = slack.bot.got("command")
    assert first.raw == second.raw
    assert len(slack.seen("U0TOM", "C0SYNC")) == 1


def test_home__opening_it_tells_the_app(slack: Slack) -> None:
    slack.page_get("home", "U0TOM")
    wait_until(lambda: bool(slack.bot.got("app_home_opened")))
    envelope = slack.bot.last("app_home_opened")
    assert envelope["type"] == "event_callback"
    assert envelope["team_id"] == "T0HARBOUR"
    assert envelope["api_app_id"] == "A0LEASEBRIDGE"
    assert envelope["event_id"].startswith("Ev")
    assert envelope["authorizations"][0]["user_id"] == "U0BRIDGE"
    event = envelope["event"]
    assert (event["user"], event["channel"], event["tab"]) == ("U0TOM", "D0TOM", "home")
    assert "view" not in event


def test_home__a_published_view_goes_along(slack: Slack) -> None:
    content = {"type": "home", "blocks": [section("Two wait")]}
    view = slack.api("views.publish", user_id="U0TOM", view=content)["view"]
    answer = slack.page_get("home", "U0TOM").json()
    assert answer["view"]["id"] == view["id"]
    wait_until(lambda: bool(slack.bot.got("app_home_opened")))
    assert slack.bot.last("app_home_opened")["event"]["view"]["id"] == view["id"]


def test_event__is_repeated_three_times_under_the_same_id(
    start_slack: Callable[..., Slack],
) -> None:
    slack = start_slack(event_retry_delays=AT_ONCE)
    slack.bot.answers("app_home_opened", lambda _: Response(status_code=500))
    slack.page_get("home", "U0TOM")
    wait_until(lambda: len(slack.bot.got("app_home_opened")) == 4)
    deliveries = slack.bot.got("app_home_opened")
    assert len({each.body["event_id"] for each in deliveries}) == 1
    assert "x-slack-retry-num" not in deliveries[0].headers
    numbers = [each.headers["x-slack-retry-num"] for each in deliveries[1:]]
    reasons = [each.headers["x-slack-retry-reason"] for each in deliveries[1:]]
    assert numbers == ["1", "2", "3"]
    assert set(reasons) == {"http_error"}


def test_event__is_not_repeated_once_taken(start_slack: Callable[..., Slack]) -> None:
    slack = start_slack(event_retry_delays=AT_ONCE)
    statuses = iter([500, 200])
    slack.bot.answers("app_home_opened", lambda _: Response(status_code=next(statuses)))
    slack.page_get("home", "U0TOM")
    wait_until(lambda: len(slack.workspace.delivery.records) == 2)
    slack.page_get("home", "U0GRACE")
    slack.bot.answers("app_home_opened", lambda _: Response())
    wait_until(lambda: any(_user(each.raw) == "U0GRACE" for each in slack.bot.received))
    assert [_user(each.raw) for each in slack.bot.received].count("U0TOM") == 2


def test_event__app_can_stop_the_repeats(start_slack: Callable[..., Slack]) -> None:
    slack = start_slack(event_retry_delays=AT_ONCE)
    refusal = Response(status_code=500, headers={"X-Slack-No-Retry": "1"})
    slack.bot.answers("app_home_opened", lambda _: refusal)
    slack.page_get("home", "U0TOM")
    slack.say("U0TOM", "D0TOM", "Hello")
    wait_until(lambda: bool(slack.bot.got("message")))
    wait_until(lambda: len(slack.workspace.delivery.records) == 2)
    assert len(slack.bot.got("app_home_opened")) == 1


def test_event__timeout_is_named(start_slack: Callable[..., Slack]) -> None:
    slack = start_slack(event_retry_delays=AT_ONCE[:1], answer_within=timedelta(milliseconds=100))
    slack.bot.answers("app_home_opened", slack.bot.never)
    slack.page_get("home", "U0TOM")
    wait_until(lambda: len(slack.bot.got("app_home_opened")) == 2)
    assert slack.bot.received[-1].headers["x-slack-retry-reason"] == "http_timeout"


def test_event__message_to_the_app(slack: Slack) -> None:
    slack.say("U0TOM", "D0TOM", "What waits?")
    wait_until(lambda: bool(slack.bot.got("message")))
    event = slack.bot.last("message")["event"]
    assert (event["channel_type"], event["channel"]) == ("im", "D0TOM")
    assert (event["user"], event["text"]) == ("U0TOM", "What waits?")


def test_event__mention_of_the_app_where_it_is_a_member(slack: Slack) -> None:
    slack.say("U0TOM", "C0GENERAL", "@leasebridge are you here?")
    slack.say("U0TOM", "C0SYNC", "@leasebridge what waits?")
    wait_until(lambda: bool(slack.bot.got("app_mention")))
    events = [each.body["event"] for each in slack.bot.got("app_mention")]
    assert [event["channel"] for event in events] == ["C0SYNC"]
    assert "<@U0BRIDGE" in events[0]["text"]


def test_event__user_group_changed(slack: Slack) -> None:
    slack.inside(lambda: slack.workspace.set_group_members("S0APPROVERS", ["U0GRACE", "U0TOM"]))
    wait_until(lambda: bool(slack.bot.got("subteam_members_changed")))
    event = slack.bot.last("subteam_members_changed")["event"]
    assert event["subteam_id"] == "S0APPROVERS"
    assert (event["added_users"], event["removed_users"]) == (["U0TOM"], ["U0PRIYA"])
    members = slack.read("usergroups.users.list", usergroup="S0APPROVERS")["users"]
    assert members == ["U0GRACE", "U0TOM"]


def _user(raw: bytes) -> str:
    user: str = json.loads(raw)["event"]["user"]
    return user
