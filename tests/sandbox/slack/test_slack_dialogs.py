"""Sending and closing dialogs: state, response actions, view_closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from tests.sandbox.slack.slack_harness import Json, Slack, modal, plain, section, text_input

TYPED = {"reason": {"text": {"type": "plain_text_input", "value": "Wrong month"}}}


def form(**more: Any) -> Json:
    return {"blocks": [text_input("reason")], "submit": plain("Reject"), **more}


def submit(slack: Slack, view: Json, state: Json | None = None) -> Json:
    body = {"view_id": view["id"], "state": TYPED if state is None else state}
    answer: Json = slack.page_post("submit", "U0TOM", **body).json()
    return answer


def stack(slack: Slack) -> list[str]:
    return [view.id for view in slack.workspace.modals.stack("U0TOM")]


def answer_with(slack: Slack, answer: Json) -> None:
    slack.bot.answers("view_submission", lambda _: JSONResponse(answer))


def test_submit__payload_has_slacks_fields(slack: Slack) -> None:
    view = slack.open_modal(**form(callback_id="reject", private_metadata="7"))
    submit(slack, view)
    payload = slack.bot.last("view_submission")
    assert payload["user"]["id"] == "U0TOM"
    assert payload["team"] == {"id": "T0HARBOUR", "domain": "harbour-property"}
    assert payload["api_app_id"] == "A0LEASEBRIDGE"
    assert payload["trigger_id"]
    assert payload["view"]["state"]["values"] == TYPED
    assert payload["view"]["callback_id"] == "reject"
    assert payload["view"]["private_metadata"] == "7"
    assert payload["response_urls"] == []


def test_submit__empty_200_closes_that_dialog(slack: Slack) -> None:
    view = slack.open_modal(**form())
    assert submit(slack, view) == {"ok": True}
    assert stack(slack) == []


def test_submit__errors_keep_it_open(slack: Slack) -> None:
    view = slack.open_modal(**form())
    answer_with(slack, {"response_action": "errors", "errors": {"reason": "Say more, please."}})
    expected = {
        "ok": True,
        "response_action": "errors",
        "errors": {"reason": "Say more, please."},
    }
    assert submit(slack, view) == expected
    assert stack(slack) == [view["id"]]


BAD_ANSWERS: dict[str, Json] = {
    "errors for a block that is no input": {
        "response_action": "errors",
        "errors": {"intro": "No."},
    },
    "errors for a block that is not there": {
        "response_action": "errors",
        "errors": {"nowhere": "No."},
    },
    "errors without any": {"response_action": "errors", "errors": {}},
    "unknown action": {"response_action": "explode"},
    "update without a view": {"response_action": "update"},
    "update with a bad view": {
        "response_action": "update",
        "view": modal(title=plain("x" * 25)),
    },
}


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
def test_submit__answers_slack_refuses_leave_the_dialog_as_it_was(
    slack: Slack, answer: Json
) -> None:
    intro = section("Hello", block_id="intro")
    view = slack.open_modal(**form(blocks=[intro, text_input("reason")]))
    answer_with(slack, answer)
    outcome = submit(slack, view)
    assert outcome["ok"] is False
    assert "What you entered is still here" in outcome["error"]
    assert stack(slack) == [view["id"]]


def test_submit__update_changes_the_dialog_in_place(slack: Slack) -> None:
    view = slack.open_modal(**form())
    answer_with(slack, {"response_action": "update", "view": modal(title=plain("Done"))})
    submit(slack, view)
    (shown,) = slack.workspace.modals.stack("U0TOM")
    assert shown.id == view["id"]
    assert shown.content["title"]["text"] == "Done"


def test_submit__push_and_then_close_shows_the_first_again(slack: Slack) -> None:
    view = slack.open_modal(**form())
    answer_with(slack, {"response_action": "push", "view": modal(**form())})
    submit(slack, view)
    first, second = stack(slack)
    slack.bot.answers("view_submission", lambda _: Response())
    submit(slack, {"id": second})
    assert stack(slack) == [first]


def test_submit__clear_closes_all(slack: Slack) -> None:
    view = slack.open_modal(**form())
    answer_with(slack, {"response_action": "push", "view": modal(**form())})
    submit(slack, view)
    answer_with(slack, {"response_action": "clear"})
    with slack.listening("U0TOM") as tom:
        submit(slack, {"id": stack(slack)[-1]})
        assert tom.next("view") == {"stack": []}


def test_submit__only_the_topmost_dialog(slack: Slack) -> None:
    view = slack.open_modal(**form())
    answer_with(slack, {"response_action": "push", "view": modal(**form())})
    submit(slack, view)
    assert submit(slack, view) == {"ok": False, "error": "This dialog is not the one on top."}
    assert len(slack.bot.got("view_submission")) == 1


def test_submit__missing_answers_are_pointed_out_without_asking_the_app(slack: Slack) -> None:
    blocks = [
        text_input("reason", min_length=10),
        text_input("note") | {"optional": True},
        text_input("who"),
    ]
    view = slack.open_modal(**form(blocks=blocks))
    short = {"reason": {"text": {"type": "plain_text_input", "value": "No"}}}
    assert submit(slack, view, short)["errors"] == {
        "reason": "Please write at least 10 characters.",
        "who": "This needs an answer.",
    }
    assert slack.bot.got("view_submission") == []


def test_submit__untouched_elements_send_their_initial_value_or_nothing(slack: Slack) -> None:
    options = [{"text": plain("Mine"), "value": "mine"}, {"text": plain("All"), "value": "all"}]
    blocks = [
        text_input("reason", initial_value="Wrong month"),
        {
            "type": "input",
            "block_id": "which",
            "optional": True,
            "label": plain("Which"),
            "element": {
                "type": "static_select",
                "action_id": "pick",
                "options": options,
                "initial_option": options[1],
            },
        },
        {
            "type": "actions",
            "block_id": "more",
            "elements": [
                {"type": "checkboxes", "action_id": "boxes", "options": options},
                {"type": "datepicker", "action_id": "day"},
            ],
        },
    ]
    view = slack.open_modal(**form(blocks=blocks))
    submit(slack, view, {})
    assert slack.bot.last("view_submission")["view"]["state"]["values"] == {
        "reason": {"text": {"type": "plain_text_input", "value": "Wrong month"}},
        "which": {"pick": {"type": "static_select", "selected_option": options[1]}},
        "more": {
            "boxes": {"type": "checkboxes", "selected_options": []},
            "day": {"type": "datepicker", "selected_date": None},
        },
    }


def test_submit__failing_app_keeps_the_dialog_and_says_so(slack: Slack) -> None:
    view = slack.open_modal(**form())
    slack.bot.answers("view_submission", lambda _: Response(status_code=500))
    outcome = submit(slack, view)
    assert outcome["ok"] is False
    assert "the app answered with status 500" in outcome["error"]
    assert stack(slack) == [view["id"]]


def test_submit__app_that_is_too_slow(start_slack: Callable[..., Slack]) -> None:
    slack = start_slack(answer_within=timedelta(milliseconds=150))
    view = slack.open_modal(**form())
    slack.bot.answers("view_submission", slack.bot.never)
    assert "did not answer within 3 seconds" in submit(slack, view)["error"]


def test_close__tells_the_app_only_when_asked_to(slack: Slack) -> None:
    silent = slack.open_modal(**form())
    slack.page_post("close", "U0TOM", view_id=silent["id"])
    telling = slack.open_modal(**form(notify_on_close=True, callback_id="reject"))
    slack.page_post("close", "U0TOM", view_id=telling["id"])
    (closed,) = slack.bot.got("view_closed")
    assert closed.body["view"]["id"] == telling["id"]
    assert closed.body["view"]["callback_id"] == "reject"
    assert closed.body["is_cleared"] is False
    assert "trigger_id" not in closed.body


def test_close__clear_on_close_takes_the_whole_stack(slack: Slack) -> None:
    first = slack.open_modal(**form(notify_on_close=True))
    second = modal(**form(notify_on_close=True, clear_on_close=True))
    answer_with(slack, {"response_action": "push", "view": second})
    submit(slack, first)
    slack.page_post("close", "U0TOM", view_id=stack(slack)[-1])
    assert stack(slack) == []
    told = [each.body for each in slack.bot.got("view_closed")]
    assert [each["is_cleared"] for each in told] == [True, True]
    assert told[-1]["view"]["id"] == first["id"]
