"""`conversations.*`: channels and direct messages."""

from sandbox.slack.channels import Channel, conversation_object
from sandbox.slack.credentials import BOT_USER_ID
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.web_api.method import Caller, Method, Tier
from sandbox.slack.web_api.paging import page_of

_READ_SCOPES = ("channels:read", "groups:read", "im:read", "mpim:read")


def open_direct_message(caller: Caller) -> Json:
    """`conversations.open`: the direct message with one person.

    Group messages with several people are not part of the stand-in.
    """
    channels, arguments = caller.workspace.channels, caller.arguments
    if "channel" in arguments:
        channel = channels.find(arguments.text("channel"))
    else:
        person_ids = [each.strip() for each in arguments.text("users").split(",") if each.strip()]
        if not person_ids:
            raise SlackError("users_list_not_supplied")
        if len(person_ids) > 1:
            raise SlackError("too_many_users")
        channel = channels.direct_message(person_ids[0])
    if not channel.is_dm:
        raise SlackError("method_not_supported_for_channel_type")
    shown = conversation_object(channel) if arguments.flag("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": shown}


def info(caller: Caller) -> Json:
    """`conversations.info`: one conversation that the app may see."""
    channel = _visible(caller, caller.arguments.text("channel"))
    return {"channel": conversation_object(channel)}


def all_conversations(caller: Caller) -> Json:
    """`conversations.list`: public channels, and with `types` the app's direct messages."""
    arguments = caller.arguments
    wanted = {each.strip() for each in (arguments.text("types") or "public_channel").split(",")}
    found = [
        channel
        for channel in caller.workspace.channels.all()
        if ("im" if channel.is_dm else "public_channel") in wanted
        and not (channel.is_archived and arguments.flag("exclude_archived"))
    ]
    channels, cursor = page_of(found, arguments)
    return {"channels": [conversation_object(channel) for channel in channels]} | cursor


def members(caller: Caller) -> Json:
    """`conversations.members`: the ids of who is in a conversation."""
    channel = _visible(caller, caller.arguments.text("channel"))
    ids, cursor = page_of(channel.member_ids, caller.arguments)
    return {"members": ids} | cursor


def _visible(caller: Caller, channel_id: str) -> Channel:
    channel = caller.workspace.channels.find(channel_id)
    if channel.is_dm and BOT_USER_ID not in channel.member_ids:
        raise SlackError("channel_not_found")
    return channel


METHODS = (
    Method(
        name="conversations.open",
        run=open_direct_message,
        tier=Tier.THREE,
        optional=("channel", "users", "return_im", "prevent_creation"),
        any_scope=("im:write", "mpim:write"),
        json_body=True,
    ),
    Method(
        name="conversations.info",
        run=info,
        tier=Tier.THREE,
        required=("channel",),
        optional=("include_locale", "include_num_members"),
        any_scope=_READ_SCOPES,
    ),
    Method(
        name="conversations.list",
        run=all_conversations,
        tier=Tier.TWO,
        optional=("cursor", "exclude_archived", "limit", "types"),
        any_scope=_READ_SCOPES,
    ),
    Method(
        name="conversations.members",
        run=members,
        tier=Tier.FOUR,
        required=("channel",),
        optional=("cursor", "limit"),
        any_scope=_READ_SCOPES,
    ),
)
