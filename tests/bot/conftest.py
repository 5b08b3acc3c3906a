"""One web process, one stand-in world and one database for all tests of the bot."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from jobs.embedded_redis import EmbeddedRedis
from sandbox.server import RunningWorld, running
from sandbox.world import WorldOptions
from tests.bot.office import Office, free_port, linked_database, settings_of, web_process


@pytest.fixture(scope="session")
def bot_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def world(bot_port: int) -> Iterator[RunningWorld]:
    """A stand-in world whose Slack delivers to the web process."""
    app_url = f"http://127.0.0.1:{bot_port}/slack/events"
    with running(WorldOptions(documents=0, app_url=app_url)) as served:
        served.world.workspace.limits.enabled = False
        yield served


@pytest.fixture(scope="session")
def running_office(
    world: RunningWorld, bot_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    database, log = folder / "leasebridge.db", folder / "bot.log"
    store, link = linked_database(database)
    with closing(store), EmbeddedRedis(folder / "redis") as redis:
        settings = settings_of(world, f"sqlite:///{database}", redis.url)
        with web_process(settings, bot_port, log) as http:
            yield Office(world, store, link, http, log)


@pytest.fixture
def office(running_office: Office) -> Iterator[Office]:
    """The running installation, with nothing waiting."""
    running_office.end_all_runs()
    yield running_office
    running_office.world.world.clear_faults()
