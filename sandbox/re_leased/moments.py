"""Points in time as Re-Leased writes them: text that sorts in the order of time."""

from datetime import UTC, datetime, timedelta
from typing import NewType

Moment = NewType("Moment", str)
"""UTC in RFC 3339 with milliseconds and `Z`, such as `2026-03-02T20:11:05.000Z`."""


def moment(instant: datetime) -> Moment:
    """The aware `instant` as Re-Leased writes it, cut off at the millisecond."""
    text = instant.astimezone(UTC).isoformat(timespec="milliseconds")
    return Moment(text.replace("+00:00", "Z"))


def instant(written: Moment) -> datetime:
    """The aware UTC time that `written` names."""
    return datetime.fromisoformat(written)


def next_moment(now: datetime, *, after: Moment) -> Moment:
    """The present, or the millisecond after `after` when the clock has not moved past it."""
    present = moment(now)
    if present > after:
        return present
    return moment(instant(after) + timedelta(milliseconds=1))
