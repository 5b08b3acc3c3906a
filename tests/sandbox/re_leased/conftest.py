"""A stand-in Re-Leased behind real HTTP, with a small estate in it."""

import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from sandbox.re_leased.credentials import API_KEY
from tests.sandbox.re_leased.re_leased_office import Building, Office, Server, Switch


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    switch = Switch()
    config = uvicorn.Config(
        switch, host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none"
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    deadline = time.monotonic() + 10
    while not running.started and time.monotonic() < deadline:
        threading.Event().wait(0.005)
    port = running.servers[0].sockets[0].getsockname()[1]
    client = httpx.Client(
        base_url=f"http://127.0.0.1:{port}/re-leased/v1",
        headers={"Authorization": f"Bearer {API_KEY}", "X-Application-Name": "Tests"},
    )
    yield Server(switch, client)
    client.close()
    running.should_exit = True
    thread.join()


@pytest.fixture
def building(server: Server) -> Building:
    return Building(server)


@pytest.fixture
def office(building: Building) -> Office:
    return building.office()


@pytest.fixture(scope="module")
def server_office(server: Server) -> Office:
    """One office for all examples of a property test."""
    return Building(server).office()
