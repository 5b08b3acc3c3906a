"""The stand-in ledgers' clock, which can be moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def _real() -> datetime:
    return datetime.now(tz=UTC)


class Clock:
    """Runs like the real clock, shifted by an offset that a person or a test can set.

    Only the two ledgers live by it. Slack keeps real time, because the app checks the age of
    every signed request against its own clock.
    """

    def __init__(
        self, offset: timedelta = timedelta(), *, real: Callable[[], datetime] = _real
    ) -> None:
        """Shifted by `offset` from `real`: by default the time of this machine, aware UTC."""
        self.offset = offset
        self._real = real

    def now(self) -> datetime:
        """The ledgers' present moment, in UTC."""
        return self._real() + self.offset

    def set(self, moment: datetime) -> None:
        """Make `moment` (aware) the present; time runs on from there."""
        self.offset = moment.astimezone(UTC) - self._real()

    def advance(self, step: timedelta) -> None:
        """Move the present by `step`, forwards or back."""
        self.offset += step
