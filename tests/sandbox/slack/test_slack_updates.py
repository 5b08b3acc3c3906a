"""chat.update and chat.delete: own messages only, and what stays when it is not given."""

import pytest

from tests.sandbox.slack.slack_harness import Json, Slack, actions, button, section

METADATA = {"event_type": "run", "event_payload": {"id": "12"}}


@pytest.fixture
def posted(slack: Slack) -> Json:
    answer = slack.api(
        "chat.postMessage",
        channel="C0SYNC",
        text="Three drafts wait",
        blocks=[actions(button("approve"))],
        metadata=METADATA,
    )
    return {"channel": "C0SYNC", "ts": answer["ts"]}


def shown(slack: Slack) -> Json:
    return slack.seen("U0TOM", "C0SYNC")[-1]


def test_update__text_alone_leaves_the_old_blocks(slack: Slack, posted: Json) -> None:
    answer = slack.api("chat.update", **posted, text="Approved by Grace")
    assert answer["text"] == "Approved by Grace"
    assert answer["message"]["blocks"][0]["type"] == "actions"
    assert shown(slack)["blocks"][0]["elements"][0]["action_id"] == "approve"


def test_update__empty_list_takes_the_blocks_away(slack: Slack, posted: Json) -> None:
    slack.api("chat.update", **posted, text="Approved", blocks=[])
    assert "blocks" not in shown(slack)


def test_update__blocks_and_text_replace_both_and_are_marked_as_edited(
    slack: Slack, posted: Json
) -> None:
    slack.api("chat.update", **posted, text="Approved", blocks=[section("Approved")])
    message = shown(slack)
    assert message["blocks"][0]["type"] == "section"
    assert message["edited"]["ts"] > message["ts"]


def test_update__metadata_stays_unless_emptied(slack: Slack, posted: Json) -> None:
    kept = slack.api("chat.update", **posted, text="Approved")
    assert kept["message"]["metadata"] == METADATA
    emptied = slack.api("chat.update", **posted, text="Approved", metadata={})
    assert "metadata" not in emptied["message"]


def test_update__text_of_4001_is_too_long(slack: Slack, posted: Json) -> None:
    assert slack.api("chat.update", **posted, text="x" * 4001)["error"] == "msg_too_long"
    assert slack.api("chat.update", **posted, text="x" * 4000)["ok"] is True


def test_update__nothing_given(slack: Slack, posted: Json) -> None:
    assert slack.api("chat.update", **posted)["error"] == "no_text"


def test_update__bad_blocks_change_nothing(slack: Slack, posted: Json) -> None:
    answer = slack.api("chat.update", **posted, text="x", blocks=[{"type": "section"}])
    assert answer["error"] == "invalid_blocks"
    assert shown(slack)["text"] == "Three drafts wait"


@pytest.mark.parametrize(
    ("method", "error"),
    [("chat.update", "cant_update_message"), ("chat.delete", "cant_delete_message")],
)
def test_own_messages_only(slack: Slack, method: str, error: str) -> None:
    slack.say("U0TOM", "C0SYNC", "Good morning")
    ts = shown(slack)["ts"]
    more = {"text": "x"} if method == "chat.update" else {}
    assert slack.api(method, channel="C0SYNC", ts=ts, **more)["error"] == error


def test_update__message_that_is_not_there(slack: Slack) -> None:
    answer = slack.api("chat.update", channel="C0SYNC", ts="1700000000.000001", text="x")
    assert answer["error"] == "message_not_found"


def test_update__direct_message_wants_its_own_id(slack: Slack) -> None:
    ts = slack.api("chat.postMessage", channel="U0TOM", text="Hello")["ts"]
    refused = slack.api("chat.update", channel="U0TOM", ts=ts, text="Hello again")
    assert refused["error"] == "channel_not_found"
    assert slack.api("chat.update", channel="D0TOM", ts=ts, text="Hello again")["ok"] is True


def test_update__archived_channel(slack: Slack, posted: Json) -> None:
    slack.inside(lambda: slack.workspace.channels.archive("C0SYNC"))
    assert slack.api("chat.update", **posted, text="x")["error"] == "is_inactive"


def test_delete__takes_the_message_off_every_page(slack: Slack, posted: Json) -> None:
    with slack.listening("U0TOM") as tom:
        assert slack.api("chat.delete", **posted)["ok"] is True
        assert tom.next("message_removed") == posted
    assert slack.seen("U0TOM", "C0SYNC") == []


def test_delete__leaves_a_marker_when_there_are_replies(slack: Slack, posted: Json) -> None:
    slack.api("chat.postMessage", channel="C0SYNC", text="Failed", thread_ts=posted["ts"])
    slack.api("chat.delete", **posted)
    parent, reply = slack.seen("U0TOM", "C0SYNC")
    assert parent["deleted"] is True
    assert reply["text"] == "Failed"
    assert slack.api("chat.update", **posted, text="x")["error"] == "message_not_found"
