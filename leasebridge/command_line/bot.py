"""`leasebridge bot`: the web process."""

import logging
import socket
from typing import TYPE_CHECKING

import click

from bot.web_server import serve
from leasebridge import wiring
from leasebridge.settings import (
    DatabaseSettings,
    SlackSettings,
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
def bot(host: str | None, port: int | None) -> None:
    """Answer Slack's requests over HTTP, under a threaded web server."""
    settings = read(SlackSettings)
    wiring.require_current_database()
    if not settings.people:
        log.warning(NO_ROLES)
    _require_free(host or settings.host, port or settings.port)

    def load() -> "WSGIApplication":
        store = SqlStore(open_engine(read(DatabaseSettings).address))
        return wiring.web_application(store, settings)

    serve(load, host=host or settings.host, port=port or settings.port, workers=settings.processes)


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
