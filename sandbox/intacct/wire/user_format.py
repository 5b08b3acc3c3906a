"""How one user sees dates and times: his time zone, his order of a date's parts, his clock.

Sage documents that answers follow these preferences, and that filters are read by them. The letters
of a date format are a guess beyond `/mdY`: the sign between the parts, then the parts in order. A
locale is told by `readUserFormatting` and changes nothing else here (a guess).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_US_ORDER = "/mdY"
_GMT = timedelta()


@dataclass(frozen=True, slots=True)
class UserFormat:
    """One user's preferences.

    Attributes:
        gmt_offset: How far his time is from GMT.
        date_format: The sign between the parts, then m, d and Y in his order, such as `/mdY`.
        clock: 24, or 12 for hours with AM and PM.
    """

    gmt_offset: timedelta = _GMT
    date_format: str = _US_ORDER
    clock: str = "24"

    def date_text(self, day: date | None) -> str:
        """The date in his order; empty when there is none."""
        return "" if day is None else _date_text(day, self.date_format)

    def timestamp_text(self, moment: datetime | None) -> str:
        """The moment in his zone, order and clock; empty when there is none."""
        if moment is None:
            return ""
        shown = moment + self.gmt_offset if self.gmt_offset != _GMT else moment
        day = _date_text(shown.date(), self.date_format)
        if self.clock == "12":
            return f"{day} {shown:%I:%M:%S %p}"
        return f"{day} {shown.hour:02}:{shown.minute:02}:{shown.second:02}"

    def date_of(self, text: str) -> date:
        """A date in his order, or in ISO form.

        Raises:
            ValueError: It is neither.
        """
        return self._parsed(text.strip().split(" ")[0]).date()

    def moment_of(self, text: str) -> datetime:
        """A moment in his zone, order and clock, or the beginning of a day; aware UTC.

        Raises:
            ValueError: It is neither.
        """
        day, _, time = text.strip().partition(" ")
        start = self._parsed(day)
        if not time:
            return start - self.gmt_offset
        form = "%I:%M:%S %p" if time[-1:] in {"M", "m"} else "%H:%M:%S"
        clock = datetime.strptime(time, form).replace(tzinfo=UTC)
        passed = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
        return start + passed - self.gmt_offset

    def _parsed(self, text: str) -> datetime:
        is_iso = len(text) > len("YYYY") and text[len("YYYY")] == "-"
        form = "%Y-%m-%d" if is_iso else _pattern(self.date_format)
        return datetime.strptime(text, form).replace(tzinfo=UTC)


US = UserFormat()
"""What a new user has: GMT, MM/DD/YYYY, 24 hours."""


@lru_cache(maxsize=100)
def _pattern(date_format: str) -> str:
    return date_format[0].join(f"%{part}" for part in date_format[1:])


@lru_cache(maxsize=10_000)
def _date_text(day: date, date_format: str) -> str:
    if date_format == _US_ORDER:
        return f"{day.month:02}/{day.day:02}/{day.year:04}"
    texts = {
        "m": f"{day.month:02}",
        "d": f"{day.day:02}",
        "Y": f"{day.year:04}",
        "y": f"{day.year % 100:02}",
    }
    return date_format[0].join(texts[part] for part in date_format[1:])
