"""Buttons and menus: what a person pressed or chose goes to the app."""

import msgspec

from sandbox.slack.channels import Channel
from sandbox.slack.choices import action_fields, find_element, state_values
from sandbox.slack.errors import Json
from sandbox.slack.failure_texts import action_failed, reason
from sandbox.slack.message import Message
from sandbox.slack.payloads import (
    FORM,
    interaction_form,
    message_action_payload,
    view_action_payload,
)
from sandbox.slack.people import Person
from sandbox.slack.views import View
from sandbox.slack.workspace import Workspace


class Press(msgspec.Struct, frozen=True):
    """What the page says was pressed: the element's ids, what was chosen, and the state of all."""

    block_id: str
    action_id: str
    given: Json
    state: Json


class NoSuchElementError(LookupError):
    """The message or view has no element with these ids (any more)."""


async def press_in_message(
    workspace: Workspace,
    person: Person,
    channel: Channel,
    message: Message,
    press: Press,
    *,
    hooks_url: str,
) -> None:
    """Tell the app about a press in a message; a failure is shown to the person in the channel."""
    blocks = message.blocks or []
    action = _action(workspace, blocks, press)
    token = workspace.response_urls.give(
        channel.id, person.id, message_ts=message.ts, thread_ts=message.thread_ts
    )
    payload = message_action_payload(
        person,
        channel,
        message,
        action=action,
        values=state_values(blocks, press.state),
        response_url=hooks_url + token,
        trigger_id=workspace.triggers.give(person.id),
    )
    problem = await _deliver(workspace, payload)
    if problem:
        workspace.messages.tell_person(channel.id, person.id, action_failed(problem))


async def press_in_view(
    workspace: Workspace, person: Person, view: View, press: Press
) -> str | None:
    """Tell the app about a press in a dialog or on the App Home.

    Returns:
        What to tell the person when the app did not take it; there is no channel to say it in.
    """
    action = _action(workspace, view.blocks, press)
    view.values = state_values(view.blocks, press.state)
    in_modal = view.content["type"] == "modal"
    trigger_id = workspace.triggers.give(person.id, in_modal=in_modal)
    payload = view_action_payload(person, view, action=action, trigger_id=trigger_id)
    problem = await _deliver(workspace, payload)
    return action_failed(problem) if problem else None


async def _deliver(workspace: Workspace, payload: Json) -> str | None:
    form = interaction_form(payload)
    answer = await workspace.delivery.send("block_actions", form, content_type=FORM)
    return reason(answer) if answer.failure else None


def _action(workspace: Workspace, blocks: list[Json], press: Press) -> Json:
    element = find_element(blocks, press.block_id, press.action_id)
    if element is None:
        raise NoSuchElementError("this element is not there any more")
    return {
        "type": element["type"],
        "action_id": press.action_id,
        "block_id": press.block_id,
        "action_ts": f"{workspace.now().timestamp():.6f}",
        **action_fields(element, press.given),
    }
