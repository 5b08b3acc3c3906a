"""`leasebridge scheduler`: what happens by itself."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

import click

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import connect
from jobs.scheduler import run_scheduler
from leasebridge import wiring
from leasebridge.settings import (
    PeopleSettings,
    RedisSettings,
    ScheduleSettings,
    read,
)


@click.command(short_help="Start, relay and recover runs.")
def scheduler() -> None:
    """Start scheduled runs, relay what was asked for, put lost runs back on their way."""
    wiring.require_current_database()
    every_minutes = read(ScheduleSettings).every_minutes
    roles = read(PeopleSettings).people
    stop = threading.Event()
    _stop_on_signals(stop)
    with _redis() as url, wiring.opened_store() as store:
        run_scheduler(store, connect(url), stop, sync_every_seconds=every_minutes * 60, roles=roles)


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
