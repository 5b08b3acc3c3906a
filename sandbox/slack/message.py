"""A message, and how the Web API, an interaction, and the workspace page show it."""

import secrets

import msgspec

from sandbox.slack.credentials import APP_ID, APP_NAME, BOT_ID, BOT_USER_ID, TEAM_ID
from sandbox.slack.errors import Json


class Message(msgspec.Struct):
    """One message.

    `ts` names it within its channel; `thread_ts` is the `ts` of the message it replies to;
    `ephemeral_for` is the one person who sees it; `tombstone` marks what is left of a deleted
    message that had replies.
    """

    channel: str
    user: str
    text: str
    ts: str = ""
    blocks: list[Json] | None = None
    thread_ts: str | None = None
    reply_broadcast: bool = False
    ephemeral_for: str | None = None
    username: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    tombstone: bool = False

    @property
    def is_from_app(self) -> bool:
        """Whether the app posted it."""
        return self.user == BOT_USER_ID


def api_message(message: Message) -> Json:
    """The message object in the answers of `chat.*` and in `block_actions`."""
    shape: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": TEAM_ID,
    }
    if message.is_from_app:
        shape |= {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": _BOT_PROFILE}
    if message.blocks is not None:
        shape["blocks"] = message.blocks
    if message.thread_ts:
        shape["thread_ts"] = message.thread_ts
    if message.metadata:
        shape["metadata"] = message.metadata
    return shape | _edited(message)


def page_message(message: Message, *, reply_count: int) -> Json:
    """The message as the workspace page wants it."""
    shape: Json = {
        "channel": message.channel,
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
    }
    optional = {
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "username": message.username,
        "ephemeral_for": message.ephemeral_for,
        "reply_broadcast": message.reply_broadcast,
        "reply_count": reply_count,
        "deleted": message.tombstone,
    }
    given = {name: value for name, value in optional.items() if value}
    return shape | given | _edited(message)


def with_ids(blocks: list[Json]) -> list[Json]:
    """Blocks with a made-up `block_id` and `action_id` wherever the app gave none, as Slack does."""
    return [_block_with_ids(block) for block in blocks]


def _edited(message: Message) -> Json:
    edited_ts = message.edited_ts
    return {"edited": {"user": message.user, "ts": edited_ts}} if edited_ts else {}


_BOT_PROFILE = {
    "id": BOT_ID,
    "app_id": APP_ID,
    "name": APP_NAME,
    "team_id": TEAM_ID,
    "deleted": False,
}
_INTERACTIVE_HOLDERS = {"actions", "section", "input"}


def _block_with_ids(block: Json) -> Json:
    named = {**block, "block_id": block.get("block_id") or _made_up_id()}
    if block["type"] not in _INTERACTIVE_HOLDERS:
        return named
    for holder in ("accessory", "element"):
        if holder in named:
            named[holder] = _element_with_id(named[holder])
    if "elements" in named:
        named["elements"] = [_element_with_id(element) for element in named["elements"]]
    return named


def _element_with_id(element: Json) -> Json:
    if element["type"] == "image":
        return element
    return {**element, "action_id": element.get("action_id") or _made_up_id()}


def _made_up_id() -> str:
    return secrets.token_urlsafe(4)
