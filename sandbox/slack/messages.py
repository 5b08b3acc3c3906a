"""Messages in channels, and the ephemeral ones that one person sees."""

from collections.abc import Callable
from datetime import datetime

from sandbox.slack.channels import Channel, Channels
from sandbox.slack.credentials import SYSTEM_USER_ID, SYSTEM_USER_NAME
from sandbox.slack.errors import Json
from sandbox.slack.message import Message, page_message
from sandbox.slack.stream import EventStream
from sandbox.slack.timestamps import Timestamps
from sandbox.storage import Collection, Storage

TOMBSTONE_TEXT = "This message was deleted."


class Messages:
    """Every message; those for a whole channel are kept in the storage.

    Ephemeral messages live in memory only: Slack does not promise to keep them either.
    """

    def __init__(
        self,
        storage: Storage,
        channels: Channels,
        stream: EventStream,
        now: Callable[[], datetime],
    ) -> None:
        self._channels = channels
        self._stream = stream
        self._timestamps = Timestamps(now)
        self._kept = Collection(storage, "slack_messages", Message)
        self._by_channel: dict[str, dict[str, Message]] = {}
        for message in self._kept.values():
            self._timestamps.seen(message.channel, message.ts)
            self._by_channel.setdefault(message.channel, {})[message.ts] = message

    def post(self, message: Message) -> Message:
        """Give the message its `ts`, keep it, and show it to whom it may concern."""
        message.ts = self._timestamps.next(message.channel)
        self._put(message)
        parent = message.thread_ts and self.get(message.channel, message.thread_ts)
        if parent and not message.ephemeral_for:
            self._show(parent)
        return message

    def tell_person(self, channel_id: str, person_id: str, text: str) -> Message:
        """Show one person what Slack itself has to say, as an ephemeral message."""
        return self.post(
            Message(
                channel=channel_id,
                user=SYSTEM_USER_ID,
                username=SYSTEM_USER_NAME,
                text=text,
                ephemeral_for=person_id,
            )
        )

    def change(self, message: Message) -> None:
        """Keep and show a message that was edited just now."""
        message.edited_ts = self._timestamps.next(message.channel)
        self._put(message)

    def remove(self, message: Message) -> None:
        """Delete the message; one with replies leaves a marker, so that its thread stays."""
        if self.replies(message):
            message.text, message.blocks, message.metadata = TOMBSTONE_TEXT, None, None
            message.user, message.tombstone = SYSTEM_USER_ID, True
            self._put(message)
            return
        self._by_channel[message.channel].pop(message.ts, None)
        self._kept.remove(_key(message))
        gone = {"channel": message.channel, "ts": message.ts}
        self._stream.tell(self._audience(message), "message_removed", gone)

    def get(self, channel_id: str, ts: str) -> Message | None:
        """The message with this `ts` in this channel, or None."""
        return self._by_channel.get(channel_id, {}).get(ts)

    def in_channel(self, channel_id: str) -> list[Message]:
        """Every message of the channel, oldest first, replies and ephemeral ones included."""
        messages = self._by_channel.get(channel_id, {}).values()
        return sorted(messages, key=lambda message: message.ts)

    def seen_by(self, person_id: str, channel_id: str) -> list[Message]:
        """The messages of the channel that this person may see, oldest first."""
        return [
            message
            for message in self.in_channel(channel_id)
            if message.ephemeral_for in {None, person_id}
        ]

    def replies(self, parent: Message) -> list[Message]:
        """The replies everybody in the channel can see, oldest first."""
        return [
            message
            for message in self.in_channel(parent.channel)
            if message.thread_ts == parent.ts and not message.ephemeral_for
        ]

    def page_shape(self, message: Message) -> Json:
        """The message as the workspace page shows it, with the number of its replies."""
        return page_message(message, reply_count=len(self.replies(message)))

    def _put(self, message: Message) -> None:
        self._by_channel.setdefault(message.channel, {})[message.ts] = message
        if not message.ephemeral_for:
            self._kept.put(_key(message), message)
        self._show(message)

    def _show(self, message: Message) -> None:
        self._stream.tell(self._audience(message), "message", self.page_shape(message))

    def _audience(self, message: Message) -> set[str]:
        if message.ephemeral_for:
            return {message.ephemeral_for}
        channel = self._channels.get(message.channel)
        return set(_members(channel))


def _members(channel: Channel | None) -> list[str]:
    return channel.member_ids if channel else []


def _key(message: Message) -> str:
    return f"{message.channel} {message.ts}"
