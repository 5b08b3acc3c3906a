"""A place to kill workers in: two ledgers, a database and queues, as they were before each kill."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from sqlalchemy import Engine

from jobs.janitor import put_lost_runs_back
from jobs.queues import JobQueues
from jobs.relay import relay_runs
from sandbox.intacct.options import CompanyOptions
from sandbox.server import running
from sandbox.world import WorldOptions
from sync.domain.links import CompanyLink
from sync.store.sql_store import SqlStore, utc_now
from tests.database_contents import Contents, contents_of
from tests.jobs.parts import PATIENCE_SECONDS, ROOT, settings_for, surroundings
from tests.kills.nursery import End, Order
from tests.kills.points import Point
from tests.sync.use_cases.bridge import Bridge, SetUp

TURN_SECONDS = 2.0
"""A killed worker's turns at Intacct are free again after this."""

LOOK_AGAIN_SECONDS = 0.03
NOT_NEW = timedelta(minutes=1)
"""The janitor leaves very young runs alone; ours were asked for a while ago."""


class Nursery:
    """The process that forks workers, from this side of it.

    Attributes:
        rehearsed: The scenarios that it carried out itself.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.rehearsed: set[str] = set()

    def begin(self, order: Order) -> None:
        """Have a worker work."""
        orders = self._process.stdin
        assert orders is not None
        orders.write(msgspec.json.encode(order) + b"\n")
        orders.flush()

    def work(self, order: Order) -> End:
        """Have a worker work until there is nothing to do or it is dead, and wait for that."""
        self.begin(order)
        ends = self._process.stdout
        assert ends is not None
        return msgspec.json.decode(ends.readline(), type=End)


@contextmanager
def nursery() -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.kills.nursery"],
        env=surroundings(),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        try:
            yield Nursery(process)
        finally:
            with suppress(ProcessLookupError):
                process.kill()


@dataclass(frozen=True, slots=True)
class Start:
    """What a scenario begins with.

    Attributes:
        world: The folder of the stand-in world.
        options: How Intacct's company is set up; the world itself does not keep it.
        database: All rows.
        link: The two companies.
        set_up: How the sync reaches both ledgers.
    """

    world: Path
    options: CompanyOptions
    database: Contents
    link: CompanyLink
    set_up: SetUp


def start_of(bridge: Bridge, engine: Engine, folder: Path) -> Start:
    """What stands in both ledgers and the database just now."""
    bridge.running.world.commit()
    bridge.running.world.copy_to(folder / "world")
    return Start(
        world=folder / "world",
        options=deepcopy(bridge.intacct.options),
        database=contents_of(engine, folder / "leasebridge.db"),
        link=bridge.link,
        set_up=bridge.set_up,
    )


@dataclass(frozen=True, slots=True)
class Lane:
    """One of several places where workers are killed at the same time.

    Attributes:
        folder: For its files.
        engine: Its database.
        database_url: Its address.
        clear: Takes all rows out of it.
        queues: Its queues.
        redis_url: Their address.
        nursery: Forks its workers.
    """

    folder: Path
    engine: Engine
    database_url: str
    clear: Callable[[], object]
    queues: JobQueues
    redis_url: str
    nursery: Nursery

    @contextmanager
    def at(self, start: Start) -> Iterator["Scene"]:
        """Everything is as it was at this start."""
        world = self.folder / "world"
        shutil.rmtree(world, ignore_errors=True)
        shutil.copytree(start.world, world)
        self.clear()
        start.database.put_into(self.engine)
        self.queues.connection.flushdb()
        store = SqlStore(self.engine)
        with (
            running(WorldOptions(data=world)) as served,
            start.set_up.ledgers(served.address) as ledgers,
        ):
            served.world.intacct.options = deepcopy(start.options)
            yield Scene(self, Bridge(served, store, ledgers, start.link, set_up=start.set_up))


@dataclass(frozen=True, slots=True)
class Scene:
    """Two ledgers, a database and the queues, and workers that join them."""

    lane: Lane
    bridge: Bridge

    @property
    def store(self) -> SqlStore:
        return SqlStore(self.lane.engine)

    def worker(self, *, notes: str = "", strike: Point | None = None) -> End:
        """A worker of its own process works until nothing is left to do, or dies where it is to."""
        return self.lane.nursery.work(
            msgspec.structs.replace(self.order, notes=notes, strike=strike)
        )

    def rehearse(self) -> None:
        """The lane's nursery does what was asked for, so that its workers need not begin at nought."""
        end = self.lane.nursery.work(msgspec.structs.replace(self.order, is_rehearsal=True))
        assert end.code == 0

    @property
    def order(self) -> Order:
        """A worker that is left alone."""
        return Order(settings=self.settings(), log=self.log, turn_seconds=TURN_SECONDS)

    @property
    def log(self) -> str:
        """Where workers print."""
        return str(self.lane.folder / "workers.log")

    def settings(self) -> Mapping[str, str]:
        """The environment of a worker."""
        settings = settings_for(
            self.bridge.running.address,
            database_url=self.lane.database_url,
            redis_url=self.lane.redis_url,
        )
        modules = self.bridge.set_up.modules
        return {
            **settings,
            "INTACCT_PROPERTY_DIMENSION": "",
            "INTACCT_REQUESTS_IN_FLIGHT": "2",
            "INTACCT_SALES_DEFINITION": "Sales Invoice" if modules.order_entry else "",
            "INTACCT_PURCHASE_DEFINITION": "Vendor Invoice" if modules.purchasing else "",
            "LEASEBRIDGE_ROLES": "U0GRACE=approver",
        }

    def recover(self) -> float:
        """Have other workers do what is left of what was asked for; the seconds until it was over."""
        began = time.monotonic()
        while self.unfinished():
            assert time.monotonic() < began + PATIENCE_SECONDS, self.printed()
            put_lost_runs_back(self.store, self.lane.queues)
            if relay_runs(self.store, self.lane.queues):
                self.worker()
            elif self.unfinished():
                time.sleep(LOOK_AGAIN_SECONDS)
        return time.monotonic() - began

    def unfinished(self) -> int:
        with self.store.reading() as transaction:
            return len(transaction.runs.unfinished(self.bridge.link.link_id))

    def printed(self) -> str:
        """What the workers had to say."""
        log = Path(self.log)
        return log.read_text(encoding="utf-8") if log.exists() else ""


def a_while_ago() -> datetime:
    return utc_now() - NOT_NEW
