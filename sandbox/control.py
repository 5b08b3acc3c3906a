"""/control: the clock, the set-up, what goes wrong on demand, and what was asked.

For tests, demo and pages.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.calls import Part, RecordedCall, Totals
from sandbox.intacct.faults import Fault as IntacctFault
from sandbox.intacct.settings import change_settings, reset_settings, settings_of
from sandbox.re_leased.faults import Fault as ReLeasedFault
from sandbox.slack.faults import Fault as SlackFault
from sandbox.world import World

_FAULT_OF: dict[Part, type[Any]] = {
    Part.INTACCT: IntacctFault,
    Part.RE_LEASED: ReLeasedFault,
    Part.SLACK: SlackFault,
}


class ClockFace(msgspec.Struct, frozen=True):
    """The ledgers' present, aware UTC."""

    now: datetime


class ClockChange(msgspec.Struct, frozen=True):
    """Set the clock to `now` (aware), or move it by `advance_seconds`, forwards or back."""

    now: datetime | None = None
    advance_seconds: float | None = None


class Calls(msgspec.Struct, frozen=True):
    """Recorded calls, oldest first, and totals of all calls by part."""

    calls: list[RecordedCall]
    totals: dict[Part, Totals]


def routes(world: World) -> list[Route]:
    """The routes below `/control`, for `Mount`. A request that makes no sense gets status 400."""
    control = _Control(world)
    table: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
        ("GET", "/clock", control.clock),
        ("POST", "/clock", control.move_clock),
        ("POST", "/faults", control.add_fault),
        ("DELETE", "/faults", control.clear_faults),
        ("GET", "/options", control.options),
        ("POST", "/options", control.change_options),
        ("DELETE", "/options", control.reset_options),
        ("GET", "/calls", control.calls),
        ("DELETE", "/calls", control.clear_calls),
    ]
    return [Route(path, _checked(answer), methods=[method]) for method, path, answer in table]


class _Control:
    def __init__(self, world: World) -> None:
        self._world = world

    async def clock(self, _request: Request) -> Response:
        return _json(ClockFace(self._world.clock.now()))

    async def move_clock(self, request: Request) -> Response:
        change = msgspec.json.decode(await request.body(), type=ClockChange)
        try:
            self._move(change)
        except OverflowError as problem:
            raise msgspec.ValidationError("That is beyond the end of time.") from problem
        return await self.clock(request)

    def _move(self, change: ClockChange) -> None:
        before = self._world.clock.offset
        if change.now is not None and change.now.tzinfo is not None:
            self._world.clock.set(change.now)
        elif change.now is None and change.advance_seconds is not None:
            self._world.clock.advance(timedelta(seconds=change.advance_seconds))
        else:
            raise msgspec.ValidationError("Give now (with a time zone) or advance_seconds.")
        try:
            self._world.clock.now()
        except OverflowError:
            self._world.clock.offset = before
            raise

    async def add_fault(self, request: Request) -> Response:
        body = msgspec.json.decode(await request.body(), type=dict[str, Any])
        part = msgspec.convert(body.pop("part", None), Part)
        fault = msgspec.convert(body, _FAULT_OF[part])
        match part:
            case Part.INTACCT:
                self._world.intacct_faults.add(fault)
            case Part.RE_LEASED:
                self._world.re_leased_faults.add(fault)
            case Part.SLACK:
                self._world.workspace.faults.add(fault)
        return _json({"ok": True})

    async def clear_faults(self, _request: Request) -> Response:
        self._world.clear_faults()
        return _json({"ok": True})

    async def options(self, _request: Request) -> Response:
        return _json({Part.INTACCT: settings_of(self._world.intacct)})

    async def change_options(self, request: Request) -> Response:
        body = msgspec.json.decode(await request.body(), type=dict[str, Any])
        if body.pop("part", None) != Part.INTACCT:
            raise msgspec.ValidationError("Only the part intacct has options.")
        change_settings(self._world.intacct, body)
        return await self.options(request)

    async def reset_options(self, request: Request) -> Response:
        reset_settings(self._world.intacct)
        return await self.options(request)

    async def calls(self, request: Request) -> Response:
        named = request.query_params.get("part")
        part = None if named is None else msgspec.convert(named, Part)
        return _json(Calls(self._world.calls.latest(part), self._world.calls.totals()))

    async def clear_calls(self, _request: Request) -> Response:
        self._world.calls.clear()
        return _json({"ok": True})


def _checked(
    endpoint: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except msgspec.MsgspecError as problem:
            return _json({"message": f"This cannot be read: {problem}"}, status=400)

    return answer


def _json(body: object, *, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, media_type="application/json")
