"""Which modification stamps are believed.

One in the far future would move what is known of a kind beyond all that is yet to change, so that nothing of it
were ever read again.
"""

from datetime import datetime, timedelta

TOLERANCE = timedelta(days=1)
"""How far ahead of its ledger's clock a stamp may be: more than any time zone that somebody forgot about."""


def latest_believable(clock_difference: timedelta | None, now: datetime) -> datetime:
    """The latest moment, aware UTC, that a stamp may name just now.

    Args:
        clock_difference: How far the ledger's clock is ahead of ours; None where it did not say.
        now: By our clock, aware UTC.
    """
    return now + (clock_difference or timedelta()) + TOLERANCE
