"""The `ts` of messages: seconds since 1970 with six decimals, the name of a message in its channel."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS = 1_000_000


class Timestamps:
    """Gives out a `ts` for each message: never twice and always increasing within a channel."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last: dict[str, int] = {}

    def next(self, channel_id: str) -> str:
        """The `ts` of a message posted now in this channel."""
        present = (self._now() - _EPOCH) // timedelta(microseconds=1)
        moment = max(present, self._last.get(channel_id, 0) + 1)
        self._last[channel_id] = moment
        return f"{moment // _MICROSECONDS}.{moment % _MICROSECONDS:06d}"

    def seen(self, channel_id: str, ts: str) -> None:
        """Take note of a `ts` given out before the workspace was started again."""
        seconds, _, fraction = ts.partition(".")
        moment = int(seconds) * _MICROSECONDS + int(fraction)
        self._last[channel_id] = max(moment, self._last.get(channel_id, 0))
