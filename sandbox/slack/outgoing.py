"""What the app answers to a command, or sends to a response URL, and what becomes of it."""

import json
from typing import Any

from sandbox.slack.credentials import BOT_USER_ID
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.message import Message
from sandbox.slack.response_urls import ResponseUrl
from sandbox.slack.web_api.arguments import Arguments
from sandbox.slack.web_api.message_content import Content, read_content
from sandbox.slack.workspace import Workspace

_VISIBILITIES = {"", "ephemeral", "in_channel"}


def post_answer(workspace: Workspace, origin: ResponseUrl, answer: Json) -> None:
    """Show the app's answer where the person acted.

    New messages are ephemeral unless `response_type` says `in_channel`. `replace_original` and
    `delete_original` concern the message the person acted on; after a command there is none, and
    replacing then posts anew (a guess).

    Raises:
        SlackError: the answer holds something Slack would refuse.
    """
    arguments = Arguments(answer)
    if arguments.text("response_type") not in _VISIBILITIES:
        raise SlackError("invalid_response_type")
    original = origin.message_ts and workspace.messages.get(origin.channel, origin.message_ts)
    if arguments.flag("delete_original"):
        if original:
            workspace.messages.remove(original)
        return
    content = read_content(arguments)
    if content.is_empty:
        raise SlackError("no_text")
    if original and arguments.flag("replace_original"):
        _replace(workspace, original, content)
    else:
        _post(workspace, origin, content, arguments)


def command_answer(content_type: str, body: bytes) -> Json | None:
    """The body of the app's 200 to a command: JSON, or plain text; None when it is empty.

    Raises:
        ValueError: the body calls itself JSON and is not an object of it.
    """
    if not body.strip():
        return None
    if not content_type.startswith("application/json"):
        return {"text": body.decode(errors="replace")}
    answer: Any = json.loads(body)
    if not isinstance(answer, dict):
        raise ValueError("the answer is JSON but not an object")  # noqa: TRY004 - the value is wrong, not the call
    return answer or None


def _replace(workspace: Workspace, original: Message, content: Content) -> None:
    original.text, original.blocks = content.text, content.blocks
    workspace.messages.change(original)


def _post(
    workspace: Workspace, origin: ResponseUrl, content: Content, arguments: Arguments
) -> None:
    in_channel = arguments.text("response_type") == "in_channel"
    workspace.messages.post(
        Message(
            channel=origin.channel,
            user=BOT_USER_ID,
            text=content.text,
            blocks=content.blocks,
            thread_ts=arguments.text("thread_ts") or origin.thread_ts,
            metadata=content.metadata if in_channel else None,
            ephemeral_for=None if in_channel else origin.person_id,
        )
    )
