"""Two ledgers, a database, the queues, and worker processes of their own that join them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from jobs.embedded_redis import EmbeddedRedis
from jobs.queues import JobQueues
from sync.domain.runs import Run
from sync.store.sql_store import SqlStore
from sync.use_cases.run.bench import LEASE_SECONDS
from tests.jobs.parts import Running, run_of, running_python, settings_for, wait_until
from tests.sync.use_cases.bridge import NO_AUTHORITIES, Bridge


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the stories of workers take place in.

    Attributes:
        bridge: Both ledgers, linked.
        store: The database.
        queues: The queues.
        settings: The environment of a worker.
        folder: For what the processes print.
    """

    bridge: Bridge
    store: SqlStore
    queues: JobQueues
    settings: dict[str, str]
    folder: Path

    @property
    def notes(self) -> Path:
        """Where workers note which process opened a workbench."""
        return Path(self.settings["TEST_NOTES"])

    @property
    def openers(self) -> list[int]:
        """The processes that opened a workbench, in order."""
        return [int(line) for line in self.notes.read_text(encoding="utf-8").split()]

    @contextmanager
    def worker(self) -> Iterator[Running]:
        """A worker for runs, killed at the end if it still runs."""
        with running_python(
            *("-m", "tests.jobs.worker_program"), environment=self.settings, folder=self.folder
        ) as worker:
            yield worker

    def program(self, *arguments: str) -> Running:
        """Run the product's own program to its end."""
        with running_python(
            *("-m", "leasebridge", *arguments), environment=self.settings, folder=self.folder
        ) as program:
            program.end()
        return program

    def slow_down_writes(self, seconds: float) -> None:
        slow_down_writes(self.bridge, seconds)

    def written(self) -> int:
        """Writes that both ledgers have counted."""
        return sum(self.bridge.writes().values())

    def wait_for_writes(self, count: int) -> None:
        wait_until(f"{count} writes", lambda: self.written() >= count)

    def wait_until_over(self, run_id: int) -> Run:
        wait_until(f"run {run_id} to be over", lambda: run_of(self.store, run_id).state.is_over)
        return run_of(self.store, run_id)

    def wait_until_free(self) -> None:
        """A worker gives its companies back a moment after the run is over; killed before, it does not."""
        wait_until("the companies to be free", lambda: not self._is_at_work())

    def _is_at_work(self) -> bool:
        with self.store.reading() as transaction:
            return transaction.leases.is_held(f"company:{self.bridge.link.link_id}")


def slow_down_writes(bridge: Bridge, seconds: float) -> None:
    """Let Re-Leased take its time over every write."""
    fault = {"part": "re_leased", "kind": "delay", "times": None, "seconds": seconds}
    for method in ("POST", "PUT"):
        address = f"{bridge.running.address}/control/faults"
        httpx.post(
            address, json=fault | {"method": method}, verify=NO_AUTHORITIES
        ).raise_for_status()


def workshop_of(
    bridge: Bridge,
    *,
    store: SqlStore,
    queues: JobQueues,
    redis_server: EmbeddedRedis,
    database_url: str,
    folder: Path,
    lease_seconds: float = LEASE_SECONDS,
) -> Workshop:
    settings = settings_for(
        bridge.running.address, database_url=database_url, redis_url=redis_server.url
    )
    settings |= {"TEST_NOTES": str(folder / "notes"), "TEST_LEASE_SECONDS": str(lease_seconds)}
    settings |= {"TEST_MARK": str(folder / "mark")}
    return Workshop(bridge, store, queues, settings, folder)
