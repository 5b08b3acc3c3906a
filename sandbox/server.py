"""The stand-in world as a web application, and the server that runs it."""

import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox import control, ledgers_api
from sandbox.intacct import gateway
from sandbox.intacct.refusal import Refusal as IntacctRefusal
from sandbox.lifecycle import AddressTaken, QuietServer, address_of, listening_socket
from sandbox.pages import ledgers_page, workspace_page
from sandbox.re_leased import api as re_leased_api
from sandbox.re_leased.limits import Limits
from sandbox.re_leased.refusal import Refusal as ReLeasedRefusal
from sandbox.same_site import SameSiteOnly
from sandbox.slack import app as slack_app
from sandbox.slack.manifest import DEFAULT_COMMANDS, SlashCommand
from sandbox.world import USUAL_DOCUMENTS, USUAL_SEED, World, WorldOptions

__all__ = ["AddressTaken", "RunningWorld", "application", "run", "running"]

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8700


def application(world: World, *, re_leased_requests_per_minute: int | None = None) -> Starlette:
    """All of the stand-in world at its addresses (see docs/sandbox.md).

    Args:
        world: What stands behind them; closed when the application shuts down.
        re_leased_requests_per_minute: Re-Leased's rate limit; None lifts it.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await world.close()

    app = Starlette(
        routes=_routes(world, re_leased_requests_per_minute),
        lifespan=lifespan,
        exception_handlers={ClientDisconnect: _nothing_for_who_left},
    )
    app.add_middleware(CommittingOnce, world=world)
    app.add_middleware(SameSiteOnly)
    return app


async def _nothing_for_who_left(_request: Request, _error: Exception) -> Response:
    """Whoever ended before its request was said is nobody's fault, and hears no answer."""
    return Response(status_code=400)


def _routes(world: World, re_leased_requests_per_minute: int | None) -> list[BaseRoute]:
    return [
        *gateway.routes(
            world.intacct, on_call=world.calls.record_intacct, faults=world.intacct_faults
        ),
        *re_leased_api.routes(
            world.re_leased,
            on_call=world.calls.record_re_leased,
            faults=world.re_leased_faults,
            limits=Limits(per_minute=re_leased_requests_per_minute),
        ),
        *workspace_page.routes(),
        *ledgers_page.routes(),
        *slack_app.routes(world.workspace, on_call=world.calls.record_slack),
        Mount(
            "/ledgers",
            routes=ledgers_api.routes(
                clock=world.clock,
                sides=world.sides,
                feed=world.feed,
                refusals=(IntacctRefusal, ReLeasedRefusal),
            ),
        ),
        Mount("/control", routes=control.routes(world)),
    ]


class CommittingOnce:
    """Makes what a request wrote lasting once, before its answer goes out.

    Work that goes on after the answer (deliveries to the app) is committed when it ends.
    """

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_after_commit(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._world.commit()
            await send(message)

        try:
            await self._app(scope, receive, send_after_commit)
        finally:
            self._world.commit()


def run(
    *,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    data: Path | None = None,
    documents: int = USUAL_DOCUMENTS,
    seed: int = USUAL_SEED,
    app_url: str | None = None,
    commands: tuple[SlashCommand, ...] = DEFAULT_COMMANDS,
    re_leased_requests_per_minute: int | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Run the stand-in world until SIGINT or SIGTERM; both end it within a second.

    Args:
        host: Where to listen.
        port: Where to listen; 0 lets the operating system choose.
        data: Folder for the world's database, or None for memory only.
        documents: How many invoices a new world starts with.
        seed: Which portfolio a new world starts with.
        app_url: Where the workspace finds the app.
        commands: The slash commands that the app registered.
        re_leased_requests_per_minute: Re-Leased's rate limit; None lifts it.
        ready: Called with the address once connections are taken.

    Raises:
        AddressTaken: another program listens at the address.
    """
    listener = listening_socket(host, port)
    options = WorldOptions(
        data=data, documents=documents, seed=seed, app_url=app_url, commands=commands
    )
    app = application(World(options), re_leased_requests_per_minute=re_leased_requests_per_minute)
    QuietServer(app, started=lambda: ready and ready(address_of(listener))).run(sockets=[listener])


@dataclass(frozen=True, slots=True)
class RunningWorld:
    """A stand-in world that is being served; `address` has no slash at its end.

    Reading `world` from another thread is fine between requests; change it over HTTP, or with
    `on_server`.
    """

    address: str
    world: World
    server: QuietServer = field(repr=False)


@contextlib.contextmanager
def running(
    options: WorldOptions | None = None, *, re_leased_requests_per_minute: int | None = None
) -> Iterator[RunningWorld]:
    """Serve a world in a thread of its own, at a port the operating system chooses. For tests.

    Args:
        options: How the world is made; by default a small one in memory.
        re_leased_requests_per_minute: Re-Leased's rate limit; None lifts it.
    """
    world = World(options or WorldOptions(documents=40))
    app = application(world, re_leased_requests_per_minute=re_leased_requests_per_minute)
    listener = listening_socket(DEFAULT_HOST, 0)
    address = address_of(listener)
    started = threading.Event()
    server = QuietServer(app, started=started.set)
    thread = threading.Thread(
        target=_serve, args=(server, listener, started), name="stand-in world"
    )
    thread.start()
    try:
        started.wait()
        yield RunningWorld(address, world, server)
    finally:
        server.should_exit = True
        thread.join()


def _serve(server: QuietServer, listener: socket.socket, started: threading.Event) -> None:
    try:
        server.run(sockets=[listener])
    finally:
        started.set()
