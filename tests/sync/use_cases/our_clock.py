"""The product's own clock in a story: real time, which the story may put forward."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class OurClock:
    """Real time, put forward by hand."""

    ahead: timedelta = field(default=timedelta())

    def __call__(self) -> datetime:
        return datetime.now(tz=UTC) + self.ahead
