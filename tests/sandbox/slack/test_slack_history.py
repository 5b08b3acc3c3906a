"""conversations.history and conversations.replies."""

import pytest

from tests.sandbox.slack.slack_harness import Slack

METADATA = {"event_type": "a_note", "event_payload": {"mark": "m1"}}


def post(slack: Slack, text: str, **more: object) -> str:
    answer = slack.api("chat.postMessage", channel="C0SYNC", text=text, **more)
    return str(answer["ts"])


def texts(slack: Slack, method: str, **arguments: object) -> list[str]:
    answer = slack.api(method, channel="C0SYNC", **arguments)
    return [message["text"] for message in answer["messages"]]


def test_history__is_newest_first_and_without_replies(slack: Slack) -> None:
    first = post(slack, "one")
    post(slack, "reply", thread_ts=first)
    post(slack, "told to all", thread_ts=first, reply_broadcast=True)
    post(slack, "two")
    slack.api("chat.postEphemeral", channel="C0SYNC", user="U0TOM", text="for Tom")
    assert texts(slack, "conversations.history") == ["two", "told to all", "one"]
    assert texts(slack, "conversations.replies", ts=first) == ["one", "reply", "told to all"]


def test_history__shows_metadata_where_it_is_asked_for(slack: Slack) -> None:
    ts = post(slack, "one", metadata=METADATA)
    slack.api("chat.update", channel="C0SYNC", ts=ts, text="changed")
    (plain,) = slack.api("conversations.history", channel="C0SYNC")["messages"]
    (whole,) = slack.api("conversations.history", channel="C0SYNC", include_all_metadata=True)[
        "messages"
    ]
    assert "metadata" not in plain
    assert whole["metadata"] == METADATA


def test_history__from_a_moment_on_in_pages(slack: Slack) -> None:
    stamps = [post(slack, str(number)) for number in range(5)]
    assert texts(slack, "conversations.history", oldest=stamps[1]) == ["4", "3", "2"]
    assert texts(slack, "conversations.history", oldest=stamps[1], inclusive=True)[-1] == "1"
    assert texts(slack, "conversations.history", latest=stamps[1]) == ["0"]
    page = slack.api("conversations.history", channel="C0SYNC", limit=2)
    assert page["has_more"] is True
    cursor = page["response_metadata"]["next_cursor"]
    assert texts(slack, "conversations.history", limit=2, cursor=cursor) == ["2", "1"]


@pytest.mark.parametrize(
    ("channel", "error"), [("C0GENERAL", "not_in_channel"), ("C0NOWHERE", "channel_not_found")]
)
def test_history__only_of_conversations_the_app_is_in(
    slack: Slack, channel: str, error: str
) -> None:
    answer = slack.api("conversations.history", channel=channel)
    assert answer["error"] == error


def test_history__needs_the_scope_of_the_conversations_kind(slack: Slack) -> None:
    slack.workspace.scopes.discard("channels:history")
    answer = slack.api("conversations.history", channel="C0SYNC")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
    assert slack.api("conversations.history", channel="D0GRACE")["messages"] == []


def test_replies__of_a_thread_that_is_there(slack: Slack) -> None:
    answer = slack.api("conversations.replies", channel="C0SYNC", ts="1.000001")
    assert answer["error"] == "thread_not_found"
