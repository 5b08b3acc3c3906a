"""How long companies wait after the worker of their run was killed, with the product's own settings.

    python -m bench.recovery                    24 workers killed, on SQLite

A worker is killed by SIGKILL at points spread evenly over the golden scenarios. A scheduler goes on at its own
pace, and another worker waits for work. Every second worker counts as lost with its machine: nothing can be
told of it there, and its lease has to run out. The worlds wait side by side.
"""

import argparse
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

import msgspec

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import connect
from jobs.relay import relay_runs
from jobs.scheduler import run_scheduler
from sync.domain.runs import RunState
from sync.store.engine import open_engine
from sync.store.upgrade import upgrade
from tests.database_contents import contents_of
from tests.kills.lane import Lane, Scene, nursery
from tests.kills.matrix import Knowledge, Undisturbed
from tests.kills.nursery import Order
from tests.kills.points import Point
from tests.kills.scenarios import SCENARIOS

KILLS = 24
SIDE_BY_SIDE = 4
BOUND_SECONDS = 60.0
ELSEWHERE = "another machine"
LONGEST_SECONDS = 180.0
LOOK_EVERY_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Case:
    """A worker to be killed.

    Attributes:
        known: The scenario.
        point: Where.
        owner: Whose name its lease bears; empty for its own.
    """

    known: Undisturbed
    point: Point
    owner: str


def main() -> None:
    """Kill, wait, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=KILLS)
    kills: int = parser.parse_args().kills
    with tempfile.TemporaryDirectory() as name, EmbeddedRedis(Path(name) / "redis") as server:
        folder = Path(name)
        template = _template(folder / "template.db")
        with _lane(folder / "first", server.url, template) as lane:
            knowledge = Knowledge(folder)
            cases = list(_cases([knowledge.of(one, lane) for one in SCENARIOS], kills))
        print(f"{len(cases)} workers killed, {SIDE_BY_SIDE} companies at a time", flush=True)
        with ThreadPoolExecutor(SIDE_BY_SIDE) as threads:
            works = [
                partial(
                    _recovery,
                    case,
                    partial(_lane, folder / str(number), _database_of(server, number), template),
                )
                for number, case in enumerate(cases)
            ]
            seconds = list(threads.map(lambda work: work(), works))
    for what, owner in (("on this machine", ""), ("lost with its machine", ELSEWHERE)):
        _tell(
            what, [took for case, took in zip(cases, seconds, strict=True) if case.owner == owner]
        )
    _tell("all", seconds)
    assert max(seconds) <= BOUND_SECONDS, f"It took longer than {BOUND_SECONDS:.0f} s."


def _cases(known: list[Undisturbed], kills: int) -> Iterator[Case]:
    """Points spread evenly over all scenarios."""
    every = [(one, point) for one in known for point in one.points]
    for number, (one, point) in enumerate(islice(every, 0, None, -(-len(every) // kills))):
        yield Case(one, point, ELSEWHERE if number % 2 else "")


def _tell(what: str, seconds: list[float]) -> None:
    print(f"  {what:22} median {median(seconds):5.1f} s   maximum {max(seconds):5.1f} s")


@contextmanager
def _lane(folder: Path, redis_url: str, template: Path) -> Iterator[Lane]:
    folder.mkdir()
    shutil.copy(template, folder / "leasebridge.db")
    address = f"sqlite:///{folder / 'leasebridge.db'}"
    engine = open_engine(address)
    empty = contents_of(engine, folder / "empty.db")
    clear = partial(empty.put_into, engine)
    queues = connect(redis_url)
    with nursery() as born, closing(queues.connection):
        yield Lane(folder, engine, address, clear, queues, redis_url, born)
    engine.dispose()
    shutil.rmtree(folder)


def _template(path: Path) -> Path:
    """A database that is up to date, to be copied: migrations cannot be run side by side."""
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


def _database_of(server: EmbeddedRedis, number: int) -> str:
    """A Redis database of its own for each that is at work at the same time; the first is in use."""
    return f"{server.url}?db={1 + number % 15}"


def _recovery(case: Case, open_lane: Callable[[], AbstractContextManager[Lane]]) -> float:
    """Seconds from the kill until the run was over."""
    with open_lane() as lane, lane.at(case.known.start) as scene:
        relay_runs(scene.store, lane.queues)
        order = Order(settings=scene.settings(), log=scene.log)
        lane.nursery.work(msgspec.structs.replace(order, strike=case.point, owner=case.owner))
        began = time.monotonic()
        with _another_worker(order), _scheduler(scene):
            while scene.unfinished():
                assert time.monotonic() < began + LONGEST_SECONDS, f"{case.point}: it never ended"
                time.sleep(LOOK_EVERY_SECONDS)
            took = time.monotonic() - began
        with scene.store.reading() as transaction:
            (run, *_) = transaction.runs.latest(case.known.start.link.link_id, 1)
    assert run.state is RunState.DONE, run.failure
    print(f"  {took:5.1f} s  {case.known.scenario.name}, {case.point}", flush=True)
    return took


@contextmanager
def _another_worker(order: Order) -> Iterator[None]:
    """A worker that waits for work until the end of the block."""
    with nursery() as born:
        born.begin(msgspec.structs.replace(order, burst=False))
        yield


@contextmanager
def _scheduler(scene: Scene) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=run_scheduler, args=(scene.store, scene.lane.queues, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


if __name__ == "__main__":
    main()
