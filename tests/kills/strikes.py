"""In a worker's process: every point that it passes is noted, and at one of them it dies by SIGKILL."""

import os
import re
import signal
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec
from sqlalchemy import Connection, Engine, event

from sync.domain.sides import Side
from tests.kills.points import Phase, Place, Point

_FUNCTION = re.compile(rb"<function [^>]*>\s*<(\w+)")
_ID = re.compile(r"(?<=/)[0-9a-f-]*\d[0-9a-f-]*(?=/|$)")
_CHANGED_TABLE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
_BY_THE_CLOCK = ("lease keeper", "gateway slot keeper")
"""Threads whose commits come when a time has passed, and not at a point of the run."""

_SENT = "http11.send_request_body.complete"


@dataclass(slots=True)
class Fate:
    """What is noted, and where the worker dies.

    Attributes:
        notes: A file that gets one line for each point passed; None to note nothing.
        strike: The point at which to die; None for a worker that is left alone.
    """

    notes: Path | None
    strike: Point | None
    _counted: Counter[tuple[Place, str]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, place: Place, what: str) -> int:
        """The number of this call or commit among those of its sort."""
        with self._lock:
            self._counted[place, what] += 1
            return self._counted[place, what]

    def passes(self, place: Place, what: str, number: int, phase: Phase) -> None:
        """The worker is at this point: note it, or die."""
        point = Point(place, what, number, phase)
        if point == self.strike:
            die()
        if self.notes is not None:
            with self.notes.open("ab") as notes:
                notes.write(msgspec.json.encode(point) + b"\n")


def die() -> None:
    """The worker and its work horse are gone, as after a power cut: no handler runs, nothing is flushed."""
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


class StrikingTransport(httpx.BaseTransport):
    """The network, with a point before, during and after each call.

    Args:
        place: The ledger that is spoken to.
        fate: Told of each point.
    """

    def __init__(self, place: Place, fate: Fate) -> None:
        self._place = place
        self._fate = fate
        self._network = httpx.HTTPTransport(verify=False, trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request and its whole answer."""
        what = _intacct_call(request) if self._place is Place.INTACCT else _re_leased_call(request)
        number = self._fate.count(self._place, what)

        def pass_by(phase: Phase) -> None:
            self._fate.passes(self._place, what, number, phase)

        request.extensions = {**request.extensions, "trace": _when_sent(pass_by)}
        pass_by(Phase.BEFORE)
        response = self._network.handle_request(request)
        response.read()
        pass_by(Phase.AFTER)
        return response

    def close(self) -> None:
        """Let the connections go."""
        self._network.close()


def _when_sent(pass_by: Callable[[Phase], None]) -> Callable[[str, Mapping[str, Any]], None]:
    """A trace of httpcore's (its extension "trace"): the request has left, whole."""

    def trace(event_name: str, _: Mapping[str, Any]) -> None:
        if event_name == _SENT:
            pass_by(Phase.DURING)

    return trace


def _intacct_call(request: httpx.Request) -> str:
    names = Counter(name.decode() for name in _FUNCTION.findall(request.content))
    return ", ".join(
        name if many == 1 else f"{many} {name}" for name, many in sorted(names.items())
    )


def _re_leased_call(request: httpx.Request) -> str:
    return f"{request.method} {_ID.sub('*', request.url.path.partition('/v1/')[2])}"


def transports(fate: Fate) -> Mapping[Side, httpx.BaseTransport]:
    """For both ledgers."""
    return {
        Side.INTACCT: StrikingTransport(Place.INTACCT, fate),
        Side.RE_LEASED: StrikingTransport(Place.RE_LEASED, fate),
    }


def watch_commits(fate: Fate) -> None:
    """Have the points before and after every commit of this process passed that changed something.

    SQLAlchemy tells before a commit; after it the connection goes back to its pool, which is told too.
    """

    def begins(connection: Connection) -> None:
        connection.info["changed"] = set()
        connection.info.pop("committed", None)

    def executes(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        changed = _CHANGED_TABLE.match(statement)
        if changed and "changed" in connection.info:
            connection.info["changed"].add(changed[1])

    def commits(connection: Connection) -> None:
        changed = connection.info.pop("changed", None)
        if changed and threading.current_thread().name not in _BY_THE_CLOCK:
            what = f"commit of {', '.join(sorted(changed))}"
            number = fate.count(Place.DATABASE, what)
            fate.passes(Place.DATABASE, what, number, Phase.BEFORE)
            connection.info["committed"] = (what, number)

    def is_given_back(_: Any, record: Any) -> None:
        committed = record.info.pop("committed", None)
        if committed is not None:
            what, number = committed
            fate.passes(Place.DATABASE, what, number, Phase.AFTER)

    event.listen(Engine, "begin", begins)
    event.listen(Engine, "before_cursor_execute", executes)
    event.listen(Engine, "commit", commits)
    event.listen(Engine, "checkin", is_given_back)
