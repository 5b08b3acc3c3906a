"""What can go wrong at the gateway on demand: at which calls, and for which functions."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from sandbox.intacct.refusal import Refusal, already_exists


class FaultKind(StrEnum):
    """The ways a call can fail."""

    HTTP_STATUS = "http_status"  # answered with a bare status before any work
    RATE_LIMIT = "rate_limit"  # status 429 with GW-0010, before any work
    RATE_LIMIT_IN_ANSWER = "rate_limit_in_answer"  # the same with status 200
    HTML_PAGE = "html_page"  # the content network's error page, before any work
    SESSION_DROP = "session_drop"  # every session is forgotten, then the call is served
    LOST_REPLY = "lost_reply"  # the work is done, the answer is a bare status
    DROPPED_CONNECTION = "dropped_connection"  # the work is done, the connection breaks
    TRUNCATED_BODY = "truncated_body"  # the work is done, the answer is cut off
    SLOW_BODY = "slow_body"  # the work is done, the second half of the answer takes `seconds`
    TWO_ROOTS = "two_roots"  # the work is done, the answer lacks the element around its parts
    LATE_COMMIT = "late_commit"  # a bare status at once, the work `seconds` later by the clock
    DUPLICATE_ID = "duplicate_id"  # writing functions are refused as if the record were there
    MISSING_DIMENSION = "missing_dimension"  # writing functions are refused for a dimension
    REFUSAL = "refusal"  # functions are refused with `errorno`, `text` and `correction`
    GATEWAY_FAILURE = "gateway_failure"  # `status` with `errorno` and `text`, before any work
    DELAYED_VISIBILITY = "delayed_visibility"  # queries miss changes of the last `seconds`
    CONCURRENCY_LIMIT = (
        "concurrency_limit"  # calls take `seconds`; beyond `limit` at a time: GW-0010
    )


BEFORE_WORK = frozenset(
    {
        FaultKind.HTTP_STATUS,
        FaultKind.RATE_LIMIT,
        FaultKind.RATE_LIMIT_IN_ANSWER,
        FaultKind.HTML_PAGE,
        FaultKind.GATEWAY_FAILURE,
        FaultKind.SESSION_DROP,
        FaultKind.LATE_COMMIT,
    }
)
IN_WORK = frozenset({FaultKind.DUPLICATE_ID, FaultKind.MISSING_DIMENSION, FaultKind.REFUSAL})
AFTER_WORK = frozenset(
    {
        FaultKind.LOST_REPLY,
        FaultKind.DROPPED_CONNECTION,
        FaultKind.TRUNCATED_BODY,
        FaultKind.SLOW_BODY,
        FaultKind.TWO_ROOTS,
    }
)


@dataclass(slots=True)
class Fault:
    """One thing to go wrong.

    Attributes:
        kind: What goes wrong.
        times: How many more calls it befalls; None for every call until it is cleared.
        function_name: Only calls with this function, or any call when None.
        status: The HTTP status of the kinds that have one.
        call_number: Only the n-th call (from 1) that it is meant for, counted from when it was
            switched on; None for the first ones on.
        probability: How likely it befalls a call that it is meant for.
        seed: Makes the chance the same each time.
        seconds: How long, for the kinds that take time.
        limit: How many calls at a time, for the concurrency limit.
        errorno: What a refusal or the gateway says first; a refusal may leave it empty.
        text: The sentence that goes with it.
        correction: The advice of a refusal.
    """

    kind: FaultKind
    times: int | None = 1
    function_name: str | None = None
    status: int = 500
    call_number: int | None = None
    probability: float = 1.0
    seed: int = 0
    seconds: float = 0.0
    limit: int = 2
    errorno: str = "GW-0001"
    text: str = "Unable to process request"
    correction: str = ""
    calls_met: int = 0
    chance: random.Random | None = None

    @property
    def lasts(self) -> bool:
        """Whether it is not used up."""
        return self.times is None or self.times > 0

    def befalls(self, function_names: Sequence[str]) -> bool:
        """Whether the fault strikes this call; counts the calls that it is meant for."""
        if not self.lasts or (self.function_name and self.function_name not in function_names):
            return False
        self.calls_met += 1
        if self.call_number not in (None, self.calls_met):
            return False
        if self.chance is None:
            self.chance = random.Random(self.seed)  # noqa: S311 - a repeatable chance is wanted
        return self.chance.random() < self.probability

    def strikes(self, function_name: str, *, writes: bool) -> bool:
        """Whether a function of the call is refused: any, but for some kinds only one that writes."""
        meant = self.function_name in {None, function_name}
        return meant and (writes or self.kind is FaultKind.REFUSAL)

    def refusal(self) -> Refusal:
        """What a function is refused with."""
        if self.kind is FaultKind.REFUSAL:
            return Refusal(self.errorno, self.text, self.correction)
        if self.kind is FaultKind.DUPLICATE_ID:
            return already_exists("record", "of this request")
        return Refusal(
            "BL03000018",
            "This transaction is missing the Location dimension for the Account 4000",
            "Provide a value for the dimension, then try again.",
        )


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

    def lasting(self, kind: FaultKind) -> Fault | None:
        """The first fault of a kind that goes on until it is cleared."""
        return next((fault for fault in self.active if fault.kind is kind and fault.lasts), None)

    def visibility_delay(self) -> timedelta:
        """How long changes stay unseen by queries."""
        fault = self.lasting(FaultKind.DELAYED_VISIBILITY)
        return timedelta() if fault is None else timedelta(seconds=fault.seconds)
