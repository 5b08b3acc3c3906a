"""Where a story plays: both stand-in ledgers, our database and the time, made anew for each from a copy."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import stamina
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from sandbox.clock import Clock
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import Kind, TaxMode
from sandbox.re_leased.fields import TaxTypeFields
from sandbox.server import application
from sandbox.world import World, WorldOptions
from sync.domain.links import CompanyLink
from sync.domain.modules import PLAIN, Modules
from sync.domain.sides import Side
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster
from sync.use_cases.request_run import request_sync
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from tests.database_contents import Contents, contents_of
from tests.simulation.clock import BEGINNING, StoppedMachine, Time
from tests.simulation.connecting import ledgers_of
from tests.simulation.story import Setting
from tests.simulation.wire import StandIn, at_once
from tests.sync.use_cases.bridge import COMPANY, TERMINAL
from tests.sync.use_cases.orders_at_work import EXTERNAL, RE_LEASED_ITSELF

_DOCUMENTS = 5
_SYNC_FROM = (BEGINNING - timedelta(days=420)).date()
_JULIAN_EPOCH = 2440587.5  # 1 January 1970
_SECONDS_PER_DAY = 86400.0


@dataclass(slots=True)
class Scene:
    """A world in which a story plays.

    Attributes:
        time: The true time.
        world: Both stand-in ledgers.
        stand_in: The way to them.
        engine: Our database.
        link: The linked companies.
        modules: What they use.
        page_size: How many rows workers ask either ledger for at a time; None for as many as usual.
        decided: What people decided in our own system, by the tag that the audit trail gives it.
        seen: By approval: what the person saw who approved it.
        audited_before: The last row of the audit trail that is older than the story.
    """

    time: Time
    world: World
    stand_in: StandIn
    engine: Engine
    link: CompanyLink
    modules: Modules
    page_size: int | None = None
    decided: Counter[str] = field(default_factory=Counter)
    audited_before: int = 0
    seen: dict[int, Mapping[Side, Mapping[str, object]]] = field(default_factory=dict)

    @property
    def store(self) -> SqlStore:
        """Our database as people at their desks reach it: always up, by the true time."""
        return SqlStore(self.engine, self.time.tell)


@dataclass(frozen=True, slots=True)
class _Start:
    world: Path
    database: Contents
    link: CompanyLink
    modules: Modules


@dataclass(slots=True)
class Theatre:
    """Opens scenes, one after the other: one database file, and a start for each setting.

    Attributes:
        folder: For files, quick to write.
    """

    folder: Path
    engine: Engine
    _time: Time = field(default_factory=Time)
    _empty: Contents | None = None
    _starts: dict[Setting, _Start] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def opened(cls, where: Path | None = None) -> Iterator["Theatre"]:
        """A theatre for this process; waits between attempts are none as long as it is open.

        Args:
            where: For its folder; in memory, where there is such a place, unless this says something else.
        """
        shared_memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
        where = where or (shared_memory if shared_memory.is_dir() else None)
        with (
            tempfile.TemporaryDirectory(prefix="leasebridge-simulation-", dir=where) as folder,
            stamina.set_testing(True, attempts=5, cap=True),
        ):
            engine = open_engine(f"sqlite:///{folder}/leasebridge.db")
            theatre = cls(Path(folder), engine)
            event.listen(engine, "connect", theatre._set_up)
            engine.dispose()
            upgrade(engine)
            theatre._empty = contents_of(engine, Path(folder) / "empty.db")
            yield theatre
            engine.dispose()

    @contextmanager
    def scene(self, setting: Setting) -> Iterator[Scene]:
        """The scene in which a story of this setting begins."""
        start = self._start_of(setting)
        self._time.now = BEGINNING
        start.database.put_into(self.engine)
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            shutil.copytree(start.world, folder, dirs_exist_ok=True)
            with self._world(WorldOptions(data=Path(folder))) as (world, stand_in):
                yield Scene(self._time, world, stand_in, self.engine, start.link, start.modules)

    def _start_of(self, setting: Setting) -> _Start:
        if setting not in self._starts:
            self._starts[setting] = self._come_to(setting)
        return self._starts[setting]

    def _come_to(self, setting: Setting) -> _Start:
        self._time.now = BEGINNING
        assert self._empty is not None
        self._empty.put_into(self.engine)
        is_orders = setting is Setting.ORDERS
        modules = Modules(order_entry=True, purchasing=True) if is_orders else PLAIN
        options = WorldOptions(documents=0 if is_orders else _DOCUMENTS)
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        with self._world(options) as (world, stand_in):
            if is_orders:
                _add_external_tax(world.re_leased)
            link = self._linked(stand_in, modules, is_synced=setting is not Setting.NEVER_SYNCED)
            world.commit()
            world.copy_to(folder)
        return _Start(folder, contents_of(self.engine, folder / "ours.db"), link, modules)

    def _linked(self, stand_in: StandIn, modules: Modules, *, is_synced: bool) -> CompanyLink:
        machine = StoppedMachine(self._time)
        store = SqlStore(self.engine, self._time.tell)
        ledgers = ledgers_of(modules, machine, _Straight(stand_in))
        roster = Roster({})
        link = link_at_once(LinkDesk(store, ledgers, roster), sync_from=_SYNC_FROM, who=TERMINAL)
        if is_synced:
            bench = Workbench(store, ledgers, roster, owner="the start", machine=machine)
            carry_out(bench, request_sync(store, link.link_id, TERMINAL).run.run_id)
        return link

    @contextmanager
    def _world(self, options: WorldOptions) -> Iterator[tuple[World, StandIn]]:
        world = World(options, clock=Clock(real=self._time.tell))
        yield world, StandIn(application(world))
        at_once(world.close())

    def _set_up(self, connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        """No waiting for the disk, and the database's clock stands still as all others do."""
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.close()
        connection.create_function("julianday", 1, lambda _: self._julian_day())

    def _julian_day(self) -> float:
        return self._time.now.timestamp() / _SECONDS_PER_DAY + _JULIAN_EPOCH


def _add_external_tax(book: ReLeasedBook) -> None:
    fields = TaxTypeFields(
        display_name="Externally Calculated Tax",
        calculation=TaxMode.EXTERNAL,
        applies_to=(Kind.INCOME, Kind.EXPENSE),
    )
    book.reference_data.put_tax_type(COMPANY, EXTERNAL, fields, by=RE_LEASED_ITSELF)


class _Straight(httpx.BaseTransport):
    """The way to the ledgers while nothing goes wrong."""

    def __init__(self, stand_in: StandIn) -> None:
        self._stand_in = stand_in

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The ledger's answer."""
        return self._stand_in.answer(request)
