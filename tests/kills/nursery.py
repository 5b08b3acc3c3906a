"""Workers quickly: a process that has imported everything, and forks one for each that is asked for.

`python -m tests.kills.nursery` reads orders from its standard input, one in a line, and answers each once
the worker is dead. The worker is the product's own, as `leasebridge worker runs --burst` starts it.

A process that never worked spends half of its first run on what it does only once: it imports late, and has
SQLAlchemy compile each statement. The nursery therefore rehearses: it carries out a run itself, and its
workers know what it knows. They also share its engine, which remembers the statements; each opens connections
of its own.
"""

import gc
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec
from sqlalchemy import Engine

from jobs.queues import QueueName
from jobs.runtime import JobRuntime
from jobs.worker import die_with_parent, work
from leasebridge import wiring
from leasebridge.settings import DatabaseSettings, read
from sync.store.call_limits import SLOT_SECONDS
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from tests.kills.points import Point
from tests.kills.strikes import Fate, transports, watch_commits


class Order(msgspec.Struct, frozen=True):
    """A worker that is asked for.

    Attributes:
        settings: Its environment.
        log: A file for what it prints.
        notes: A file for the points it passes; empty for none.
        strike: Where it dies; None to let it finish all there is to do.
        turn_seconds: How long a turn at Intacct is held without renewal.
        owner: A name for its leases instead of its own.
        burst: Whether it ends when there is nothing to do.
        is_rehearsal: Whether the nursery itself is to do what there is to do, and no worker.
    """

    settings: Mapping[str, str]
    log: str
    notes: str = ""
    strike: Point | None = None
    turn_seconds: float = SLOT_SECONDS
    owner: str = ""
    burst: bool = True
    is_rehearsal: bool = False


class End(msgspec.Struct, frozen=True):
    """How a worker ended: its exit code, or less than nought for the signal that killed it."""

    code: int


def main() -> None:
    """Fork workers until the input ends."""
    die_with_parent(os.getppid())
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=Order)
        code = _rehearse(order) if order.is_rehearsal else _fork_worker(order)
        sys.stdout.buffer.write(msgspec.json.encode(End(code)) + b"\n")
        sys.stdout.buffer.flush()


def _rehearse(order: Order) -> int:
    """Carry out what was asked for in this process."""
    os.environ.update(order.settings)
    with _bench(order, Fate(None, None)) as bench:
        with bench.store.reading() as transaction:
            runs = transaction.runs.unfinished()
        for run in runs:
            carry_out(bench, run.run_id)
    if threading.active_count() > 1:
        raise RuntimeError("Something of the rehearsal still runs; no process can be forked.")
    gc.collect()
    gc.freeze()  # what workers never touch is never copied
    return 0


def _fork_worker(order: Order) -> int:
    """A worker of its own process; returns its exit code once it is dead."""
    child = os.fork()
    if child == 0:
        _be_worker(order)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _be_worker(order: Order) -> None:
    """Never returns."""
    code = 1
    try:
        die_with_parent(os.getppid())
        _print_to(Path(order.log))
        os.environ.update(order.settings)
        fate = Fate(Path(order.notes) if order.notes else None, order.strike)
        watch_commits(fate)
        runtime = JobRuntime(
            workbench=lambda: _bench(order, fate), messenger=wiring.opened_messenger
        )
        work(wiring.redis_url(), QueueName.RUNS, runtime, burst=order.burst)
        code = 0
    finally:
        os._exit(code)


def _print_to(log: Path) -> None:
    """From now on, all that is printed goes there; nothing is read."""
    with log.open("ab") as output, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)


@contextmanager
def _bench(order: Order, fate: Fate) -> Iterator[Workbench]:
    with wiring.opened_workbench(
        transports(fate), turn_seconds=order.turn_seconds, opening=_opened_store
    ) as bench:
        yield replace(bench, owner=order.owner or bench.owner)


@contextmanager
def _opened_store() -> Iterator[SqlStore]:
    with closing(SqlStore(_engine(read(DatabaseSettings).address))) as store:
        yield store


@cache
def _engine(address: str) -> Engine:
    return open_engine(address)


if __name__ == "__main__":
    main()
