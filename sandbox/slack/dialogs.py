"""Dialogs: what a person sends off goes to the app, and its answer decides what shows next."""

import json
from typing import Any

import msgspec

from sandbox.slack.choices import missing_answers, state_values
from sandbox.slack.delivery import AppAnswer
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.failure_texts import dialog_failed, reason
from sandbox.slack.payloads import FORM, closed_payload, interaction_form, submission_payload
from sandbox.slack.people import Person
from sandbox.slack.views import View
from sandbox.slack.web_api.views import checked_view
from sandbox.slack.workspace import Workspace


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the page learns: the app's `response_action`, errors by block_id, or why it failed."""

    ok: bool
    response_action: str | None = None
    errors: dict[str, str] = {}
    error: str | None = None


async def submit(workspace: Workspace, person: Person, view: View, state: Json) -> Outcome:
    """Send the topmost dialog to the app and do what it answers.

    Answers that are missing are pointed out without asking the app, as Slack's dialogs do.

    Args:
        workspace: where.
        person: whose dialog.
        view: the dialog on top of the stack.
        state: what the page holds, in the form of `state.values`.
    """
    view.values = state_values(view.blocks, state)
    missing = missing_answers(view.blocks, view.values)
    if missing:
        return Outcome(ok=True, response_action="errors", errors=missing)
    in_modal = workspace.triggers.give(person.id, in_modal=True)
    form = interaction_form(submission_payload(person, view, trigger_id=in_modal))
    answer = await workspace.delivery.send("view_submission", form, content_type=FORM)
    if answer.failure:
        return Outcome(ok=False, error=dialog_failed(reason(answer)))
    try:
        return _follow(workspace, view, _read(answer))
    except SlackError as refusal:
        why = f"the app's answer was refused ({refusal.code})"
        return Outcome(ok=False, error=dialog_failed(why))


async def close(workspace: Workspace, person: Person, view: View) -> None:
    """Close the topmost dialog, or all of them when it says `clear_on_close`.

    The app is told with `view_closed` about each closed dialog that asked for it.
    """
    cleared = view.wants("clear_on_close")
    closed = workspace.modals.stack(person.id) if cleared else [view]
    if cleared:
        workspace.modals.clear(person.id)
    else:
        workspace.modals.close_top(person.id)
    for each in reversed(closed):
        if each.wants("notify_on_close"):
            form = interaction_form(closed_payload(person, each, is_cleared=cleared))
            await workspace.delivery.send("view_closed", form, content_type=FORM)


def _read(answer: AppAnswer) -> Json:
    if not answer.body.strip():
        return {}
    try:
        body: Any = json.loads(answer.body)
    except ValueError:
        raise SlackError("not_json") from None
    if not isinstance(body, dict):
        raise SlackError("not_an_object")
    return body


def _follow(workspace: Workspace, view: View, answer: Json) -> Outcome:
    modals, action = workspace.modals, answer.get("response_action")
    if action is None:
        modals.close_top(view.person_id)
    elif action == "errors":
        return Outcome(ok=True, response_action="errors", errors=_errors(view, answer))
    elif action == "update":
        modals.update(view, checked_view(answer.get("view"), "modal"))
    elif action == "push":
        modals.push(view.person_id, checked_view(answer.get("view"), "modal"))
    elif action == "clear":
        modals.clear(view.person_id)
    else:
        raise SlackError("unknown_response_action")
    return Outcome(ok=True, response_action=action)


def _errors(view: View, answer: Json) -> dict[str, str]:
    """The app's errors, when each of them is for an input block of the dialog."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    errors = answer.get("errors")
    if not isinstance(errors, dict) or not errors:
        raise SlackError("errors_missing")
    strangers = [block_id for block_id in errors if block_id not in inputs]
    if strangers or not all(isinstance(each, str) and each for each in errors.values()):
        raise SlackError("errors_for_no_input_block")
    return errors
