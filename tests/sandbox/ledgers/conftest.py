"""A stand-in world that is really served, shared by a module's tests."""

from collections.abc import Iterator

import pytest

from sandbox.server import RunningWorld, running
from tests.sandbox.ledgers_client import LedgersClient


@pytest.fixture(scope="module")
def served() -> Iterator[RunningWorld]:
    with running() as world:
        yield world


@pytest.fixture(scope="module")
def client(served: RunningWorld) -> Iterator[LedgersClient]:
    client = LedgersClient(served.address)
    with client.http:
        yield client
