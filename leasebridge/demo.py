"""The demo: the whole product against the stand-in world, on one command and one folder."""

import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from pathlib import Path
from types import FrameType

import httpx

from bot.manifest import slash_command_with_words
from jobs.embedded_redis import EmbeddedRedis
from leasebridge import wiring
from leasebridge.settings import DatabaseSettings, PeopleSettings, read
from leasebridge.supervisor import Supervisor
from sandbox.intacct import credentials as intacct
from sandbox.re_leased import credentials as re_leased
from sandbox.slack import credentials as slack
from sync.domain.choices import Person
from sync.domain.company_settings import Channels, CompanySettings
from sync.domain.errors import FixSetup
from sync.domain.runs import Requester
from sync.domain.working_hours import WorkingHours
from sync.store.engine import open_engine
from sync.store.upgrade import upgrade
from sync.use_cases.change_settings import change_settings
from sync.use_cases.known_people import keep_people_known, look_up_due
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster

HOST = "127.0.0.1"
START_SECONDS = 60.0
RE_LEASED_COMPANY = "12"
ROLES = "U0PRIYA=administrator, U0GRACE=approver, U0TOM=operator, U0VICTOR=viewer"
RUNS_CHANNEL, APPROVALS_CHANNEL, ALERTS_CHANNEL = "C0SYNC", "C0APPROVE", "C0ALERTS"
DOCUMENTS = 400
ROUND_THE_CLOCK = WorkingHours(
    days=(0, 1, 2, 3, 4, 5, 6), begin=time_of_day(0), end=time_of_day(23, 59)
)


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """How the demo is started.

    Attributes:
        home: The folder for everything it keeps.
        port: The port of the pages.
        fresh: Begin anew.
        documents: How many documents a new world starts with.
        is_linked: Whether a new world's two companies are linked and matched already.
    """

    home: Path
    port: int
    fresh: bool
    documents: int
    is_linked: bool = True


def run_demo(options: DemoOptions, tell: Callable[[str], None]) -> None:
    """Run the demo until it is told to stop.

    Args:
        options: How to start it.
        tell: Says something to the person at the terminal.

    Raises:
        FixSetup: A port is taken, another demo uses the folder, or a part does not start.
    """
    _require_free_port(options.port)
    if options.fresh and options.home.exists():
        _begin_anew(options.home)
    with EmbeddedRedis(options.home / "redis") as embedded:
        bot_port = _free_port()
        environment = _environment(options, bot_port, embedded.url)
        supervisor = Supervisor(environment, options.home / "logs")
        with _environment_of(environment), _stopping(supervisor) as stopped:
            if _start_everything(supervisor, options, bot_port, stopped):
                tell(_welcome(options))
            while not stopped():
                embedded.look_after()
                supervisor.look_after()
                time.sleep(0.2)
        tell("Stopped. Start it again to go on where you left, or with --fresh to begin anew.")


def _start_everything(
    supervisor: Supervisor, options: DemoOptions, bot_port: int, stopped: Callable[[], bool]
) -> bool:
    """Says whether everything is up; False where we were told to stop meanwhile."""
    _upgrade_database()
    supervisor.start("bot", "bot", "--host", HOST, "--port", str(bot_port))
    for queue in ("runs", "messages"):
        supervisor.start(f"worker-{queue}", "worker", queue)
    supervisor.start("scheduler", "scheduler")
    supervisor.start(
        "sandbox",
        "sandbox",
        *("--host", HOST, "--port", str(options.port)),
        *("--data", str(options.home / "world"), "--documents", str(options.documents)),
        *("--app-url", f"http://{HOST}:{bot_port}{wiring.SLACK_PATH}"),
        *("--commands", str(_registered_commands(options))),
    )
    if not _wait_for(f"http://{HOST}:{options.port}/control/clock", supervisor, stopped):
        return False
    if options.is_linked:
        _link_companies()
    _look_up_people()
    return _wait_for(f"http://{HOST}:{bot_port}/health/ready", supervisor, stopped)


def _environment(options: DemoOptions, bot_port: int, redis_url: str) -> Mapping[str, str]:
    """The settings that connect the product to the stand-in world; nobody's own settings leak in."""
    world = f"http://{HOST}:{options.port}"
    return {
        **os.environ,
        "LEASEBRIDGE_HOME": str(options.home.absolute()),
        "DATABASE_URL": "",
        "REDIS_URL": redis_url,
        "LEASEBRIDGE_SYNC_EVERY_MINUTES": "0",  # In the demo, whoever tries it starts the runs.
        "PORT": str(bot_port),
        "SLACK_BOT_TOKEN": slack.BOT_TOKEN,
        "SLACK_SIGNING_SECRET": slack.SIGNING_SECRET,
        "SLACK_TEAM_ID": slack.TEAM_ID,
        "SLACK_API_URL": f"{world}/slack/api/",
        "SLACK_CHANNEL": RUNS_CHANNEL,
        "LEASEBRIDGE_ROLES": ROLES,
        "INTACCT_URL": f"{world}/ia/xml/xmlgw.phtml",
        "INTACCT_SENDER_ID": intacct.SENDER_ID,
        "INTACCT_SENDER_PASSWORD": intacct.SENDER_PASSWORD,
        "INTACCT_COMPANY_ID": intacct.COMPANY_ID,
        "INTACCT_ENTITY_ID": "",
        "INTACCT_USER_ID": intacct.USER_ID,
        "INTACCT_USER_PASSWORD": intacct.USER_PASSWORD,
        "INTACCT_TAX_SOLUTION": "United Kingdom - VAT",
        "RELEASED_BASE_URL": f"{world}/re-leased/v1",
        "RELEASED_API_KEY": re_leased.API_KEY,
        "RELEASED_COMPANY_ID": RE_LEASED_COMPANY,
        "RELEASED_REQUESTS_PER_MINUTE": "0",
    }


@contextmanager
def _environment_of(environment: Mapping[str, str]) -> Iterator[None]:
    """This process works with the children's settings while the block lasts."""
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _stopping(supervisor: Supervisor) -> Iterator[Callable[[], bool]]:
    """Yields a question: was Ctrl-C pressed, or were we told to end? Stops the children at the end."""
    told: list[int] = []

    def handle(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(told)
    finally:
        supervisor.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def _begin_anew(home: Path) -> None:
    # The lock proves that no other demo is at work in the folder before anything is thrown away.
    with EmbeddedRedis(home / "redis"):
        for part in ("world", "logs"):
            shutil.rmtree(home / part, ignore_errors=True)
        for file in home.glob("leasebridge.db*"):
            file.unlink()
    shutil.rmtree(home / "redis")


def _upgrade_database() -> None:
    engine = open_engine(read(DatabaseSettings).address)
    upgrade(engine)
    engine.dispose()


def _registered_commands(options: DemoOptions) -> Path:
    """The file that tells the stand-in workspace the app's commands, as a manifest tells a real one."""
    path = options.home / "commands.json"
    path.write_text(json.dumps([slash_command_with_words()]), encoding="utf-8")
    return path


def _link_companies() -> None:
    """Link the two stand-in companies, the first time, from a date before everything they hold."""
    with wiring.opened_store() as store, wiring.opened_ledgers(store) as ledgers:
        with store.reading() as transaction:
            if transaction.links.all():
                return
        desk = LinkDesk(store, ledgers, Roster({}))
        link = link_at_once(desk, sync_from=_sync_from(), who=Requester("", "the demo"))
        channels = Channels(approvals=APPROVALS_CHANNEL, alerts=ALERTS_CHANNEL)
        # Whoever tries the demo at night is told of issues all the same.
        settings = CompanySettings(channels, hours=ROUND_THE_CLOCK)
        change_settings(store, link.link_id, settings, who=Person("the demo"))


def _look_up_people() -> None:
    """Whoever tries the demo is known from the first click on."""
    with wiring.opened_store() as store:
        keep_people_known(store, read(PeopleSettings).people)
        look_up_due(store, wiring.opened_directory())


def _sync_from() -> date:
    return date(datetime.now(tz=UTC).year - 3, 1, 1)


def _wait_for(address: str, supervisor: Supervisor, stopped: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if stopped():
            return False
        try:
            if httpx.get(address, timeout=1, trust_env=False).is_success:
                return True
        except httpx.TransportError:
            supervisor.look_after()
        hopeless = supervisor.hopeless()
        if hopeless is not None:
            raise FixSetup(
                f"The demo did not start: its part {hopeless.name} ended again and again. What it said "
                f"stands in {supervisor.log_of(hopeless)}."
            )
        time.sleep(0.05)
    raise FixSetup(f"The demo did not start in time; see what its parts say in {supervisor.logs}.")


def _require_free_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise FixSetup(
                f"Port {port} is in use by another program. Choose another: "
                f"./run demo --port {port + 100}"
            ) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _welcome(options: DemoOptions) -> str:
    address = f"http://{HOST}:{options.port}"
    first = "/sync now" if options.is_linked else "/sync link"
    return (
        f"\nLeasebridge is running, against a stand-in world on this machine.\n\n"
        f"    Workspace        {address}/          type: {first}\n"
        f"    The two ledgers  {address}/ledgers\n\n"
        f"Your data stays in {options.home}. Press Ctrl-C to stop.\n"
    )
