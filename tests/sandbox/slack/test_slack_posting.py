"""chat.postMessage, chat.postEphemeral, chat.getPermalink, and blocks.validate."""

from typing import Any

import pytest

from sandbox.slack.credentials import BOT_ID, BOT_USER_ID
from tests.sandbox.slack.slack_harness import Json, Slack, actions, button, section


def test_post__answer_has_slacks_shape(slack: Slack) -> None:
    answer = slack.api(
        "chat.postMessage", channel="C0SYNC", text="Run 1 is queued.", blocks=[section("Run 1")]
    )
    assert answer["ok"] is True
    assert answer["channel"] == "C0SYNC"
    seconds, _, fraction = answer["ts"].partition(".")
    assert len(seconds) == 10
    assert len(fraction) == 6
    message = answer["message"]
    assert message["bot_id"] == BOT_ID
    assert message["user"] == BOT_USER_ID
    assert message["type"] == "message"
    assert message["blocks"][0]["block_id"]


def test_post__ts_increases_within_a_channel_even_at_a_standing_clock(
    start_slack: Any,
) -> None:
    slack: Slack = start_slack()
    present = slack.now()
    slack.workspace.messages._timestamps._now = lambda: present
    stamps = [
        slack.api("chat.postMessage", channel="C0SYNC", text=str(number))["ts"]
        for number in range(5)
    ]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize("channel", ["C0SYNC", "finance-sync", "#finance-sync"])
def test_post__channel_by_id_or_name(slack: Slack, channel: str) -> None:
    answer = slack.api("chat.postMessage", channel=channel, text="Hello")
    assert answer["channel"] == "C0SYNC"


def test_post__person_id_gives_the_direct_message(slack: Slack) -> None:
    answer = slack.api("chat.postMessage", channel="U0GRACE", text="Hello")
    assert answer["channel"] == "D0GRACE"
    assert [each["text"] for each in slack.seen("U0GRACE", "D0GRACE")] == ["Hello"]


REFUSALS: dict[str, tuple[Json, str]] = {
    "unknown channel": ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    "channel the app is not in": ({"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
    "deactivated person": ({"channel": "U0MARTIN", "text": "x"}, "user_disabled"),
    "nothing to show": ({"channel": "C0SYNC"}, "no_text"),
    "empty text": ({"channel": "C0SYNC", "text": ""}, "no_text"),
    "no channel": ({"text": "x"}, "invalid_arguments"),
    "unknown argument": ({"channel": "C0SYNC", "text": "x", "colour": "red"}, "invalid_arguments"),
    "text that is none": ({"channel": "C0SYNC", "text": ["x"]}, "invalid_arguments"),
    "broken blocks text": (
        {"channel": "C0SYNC", "text": "x", "blocks": "[{"},
        "invalid_blocks_format",
    ),
    "blocks that are no list": (
        {"channel": "C0SYNC", "text": "x", "blocks": {"type": "divider"}},
        "invalid_blocks_format",
    ),
    "bad blocks": (
        {"channel": "C0SYNC", "text": "x", "blocks": [{"type": "section"}]},
        "invalid_blocks",
    ),
    "blocks too long together": (
        {"channel": "C0SYNC", "text": "x", "blocks": [section("x" * 2700) for _ in range(5)]},
        "msg_blocks_too_long",
    ),
    "two tables": (
        {
            "channel": "C0SYNC",
            "text": "x",
            "blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2,
        },
        "invalid_attachments",
    ),
    "reply to nothing": (
        {"channel": "C0SYNC", "text": "x", "thread_ts": "1700000000.000000"},
        "cannot_reply_to_message",
    ),
    "metadata without a payload": (
        {"channel": "C0SYNC", "text": "x", "metadata": {"event_type": "run"}},
        "invalid_metadata_schema",
    ),
    "metadata that is a list": (
        {"channel": "C0SYNC", "text": "x", "metadata": ["run"]},
        "invalid_metadata_format",
    ),
    "metadata too large": (
        {
            "channel": "C0SYNC",
            "text": "x",
            "metadata": {"event_type": "run", "event_payload": {"x": "x" * 20_000}},
        },
        "metadata_too_large",
    ),
}


@pytest.mark.parametrize(("arguments", "error"), REFUSALS.values(), ids=REFUSALS.keys())
def test_post__refused(slack: Slack, arguments: Json, error: str) -> None:
    answer = slack.api("chat.postMessage", **arguments)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert slack.calls[-1].error == error
    assert slack.seen("U0TOM", "C0SYNC") == []


def test_post__invalid_blocks_say_where_and_why(slack: Slack) -> None:
    blocks = [actions(button(text="x" * 76))]
    answer = slack.api("chat.postMessage", channel="C0SYNC", text="x", blocks=blocks)
    (sentence,) = answer["response_metadata"]["messages"]
    assert sentence.startswith("[ERROR] ")
    assert sentence.endswith("[json-pointer:/blocks/0/elements/0/text/text]")


def test_post__archived_channel(slack: Slack) -> None:
    slack.inside(lambda: slack.workspace.channels.archive("C0SYNC"))
    answer = slack.api("chat.postMessage", channel="C0SYNC", text="x")
    assert answer["error"] == "is_archived"


def test_post__long_text_is_cut_with_a_warning(slack: Slack) -> None:
    answer = slack.api("chat.postMessage", channel="C0SYNC", text="x" * 40_001)
    assert len(answer["message"]["text"]) == 40_000
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]


def test_post__blocks_without_text_are_posted_with_a_warning(slack: Slack) -> None:
    answer = slack.api("chat.postMessage", channel="C0SYNC", blocks=[section("x")])
    assert answer["ok"] is True
    assert answer["response_metadata"]["warnings"] == ["missing_text"]


def test_thread__reply_counts_on_its_parent_and_reaches_the_page(slack: Slack) -> None:
    parent = slack.api("chat.postMessage", channel="C0SYNC", text="Run 1")
    with slack.listening("U0TOM") as tom:
        reply = slack.api(
            "chat.postMessage", channel="C0SYNC", text="Failed", thread_ts=parent["ts"]
        )
        assert tom.next("message")["thread_ts"] == parent["ts"]
        assert tom.next("message")["reply_count"] == 1
    assert reply["message"]["thread_ts"] == parent["ts"]


def test_thread__reply_is_no_parent(slack: Slack) -> None:
    parent = slack.api("chat.postMessage", channel="C0SYNC", text="Run 1")
    reply = slack.api("chat.postMessage", channel="C0SYNC", text="a", thread_ts=parent["ts"])
    answer = slack.api("chat.postMessage", channel="C0SYNC", text="b", thread_ts=reply["ts"])
    assert answer["error"] == "cannot_reply_to_message"


def test_thread__broadcast_shows_in_the_channel(slack: Slack) -> None:
    parent = slack.api("chat.postMessage", channel="C0SYNC", text="Run 1")
    slack.api(
        "chat.postMessage",
        channel="C0SYNC",
        text="Failed",
        thread_ts=parent["ts"],
        reply_broadcast=True,
    )
    assert slack.seen("U0TOM", "C0SYNC")[-1]["reply_broadcast"] is True


def test_ephemeral__seen_by_one_person_only(slack: Slack) -> None:
    answer = slack.api("chat.postEphemeral", channel="C0SYNC", user="U0TOM", text="Only you")
    assert answer["message_ts"]
    assert [each["ephemeral_for"] for each in slack.seen("U0TOM", "C0SYNC")] == ["U0TOM"]
    assert slack.seen("U0GRACE", "C0SYNC") == []


def test_ephemeral__person_must_be_in_the_channel(slack: Slack) -> None:
    answer = slack.api("chat.postEphemeral", channel="C0APPROVE", user="U0DANA", text="x")
    assert answer["error"] == "user_not_in_channel"


@pytest.mark.parametrize("method", ["chat.update", "chat.delete"])
def test_ephemeral__cannot_be_changed_by_method(slack: Slack, method: str) -> None:
    ts = slack.api("chat.postEphemeral", channel="C0SYNC", user="U0TOM", text="x")["message_ts"]
    more = {"text": "y"} if method == "chat.update" else {}
    assert slack.api(method, channel="C0SYNC", ts=ts, **more)["error"] == "message_not_found"


def test_permalink__leads_to_the_page(slack: Slack) -> None:
    ts = slack.api("chat.postMessage", channel="C0SYNC", text="Run 1")["ts"]
    link = slack.read("chat.getPermalink", channel="C0SYNC", message_ts=ts)["permalink"]
    assert link == f"{slack.url}/archives/C0SYNC/p{ts.replace('.', '')}"
    assert slack.http.get(link).headers["location"].startswith("/#C0SYNC/")


def test_permalink__unknown_message(slack: Slack) -> None:
    answer = slack.read("chat.getPermalink", channel="C0SYNC", message_ts="1.000000")
    assert answer["error"] == "message_not_found"


def test_validate__needs_no_token_and_names_each_problem(slack: Slack) -> None:
    answer = slack.post("blocks.validate", token=None, blocks='[{"type": "section"}]').json()
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"][0]["pointer"] == "/blocks/0"
    assert slack.post("blocks.validate", token=None, blocks="[]").json() == {"ok": True}


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "invalid_arguments"),
        ({"blocks": "[]", "view": "{}"}, "invalid_arguments"),
        ({"blocks": "[" + " " * 100_000}, "invalid_arguments"),
        ({"message": '{"blocks": [{"type": "banner"}]}'}, "invalid_message"),
        ({"view": '{"type": "modal"}'}, "invalid_view"),
    ],
)
def test_validate__refused(slack: Slack, arguments: Json, error: str) -> None:
    assert slack.api("blocks.validate", **arguments)["error"] == error
