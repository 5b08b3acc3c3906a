"""Working hours: when people may be disturbed, and how much working time has gone by."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST_LOOK_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When a finance team works; holidays are not known.

    Attributes:
        time_zone: IANA name, such as Europe/London.
        days: Days of the week, Monday is 0; at least one.
        begin: Local time of day.
        end: Local time of day, later than `begin`.

    Raises:
        ValueError: No day, an end that is not after its beginning, or an unknown time zone.
    """

    time_zone: str = "Europe/London"
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    begin: time = time(8)
    end: time = time(18)

    def __post_init__(self) -> None:
        ZoneInfo(self.time_zone)
        if not self.days or not set(self.days) <= set(range(7)):
            raise ValueError("Working hours need at least one day of the week.")
        if self.begin >= self.end:
            raise ValueError("Working hours must end later than they begin, on the same day.")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.time_zone)

    def is_working(self, at: datetime) -> bool:
        """Whether `at` (aware) lies within working hours."""
        local = at.astimezone(self.zone)
        return local.weekday() in self.days and self.begin <= local.time() < self.end

    def next_working(self, at: datetime) -> datetime:
        """`at` itself within working hours, else the moment that they next begin; aware, UTC-based."""
        if self.is_working(at):
            return at
        day = at.astimezone(self.zone).date()
        while True:
            begin, _ = self._of(day)
            if day.weekday() in self.days and begin > at:
                return begin
            day += timedelta(days=1)

    def worked_between(self, begin: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments (aware); nothing where `end` is earlier.

        Looks at most a year back: longer is long enough for every rule.
        """
        begin = max(begin, end - LONGEST_LOOK_AHEAD)
        day, total = begin.astimezone(self.zone).date(), timedelta()
        while day <= end.astimezone(self.zone).date():
            if day.weekday() in self.days:
                opens, closes = self._of(day)
                total += max(min(closes, end) - max(opens, begin), timedelta())
            day += timedelta(days=1)
        return total

    def _of(self, day: date) -> tuple[datetime, datetime]:
        """A day's beginning and end, in UTC: arithmetic across a change of clocks is right there only."""
        utc = ZoneInfo("UTC")
        begin, end = (datetime.combine(day, at, self.zone) for at in (self.begin, self.end))
        return begin.astimezone(utc), end.astimezone(utc)
