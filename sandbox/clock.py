"""The stand-in ledgers' clock, which can be moved."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Runs like the real clock, shifted by an offset that a person or a test can set.

    Only the two ledgers live by it. Slack keeps real time, because the app checks the age of
    every signed request against its own clock.
    """

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    def now(self) -> datetime:
        """The ledgers' present moment, in UTC."""
        return datetime.now(tz=UTC) + self.offset

    def set(self, moment: datetime) -> None:
        """Make `moment` (aware) the present; time runs on from there."""
        self.offset = moment.astimezone(UTC) - datetime.now(tz=UTC)

    def advance(self, step: timedelta) -> None:
        """Move the present by `step`, forwards or back."""
        self.offset += step
