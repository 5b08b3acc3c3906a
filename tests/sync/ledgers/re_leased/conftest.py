"""A stand-in Re-Leased and the adapter that speaks with it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sync.ledgers.re_leased.ledger import ReLeasedLedger
from tests.sync.ledgers.re_leased.stand_in import Server, StandIn, ledger_of, serving, small_book

Connect = Callable[..., ReLeasedLedger]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def stand_in(server: Server) -> StandIn:
    return server.open(small_book())


@pytest.fixture
def connect(stand_in: StandIn) -> Iterator[Connect]:
    """Makes an adapter for the stand-in; its settings may be changed."""
    ledgers: list[ReLeasedLedger] = []

    def connected(**changes: Any) -> ReLeasedLedger:
        ledgers.append(ledger_of(stand_in, **changes))
        return ledgers[-1]

    yield connected
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(connect: Connect) -> ReLeasedLedger:
    return connect()
