"""The way from the adapters to the stand-in ledgers, all within this process."""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any
from urllib.parse import unquote

import httpx

from sync.domain.sides import Side

Message = MutableMapping[str, Any]
Application = Callable[
    [
        Message,
        Callable[[], Awaitable[Message]],
        Callable[[Message], Awaitable[None]],
    ],
    Coroutine[Any, Any, None],
]


class StandIn:
    """Hands requests to an ASGI application and waits for its whole answer.

    Args:
        app: The application.

    Attributes:
        handed_over: How many requests were handed over, by the ledger they were for.
        accepted: How many writes Re-Leased carried out.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self.handed_over: Counter[Side] = Counter()
        self.accepted = 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        """What the application answers; a body that breaks off is told as such.

        Raises:
            httpx.RemoteProtocolError: The answer broke off.
        """
        self.handed_over[side_of(request)] += 1
        exchange = _Exchange(request)
        at_once(self._app(_scope(request), exchange.receive, exchange.send))
        answer = exchange.response()
        if side_of(request) is Side.RE_LEASED and is_write(request):
            self.accepted += answer.is_success
        return answer


def at_once(work: Coroutine[Any, Any, None]) -> None:
    """Do work that waits for nothing, in the caller's thread and without an event loop.

    Raises:
        RuntimeError: It would wait, which nothing does in a story: time moves only when it is told to.
    """
    try:
        work.send(None)
    except StopIteration:
        return
    work.close()
    raise RuntimeError("The stand-in waits for something, and nobody would wake it.")


_FUNCTION_NAME = re.compile(rb"<function controlid=[^>]*>\s*<(\w+)")
_ASKING = re.compile(rb"read|query|get|lookup|inspect")


def is_write(request: httpx.Request) -> bool:
    """Whether a request is to change something."""
    if side_of(request) is Side.RE_LEASED:
        return request.method != "GET"
    return any(not _ASKING.match(name) for name in _FUNCTION_NAME.findall(request.read()))


def side_of(request: httpx.Request) -> Side:
    """Which ledger a request is for."""
    return Side.INTACCT if request.url.path.startswith("/ia/") else Side.RE_LEASED


class _Exchange:
    def __init__(self, request: httpx.Request) -> None:
        self._request = request
        self._body = request.read()
        self._status = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._pieces: list[bytes] = []
        self._is_whole = False

    async def receive(self) -> Message:
        return {"type": "http.request", "body": self._body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = list(message["headers"])
            return
        self._pieces.append(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)

    def response(self) -> httpx.Response:
        body = b"".join(self._pieces)
        promised = dict(self._headers).get(b"content-length", b"")
        if not self._is_whole or (promised and int(promised) != len(body)):
            raise httpx.RemoteProtocolError("The answer broke off.", request=self._request)
        return httpx.Response(
            self._status, headers=self._headers, content=body, request=self._request
        )


def _scope(request: httpx.Request) -> Message:
    url = request.url
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": url.scheme,
        "path": unquote(url.path),
        "raw_path": url.raw_path.partition(b"?")[0],
        "query_string": url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 1),
        "server": (url.host, url.port or 80),
    }
