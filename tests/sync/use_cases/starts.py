"""Where stories start: what takes a while to come to is come to once, and every story goes on from a copy."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from sqlalchemy import Engine

from sandbox.intacct.options import CompanyOptions
from sandbox.server import running
from sandbox.world import WorldOptions
from sync.domain.links import CompanyLink
from sync.store.sql_store import SqlStore
from sync.use_cases.run.pull import TIME_TO_SHOW
from tests.database_contents import Contents, contents_of
from tests.sync.use_cases.bridge import Bridge, SetUp, synced_over

GOOD_FOR = TIME_TO_SHOW / 2
"""So long a start is gone on from. The engine looks at records differently once they were read a while ago,
and a story must not turn on how long the stories before it took."""

Coming = Callable[[SqlStore], AbstractContextManager[Bridge]]
"""Comes to a start with a store on an empty database; ends what it began where the block ends."""


@dataclass(frozen=True, slots=True)
class Start:
    """Two ledgers and a database at one moment.

    Attributes:
        world: The folder of the stand-in world.
        options: How Intacct's company was set up; the world itself does not keep it.
        database: All rows.
        link: The two companies.
        set_up: How the sync reached both ledgers.
        reached_at: The moment, aware UTC.
    """

    world: Path
    options: CompanyOptions
    database: Contents
    link: CompanyLink
    set_up: SetUp
    reached_at: datetime


@dataclass(slots=True)
class Starts:
    """The starts that stories of this session came to.

    Attributes:
        folder: For what is kept of them.
    """

    folder: Path
    _known: dict[tuple[str, str], Start] = field(default_factory=dict)

    @contextmanager
    def go_on(
        self, name: str, come: Coming, engine: Engine, store: SqlStore | None = None
    ) -> Iterator[Bridge]:
        """A bridge at this start, to do with as one likes; all clocks run on from there.

        Args:
            name: The start's name: under one name, `come` always comes to the same.
            come: How to come to the start, where nobody came to it yet.
            engine: A database that is up to date and empty.
            store: The store on it; by default one by the real clock.
        """
        store = store or SqlStore(engine)
        key = (name, engine.dialect.name)
        start = self._known.get(key)
        if start is None or datetime.now(tz=UTC) > start.reached_at + GOOD_FOR:
            with come(store) as bridge:
                start = self._known[key] = self._keep(bridge, engine)
        else:
            start.database.put_into(engine)
        with _going_on(start, store) as bridge:
            yield bridge

    def _keep(self, bridge: Bridge, engine: Engine) -> Start:
        folder = Path(mkdtemp(dir=self.folder))
        world = bridge.running.world
        world.copy_to(folder / "world")
        return Start(
            world=folder / "world",
            options=deepcopy(world.intacct.options),
            database=contents_of(engine, folder / "leasebridge.db"),
            link=bridge.link,
            set_up=bridge.set_up,
            reached_at=datetime.now(tz=UTC),
        )


@contextmanager
def no_documents(starts: Starts, engine: Engine, store: SqlStore | None = None) -> Iterator[Bridge]:
    """In step, with no documents in either ledger."""
    come = partial(synced_over, documents=0)
    with starts.go_on("in step, no documents", come, engine, store) as bridge:
        yield bridge


@contextmanager
def _going_on(start: Start, store: SqlStore) -> Iterator[Bridge]:
    with TemporaryDirectory() as folder:
        shutil.copytree(start.world, folder, dirs_exist_ok=True)
        with (
            running(WorldOptions(data=Path(folder))) as world,
            start.set_up.ledgers(world.address) as ledgers,
        ):
            world.world.intacct.options = deepcopy(start.options)
            yield Bridge(world, store, ledgers, start.link, set_up=start.set_up)
