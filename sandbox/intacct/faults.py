"""What can go wrong at the gateway on demand: for how many calls, and for which functions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    """The ways a call can fail."""

    HTTP_STATUS = "http_status"  # answered with a bare status before any work
    RATE_LIMIT = "rate_limit"  # status 429 with GW-0010, before any work
    HTML_PAGE = "html_page"  # the content network's error page, before any work
    SESSION_DROP = "session_drop"  # every session is forgotten, then the call is served
    LOST_REPLY = "lost_reply"  # the work is done, the answer is a bare status
    DROPPED_CONNECTION = "dropped_connection"  # the work is done, the connection breaks
    TRUNCATED_BODY = "truncated_body"  # the work is done, the answer is cut off


BEFORE_WORK = frozenset(
    {FaultKind.HTTP_STATUS, FaultKind.RATE_LIMIT, FaultKind.HTML_PAGE, FaultKind.SESSION_DROP}
)
AFTER_WORK = frozenset(FaultKind) - BEFORE_WORK


@dataclass(slots=True)
class Fault:
    """One thing to go wrong.

    Attributes:
        kind: What goes wrong.
        times: How many more calls it befalls; None for every call until it is cleared.
        function_name: Only calls with this function, or any call when None.
        status: The HTTP status of the kinds that have one.
    """

    kind: FaultKind
    times: int | None = 1
    function_name: str | None = None
    status: int = 500

    def befalls(self, function_names: Sequence[str]) -> bool:
        """Whether the fault is meant for a call with these functions."""
        spent = self.times is not None and self.times <= 0
        return not spent and (self.function_name is None or self.function_name in function_names)


@dataclass(slots=True)
class Faults:
    """The faults that are switched on."""

    active: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Switch a fault on."""
        self.active.append(fault)

    def clear(self) -> None:
        """Switch everything off."""
        self.active.clear()

    def take(self, kinds: frozenset[FaultKind], function_names: Sequence[str]) -> Fault | None:
        """The first fault of these kinds that befalls the call, counted as used; or None."""
        for fault in self.active:
            if fault.kind in kinds and fault.befalls(function_names):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None
