"""What can go wrong with the stand-in Re-Leased, on demand."""

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase


class FaultKind(StrEnum):
    """What happens to a call."""

    RATE_LIMITED = "rate_limited"  # 429; nothing was done
    UNAVAILABLE_BEFORE = "unavailable_before"  # 5xx; nothing was done
    UNAVAILABLE_AFTER = "unavailable_after"  # 5xx, but the call was carried out
    HTML_BODY = "html_body"  # an answer in HTML instead of JSON; nothing was done
    LOST_REPLY = "lost_reply"  # carried out, then the connection breaks off
    DELAY = "delay"  # carried out after a while
    FORBIDDEN = "forbidden"  # 403, as with a key that lacks a right; nothing was done
    UNAUTHENTICATED = "unauthenticated"  # 401, as with a key that has expired


@dataclass(slots=True)
class Fault:
    """One thing to go wrong.

    Attributes:
        kind: What happens.
        method: The HTTP method it strikes, or None for every one.
        path: A shell-like pattern of the path below the interface's root, such as
            `/companies/12/invoices*`.
        skip: How many matching calls pass unharmed first.
        times: How many calls it strikes after that; None is until it is cleared.
        status: The status of a 5xx or an HTML answer.
        seconds: How long a delay lasts, or the Retry-After of a 429.
    """

    kind: FaultKind
    method: str | None = None
    path: str = "*"
    skip: int = 0
    times: int | None = 1
    status: int = 503
    seconds: float = 1.0

    def strikes(self, method: str, path: str) -> bool:
        """Whether this call is struck; counts the call if it matches."""
        if self.method not in {None, method} or not fnmatchcase(path, self.path):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is None:
            return True
        self.times -= 1
        return self.times >= 0

    @property
    def is_spent(self) -> bool:
        """It will never strike again."""
        return self.times is not None and self.times <= 0


class Faults:
    """The faults switched on now, in the order they were added."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Switch a fault on."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Switch all faults off."""
        self._faults.clear()

    def next_for(self, method: str, path: str) -> Fault | None:
        """The fault that strikes this call, if any: the first that matches."""
        struck = next((fault for fault in self._faults if fault.strikes(method, path)), None)
        self._faults = [fault for fault in self._faults if not fault.is_spent]
        return struck
