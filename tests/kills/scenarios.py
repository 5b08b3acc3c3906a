"""The golden scenarios: what both ledgers hold, what people did, and which run was asked for just now."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sync.store.sql_store import SqlStore
from sync.use_cases.request_run import request_sync
from tests.kills.small_company import small_company
from tests.sync.use_cases.bridge import (
    TERMINAL,
    Bridge,
    bridge_over,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A golden scenario.

    Attributes:
        name: What it is called.
        come: Comes to where both ledgers and the database stand when the run is asked for.
        ask: Asks for it.
        parts: In how many parts its points are tested, so that several processes share them.
    """

    name: str
    come: Callable[[SqlStore], AbstractContextManager[Bridge]]
    ask: Callable[[Bridge], object]
    parts: int


@contextmanager
def first_sync(store: SqlStore) -> Iterator[Bridge]:
    """Two companies linked a moment ago, with all kinds of records on either side."""
    with bridge_over(store, start=small_company(documents=True)) as bridge:
        yield bridge


def _sync(bridge: Bridge) -> None:
    request_sync(bridge.store, bridge.link.link_id, TERMINAL)


SCENARIOS = (Scenario("first sync", first_sync, _sync, parts=6),)
