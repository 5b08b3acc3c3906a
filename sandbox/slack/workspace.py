"""The stand-in Slack workspace: all its parts, made to work together."""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta

from sandbox.slack.app_events import AppEvents
from sandbox.slack.channels import Channels
from sandbox.slack.delivery import ANSWER_WITHIN, Delivery
from sandbox.slack.faults import Faults
from sandbox.slack.limits import RateLimits
from sandbox.slack.manifest import DEFAULT_COMMANDS, DEFAULT_SCOPES, SlashCommand
from sandbox.slack.messages import Messages
from sandbox.slack.people import People
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.socket_mode.sockets import AppSockets
from sandbox.slack.stream import EventStream
from sandbox.slack.triggers import Triggers
from sandbox.slack.user_groups import UserGroups
from sandbox.slack.views import AppHomes, Modals
from sandbox.storage import Storage


def real_now() -> datetime:
    """The present, in UTC: Slack lives by real time, whatever the ledgers' clock says."""
    return datetime.now(tz=UTC)


class Workspace:
    """People, channels, messages and views of one workspace, with one app installed in it.

    Args:
        storage: where people, channels, messages, App Homes and groups are kept.
        app_url: where the app takes its requests, or None while no app is connected; may be
            changed later through `delivery.app_url`.
        commands: the slash commands the app registered.
        scopes: what the app's bot token may do.
        paid_plan: False for Slack's free plan, which has no user groups.
        limits_enabled: whether rate limits apply; see also `limits.enabled`.
        now: the present, in aware UTC; tests may move it.
        answer_within: how long the app has to answer.
        event_retry_delays: the wait before each repeat of an event that the app did not take.
    """

    def __init__(
        self,
        storage: Storage,
        *,
        app_url: str | None,
        commands: Iterable[SlashCommand] = DEFAULT_COMMANDS,
        scopes: Collection[str] = DEFAULT_SCOPES,
        paid_plan: bool = True,
        limits_enabled: bool = True,
        now: Callable[[], datetime] = real_now,
        answer_within: timedelta = ANSWER_WITHIN,
        event_retry_delays: tuple[timedelta, ...] | None = None,
    ) -> None:
        self.now = now
        self.commands = {command.command: command for command in commands}
        self.scopes = set(scopes)
        self.stream = EventStream()
        self.people = People(storage)
        self.channels = Channels(storage, self.people, self.stream)
        self.messages = Messages(storage, self.channels, self.stream, now)
        self.user_groups = UserGroups(storage, paid_plan=paid_plan)
        self.modals = Modals(self.stream, now)
        self.homes = AppHomes(storage, self.stream, now)
        self.triggers = Triggers(now)
        self.response_urls = ResponseUrls(now)
        self.limits = RateLimits(now, enabled=limits_enabled)
        self.faults = Faults()
        self.sockets = AppSockets()
        self.delivery = Delivery(app_url, now, self.sockets, answer_within=answer_within)
        self.events = AppEvents(self.delivery, now, retry_delays=event_retry_delays)

    def set_group_members(self, group_id: str, member_ids: list[str]) -> None:
        """Change who is in a user group, as an administrator would; the app is told."""
        added, removed = self.user_groups.set_members(group_id, member_ids)
        self.events.group_members_changed(group_id, added, removed)

    async def close(self) -> None:
        """Stop repeating events and let the connections to the app go."""
        await self.events.close()
        await self.sockets.close()
        await self.delivery.close()
