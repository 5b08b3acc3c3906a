"""The bridge of a test: fresh ledgers and a fresh database, SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine

from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from tests.sync.use_cases.bridge import Bridge, bridge_over, synced_over
from tests.sync.use_cases.starts import Starts
from tests.turns import is_on_postgresql_today

_HERE = "tests/sync/use_cases/"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A third of these stories is told on PostgreSQL each day, all of them on SQLite.

    What differs between the two is below `sync/store/`, whose own tests run on both at any time.
    """
    away = {
        one
        for one in items
        if one.nodeid.startswith(_HERE)
        and "postgresql" in one.name
        and not is_on_postgresql_today(one.nodeid)
    }
    if away:
        config.hook.pytest_deselected(items=list(away))
        items[:] = [one for one in items if one not in away]


@pytest.fixture
def bridge(store: SqlStore) -> Iterator[Bridge]:
    """Linked, and never synced."""
    with bridge_over(store) as made:
        yield made


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[SqlStore]:
    """A store on SQLite only, for what is not about the database."""
    with closing(SqlStore(open_engine(sqlite_url))) as opened:
        yield opened


@pytest.fixture
def synced(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """Linked, and in step."""
    with starts.go_on("in step", synced_over, engine) as bridge:
        yield bridge
