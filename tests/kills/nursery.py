"""Workers quickly: a process that has imported everything, and forks one for each that is asked for.

`python -m tests.kills.nursery` reads orders from its standard input, one in a line, and answers each once
the worker is dead. The worker is the product's own, as `leasebridge worker runs --burst` starts it.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import msgspec

from jobs.queues import QueueName
from jobs.runtime import JobRuntime
from jobs.worker import die_with_parent, work
from leasebridge import wiring
from sync.store.call_limits import SLOT_SECONDS
from sync.use_cases.run.bench import Workbench
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
    """

    settings: Mapping[str, str]
    log: str
    notes: str = ""
    strike: Point | None = None
    turn_seconds: float = SLOT_SECONDS
    owner: str = ""
    burst: bool = True


class End(msgspec.Struct, frozen=True):
    """How a worker ended: its exit code, or less than nought for the signal that killed it."""

    code: int


def main() -> None:
    """Fork workers until the input ends."""
    die_with_parent(os.getppid())
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=Order)
        child = os.fork()
        if child == 0:
            _be_worker(order)
        _, status = os.waitpid(child, 0)
        sys.stdout.buffer.write(msgspec.json.encode(End(os.waitstatus_to_exitcode(status))) + b"\n")
        sys.stdout.buffer.flush()


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
    with wiring.opened_workbench(transports(fate), turn_seconds=order.turn_seconds) as bench:
        yield replace(bench, owner=order.owner or bench.owner)


if __name__ == "__main__":
    main()
