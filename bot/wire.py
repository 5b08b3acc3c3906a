"""Slack's interaction payloads, read into the shapes of `bot.reactions`, and dialogs as Slack takes them.

Source of shapes: Slack's reference of interaction payloads and views. Bare dicts end here.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.messages.blocks import Block
from bot.reactions import Click, Dialog, Filled, Submission
from bot.shortening import sendable
from sync.domain.runs import Requester

CHANNEL = "channel"
"""The name under which a dialog remembers where it was asked for."""

_UNFIT = re.compile("[\0\ud800-\udfff]")
_PICKED = (
    "selected_user",
    "selected_channel",
    "selected_conversation",
    "selected_date",
    "selected_time",
)
_PICKED_MANY = ("selected_users", "selected_channels", "selected_conversations")


class NotAsSlackSends(Exception):
    """A request has another shape than Slack gives it, so that nothing can be made of it."""


@contextmanager
def read_as_slack_sends() -> Iterator[None]:
    """Reads a request. Raises NotAsSlackSends where a part is missing, or not what it is taken for."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise NotAsSlackSends(
            f"A request lacks what every one has ({type(error).__name__})."
        ) from None


def clean(value: Any) -> Any:
    """`value` with every text in it made fit for a database, in place where it is an object or a list.

    Half a letter, which JSON can say and UTF-8 cannot, and NUL, which PostgreSQL refuses, become U+FFFD.
    """
    match value:
        case str():
            return _UNFIT.sub("\ufffd", value)
        case dict():
            cleaned = {clean(name): clean(inner) for name, inner in value.items()}
            value.clear()
            value.update(cleaned)
        case list():
            value[:] = map(clean, value)
    return value


def click_of(body: Mapping[str, Any], action: Mapping[str, Any]) -> Click:
    """A click as handlers read it.

    Raises:
        NotAsSlackSends: It has another shape.
    """
    with read_as_slack_sends():
        return _click_of(body, action)


def _click_of(body: Mapping[str, Any], action: Mapping[str, Any]) -> Click:
    picked = _filled(action) if "value" not in action else ""
    return Click(
        requester=requester_of(body, _channel_of(body)),
        action_id=str(action["action_id"]),
        value=str(action.get("value") or ""),
        message_ts=str((body.get("message") or body.get("container") or {}).get("ts") or ""),
        view_id=str((body.get("view") or {}).get("id") or ""),
        block_id=str(action.get("block_id") or ""),
        picked=picked if isinstance(picked, str) else ",".join(picked),
    )


def submission_of(body: Mapping[str, Any]) -> Submission:
    """A dialog that was sent off, as forms read it.

    Raises:
        NotAsSlackSends: It has another shape.
    """
    with read_as_slack_sends():
        return _submission_of(body)


def _submission_of(body: Mapping[str, Any]) -> Submission:
    view = body["view"]
    state = state_of(view)
    inputs = ((view.get("state") or {}).get("values") or {}).items()
    return Submission(
        requester=requester_of(body, state.get(CHANNEL, "")),
        state=state,
        values={
            block_id: filled
            for block_id, elements in inputs
            for element in elements.values()
            if (filled := _filled(element))
        },
        view_id=str(view["id"]),
    )


def requester_of(body: Mapping[str, Any], channel: str) -> Requester:
    """Who pressed or sent it."""
    user = body["user"]
    return Requester(str(user["id"]), str(user.get("name") or user["username"]), channel)


def state_of(view: Mapping[str, Any]) -> Mapping[str, str]:
    """What a dialog brings back of what it was given; nothing where it brings back anything else."""
    try:
        state = json.loads(view.get("private_metadata") or "{}")
    except (ValueError, RecursionError):
        return {}
    return {clean(k): clean(str(v)) for k, v in state.items()} if isinstance(state, dict) else {}


def view_of(dialog: Dialog, channel: str) -> Block:
    """A dialog as Slack takes it; `channel` is where it was asked for."""
    state = {CHANNEL: channel, **dialog.state}
    view: Block = {
        "type": "modal",
        "callback_id": dialog.callback_id or "nothing",
        "title": {"type": "plain_text", "text": dialog.title[:24]},
        "close": {"type": "plain_text", "text": "Cancel" if dialog.submit else "Close"},
        "blocks": list(sendable(dialog.title, dialog.blocks, "modal")),
        "private_metadata": json.dumps(state),
    }
    if dialog.closes_all:
        view["clear_on_close"] = True
    if dialog.submit:
        view["submit"] = {"type": "plain_text", "text": dialog.submit[:24]}
    return view


def _channel_of(body: Mapping[str, Any]) -> str:
    if "view" in body:
        return state_of(body["view"]).get(CHANNEL, "")
    return str((body.get("channel") or {}).get("id") or "")


def _filled(element: Mapping[str, Any]) -> Filled:
    """What stands in an input or was picked in a menu; empty where nothing does."""
    if "selected_options" in element:
        return tuple(str(one["value"]) for one in element["selected_options"] or ())
    if element.get("selected_option"):
        return str(element["selected_option"]["value"])
    for name in _PICKED_MANY:
        if name in element:
            return tuple(map(str, element[name] or ()))
    return next(
        (str(element[name]) for name in _PICKED if element.get(name)),
        str(element.get("value") or ""),
    )
