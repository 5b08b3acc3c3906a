"""Rate limits: how often the app may call each method, and post in each channel."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.slack.errors import SlackError

# Slack says "about one message a second in a channel, with short bursts"; how long a burst may be
# is a guess.
CHANNEL_BURST = 5
MINUTE = timedelta(minutes=1)


class RateLimitedError(SlackError):
    """Too many calls; answered with status 429 and `Retry-After` in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class RateLimits:
    """Counts calls in a sliding window.

    Attributes:
        enabled: with False nothing is ever refused.
    """

    def __init__(self, now: Callable[[], datetime], *, enabled: bool = True) -> None:
        self.enabled = enabled
        self._now = now
        self._calls: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def count_call(self, method: str, per_minute: int) -> None:
        """Let this call of the method pass, or raise `RateLimitedError`."""
        self._count(method, per_minute, MINUTE)

    def count_post(self, channel_id: str) -> None:
        """Let this message into the channel pass, or raise `RateLimitedError`."""
        self._count(f"post in {channel_id}", CHANNEL_BURST, timedelta(seconds=CHANNEL_BURST))

    def _count(self, subject: str, most: int, span: timedelta) -> None:
        if not self.enabled:
            return
        now = self._now()
        times = self._calls[subject]
        while times and now - times[0] >= span:
            times.popleft()
        if len(times) >= most:
            wait = times[0] + span - now
            raise RateLimitedError(max(1, math.ceil(wait.total_seconds())))
        times.append(now)
