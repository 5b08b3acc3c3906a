"""The bridge of a test: fresh ledgers and a fresh database, SQLite and PostgreSQL alike."""

from collections.abc import Iterator

import pytest

from sync.store.sql_store import SqlStore
from tests.sync.use_cases.bridge import Bridge, bridge_over


@pytest.fixture
def bridge(store: SqlStore) -> Iterator[Bridge]:
    """Linked, and never synced."""
    with bridge_over(store) as made:
        yield made


@pytest.fixture
def synced(bridge: Bridge) -> Bridge:
    """Linked, and in step."""
    bridge.sync()
    return bridge
