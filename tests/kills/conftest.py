"""Places to kill workers in, on either database, and what is known of scenarios in which nobody is killed."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import connect
from sync.store.engine import open_engine
from sync.store.models import Base
from sync.store.upgrade import upgrade
from tests.database_contents import contents_of
from tests.databases import PostgreSQL
from tests.kills.lane import Lane, nursery
from tests.kills.matrix import Knowledge

LANES = 2
"""So many workers are killed at a time: while one lane waits for a turn at Intacct, the other works.

Not more: other tests run beside these, and among them are some of people who wait for an answer.
"""

Lanes = Sequence[Lane]


@pytest.fixture(scope="session")
def redis_of_the_lanes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path_factory.mktemp("redis-of-the-lanes")) as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_lanes(
    tmp_path_factory: pytest.TempPathFactory,
    redis_of_the_lanes: EmbeddedRedis,
    sqlite_template: Path,
) -> Iterator[Lanes]:
    with ExitStack() as stack:
        lanes = []
        for number in range(LANES):
            folder = tmp_path_factory.mktemp("sqlite-lane")
            shutil.copy(sqlite_template, folder / "leasebridge.db")
            redis_url = f"{redis_of_the_lanes.url}?db={number}"
            made = _lane(folder, redis_url, f"sqlite:///{folder / 'leasebridge.db'}", _copied_empty)
            lanes.append(stack.enter_context(made))
        yield lanes


def _copied_empty(engine: Engine, folder: Path) -> Callable[[], None]:
    empty = contents_of(engine, folder / "empty.db")
    return partial(empty.put_into, engine)


@pytest.fixture(scope="session")
def postgresql_lanes(
    tmp_path_factory: pytest.TempPathFactory,
    redis_of_the_lanes: EmbeddedRedis,
    postgresql: PostgreSQL,
) -> Iterator[Lanes]:
    with ExitStack() as stack:
        lanes = []
        for number in range(LANES, 2 * LANES):
            name = postgresql.make_database()
            stack.callback(postgresql.drop_database, name)
            redis_url = f"{redis_of_the_lanes.url}?db={number}"
            emptied = partial(_emptied, postgresql, name)
            folder = tmp_path_factory.mktemp("postgresql-lane")
            made = _lane(folder, redis_url, postgresql.url_of(name), emptied)
            lanes.append(stack.enter_context(made))
        yield lanes


def _emptied(server: PostgreSQL, name: str, engine: Engine, _folder: Path) -> Callable[[], None]:
    upgrade(engine)
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]

    def empty() -> None:
        engine.dispose()  # whoever is connected is thrown out
        server.empty_database(name, tables)

    return empty


@contextmanager
def _lane(
    folder: Path,
    redis_url: str,
    database_url: str,
    clearing: Callable[[Engine, Path], Callable[[], None]],
) -> Iterator[Lane]:
    queues = connect(redis_url)
    engine = open_engine(database_url)
    with nursery() as born, closing(queues.connection):
        yield Lane(
            folder=folder,
            engine=engine,
            database_url=database_url,
            clear=clearing(engine, folder),
            queues=queues,
            redis_url=redis_url,
            nursery=born,
        )
        engine.dispose()


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return Knowledge(tmp_path_factory.mktemp("undisturbed"))
