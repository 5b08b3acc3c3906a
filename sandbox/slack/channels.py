"""Channels and direct messages, and who is in them."""

import msgspec

from sandbox.slack.credentials import APP_NAME, BOT_USER_ID, TEAM_ID
from sandbox.slack.errors import Json, SlackError
from sandbox.slack.people import People
from sandbox.slack.stream import EventStream
from sandbox.storage import Collection, Storage


class Channel(msgspec.Struct):
    """A public channel, or the direct message between the app and one person."""

    id: str
    name: str
    topic: str = ""
    is_dm: bool = False
    is_archived: bool = False
    member_ids: list[str] = []

    @property
    def dm_person_id(self) -> str:
        """Who the app talks with in this direct message."""
        return next(member for member in self.member_ids if member != BOT_USER_ID)


_FINANCE = ["U0PRIYA", "U0TOM", "U0GRACE"]

CHANNELS_AT_START = (
    Channel(
        id="C0SYNC",
        name="finance-sync",
        topic="Runs between Re-Leased and Sage Intacct",
        member_ids=[*_FINANCE, "U0VICTOR", "U0DANA", BOT_USER_ID],
    ),
    Channel(
        id="C0APPROVE",
        name="finance-approvals",
        topic="Drafts that wait for a decision",
        member_ids=[*_FINANCE, BOT_USER_ID],
    ),
    Channel(
        id="C0ALERTS",
        name="finance-alerts",
        topic="What needs somebody today",
        member_ids=[*_FINANCE, BOT_USER_ID],
    ),
    Channel(
        id="C0GENERAL",
        name="general",
        topic="Everything else",
        member_ids=[*_FINANCE, "U0VICTOR"],
    ),
)


class Channels:
    """All conversations of the workspace, kept in the storage."""

    def __init__(self, storage: Storage, people: People, stream: EventStream) -> None:
        self._channels = Collection(storage, "slack_channels", Channel)
        self._people = people
        self._stream = stream
        for channel in CHANNELS_AT_START:
            if channel.id not in self._channels:
                copy = msgspec.structs.replace(channel, member_ids=list(channel.member_ids))
                self._channels.put(channel.id, copy)
        for person in people.all():
            if not person.is_bot and not person.deactivated:
                self.direct_message(person.id)

    def all(self) -> list[Channel]:
        """Every conversation, direct messages last."""
        return sorted(self._channels.values(), key=lambda channel: channel.is_dm)

    def get(self, channel_id: str) -> Channel | None:
        """The conversation with this id, or None."""
        return self._channels.get(channel_id)

    def find(self, channel_id: str) -> Channel:
        """The conversation with this id; `channel_not_found` when there is none."""
        channel = self._channels.get(channel_id)
        if channel is None:
            raise SlackError("channel_not_found")
        return channel

    def named(self, name: str) -> Channel | None:
        """The channel with this name (without `#`), or None."""
        return next((each for each in self.all() if each.name == name and not each.is_dm), None)

    def of(self, person_id: str) -> list[Channel]:
        """The conversations this person is in."""
        return [channel for channel in self.all() if person_id in channel.member_ids]

    def direct_message(self, person_id: str) -> Channel:
        """The direct message between the app and this person, opened if need be.

        Refused with `user_not_found`, `user_disabled`, or `cannot_dm_bot`.
        """
        person = self._people.find(person_id)
        if person.deactivated:
            raise SlackError("user_disabled")
        if person.is_bot:
            raise SlackError("cannot_dm_bot")
        channel_id = f"D{person.id[1:]}"
        channel = self._channels.get(channel_id)
        if channel is None:
            members = [person.id, BOT_USER_ID]
            channel = Channel(id=channel_id, name=APP_NAME, is_dm=True, member_ids=members)
            self._channels.put(channel_id, channel)
        return channel

    def add_member(self, channel_id: str, person_id: str) -> None:
        """Bring somebody (or the app, by its bot user) into a channel."""
        channel = self.find(channel_id)
        if person_id not in channel.member_ids:
            channel.member_ids.append(self._people.find(person_id).id)
        self._changed(channel, {*channel.member_ids})

    def remove_member(self, channel_id: str, person_id: str) -> None:
        """Take somebody (or the app) out of a channel."""
        channel = self.find(channel_id)
        told = {*channel.member_ids}
        channel.member_ids = [each for each in channel.member_ids if each != person_id]
        self._changed(channel, told)

    def archive(self, channel_id: str) -> None:
        """Close a channel for good: nothing can be posted there any more."""
        channel = self.find(channel_id)
        channel.is_archived = True
        self._changed(channel, {*channel.member_ids})

    def _changed(self, channel: Channel, told: set[str]) -> None:
        self._channels.put(channel.id, channel)
        for person_id in told:
            shown = [page_channel(each) for each in self.of(person_id)]
            self._stream.tell({person_id}, "channels", {"channels": shown})


def page_channel(channel: Channel) -> Json:
    """The conversation as the workspace page shows it."""
    return {
        "id": channel.id,
        "name": channel.name,
        "topic": channel.topic,
        "is_dm": channel.is_dm,
        "member_ids": channel.member_ids,
    }


def conversation_object(channel: Channel) -> Json:
    """The conversation as the Web API shows it to the app."""
    if channel.is_dm:
        return {
            "id": channel.id,
            "created": 0,
            "is_im": True,
            "is_archived": channel.is_archived,
            "is_open": True,
            "user": channel.dm_person_id,
            "context_team_id": TEAM_ID,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": 0,
        "creator": "U0PRIYA",
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": False,
        "is_archived": channel.is_archived,
        "is_general": channel.name == "general",
        "is_member": BOT_USER_ID in channel.member_ids,
        "is_shared": False,
        "is_ext_shared": False,
        "is_org_shared": False,
        "context_team_id": TEAM_ID,
        "topic": {"value": channel.topic, "creator": "U0PRIYA", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.member_ids),
    }
