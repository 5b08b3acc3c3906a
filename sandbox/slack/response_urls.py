"""Response URLs: the app's way to answer where a person typed a command or pressed a button."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

LIFE = timedelta(minutes=30)
USES = 5


class ResponseUrl(msgspec.Struct):
    """Where answers go, for whom, and on which message (by `ts`) the person acted, if any."""

    channel: str
    person_id: str
    given_at: datetime
    message_ts: str | None = None
    thread_ts: str | None = None
    uses_left: int = USES


class ResponseUrls:
    """Response URLs given out, by the secret at their end; none survives a restart."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._urls: dict[str, ResponseUrl] = {}

    def give(
        self,
        channel: str,
        person_id: str,
        *,
        message_ts: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """The token at the end of a new response URL."""
        token = secrets.token_urlsafe(24)
        self._urls[token] = ResponseUrl(
            channel=channel,
            person_id=person_id,
            given_at=self._now(),
            message_ts=message_ts,
            thread_ts=thread_ts,
        )
        return token

    def usable(self, token: str) -> ResponseUrl | None:
        """The URL while it has uses left and is younger than half an hour, else None."""
        url = self._urls.get(token)
        if url is None or url.uses_left == 0 or self._now() - url.given_at > LIFE:
            return None
        return url

    def used(self, url: ResponseUrl) -> None:
        """Take one use off."""
        url.uses_left -= 1
