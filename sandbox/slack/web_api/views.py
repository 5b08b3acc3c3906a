"""`views.*`: opening and changing dialogs, and publishing an App Home."""

import msgspec

from sandbox.slack.block_rules import view_problems
from sandbox.slack.errors import Json, SlackError, invalid_arguments
from sandbox.slack.triggers import Trigger
from sandbox.slack.views import view_object
from sandbox.slack.web_api.message_content import sentence_of
from sandbox.slack.web_api.method import Caller, Method, Tier

VIEW_BYTES_LIMIT = 250_000


def open_view(caller: Caller) -> Json:
    """`views.open`: a dialog for the person behind the trigger.

    From within a dialog it lays the new one on top, as `views.push` does; that is a guess.
    """
    content = checked_view(caller.arguments.object("view"), "modal")
    trigger, modals = _exchanged_trigger(caller), caller.workspace.modals
    if trigger.in_modal and modals.stack(trigger.person_id):
        return {"view": view_object(modals.push(trigger.person_id, content))}
    return {"view": view_object(modals.open(trigger.person_id, content))}


def push_view(caller: Caller) -> Json:
    """`views.push`: a dialog on top of the open one."""
    content = checked_view(caller.arguments.object("view"), "modal")
    trigger = _exchanged_trigger(caller)
    return {"view": view_object(caller.workspace.modals.push(trigger.person_id, content))}


def update_view(caller: Caller) -> Json:
    """`views.update`: change an open dialog, by its id or external id."""
    arguments, modals = caller.arguments, caller.workspace.modals
    content = checked_view(arguments.object("view"), "modal")
    if ("view_id" in arguments) == ("external_id" in arguments):
        raise invalid_arguments("give exactly one of view_id and external_id")
    view = modals.find(view_id=arguments.text("view_id"), external_id=arguments.text("external_id"))
    changed = modals.update(view, content, expected_hash=arguments.text("hash") or None)
    return {"view": view_object(changed)}


def publish_view(caller: Caller) -> Json:
    """`views.publish`: what one person sees on the App Home."""
    arguments, workspace = caller.arguments, caller.workspace
    content = checked_view(arguments.object("view"), "home")
    person = workspace.people.find(arguments.text("user_id"))
    view = workspace.homes.publish(person.id, content, expected_hash=arguments.text("hash") or None)
    return {"view": view_object(view)}


def checked_view(content: Json | None, kind: str) -> Json:
    """The view, when it is one that Slack would take.

    Args:
        content: the view as the app gave it.
        kind: `modal` or `home`.
    """
    if not content:
        raise invalid_arguments("missing required field: view")
    problems = view_problems(content)
    if content.get("type") != kind:
        raise invalid_arguments(f"must be a view of type {kind} [json-pointer:/view/type]")
    if problems:
        sentences = [sentence_of(each) for each in problems]
        raise SlackError("invalid_arguments", messages=sentences)
    if len(msgspec.json.encode(content)) > VIEW_BYTES_LIMIT:
        raise SlackError("view_too_large")
    return content


def _exchanged_trigger(caller: Caller) -> Trigger:
    return caller.workspace.triggers.exchange(caller.arguments.text("trigger_id"))


METHODS = (
    Method(
        name="views.open",
        run=open_view,
        tier=Tier.FOUR,
        required=("trigger_id", "view"),
        json_body=True,
    ),
    Method(
        name="views.push",
        run=push_view,
        tier=Tier.FOUR,
        required=("trigger_id", "view"),
        json_body=True,
    ),
    Method(
        name="views.update",
        run=update_view,
        tier=Tier.FOUR,
        required=("view",),
        optional=("view_id", "external_id", "hash"),
        json_body=True,
    ),
    Method(
        name="views.publish",
        run=publish_view,
        tier=Tier.FOUR,
        required=("user_id", "view"),
        optional=("hash",),
        json_body=True,
    ),
)
