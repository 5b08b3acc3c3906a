"""What Slack sends when people press and fill in, read into our own shapes."""

import json
from typing import Any

import pytest

from bot.messages.blocks import section
from bot.reactions import Dialog
from bot.values import row_id
from bot.wire import click_of, state_of, submission_of, view_of
from sandbox.slack.block_rules import view_problems

USER = {"id": "U0TOM", "username": "tom"}


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "1.0", " 1", "9" * 19, "1; DROP TABLE"])
def test_row_id__of_anything_else_is_none(value: str) -> None:
    assert row_id(value) is None


def test_row_id__of_digits_is_the_number() -> None:
    assert row_id("42") == 42


@pytest.mark.parametrize(
    ("element", "picked"),
    [
        ({"selected_user": "U0GRACE"}, "U0GRACE"),
        ({"selected_option": {"value": "tomorrow"}}, "tomorrow"),
        ({"selected_users": ["U1", "U2"]}, "U1,U2"),
        ({"selected_option": None}, ""),
        ({"selected_user": None}, ""),
    ],
)
def test_click__in_a_menu_brings_what_was_picked(element: dict[str, Any], picked: str) -> None:
    body = {"user": USER, "channel": {"id": "C1"}, "container": {"message_ts": "1.2"}}
    click = click_of(body, {"action_id": "assign", **element})
    assert (click.picked, click.value, click.requester.channel) == (picked, "", "C1")


def test_click__in_a_dialog_knows_where_the_dialog_was_asked_for() -> None:
    view = view_of(Dialog("f", "Title", (section("x"),), state={"issue": "7"}), "C0SYNC")
    click = click_of({"user": USER, "view": view | {"id": "V1"}}, {"action_id": "a", "value": "7"})
    assert (click.requester.channel, click.view_id, click.value) == ("C0SYNC", "V1", "7")


def test_submission__brings_what_was_filled_in_and_leaves_out_the_rest() -> None:
    dialog = Dialog("reject", "Reject", (section("x"),), submit="Reject", state={"approval": "7"})
    view = view_of(dialog, "C0SYNC") | {"id": "V1"}
    view["state"] = {
        "values": {
            "reason": {"text": {"type": "plain_text_input", "value": " wrong period "}},
            "days": {"in": {"selected_options": [{"value": "0"}, {"value": "4"}]}},
            "empty": {"text": {"type": "plain_text_input", "value": None}},
        }
    }
    sent = submission_of({"user": USER, "view": view})
    assert (sent.text("reason"), sent.text("empty"), sent.text("days")) == ("wrong period", "", "")
    assert sent.several("days") == ("0", "4")
    assert sent.state == {"channel": "C0SYNC", "approval": "7"}
    assert "empty" not in sent.values


@pytest.mark.parametrize("metadata", ["", "{", "[]", "7", None])
def test_state__that_is_not_ours_is_nothing(metadata: str | None) -> None:
    assert state_of({"private_metadata": metadata}) == {}


@pytest.mark.parametrize("submit", ["", "Approve"])
def test_view__is_one_that_slack_takes(submit: str) -> None:
    view = view_of(Dialog("f", "T" * 40, (section("x"),), submit=submit), "C1")
    assert view_problems(view) == []
    assert json.loads(view["private_metadata"]) == {"channel": "C1"}
