"""The morning digest: when it is due, and what of the open issues it adds up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sync.domain.money import Money, total
from sync.domain.working_hours import WorkingHours

TOO_LATE_AFTER = timedelta(hours=4)
"""A digest that could not be given in the morning says nothing new in the afternoon."""


@dataclass(frozen=True, slots=True)
class Heap:
    """So many records, and what they come to.

    Attributes:
        count: How many.
        amount: Their sum in the company's currency; None where no money is involved.
    """

    count: int
    amount: Money | None


def digest_day(
    now: datetime, hours: WorkingHours, digest_at: time, last: date | None
) -> date | None:
    """The day whose digest is due at `now`, in the company's own time zone; None where none is.

    Args:
        now: Aware UTC.
        hours: On whose working days it is given.
        digest_at: Local time of day.
        last: The day of the last digest.
    """
    local = now.astimezone(hours.zone)
    due = datetime.combine(local.date(), digest_at, hours.zone)
    is_due = local.weekday() in hours.days and due <= local < due + TOO_LATE_AFTER
    is_new = last is None or last < local.date()
    return local.date() if is_due and is_new else None


def heap(parts: Iterable[tuple[int, Money | None]], currency: str) -> Heap:
    """Counts and sums added up; amounts in other currencies are counted and not added."""
    counts, amounts = [], []
    for count, amount in parts:
        counts.append(count)
        if amount is not None and amount.currency == currency:
            amounts.append(amount)
    return Heap(sum(counts), total(amounts, currency) if amounts else None)
