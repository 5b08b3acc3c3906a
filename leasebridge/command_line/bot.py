"""`leasebridge bot`: the web process."""

import logging
import signal
import socket
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from bot.health import served_alone
from bot.socket_door import opened_sockets
from bot.web_server import serve
from leasebridge import wiring
from leasebridge.settings import (
    DatabaseSettings,
    SlackSettings,
    SocketSettings,
    read,
)
from sync.domain.errors import FixSetup
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


log = logging.getLogger(__name__)

NO_ROLES = (
    "Nobody has a role yet, so nobody may do anything. Name people or user groups in LEASEBRIDGE_ROLES, "
    "such as U0123=administrator."
)


@click.command(short_help="Answer Slack's requests over HTTP.")
@click.option("--host", help="The address to listen on (LEASEBRIDGE_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on (PORT).")
@click.option(
    "--socket",
    "over_socket",
    is_flag=True,
    help="Open sockets to Slack instead (SLACK_APP_TOKEN), where Slack cannot reach this machine; "
    "only health is served over HTTP.",
)
def bot(host: str | None, port: int | None, *, over_socket: bool) -> None:
    """Answer Slack's requests over HTTP under a threaded web server, or over sockets that we open."""
    settings = read(SocketSettings if over_socket else SlackSettings)
    wiring.require_current_database()
    if not settings.people:
        log.warning(NO_ROLES)
    host, port = host or settings.host, port or settings.port
    _require_free(host, port)
    if isinstance(settings, SocketSettings):
        _serve_on_sockets(settings, host=host, port=port)
        return

    def load() -> "WSGIApplication":
        store = SqlStore(open_engine(read(DatabaseSettings).address, people_wait=True))
        return wiring.web_application(store, settings)

    serve(load, host=host, port=port, workers=settings.processes)


def _serve_on_sockets(settings: SocketSettings, *, host: str, port: int) -> None:
    """Requests come over sockets; only the health pages are served over HTTP."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with (
        wiring.opened_store(people_wait=True) as store,
        opened_sockets(
            wiring.bolt_app(store, settings),
            app_token=settings.app_token.get_secret_value(),
            api_url=settings.api_url,
        ) as sockets,
    ):
        health = replace(wiring.health(store), slack_reaches_us=lambda: sockets.is_any_open)
        with served_alone(health, host=host, port=port):
            stop.wait()


def _require_free(host: str, port: int) -> None:
    """Say in one sentence that a port is taken, where the web server would retry and then trace."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise FixSetup(
                f"Port {port} on {host} cannot be used: {error.strerror}. "
                "Choose another with --port."
            ) from error
