"""`conversations.history` and `conversations.replies`: reading what stands in a conversation.

Source: Slack's references of both methods. The first is newest first and leaves out replies that were not sent
to the channel too; the second gives the thread's first message and then its replies, oldest first. Ephemeral
messages are in neither. Metadata is shown where `include_all_metadata` asks for it; that the app's own is left
out without it is a guess, and so is that what was posted can be read at once.
"""

from sandbox.slack.channels import Channel
from sandbox.slack.credentials import BOT_USER_ID
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.message import Message, api_message
from sandbox.slack.web_api.method import Caller, Method, Tier
from sandbox.slack.web_api.paging import page_of

_SCOPES = ("channels:history", "groups:history", "im:history", "mpim:history")
_WINDOW = ("cursor", "include_all_metadata", "inclusive", "latest", "limit", "oldest")


def history(caller: Caller) -> Json:
    """`conversations.history`: the messages of a conversation, newest first."""
    channel = _readable(caller)
    found = [
        message
        for message in caller.workspace.messages.in_channel(channel.id)
        if not message.ephemeral_for
        and (not message.thread_ts or message.reply_broadcast)
        and _is_within(caller, message)
    ]
    return _answer(caller, found[::-1])


def replies(caller: Caller) -> Json:
    """`conversations.replies`: the first message of a thread, and its replies."""
    channel, wanted = _readable(caller), caller.arguments.text("ts")
    parent = caller.workspace.messages.get(channel.id, wanted)
    if parent is None or parent.ephemeral_for:
        raise SlackError("thread_not_found")
    told = [one for one in caller.workspace.messages.replies(parent) if _is_within(caller, one)]
    return _answer(caller, [parent, *told])


def _readable(caller: Caller) -> Channel:
    """The conversation; its kind's own scope is needed, and the app must be in it."""
    channel = caller.workspace.channels.find(caller.arguments.text("channel"))
    needed = "im:history" if channel.is_dm else "channels:history"
    if needed not in caller.workspace.scopes:
        provided = ",".join(sorted(caller.workspace.scopes))
        raise SlackError("missing_scope", details={"needed": needed, "provided": provided})
    if BOT_USER_ID not in channel.member_ids:
        raise SlackError("channel_not_found" if channel.is_dm else "not_in_channel")
    return channel


def _is_within(caller: Caller, message: Message) -> bool:
    arguments = caller.arguments
    oldest, latest = arguments.text("oldest"), arguments.text("latest")
    moment, inclusive = _moment(message.ts), arguments.flag("inclusive")
    is_late = not oldest or moment > _moment(oldest) or (inclusive and moment == _moment(oldest))
    is_early = not latest or moment < _moment(latest) or (inclusive and moment == _moment(latest))
    return is_late and is_early


def _moment(ts: str) -> tuple[int, str]:
    """A `ts` or a count of seconds, in an order."""
    seconds, _, fraction = ts.partition(".")
    if not seconds.isdecimal() or not (fraction.isdecimal() or not fraction):
        raise SlackError("invalid_ts_oldest")
    return int(seconds), fraction.ljust(6, "0")


def _answer(caller: Caller, messages: list[Message]) -> Json:
    page, cursor = page_of(messages, caller.arguments)
    with_metadata = caller.arguments.flag("include_all_metadata")
    shown = [_shown(one, with_metadata=with_metadata) for one in page]
    has_more = bool(cursor["response_metadata"]["next_cursor"])
    return {"messages": shown, "has_more": has_more} | (cursor if has_more else {})


def _shown(message: Message, *, with_metadata: bool) -> Json:
    shape = api_message(message)
    if not with_metadata:
        shape.pop("metadata", None)
    return shape


METHODS = (
    Method(
        name="conversations.history",
        run=history,
        tier=Tier.THREE,
        required=("channel",),
        optional=_WINDOW,
        any_scope=_SCOPES,
        json_body=True,
    ),
    Method(
        name="conversations.replies",
        run=replies,
        tier=Tier.THREE,
        required=("channel", "ts"),
        optional=_WINDOW,
        any_scope=_SCOPES,
        json_body=True,
    ),
)
