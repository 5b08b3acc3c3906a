"""How much Intacct may be asked at a time, and what the asking cost: one answer for all processes.

A company's limit is shared by everything that speaks to it, so it cannot stand in one process's memory.
`sync.store` keeps this contract across processes; the adapter has one for a process that is alone.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sync.domain.errors import RetryLater

MOST_REQUESTS_IN_FLIGHT = 2  # what most companies may send at a time (reference: XML concurrency)
PATIENCE_SECONDS = 60.0
_SECONDS_PER_MINUTE = 60.0
_BURST_SHARE = 10
_COME_BACK_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class CallAllowance:
    """How much one company may be asked.

    Attributes:
        requests_in_flight: How many HTTP requests at the same time.
        requests_per_minute: How many on average, after a burst of a tenth of them; 0 for any number.
        patience_seconds: How long a request waits for its turn before its caller is told to come back.
    """

    requests_in_flight: int = 1
    requests_per_minute: int = 0
    patience_seconds: float = PATIENCE_SECONDS

    @property
    def burst(self) -> float:
        """How many requests may start at once after a rest: a tenth of a minute's, at least one."""
        return max(1.0, self.requests_per_minute / _BURST_SHARE)

    @property
    def requests_per_second(self) -> float:
        """How fast the right to further requests comes back."""
        return self.requests_per_minute / _SECONDS_PER_MINUTE


@dataclass(slots=True)
class Turn:
    """The right to send one request.

    Attributes:
        transactions: What the request cost, in Sage's API transactions; set before the turn ends.
    """

    transactions: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """What a company was asked in a month.

    Attributes:
        requests: HTTP requests.
        transactions: API transactions, as Sage charges them.
    """

    requests: int = 0
    transactions: int = 0


class CallLimits(Protocol):
    """Turns at Intacct, one company's shared by all who ask it."""

    def turn(self, company: str) -> AbstractContextManager[Turn]:
        """Wait for the company's turn and hold it while the block lasts: for one HTTP request.

        At its end the request and the turn's `transactions` are counted in the present month.
        Giving back never fails: what became of the request must not be hidden by its book-keeping.

        Raises:
            RetryLater: No turn came within the patience; nothing was sent and nothing is held.
        """
        ...

    def usage(self, company: str, month: date) -> Usage:
        """What the company was asked in the UTC month that `month` is a day of."""
        ...


class UsageTable(Protocol):
    """What each company's calls cost, as the database knows it."""

    def this_month(self, company: str) -> Usage:
        """What the company was asked since the first of the present UTC month."""
        ...


def company_key(company: str) -> str:
    """The company's id as limits know it: Intacct takes ids in capitals and small letters alike."""
    return company.casefold()


def month_key(day: date) -> str:
    """The month of `day`, as text that sorts. Sage's own month is assumed to be UTC's (a guess)."""
    return f"{day:%Y-%m}"


def no_turn_came(company: str, allowance: CallAllowance) -> RetryLater:
    """What a request is refused with that waited for its turn in vain."""
    return RetryLater(
        f"Intacct company {company} was busy with our other requests for "
        f"{allowance.patience_seconds:.0f} seconds, so this one was not sent. It is tried again later.",
        wait_seconds=_COME_BACK_SECONDS,
    )
