"""What was asked of each part of the stand-in world: the latest calls, and totals of all."""

from collections import deque
from datetime import datetime
from enum import StrEnum

import msgspec

from sandbox.intacct.calls import GatewayCall
from sandbox.re_leased.calls import InterfaceCall
from sandbox.slack.calls import SlackCall

KEPT_CALLS = 5_000
_OK = 200
_SLACK_READS = (".list", ".info", ".history", ".replies", ".test", ".members", ".lookupByEmail")


class Part(StrEnum):
    """A part of the stand-in world that the product calls."""

    INTACCT = "intacct"
    RE_LEASED = "re_leased"
    SLACK = "slack"


class RecordedCall(msgspec.Struct, frozen=True):
    """One answered call.

    Attributes:
        number: Its place among all calls of all parts, from 1.
        time: Aware UTC; the ledgers' clock for the ledgers, real time for Slack.
        names: Function names (Intacct), method and path (Re-Leased), or the method (Slack).
        status: The HTTP status; 0 when the connection was dropped instead of an answer.
        reads: How many reads it counts for.
        writes: How many writes it counts for; for Intacct, records written.
        error: Slack's name for what was wrong.
    """

    number: int
    part: Part
    time: datetime
    names: tuple[str, ...]
    status: int
    reads: int
    writes: int
    error: str | None = None


class Totals(msgspec.Struct):
    """All calls of one part, however long ago."""

    calls: int = 0
    reads: int = 0
    writes: int = 0


class CallLog:
    """Keeps the latest calls of all parts, and exact totals for each."""

    def __init__(self, *, kept: int = KEPT_CALLS) -> None:
        self._calls: deque[RecordedCall] = deque(maxlen=kept)
        self._totals = {part: Totals() for part in Part}
        self._last_number = 0

    def record_intacct(self, call: GatewayCall) -> None:
        """Keep a request to the gateway."""
        self._keep(
            Part.INTACCT,
            call.time,
            call.function_names,
            status=call.status,
            reads=call.reads,
            writes=call.writes,
        )

    def record_re_leased(self, call: InterfaceCall) -> None:
        """Keep a request to Re-Leased's interface."""
        address = f"{call.path}?{call.query}" if call.query else call.path
        writes = int(call.is_write)
        names = (f"{call.method} {address}",)
        self._keep(
            Part.RE_LEASED,
            call.time,
            names,
            status=call.status,
            reads=1 - writes,
            writes=writes,
        )

    def record_slack(self, call: SlackCall) -> None:
        """Keep a call of the Web API."""
        reads = int(call.method.endswith(_SLACK_READS))
        self._keep(
            Part.SLACK,
            call.time,
            (call.method,),
            status=_OK,
            reads=reads,
            writes=1 - reads,
            error=call.error,
        )

    def latest(self, part: Part | None = None) -> list[RecordedCall]:
        """The calls that are still kept, oldest first; of one part only, when named."""
        return [call for call in self._calls if part in (None, call.part)]

    def totals(self) -> dict[Part, Totals]:
        """The totals of every part since the log was last cleared."""
        return self._totals

    def clear(self) -> None:
        """Forget all calls and totals; numbers go on."""
        self._calls.clear()
        self._totals = {part: Totals() for part in Part}

    def _keep(
        self,
        part: Part,
        time: datetime,
        names: tuple[str, ...],
        *,
        status: int,
        reads: int,
        writes: int,
        error: str | None = None,
    ) -> None:
        self._last_number += 1
        self._calls.append(
            RecordedCall(self._last_number, part, time, names, status, reads, writes, error)
        )
        totals = self._totals[part]
        totals.calls += 1
        totals.reads += reads
        totals.writes += writes
