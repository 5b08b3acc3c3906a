"""In production: the Procfile's own commands as separate processes, PostgreSQL and a Redis server."""

import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from jobs.embedded_redis import EmbeddedRedis
from sandbox.intacct import credentials as intacct
from sandbox.re_leased import credentials as re_leased
from sandbox.server import RunningWorld, running
from sandbox.slack import credentials as slack
from sandbox.world import WorldOptions
from tests.databases import PostgreSQL
from tests.sandbox.ledgers_client import LedgersClient
from tests.stories import ledgers
from tests.stories.programs import (
    Program,
    free_port,
    run_to_its_end,
    running_program,
    surroundings,
)
from tests.stories.slack_person import SlackPerson, table_of
from tests.stories.waiting import wait_for

pytestmark = pytest.mark.processes

PROCFILE = Path(__file__).parents[2] / "Procfile"
DOCUMENTS = 60
SYNC_FROM = date(datetime.now(tz=UTC).year - 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Installation:
    """What an operator sets up before the first process starts.

    Attributes:
        settings: The environment of every process.
        folder: Where they run.
        world: The stand-in world they talk to.
    """

    settings: Mapping[str, str]
    folder: Path
    world: RunningWorld

    def terminal(self, line: str) -> str:
        """Type a command in a terminal of the server, and read what it prints."""
        return run_to_its_end(shlex.split(line), settings=self.settings, folder=self.folder)


@pytest.fixture
def installation(tmp_path: Path, postgresql: PostgreSQL) -> Iterator[Installation]:
    """An empty PostgreSQL database, a Redis server, a stand-in world, and the settings for them."""
    database, port = postgresql.make_database(), free_port()
    options = WorldOptions(documents=DOCUMENTS, app_url=f"http://127.0.0.1:{port}/slack/events")
    with EmbeddedRedis(tmp_path / "redis") as redis, running(options) as world:
        settings = {
            **surroundings(),
            "DATABASE_URL": postgresql.url_of(database),
            "REDIS_URL": redis.url,
            "PORT": str(port),
            "LEASEBRIDGE_HOST": "127.0.0.1",
            **_settings_for(world),
        }
        yield Installation(settings, tmp_path, world)
    postgresql.drop_database(database)


def _settings_for(world: RunningWorld) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.BOT_TOKEN,
        "SLACK_SIGNING_SECRET": slack.SIGNING_SECRET,
        "SLACK_TEAM_ID": slack.TEAM_ID,
        "SLACK_API_URL": f"{world.address}/slack/api/",
        "SLACK_CHANNEL": "C0SYNC",
        "LEASEBRIDGE_ROLES": "U0TOM=operator",
        "INTACCT_URL": f"{world.address}/ia/xml/xmlgw.phtml",
        "INTACCT_SENDER_ID": intacct.SENDER_ID,
        "INTACCT_SENDER_PASSWORD": intacct.SENDER_PASSWORD,
        "INTACCT_COMPANY_ID": intacct.COMPANY_ID,
        "INTACCT_USER_ID": intacct.USER_ID,
        "INTACCT_USER_PASSWORD": intacct.USER_PASSWORD,
        "INTACCT_TAX_SOLUTION": "United Kingdom - VAT",
        "RELEASED_BASE_URL": f"{world.address}/re-leased/v1",
        "RELEASED_API_KEY": re_leased.API_KEY,
        "RELEASED_COMPANY_ID": "12",
        "RELEASED_REQUESTS_PER_MINUTE": "0",
    }


@pytest.fixture
def processes(installation: Installation) -> Iterator[Mapping[str, Program]]:
    """The release, to its end; then every other line of the Procfile as a process of its own."""
    lines = (line.partition(": ") for line in PROCFILE.read_text(encoding="utf-8").splitlines())
    commands = {name: command for name, _, command in lines}
    assert "up to date" in installation.terminal(commands.pop("release"))
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(
                running_program(
                    name,
                    shlex.split(command),
                    settings=installation.settings,
                    folder=installation.folder,
                )
            )
            for name, command in commands.items()
        }


@pytest.fixture
def client(installation: Installation) -> Iterator[LedgersClient]:
    client = LedgersClient(installation.world.address)
    with client.http:
        yield client


def test_procfile__links_plans_syncs_and_then_has_nothing_more_to_write(
    installation: Installation, processes: Mapping[str, Program], client: LedgersClient
) -> None:
    assert set(processes) == {"web", "scheduler", "worker", "messenger"}
    links_and_matches(installation)
    wait_for("the web process", lambda: _is_ready(installation))
    tom = SlackPerson(client.http, "U0TOM", "C0SYNC")

    before = ledgers.writes(client)
    printed = installation.terminal("leasebridge sync plan")
    number = sum(int(row[1].replace(",", "")) for row in _table_in(printed))
    tom.say("/sync plan")
    card = tom.wait_for_card(f"Plan 3: {number} writes")
    assert _table_in(printed) == table_of(card)
    assert _digest_in(printed) in str(card["blocks"])
    assert ledgers.writes(client) == before

    tom.say("/sync now")
    tom.wait_for_card("Sync 4: done")
    written = ledgers.writes(client)
    assert sum(written.values()) - sum(before.values()) == number
    assert ledgers.apart(client, sync_from=SYNC_FROM) == []

    tom.say("/sync now")
    tom.wait_for_card("Sync 5: done")
    assert ledgers.writes(client) == written
    for program in processes.values():
        assert "Traceback" not in program.printed, program.printed


def links_and_matches(installation: Installation) -> None:
    """In two steps, then by what is suggested for what Re-Leased holds already; nothing is written before."""
    proposed = installation.terminal(f"leasebridge link propose --sync-from {SYNC_FROM}")
    assert "Harbour Property Group Ltd" in proposed
    linked = installation.terminal("leasebridge link confirm 1 --name 'Harbour Property Group Ltd'")
    assert linked.startswith("Harbour Property Group Ltd is linked")
    read = installation.terminal("leasebridge sync now")
    assert "Both ledgers were read and nothing was written" in read
    installation.terminal("leasebridge match suggested")
    installation.terminal("leasebridge match confirm")


def _is_ready(installation: Installation) -> bool:
    try:
        address = f"http://127.0.0.1:{installation.settings['PORT']}/health/ready"
        return httpx.get(address, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _table_in(printed: str) -> list[tuple[str, ...]]:
    """The rows of the first table that a terminal shows: columns stand at least two blanks apart."""
    table = printed.split("\n\n")[1].splitlines()
    return [tuple(re.split(r" {2,}", line)) for line in table[1:]]


def _digest_in(printed: str) -> str:
    found = re.match(r"Plan \d+ \((\w{8})\)", printed)
    assert found, printed
    return found[1]
