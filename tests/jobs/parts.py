"""What the tests of the processes share: waiting, processes of our own, and a clock that can be moved."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from rq import Queue
from rq.job import Job
from rq.serializers import JSONSerializer

from jobs.queues import JobQueues, QueueName
from jobs.scheduler import run_scheduler
from sandbox.intacct import credentials as intacct
from sandbox.re_leased import credentials as re_leased
from sandbox.slack import credentials as slack
from sync.domain.runs import Requester, Run
from sync.store.sql_store import SqlStore
from sync.use_cases.request_run import request_plan, request_sync

Answer = TypeVar("Answer")

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90.0
"""Long enough for a busy machine; nobody waits longer than it takes."""

SOMEBODY = Requester(person_id="", name="a test")


def wait_until(what: str, look: Callable[[], Answer | None]) -> Answer:
    """Look again and again until there is something to see, and return it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < deadline, f"Waited in vain: {what}."
        time.sleep(0.03)


@dataclass(slots=True)
class MovableClock:
    """A clock that stands still until it is moved."""

    moment: datetime = field(default_factory=lambda: datetime.now(tz=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def ask_for_sync(store: SqlStore, link_id: int) -> Run:
    return request_sync(store, link_id, SOMEBODY).run


def ask_for_plan(store: SqlStore, link_id: int) -> Run:
    return request_plan(store, link_id, SOMEBODY).run


def run_of(store: SqlStore, run_id: int) -> Run:
    with store.reading() as transaction:
        return transaction.runs.get(run_id)


def waiting(queues: JobQueues, name: QueueName) -> list[Job]:
    """The jobs on a queue, read as JSON: anything else could not be read."""
    queue = Queue(name, connection=queues.connection, serializer=JSONSerializer)
    return queue.get_jobs()


def at_once(*works: Callable[[], object]) -> None:
    """Start threads together and wait for all."""
    barrier = threading.Barrier(len(works))

    def begin(work: Callable[[], object]) -> None:
        barrier.wait()
        work()

    threads = [threading.Thread(target=begin, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def scheduler(store: SqlStore, queues: JobQueues) -> Iterator[threading.Thread]:
    """The scheduler's loop in a thread of its own, with its janitor at work in every round."""
    stop = threading.Event()
    thread = threading.Thread(
        target=run_scheduler, args=(store, queues, stop), kwargs={"janitor_every_seconds": 0}
    )
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join()


def surroundings(**settings: str) -> dict[str, str]:
    """The environment of a process: ours, without any setting of Leasebridge that stands in it.

    Programs keep what they compiled, as they do anywhere but where a test may run: a second to each start.
    """
    prefixes = ("LEASEBRIDGE_", "SLACK_", "INTACCT_", "RELEASED_", "DATABASE_URL", "REDIS_URL")
    dropped = (*prefixes, "PYTHONDONTWRITEBYTECODE")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**ours, "PYTHONPATH": str(ROOT), **settings}


def settings_for(world: str, *, database_url: str, redis_url: str) -> dict[str, str]:
    """The environment of a worker against the stand-in world at the address `world`."""
    return surroundings(
        DATABASE_URL=database_url,
        REDIS_URL=redis_url,
        SLACK_BOT_TOKEN=slack.BOT_TOKEN,
        SLACK_SIGNING_SECRET=slack.SIGNING_SECRET,
        SLACK_TEAM_ID=slack.TEAM_ID,
        SLACK_API_URL=f"{world}/slack/api/",
        SLACK_CHANNEL="C0SYNC",
        INTACCT_URL=f"{world}/ia/xml/xmlgw.phtml",
        INTACCT_SENDER_ID=intacct.SENDER_ID,
        INTACCT_SENDER_PASSWORD=intacct.SENDER_PASSWORD,
        INTACCT_COMPANY_ID=intacct.COMPANY_ID,
        INTACCT_USER_ID=intacct.USER_ID,
        INTACCT_USER_PASSWORD=intacct.USER_PASSWORD,
        INTACCT_TAX_SOLUTION="United Kingdom - VAT",
        RELEASED_BASE_URL=f"{world}/re-leased/v1",
        RELEASED_API_KEY=re_leased.API_KEY,
        RELEASED_COMPANY_ID="12",
        RELEASED_REQUESTS_PER_MINUTE="0",
    )


@dataclass(frozen=True, slots=True)
class Running:
    """A process of ours.

    Attributes:
        process: The process.
        log: The file that holds what it prints.
    """

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> int:
        """Wait for its end; returns its exit code."""
        return self.process.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def running_python(
    *arguments: str, environment: Mapping[str, str], folder: Path
) -> Iterator[Running]:
    """Run Python with these arguments; killed at the end of the block if it still runs."""
    log = folder / f"{arguments[1].rpartition('.')[2]}-{time.monotonic_ns()}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, *arguments],
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Running(process, log)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that is dead and not yet fetched by its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def children_of(pid: int) -> list[int]:
    """The living processes that `pid` started."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            stat = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(stat[1]) == pid and stat[0] not in {"Z", "X"}:
                found.append(int(folder.name))
    return found


def processes_with(words: str) -> list[int]:
    """The living processes that have `words` in their command line or environment."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and is_alive(int(folder.name)):
            with suppress(OSError):
                told = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
                if words.encode() in told:
                    found.append(int(folder.name))
    return found
