"""The line between adapter and stand-in: it notes every request, and plays tricks."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

COMPANY_PATH = "/companies/12"
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it arrived; `path` below the company."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    client: tuple[str, int]


@dataclass(slots=True)
class Trick:
    """What happens to the next requests that fit."""

    fits: Callable[[Call], bool]
    times: int
    before: Callable[[], object] = lambda: None
    reaches_the_book: bool = True
    answer: tuple[int, bytes, dict[str, str]] | None = None


@dataclass(slots=True)
class Line:
    """The line between adapter and stand-in: notes every request, and plays tricks."""

    app: App
    calls: list[Call] = field(default_factory=list)
    tricks: list[Trick] = field(default_factory=list)
    running: int = 0
    most_at_once: int = 0

    def play(self, method: str, path: str = "", *, times: int = 1, **trick: Any) -> None:
        """Play a trick on the next `times` requests of `method` whose path starts with `path`."""
        self.tricks.append(
            Trick(lambda call: call.method == method and call.path.startswith(path), times, **trick)
        )

    def count(self, method: str, path: str = "") -> int:
        """How many requests of `method` arrived below `path`."""
        return sum(call.method == method and call.path.startswith(path) for call in self.calls)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        call = _call(scope)
        self.calls.append(call)
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            await self._answered(call, scope, receive, send)
        finally:
            self.running -= 1

    async def _answered(self, call: Call, scope: Message, receive: Receive, send: Send) -> None:
        trick = self._trick_for(call)
        if trick is None:
            await self.app(scope, receive, send)
            return
        trick.before()
        if trick.reaches_the_book:
            await self.app(scope, receive, send if trick.answer is None else _nowhere)
        if trick.answer is not None:
            await _answer(send, *trick.answer)

    def _trick_for(self, call: Call) -> Trick | None:
        for trick in self.tricks:
            if trick.times > 0 and trick.fits(call):
                trick.times -= 1
                return trick
        return None


def _call(scope: Message) -> Call:
    query = {name: values[-1] for name, values in parse_qs(scope["query_string"].decode()).items()}
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    _, _, below = scope["path"].partition(COMPANY_PATH)
    return Call(scope["method"], below.lstrip("/"), query, headers, scope["client"])


async def _nowhere(message: Message) -> None:
    """The answer that is lost on the way."""


async def _answer(send: Send, status: int, body: bytes, headers: dict[str, str]) -> None:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
