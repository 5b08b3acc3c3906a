"""What a run works with, and the lease that makes it the only one at work on its companies."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from sync.domain.links import CompanyLink
from sync.domain.runs import Progress, Run, RunPhase
from sync.domain.sides import Side
from sync.use_cases.people import Roster
from sync.use_cases.ports import Ledger, OutboxTopic, Store, Transaction
from sync.use_cases.request_run import run_subject

LEASE_SECONDS = 45.0
"""How long a lease lasts without renewal: how long a company waits for a worker that was killed."""

REPORT_EVERY_SECONDS = 2.0
"""How often a run's progress is written down; Slack's message follows at its own pace."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """What every run needs.

    Attributes:
        store: The database.
        ledgers: Both ledgers' adapters.
        roster: Who may do what.
        owner: Names this process, for the lease.
    """

    store: Store
    ledgers: Mapping[Side, Ledger]
    roster: Roster
    owner: str


@dataclass(slots=True)
class RunAtWork:
    """A run while it is being carried out: its lease, its progress, and what it changed itself.

    Attributes:
        bench: What it works with.
        run: The run as it was when taken up.
        link: The companies.
        lease_name: The lease's name.
        token: The lease's fencing token.
        progress: How far it has come.
        own_writes: Our ids of records this run wrote, so that a later step of the same plan does not
            take our own write for somebody else's change.
        refused_steps: Digests of steps a ledger refused in this run: they are not tried again in it.
        unresolved: Our ids of records with a write whose outcome is not known.
    """

    bench: Workbench
    run: Run
    link: CompanyLink
    lease_name: str
    token: int
    progress: Progress = field(default_factory=Progress)
    own_writes: set[int] = field(default_factory=set)
    refused_steps: set[str] = field(default_factory=set)
    unresolved: set[int] = field(default_factory=set)
    clock: Callable[[], float] = time.monotonic
    _reported_at: float = float("-inf")

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that commits only while the lease is ours."""
        with self.bench.store.transaction() as transaction:
            transaction.leases.require(self.lease_name, self.token)
            yield transaction

    def enter(self, phase: RunPhase) -> None:
        """Begin a phase, and tell."""
        self.advance(phase=phase)
        self._report()

    def advance(
        self,
        *,
        phase: RunPhase | None = None,
        done: int = 0,
        total: int = 0,
        read: int = 0,
    ) -> None:
        """Count what was done; tells now and then."""
        self.progress = replace(
            self.progress,
            phase=phase or self.progress.phase,
            done=self.progress.done + done,
            total=self.progress.total + total,
            read=self.progress.read + read,
        )
        if self.clock() - self._reported_at >= REPORT_EVERY_SECONDS:
            self._report()

    def _report(self) -> None:
        self._reported_at = self.clock()
        with self.writing() as transaction:
            transaction.runs.report(self.run.run_id, self.progress)
            transaction.outbox.add(OutboxTopic.MESSAGE, run_subject(self.run.run_id))


@contextmanager
def company_lease(bench: Workbench, link_id: int) -> Iterator[tuple[str, int] | None]:
    """Hold the company's lease, renewed in the background; yields its name and token.

    Yields None where another worker holds it. The lease is given back at the end, whatever happens.
    """
    name = f"company:{link_id}"
    with bench.store.transaction() as transaction:
        token = transaction.leases.acquire(name, bench.owner, seconds=LEASE_SECONDS)
    if token is None:
        yield None
        return
    stop = threading.Event()
    keeper = threading.Thread(
        target=_keep, args=(bench.store, name, token, stop), name="lease keeper", daemon=True
    )
    keeper.start()
    try:
        yield name, token
    finally:
        stop.set()
        keeper.join()
        with bench.store.transaction() as transaction:
            transaction.leases.release(name, token)


def _keep(store: Store, name: str, token: int, stop: threading.Event) -> None:
    """Renew until told to stop. A lost lease shows itself at the run's next write."""
    while not stop.wait(LEASE_SECONDS / 3):
        with store.transaction() as transaction:
            if not transaction.leases.renew(name, token, seconds=LEASE_SECONDS):
                return


def require_lease(at_work: RunAtWork) -> None:
    """Stop here if another worker took over, before anything is sent outside.

    Raises:
        LeaseLost: Somebody else holds the company's lease, or ours has run out.
    """
    with at_work.writing():
        pass
