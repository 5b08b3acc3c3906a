"""Runs the stand-in world's web server: its socket, its signals, and an end within a second."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LONGEST_FAREWELL_SECONDS = 1
_PAUSE_SECONDS = 0.005


class AddressTaken(Exception):
    """Another program listens at the address."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} on {host} is in use by another program. "
            "Stop that program, or choose another port."
        )
        self.host = host
        self.port = port


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket bound to the address; port 0 lets the operating system choose one.

    Raises:
        AddressTaken: another program listens there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sends small answers at once instead of 40 ms later.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise AddressTaken(host, port) from problem
    return listener


def address_of(listener: socket.socket) -> str:
    """The address people type for `listener`, such as `http://127.0.0.1:8700`."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class EndingStreams:
    """Wraps the application so that open event streams end when the server does.

    A page's event stream has no end of its own; without this the server would wait for it.
    """

    def __init__(self, app: ASGIApp, closing: asyncio.Event) -> None:
        self._app = app
        self._closing = closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] == "http" and scope["path"].endswith("/events"):
            await self._stream(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _Answer(send)
        streaming = asyncio.ensure_future(self._app(scope, receive, answer.send))
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({streaming, closing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended_by_itself = streaming.done()
            for task in (streaming, closing):
                task.cancel()
            await asyncio.wait({streaming, closing})
        if ended_by_itself:
            streaming.result()
        else:
            await answer.finish()


class _Answer:
    """Knows how far an answer has come, so that it can be brought to a proper end."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._started = False

    async def send(self, message: Message) -> None:
        self._started = True
        await self._send(message)

    async def finish(self) -> None:
        if not self._started:
            await self._send({"type": "http.response.start", "status": 503, "headers": []})
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})


class QuietServer(uvicorn.Server):
    """A server that says nothing but warnings and leaves as soon as it is asked, open streams or not.

    uvicorn's own looks ten times a second whether to leave, and then waits a tenth of a second more.
    """

    def __init__(self, app: ASGIApp, *, started: Callable[[], object]) -> None:
        """Serve `app`; `started` is called once connections are taken."""
        self._closing = asyncio.Event()
        self._asked_to_leave = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tell_started = started
        super().__init__(
            uvicorn.Config(
                EndingStreams(app, self._closing),
                log_level="warning",
                access_log=False,
                date_header=False,  # the ledgers give the time by a clock of their own
                lifespan="on",
            )
        )

    @property
    def should_exit(self) -> bool:
        """Whether it is leaving. Set it from any thread to ask it to."""
        return self._asked_to_leave.is_set()

    @should_exit.setter
    def should_exit(self, leaving: bool) -> None:
        if leaving and self._loop is not None:
            self._loop.call_soon_threadsafe(self._asked_to_leave.set)
        elif leaving:
            self._asked_to_leave.set()

    async def main_loop(self) -> None:
        """Serve until asked to leave."""
        await self.on_tick(0)  # uvicorn sets the headers of every answer here
        self._loop = asyncio.get_running_loop()
        await self._asked_to_leave.wait()
        self._loop = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections, and say so."""
        await super().startup(sockets=sockets)
        self._tell_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """Leave at a signal. Unlike uvicorn's own, the signal is not raised again afterwards."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams and let what is under way be finished, a second at most."""
        self._closing.set()
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in tuple(self.server_state.connections):
            connection.shutdown()
        state = self.server_state
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_FAREWELL_SECONDS):
                while state.connections or state.tasks:  # noqa: ASYNC110 - uvicorn has no event for it
                    await asyncio.sleep(_PAUSE_SECONDS)
        for task in tuple(state.tasks):
            task.cancel()
        await self.lifespan.shutdown()
