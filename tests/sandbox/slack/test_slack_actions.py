"""Buttons and menus in messages and views: what the app is told, and what cannot be forged."""

from typing import Any

import pytest
from starlette.responses import Response

from tests.sandbox.slack.slack_harness import (
    Json,
    Slack,
    actions,
    button,
    modal,
    plain,
    text_input,
)

OPTIONS = [{"text": plain("Mine"), "value": "mine"}, {"text": plain("All"), "value": "all"}]


def posted(slack: Slack, *elements: Json, **more: Any) -> str:
    blocks = [actions(*elements)]
    answer = slack.api("chat.postMessage", channel="C0SYNC", text="x", blocks=blocks, **more)
    ts: str = answer["ts"]
    return ts


def press(slack: Slack, ts: str, action_id: str, person: str = "U0TOM", **more: Any) -> Json:
    answer: Json = slack.page_post(
        "action",
        person,
        channel="C0SYNC",
        message_ts=ts,
        block_id="buttons",
        action_id=action_id,
        **{"state": {}, **more},
    ).json()
    return answer


def test_message_action__payload_has_slacks_fields(slack: Slack) -> None:
    ts = posted(slack, button("approve", value="request-7"))
    assert press(slack, ts, "approve") == {"ok": True}
    payload = slack.bot.last("block_actions")
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C0SYNC",
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": "C0SYNC", "name": "finance-sync"}
    assert payload["user"]["id"] == "U0TOM"
    assert payload["message"]["ts"] == ts
    assert payload["response_url"].startswith(f"{slack.url}/slack/hooks/commands/")
    (action,) = payload["actions"]
    assert action["type"] == "button"
    assert action["value"] == "request-7"
    assert action["text"] == plain("Go")
    assert action["action_ts"]


def test_message_action__button_value_comes_from_the_message(slack: Slack) -> None:
    ts = posted(slack, button("approve", value="request-7"))
    press(slack, ts, "approve", value="request-8")
    assert slack.bot.last("block_actions")["actions"][0]["value"] == "request-7"


def test_message_action__option_must_be_one_of_those_offered(slack: Slack) -> None:
    select = {"type": "static_select", "action_id": "which", "options": OPTIONS}
    ts = posted(slack, select)
    refused = press(slack, ts, "which", selected_option={"value": "everything"})
    assert refused["ok"] is False
    assert slack.bot.got("block_actions") == []
    press(slack, ts, "which", selected_option={"value": "all"})
    assert slack.bot.last("block_actions")["actions"][0]["selected_option"] == OPTIONS[1]


@pytest.mark.parametrize(
    ("element", "given"),
    [
        ({"type": "overflow", "options": OPTIONS}, {"selected_option": OPTIONS[0]}),
        ({"type": "radio_buttons", "options": OPTIONS}, {"selected_option": OPTIONS[0]}),
        ({"type": "checkboxes", "options": OPTIONS}, {"selected_options": OPTIONS}),
        ({"type": "users_select"}, {"selected_user": "U0GRACE"}),
        ({"type": "channels_select"}, {"selected_channel": "C0SYNC"}),
        ({"type": "conversations_select"}, {"selected_conversation": "C0SYNC"}),
        ({"type": "datepicker"}, {"selected_date": "2026-01-31"}),
        ({"type": "timepicker"}, {"selected_time": "09:30"}),
        ({"type": "datetimepicker"}, {"selected_date_time": 1_700_000_000}),
    ],
)
def test_message_action__each_element_has_its_own_field(
    slack: Slack, element: Json, given: Json
) -> None:
    ts = posted(slack, {**element, "action_id": "it"})
    assert press(slack, ts, "it", **given) == {"ok": True}
    action = slack.bot.last("block_actions")["actions"][0]
    assert {name: action[name] for name in given} == given


def test_message_action__state_of_the_whole_message_goes_along(slack: Slack) -> None:
    select = {"type": "static_select", "action_id": "which", "options": OPTIONS}
    ts = posted(slack, select, button("go"))
    chosen = {"type": "static_select", "selected_option": OPTIONS[0]}
    press(slack, ts, "go", state={"buttons": {"which": chosen}})
    state = slack.bot.last("block_actions")["state"]
    assert state == {"values": {"buttons": {"which": chosen}}}


def test_message_action__in_a_thread_names_the_thread(slack: Slack) -> None:
    parent = posted(slack, button("go"))
    reply = posted(slack, button("retry"), thread_ts=parent)
    press(slack, reply, "retry")
    assert slack.bot.last("block_actions")["container"]["thread_ts"] == parent


def test_message_action__ephemeral_message_is_not_repeated(slack: Slack) -> None:
    ts = slack.api(
        "chat.postEphemeral",
        channel="C0SYNC",
        user="U0TOM",
        text="x",
        blocks=[actions(button("share"))],
    )["message_ts"]
    press(slack, ts, "share")
    payload = slack.bot.last("block_actions")
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


def test_message_action__somebody_elses_ephemeral_message_cannot_be_pressed(slack: Slack) -> None:
    ts = slack.api(
        "chat.postEphemeral",
        channel="C0SYNC",
        user="U0TOM",
        text="x",
        blocks=[actions(button("share"))],
    )["message_ts"]
    assert press(slack, ts, "share", person="U0GRACE")["ok"] is False
    assert slack.bot.got("block_actions") == []


def test_message_action__element_that_is_gone(slack: Slack) -> None:
    ts = posted(slack, button("approve"))
    slack.api("chat.update", channel="C0SYNC", ts=ts, text="Approved", blocks=[])
    assert press(slack, ts, "approve")["ok"] is False
    assert slack.bot.got("block_actions") == []


def test_message_action__ids_are_made_up_where_the_app_gave_none(slack: Slack) -> None:
    blocks = [{"type": "actions", "elements": [{"type": "button", "text": plain("Go")}]}]
    answer = slack.api("chat.postMessage", channel="C0SYNC", text="x", blocks=blocks)
    (block,) = answer["message"]["blocks"]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


def test_message_action__failure_is_told_in_the_channel_to_that_person(slack: Slack) -> None:
    ts = posted(slack, button("approve"))
    slack.bot.answers("block_actions", lambda _: Response(status_code=404))
    assert press(slack, ts, "approve") == {"ok": True}
    told = slack.seen("U0TOM", "C0SYNC")[-1]
    assert told["username"] == "Workspace"
    assert "the app answered with status 404" in told["text"]
    assert len(slack.seen("U0GRACE", "C0SYNC")) == 1


def test_view_action__payload_has_the_view_and_no_channel(slack: Slack) -> None:
    blocks = [text_input("reason"), actions(button("more"))]
    view = slack.open_modal(blocks=blocks, submit=plain("Send"))
    typed = {"type": "plain_text_input", "value": "Wrong"}
    slack.page_post(
        "action",
        "U0TOM",
        view_id=view["id"],
        block_id="buttons",
        action_id="more",
        state={"reason": {"text": typed}},
    )
    payload = slack.bot.last("block_actions")
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["view"]["state"]["values"] == {"reason": {"text": typed}}
    assert "channel" not in payload
    assert "response_url" not in payload


def test_view_action__on_the_home_opens_a_dialog(slack: Slack) -> None:
    content = {"type": "home", "blocks": [actions(button("settings"))]}
    view = slack.api("views.publish", user_id="U0TOM", view=content)["view"]
    slack.page_post(
        "action",
        "U0TOM",
        view_id=view["id"],
        block_id="buttons",
        action_id="settings",
        state={},
    )
    trigger_id = slack.bot.last("block_actions")["trigger_id"]
    assert slack.api("views.open", trigger_id=trigger_id, view=modal())["ok"] is True


def test_view_action__failure_is_told_to_the_page(slack: Slack) -> None:
    view = slack.open_modal(blocks=[actions(button("more"))])
    slack.bot.answers("block_actions", lambda _: Response(status_code=500))
    answer = slack.page_post(
        "action",
        "U0TOM",
        view_id=view["id"],
        block_id="buttons",
        action_id="more",
        state={},
    ).json()
    assert answer["ok"] is False
    assert "status 500" in answer["error"]
