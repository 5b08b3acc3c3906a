"""Triggers, views.open, push, update and publish, and the stack of dialogs."""

from typing import Any

import pytest

from tests.sandbox.slack.slack_harness import Json, Slack, modal, plain, section, text_input


def top(slack: Slack, person: str = "U0TOM") -> Json:
    """The topmost dialog as an opened page hears of it."""
    stack = slack.workspace.modals.stack(person)
    return stack[-1].content


def press(slack: Slack, view: Json, person: str = "U0TOM") -> str:
    """Press the first button of the view; the trigger id that the app gets by it."""
    block = view["blocks"][0]
    answer = slack.page_post(
        "action",
        person,
        view_id=view["id"],
        block_id=block["block_id"],
        action_id=block["elements"][0]["action_id"],
        state={},
    )
    assert answer.json() == {"ok": True}
    trigger_id: str = slack.bot.last("block_actions")["trigger_id"]
    return trigger_id


def with_button() -> list[Json]:
    button = {"type": "button", "action_id": "more", "text": plain("More")}
    return [{"type": "actions", "block_id": "b", "elements": [button]}]


def test_trigger__works_once(slack: Slack) -> None:
    trigger_id = slack.trigger()
    assert slack.api("views.open", trigger_id=trigger_id, view=modal())["ok"] is True
    again = slack.api("views.open", trigger_id=trigger_id, view=modal())
    assert again["error"] == "exchanged_trigger_id"


def test_trigger__expires_after_three_seconds(slack: Slack) -> None:
    in_time, too_late = slack.trigger(), slack.trigger()
    slack.now.advance(seconds=2.5)
    assert slack.api("views.open", trigger_id=in_time, view=modal())["ok"] is True
    slack.now.advance(seconds=0.6)
    answer = slack.api("views.open", trigger_id=too_late, view=modal())
    assert answer["error"] == "expired_trigger_id"


def test_trigger__made_up(slack: Slack) -> None:
    answer = slack.api("views.open", trigger_id="1.2.abc", view=modal())
    assert answer["error"] == "invalid_trigger_id"


def test_trigger__is_not_used_up_by_a_view_that_slack_refuses(slack: Slack) -> None:
    trigger_id = slack.trigger()
    refused = slack.api("views.open", trigger_id=trigger_id, view=modal(title=plain("x" * 25)))
    assert refused["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title/text]" in refused["response_metadata"]["messages"][0]
    assert slack.api("views.open", trigger_id=trigger_id, view=modal())["ok"] is True


def test_open__answer_has_slacks_shape_and_the_page_shows_it(slack: Slack) -> None:
    with slack.listening("U0TOM") as tom, slack.listening("U0GRACE") as grace:
        view = slack.open_modal(callback_id="reject", private_metadata="request 7")
        assert [each["id"] for each in tom.next("view")["stack"]] == [view["id"]]
        slack.api("chat.postMessage", channel="C0SYNC", text="For all")
        assert grace.names_until("For all") == []
    assert view["root_view_id"] == view["id"]
    assert view["previous_view_id"] is None
    assert view["state"] == {"values": {}}
    assert view["callback_id"] == "reject"
    assert view["private_metadata"] == "request 7"
    assert view["hash"]
    assert view["blocks"][0]["block_id"]


VIEW_REFUSALS: dict[str, tuple[Any, str]] = {
    "a Home view": ({"type": "home", "blocks": []}, "invalid_arguments"),
    "no view": (None, "invalid_arguments"),
    "an empty view": ({}, "invalid_arguments"),
    "a list": ([], "invalid_arguments"),
    "a table": (
        modal(blocks=[{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}]),
        "invalid_arguments",
    ),
    "over 250 kB": (modal(blocks=[section("x" * 3000)] * 90), "view_too_large"),
}


@pytest.mark.parametrize(("view", "error"), VIEW_REFUSALS.values(), ids=VIEW_REFUSALS.keys())
def test_open__refused(slack: Slack, view: Any, error: str) -> None:
    answer = slack.api("views.open", trigger_id=slack.trigger(), view=view)
    assert answer["error"] == error
    assert slack.workspace.modals.stack("U0TOM") == []


def test_push__three_dialogs_and_no_more(slack: Slack) -> None:
    first = slack.open_modal(blocks=with_button())
    second = slack.api(
        "views.push", trigger_id=press(slack, first), view=modal(blocks=with_button())
    )
    assert second["view"]["root_view_id"] == first["id"]
    assert second["view"]["previous_view_id"] == first["id"]
    trigger_id = press(slack, second["view"])
    third = slack.api("views.push", trigger_id=trigger_id, view=modal(blocks=with_button()))
    assert third["ok"] is True
    fourth = slack.api("views.push", trigger_id=press(slack, third["view"]), view=modal())
    assert fourth["error"] == "push_limit_reached"
    assert len(slack.workspace.modals.stack("U0TOM")) == 3


def test_push__needs_an_open_dialog(slack: Slack) -> None:
    answer = slack.api("views.push", trigger_id=slack.trigger(), view=modal())
    assert answer["error"] == "not_found"


def test_open__from_within_a_dialog_lies_on_top(slack: Slack) -> None:
    first = slack.open_modal(blocks=with_button())
    slack.api("views.open", trigger_id=press(slack, first), view=modal())
    assert len(slack.workspace.modals.stack("U0TOM")) == 2


def test_open__from_a_command_replaces_what_was_open(slack: Slack) -> None:
    slack.open_modal()
    second = slack.open_modal(title=plain("Another"))
    assert [view.id for view in slack.workspace.modals.stack("U0TOM")] == [second["id"]]


def test_update__shows_the_new_content_under_a_new_hash(slack: Slack) -> None:
    view = slack.open_modal()
    with slack.listening("U0TOM") as tom:
        changed = slack.api(
            "views.update", view_id=view["id"], hash=view["hash"], view=modal(title=plain("Done"))
        )["view"]
        assert tom.next("view")["stack"][0]["title"]["text"] == "Done"
    assert changed["id"] == view["id"]
    assert changed["hash"] != view["hash"]


def test_update__an_old_hash_is_a_conflict(slack: Slack) -> None:
    view = slack.open_modal()
    slack.api("views.update", view_id=view["id"], view=modal(title=plain("First")))
    answer = slack.api(
        "views.update", view_id=view["id"], hash=view["hash"], view=modal(title=plain("Second"))
    )
    assert answer["error"] == "hash_conflict"
    assert top(slack)["title"]["text"] == "First"


def test_update__by_external_id(slack: Slack) -> None:
    slack.open_modal(external_id="run-7")
    changed = modal(external_id="run-7", title=plain("Done"))
    assert slack.api("views.update", external_id="run-7", view=changed)["ok"] is True


def test_external_id__only_once(slack: Slack) -> None:
    slack.open_modal("U0TOM", external_id="run-7")
    answer = slack.api(
        "views.open", trigger_id=slack.trigger("U0GRACE"), view=modal(external_id="run-7")
    )
    assert answer["error"] == "duplicate_external_id"


def test_update__closed_dialog_is_not_found(slack: Slack) -> None:
    view = slack.open_modal()
    slack.page_post("close", "U0TOM", view_id=view["id"])
    assert slack.api("views.update", view_id=view["id"], view=modal())["error"] == "not_found"


def test_update__needs_one_id(slack: Slack) -> None:
    assert slack.api("views.update", view=modal())["error"] == "invalid_arguments"


def test_update__what_was_typed_stays_where_the_ids_stay(slack: Slack) -> None:
    blocks = [text_input("reason"), *with_button()]
    view = slack.open_modal(blocks=blocks, submit=plain("Send"))
    typed = {"type": "plain_text_input", "value": "Wrong month"}
    slack.page_post(
        "action",
        "U0TOM",
        view_id=view["id"],
        block_id="b",
        action_id="more",
        state={"reason": {"text": typed}},
    )
    kept = slack.api(
        "views.update", view_id=view["id"], view=modal(blocks=blocks, submit=plain("Send"))
    )
    assert kept["view"]["state"]["values"] == {"reason": {"text": typed}}
    reset = slack.api(
        "views.update",
        view_id=view["id"],
        view=modal(blocks=[text_input("reason_2")], submit=plain("Send")),
    )
    assert reset["view"]["state"]["values"] == {}


def home(text: str) -> Json:
    return {"type": "home", "blocks": [section(text)]}


def test_publish__each_person_has_a_home_of_their_own(slack: Slack) -> None:
    with slack.listening("U0TOM") as tom, slack.listening("U0GRACE") as grace:
        assert slack.api("views.publish", user_id="U0TOM", view=home("Two wait"))["ok"] is True
        assert tom.next("home")["blocks"][0]["text"]["text"] == "Two wait"
        slack.api("chat.postMessage", channel="C0SYNC", text="For all")
        assert grace.names_until("For all") == []
    assert slack.page_get("home", "U0GRACE").json() == {"view": None}


def test_publish__again_keeps_the_id_and_guards_by_hash(slack: Slack) -> None:
    first = slack.api("views.publish", user_id="U0TOM", view=home("1"))["view"]
    second = slack.api("views.publish", user_id="U0TOM", view=home("2"), hash=first["hash"])
    assert second["view"]["id"] == first["id"]
    stale = slack.api("views.publish", user_id="U0TOM", view=home("3"), hash=first["hash"])
    assert stale["error"] == "hash_conflict"


@pytest.mark.parametrize(
    ("user", "view", "error"),
    [
        ("U0NOBODY", home("x"), "user_not_found"),
        ("U0TOM", modal(), "invalid_arguments"),
        ("U0TOM", home("x") | {"title": plain("x")}, "invalid_arguments"),
    ],
)
def test_publish__refused(slack: Slack, user: str, view: Json, error: str) -> None:
    assert slack.api("views.publish", user_id=user, view=view)["error"] == error
