"""What can go wrong with the Web API on demand."""

from enum import StrEnum

import msgspec


class FaultKind(StrEnum):
    """What happens to a call.

    The first ones answer as Slack does; `server_error` gives status 500 before anything is done;
    `slow` does the work after a pause; `not_json` does it and answers with something that is no
    JSON; the two resets cut the connection without an answer, before or after the call took effect.
    """

    RATE_LIMITED = "ratelimited"
    NOT_IN_CHANNEL = "not_in_channel"
    TOKEN_REVOKED = "token_revoked"
    ACCOUNT_INACTIVE = "account_inactive"
    INVALID_BLOCKS = "invalid_blocks"
    MSG_BLOCKS_TOO_LONG = "msg_blocks_too_long"
    MSG_TOO_LONG = "msg_too_long"
    EDIT_WINDOW_CLOSED = "edit_window_closed"
    SERVER_ERROR = "server_error"
    SLOW = "slow"
    NOT_JSON = "not_json"
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"


class Fault(msgspec.Struct):
    """A fault waiting to strike.

    `method` limits it to one method, `calls` is how many calls it strikes (None: until cleared),
    `retry_after` (seconds) matters for `ratelimited` only, `pause` (seconds) for `slow` only.
    """

    kind: FaultKind
    method: str | None = None
    calls: int | None = 1
    retry_after: int = 1
    pause: float = 5.0

    @property
    def refuses(self) -> bool:
        """Whether it makes Slack answer with the error of its name."""
        return self.kind in _REFUSALS


_REFUSALS = {
    FaultKind.RATE_LIMITED,
    FaultKind.NOT_IN_CHANNEL,
    FaultKind.TOKEN_REVOKED,
    FaultKind.ACCOUNT_INACTIVE,
    FaultKind.INVALID_BLOCKS,
    FaultKind.MSG_BLOCKS_TOO_LONG,
    FaultKind.MSG_TOO_LONG,
    FaultKind.EDIT_WINDOW_CLOSED,
}


class Faults:
    """The faults that are switched on, oldest first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Switch a fault on."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Switch all faults off."""
        self._faults.clear()

    def strike(self, method: str) -> Fault | None:
        """The fault that hits this call, if any; its count goes down by one."""
        fault = next((each for each in self._faults if each.method in {None, method}), None)
        if fault is None:
            return None
        if fault.calls is not None:
            fault.calls -= 1
            if fault.calls <= 0:
                self._faults.remove(fault)
        return fault
