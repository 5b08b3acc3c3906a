"""`chat.*`: posting, changing and deleting messages."""

from sandbox.slack.channels import Channel
from sandbox.slack.credentials import BOT_USER_ID
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.message import Message, api_message
from sandbox.slack.web_api.message_content import Content, read_content
from sandbox.slack.web_api.method import Caller, Method, Tier
from sandbox.slack.workspace import Workspace

UPDATED_TEXT_LIMIT = 4_000

_LOOKS = ("as_user", "icon_emoji", "icon_url", "link_names", "mrkdwn", "parse", "username")
_CONTENT = ("text", "blocks", *_LOOKS)


def post_message(caller: Caller) -> Json:
    """`chat.postMessage`: to a channel the app is in, or to a person's direct message."""
    workspace, arguments = caller.workspace, caller.arguments
    channel = _channel_to_post_in(workspace, arguments.text("channel"))
    content = _required_content(caller)
    thread_ts = _thread(workspace, channel, arguments.text("thread_ts"))
    workspace.limits.count_post(channel.id)
    message = workspace.messages.post(
        Message(
            channel=channel.id,
            user=BOT_USER_ID,
            text=content.text,
            blocks=content.blocks,
            metadata=content.metadata or None,
            thread_ts=thread_ts,
            reply_broadcast=bool(thread_ts) and arguments.flag("reply_broadcast"),
            username=arguments.text("username") or None,
        )
    )
    answer = {"channel": channel.id, "ts": message.ts, "message": api_message(message)}
    return answer | _warnings(content)


def update(caller: Caller) -> Json:
    """`chat.update`: the app's own messages only.

    Blocks and metadata that are not given stay; an empty list or object removes them. That the
    text stays when only blocks are given is a guess.
    """
    workspace, arguments = caller.workspace, caller.arguments
    message = _own_message(caller, "cant_update_message")
    if len(arguments.text("text")) > UPDATED_TEXT_LIMIT:
        raise SlackError("msg_too_long")
    content = read_content(arguments)
    if content.is_empty and "metadata" not in arguments:
        raise SlackError("no_text")
    message.text = content.text or message.text
    if content.blocks is not None:
        message.blocks = content.blocks or None
    if content.metadata is not None:
        message.metadata = content.metadata or None
    message.username = None
    workspace.messages.change(message)
    shown = api_message(message)
    answer = {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shown}
    return answer | _warnings(content)


def delete(caller: Caller) -> Json:
    """`chat.delete`: the app's own messages only."""
    message = _own_message(caller, "cant_delete_message")
    caller.workspace.messages.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(caller: Caller) -> Json:
    """`chat.postEphemeral`: shown to one member of the channel."""
    workspace, arguments = caller.workspace, caller.arguments
    channel = _channel_to_post_in(workspace, arguments.text("channel"))
    person_id = arguments.text("user")
    if person_id not in channel.member_ids:
        raise SlackError("user_not_in_channel")
    content = _required_content(caller)
    message = workspace.messages.post(
        Message(
            channel=channel.id,
            user=BOT_USER_ID,
            text=content.text,
            blocks=content.blocks,
            thread_ts=_thread(workspace, channel, arguments.text("thread_ts")),
            ephemeral_for=person_id,
        )
    )
    return {"message_ts": message.ts} | _warnings(content)


def get_permalink(caller: Caller) -> Json:
    """`chat.getPermalink`: an address that opens the workspace page at the message."""
    channel = caller.workspace.channels.find(caller.arguments.text("channel"))
    message = caller.workspace.messages.get(channel.id, caller.arguments.text("message_ts"))
    if message is None or message.ephemeral_for:
        raise SlackError("message_not_found")
    link = f"{caller.base_url}archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _channel_to_post_in(workspace: Workspace, wanted: str) -> Channel:
    """The channel by id, by name, or the direct message with the person of this id."""
    if wanted.startswith(("U", "W")) and workspace.people.get(wanted):
        return workspace.channels.direct_message(wanted)
    channel = workspace.channels.get(wanted) or workspace.channels.named(wanted.lstrip("#"))
    if channel is None:
        raise SlackError("channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    if BOT_USER_ID not in channel.member_ids:
        raise SlackError("not_in_channel")
    return channel


def _required_content(caller: Caller) -> Content:
    content = read_content(caller.arguments)
    if content.is_empty:
        raise SlackError("no_text")
    return content


def _thread(workspace: Workspace, channel: Channel, thread_ts: str) -> str | None:
    """The thread to reply in; its first message must exist. The error's name is a guess."""
    if not thread_ts:
        return None
    parent = workspace.messages.get(channel.id, thread_ts)
    if parent is None or parent.thread_ts or parent.ephemeral_for:
        raise SlackError("cannot_reply_to_message")
    return thread_ts


def _own_message(caller: Caller, refusal: str) -> Message:
    channel = caller.workspace.channels.find(caller.arguments.text("channel"))
    message = caller.workspace.messages.get(channel.id, caller.arguments.text("ts"))
    if message is None or message.ephemeral_for or message.tombstone:
        raise SlackError("message_not_found")
    if channel.is_archived:
        raise SlackError("is_inactive")
    if not message.is_from_app:
        raise SlackError(refusal)
    return message


def _warnings(content: Content) -> Json:
    if not content.warnings:
        return {}
    warnings = list(content.warnings)
    return {"warning": ",".join(warnings), "response_metadata": {"warnings": warnings}}


METHODS = (
    Method(
        name="chat.postMessage",
        run=post_message,
        tier=Tier.SPECIAL,
        required=("channel",),
        optional=(
            *_CONTENT,
            "metadata",
            "thread_ts",
            "reply_broadcast",
            "unfurl_links",
            "unfurl_media",
            "client_msg_id",
        ),
        any_scope=("chat:write",),
        json_body=True,
    ),
    Method(
        name="chat.update",
        run=update,
        tier=Tier.THREE,
        required=("channel", "ts"),
        optional=("text", "blocks", "metadata", "as_user", "link_names", "parse"),
        any_scope=("chat:write",),
        json_body=True,
    ),
    Method(
        name="chat.delete",
        run=delete,
        tier=Tier.THREE,
        required=("channel", "ts"),
        optional=("as_user",),
        any_scope=("chat:write",),
        json_body=True,
    ),
    Method(
        name="chat.postEphemeral",
        run=post_ephemeral,
        tier=Tier.FOUR,
        required=("channel", "user"),
        optional=(*_CONTENT, "thread_ts"),
        any_scope=("chat:write",),
        json_body=True,
    ),
    Method(
        name="chat.getPermalink",
        run=get_permalink,
        tier=Tier.SPECIAL,
        required=("channel", "message_ts"),
    ),
)
