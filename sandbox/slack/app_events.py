"""Events sent to the app: delivered in the background, and repeated when the app does not take them."""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.slack.credentials import TEAM_ID
from sandbox.slack.delivery import AppAnswer, Delivery
from sandbox.slack.errors import Json
from sandbox.slack.message import Message, api_message
from sandbox.slack.payloads import JSON, event_envelope
from sandbox.slack.views import View, view_object

# At once, after about a minute, after about five minutes.
RETRY_DELAYS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))


class AppEvents:
    """The events of the workspace that the app subscribed to."""

    def __init__(
        self,
        delivery: Delivery,
        now: Callable[[], datetime],
        *,
        retry_delays: tuple[timedelta, ...] | None = None,
    ) -> None:
        self._delivery = delivery
        self._now = now
        self._retry_delays = RETRY_DELAYS if retry_delays is None else retry_delays
        self._under_way: set[asyncio.Task[None]] = set()

    def app_home_opened(self, person_id: str, channel_id: str, view: View | None) -> None:
        """Somebody opened the App Home."""
        event: Json = {
            "type": "app_home_opened",
            "user": person_id,
            "channel": channel_id,
            "tab": "home",
            "event_ts": self._event_ts(),
        }
        self.send(event | {"view": view_object(view)} if view else event)

    def message_posted(self, message: Message, *, in_dm: bool) -> None:
        """Somebody wrote to the app, in the direct message or by mentioning it."""
        kind = {"type": "message", "channel_type": "im"} if in_dm else {"type": "app_mention"}
        shown = api_message(message)
        self.send({**shown, **kind, "channel": message.channel, "event_ts": message.ts})

    def group_members_changed(self, group_id: str, added: list[str], removed: list[str]) -> None:
        """Somebody joined or left a user group."""
        present = int(self._now().timestamp())
        self.send(
            {
                "type": "subteam_members_changed",
                "subteam_id": group_id,
                "team_id": TEAM_ID,
                "date_previous_update": present,
                "date_update": present,
                "added_users": added,
                "added_users_count": len(added),
                "removed_users": removed,
                "removed_users_count": len(removed),
                "event_ts": self._event_ts(),
            }
        )

    def send(self, event: Json) -> None:
        """Send any event, in the background; without a connected app it is lost."""
        if not self._delivery.has_app:
            return
        body = json.dumps(event_envelope(event, now=self._now())).encode()
        task = asyncio.create_task(self._deliver(event["type"], body))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def close(self) -> None:
        """Give up on everything that is still to be delivered."""
        for task in self._under_way:
            task.cancel()
        if self._under_way:  # else a world may be closed where no event loop runs
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _deliver(self, kind: str, body: bytes) -> None:
        answer = await self._delivery.send(kind, body, content_type=JSON)
        for number, delay in enumerate(self._retry_delays, start=1):
            if answer.failure is None or answer.headers.get("x-slack-no-retry") == "1":
                return
            await asyncio.sleep(delay.total_seconds())
            answer = await self._delivery.send(
                kind, body, content_type=JSON, headers=_retry_headers(number, answer)
            )

    def _event_ts(self) -> str:
        return f"{self._now().timestamp():.6f}"


def _retry_headers(number: int, answer: AppAnswer) -> dict[str, str]:
    return {
        "X-Slack-Retry-Num": str(number),
        "X-Slack-Retry-Reason": str(answer.failure),
    }
