"""`leasebridge bot`, `worker`, `scheduler` and `sandbox`: the long-running processes."""

import contextlib
import logging
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from bot.web_server import serve
from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import QueueName, connect
from jobs.scheduler import run_scheduler
from jobs.worker import work
from leasebridge import wiring
from leasebridge.settings import (
    DatabaseSettings,
    LedgerSettings,
    RedisSettings,
    ScheduleSettings,
    SlackSettings,
    read,
)
from sandbox.server import DEFAULT_HOST, DEFAULT_PORT, AddressTaken
from sandbox.server import run as run_sandbox
from sandbox.world import USUAL_DOCUMENTS, USUAL_SEED
from sync.domain.errors import FixSetup
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


@click.command()
@click.option("--host", help="The address to listen on (LEASEBRIDGE_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on (PORT).")
def bot(host: str | None, port: int | None) -> None:
    """Answer Slack's requests over HTTP, under a threaded web server."""
    settings = read(SlackSettings)
    wiring.require_current_database()
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


@click.command()
@click.argument("queue", type=click.Choice([name.value for name in QueueName]))
@click.option("--burst", is_flag=True, help="Stop when the queue is empty.")
def worker(queue: str, *, burst: bool) -> None:
    """Carry out jobs from one QUEUE: runs (the sync itself) or messages (posting to Slack)."""
    read(SlackSettings)
    if queue == QueueName.RUNS:
        read(LedgerSettings)
    wiring.require_current_database()
    work(wiring.redis_url(), QueueName(queue), wiring.job_runtime(), burst=burst)


@click.command()
def scheduler() -> None:
    """Start scheduled runs, relay what was asked for, put lost runs back on their way."""
    wiring.require_current_database()
    every_minutes = read(ScheduleSettings).every_minutes
    stop = threading.Event()
    _stop_on_signals(stop)
    with _redis() as url, wiring.opened_store() as store:
        run_scheduler(store, connect(url), stop, sync_every_seconds=every_minutes * 60)


@contextlib.contextmanager
def _redis() -> Iterator[str]:
    settings = read(RedisSettings)
    if settings.url:
        yield settings.url
        return
    with EmbeddedRedis(wiring.embedded_redis_folder()) as embedded:
        yield embedded.url


def _stop_on_signals(stop: threading.Event) -> None:
    def handle(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)


@click.command()
@click.option("--host", default=DEFAULT_HOST, show_default=True, help="The address to listen on.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, help="The port to listen on.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder to keep the world in; without it, it is gone at the end.",
)
@click.option(
    "--documents",
    default=USUAL_DOCUMENTS,
    show_default=True,
    type=click.IntRange(0, 100_000),
    help="How many documents a new world starts with.",
)
@click.option(
    "--seed", default=USUAL_SEED, show_default=True, help="Which world; same seed, same world."
)
@click.option("--app-url", help="Where the stand-in Slack delivers commands and clicks.")
@click.option(
    "--re-leased-requests-per-minute",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help="The stand-in Re-Leased's rate limit; 0 for none, 60 for the one we assume is real.",
)
def sandbox(
    *,
    host: str,
    port: int,
    data: Path | None,
    documents: int,
    seed: int,
    app_url: str | None,
    re_leased_requests_per_minute: int,
) -> None:
    """Run only the stand-in world: a Sage Intacct, a Re-Leased and a Slack workspace."""
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    try:
        run_sandbox(
            host=host,
            port=port,
            data=data,
            documents=documents,
            seed=seed,
            app_url=app_url,
            re_leased_requests_per_minute=re_leased_requests_per_minute or None,
            ready=lambda address: click.echo(f"The stand-in world is at {address}"),
        )
    except AddressTaken as error:
        raise FixSetup(str(error)) from error
