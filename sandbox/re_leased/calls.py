"""What is told about every request, so that tests and pages can see what the product asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

LOST = 0


@dataclass(frozen=True, slots=True)
class InterfaceCall:
    """One request to the stand-in Re-Leased.

    `time` is the ledgers' clock in UTC; `path` is below the interface's root, `query` the raw
    query string; `status` is what was answered, or `LOST` where no whole answer went out.
    """

    time: datetime
    method: str
    path: str
    status: int
    is_write: bool
    query: str = ""


OnCall = Callable[[InterfaceCall], None]


def ignore(_: InterfaceCall) -> None:
    """Nobody wants to know."""
