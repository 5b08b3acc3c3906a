"""What a run works with, and the lease that makes it the only one at work on its companies."""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from sync.domain.errors import FixSetup, RetryLater
from sync.domain.links import CompanyLink, LinkMode
from sync.domain.runs import Progress, Run, RunPhase
from sync.domain.sides import Side
from sync.use_cases.pause import require_not_paused
from sync.use_cases.people import Roster
from sync.use_cases.ports import MACHINE, Ledger, Machine, OutboxTopic, Store, Transaction
from sync.use_cases.request_run import run_subject

log = logging.getLogger(__name__)

LEASE_SECONDS = 30.0
"""How long a lease lasts without renewal: how long a company waits for a worker whose machine was lost."""

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
        lease_seconds: How long the company's lease lasts without renewal.
        machine: Whose threads and time it takes.
    """

    store: Store
    ledgers: Mapping[Side, Ledger]
    roster: Roster
    owner: str
    lease_seconds: float = LEASE_SECONDS
    machine: Machine = MACHINE


@dataclass(slots=True)
class RunAtWork:
    """A run while it is being carried out: its lease, its progress, and what it changed itself.

    Attributes:
        bench: What it works with.
        run: The run as it was when taken up.
        link: The companies.
        lease_name: The lease's name.
        token: The lease's fencing token.
        mode: Whether it may write, or only observes.
        is_matching: Whether a person is still to confirm the matching: until then it only reads.
        is_paused: Whether somebody had paused the company when it was taken up: then it only reads.
        progress: How far it has come.
        own_writes: Our ids of records this run wrote, so that a later step of the same plan does not
            take our own write for somebody else's change.
        refused_steps: Digests of steps a ledger refused in this run: they are not tried again in it.
        unresolved: Our ids of records with a write whose outcome is not known, and of their counterparts.
        cut: How many records were written of which the ledger keeps only a part of some text.

    Both sides' threads share it while the run reads and writes. What they count is counted under a lock, which
    nobody holds while waiting for the database: whoever has the database may want to count. The sets are only
    added to, in the transaction that makes it known to others what was done; so whoever sees a record with its
    new content also sees that the run wrote it.
    """

    bench: Workbench
    run: Run
    link: CompanyLink
    lease_name: str
    token: int
    mode: LinkMode = LinkMode.ENGINE
    is_matching: bool = False
    is_paused: bool = False
    progress: Progress = field(default_factory=Progress)
    own_writes: set[int] = field(default_factory=set)
    refused_steps: set[str] = field(default_factory=set)
    unresolved: set[int] = field(default_factory=set)
    cut: int = 0
    _counting: threading.Lock = field(default_factory=threading.Lock)
    _reported_at: float = float("-inf")

    @property
    def may_write(self) -> bool:
        """Whether the run may write to the ledgers at all."""
        return self.mode is LinkMode.ENGINE and not (self.is_matching or self.is_paused)

    def require_may_write(self) -> None:
        """Make sure that the run may write to the ledgers; asked again before anything is sent.

        Raises:
            FixSetup: The companies are only observed, or their matching is not confirmed.
        """
        if self.is_matching:
            raise FixSetup(
                f"The matching of {self.link.name} is not confirmed: nothing is written to either ledger "
                "until then. See what is asked with: leasebridge match list"
            )
        if not self.may_write:
            raise FixSetup(
                f"{self.link.name} is only observed: nothing is written to either ledger. To let "
                "Leasebridge write, disconnect Re-Leased's own connection and then use: "
                "leasebridge link engine"
            )

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that commits only while the lease is ours."""
        with self.bench.store.transaction() as transaction:
            transaction.leases.require(self.lease_name, self.token)
            yield transaction

    @contextmanager
    def beginning(self) -> Iterator[Transaction]:
        """The same for what has not begun yet: it is asked for again whether somebody paused the company.

        Raises:
            IsPaused: Somebody did. What is under way is noted all the same, with `writing`.
        """
        with self.writing() as transaction:
            require_not_paused(transaction, self.link.link_id)
            yield transaction

    def enter(self, phase: RunPhase) -> None:
        """Begin a phase, and tell."""
        self.advance(phase=phase)

    def advance(
        self,
        *,
        phase: RunPhase | None = None,
        done: int = 0,
        total: int = 0,
        read: int = 0,
    ) -> None:
        """Count what was done; tells now and then, and of a new phase at once. Not within a transaction."""
        with self._counting:
            self.progress = replace(
                self.progress,
                phase=phase or self.progress.phase,
                done=self.progress.done + done,
                total=self.progress.total + total,
                read=self.progress.read + read,
            )
            now = self.bench.machine.seconds()
            is_due = phase is not None or now - self._reported_at >= REPORT_EVERY_SECONDS
            if is_due:
                self._reported_at = now
        if is_due:
            self._report()

    def count_cut(self, records: int) -> None:
        """Count records of which the ledger keeps only a part of some text."""
        with self._counting:
            self.cut += records

    def _report(self) -> None:
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
        token = transaction.leases.acquire(name, bench.owner, seconds=bench.lease_seconds)
    if token is None:
        yield None
        return
    keep, first_wait = partial(_keep, bench, name, token), _usual_wait(bench)
    try:
        with bench.machine.meanwhile(keep, first_wait=first_wait, name="lease keeper"):
            yield name, token
    finally:
        _give_back(bench.store, name, token)


def _usual_wait(bench: Workbench) -> float:
    return bench.lease_seconds / 3


def _keep(bench: Workbench, name: str, token: int) -> float | None:
    """Renew once; how long to wait until the next time. A lost lease shows itself at the run's next write.

    A renewal that fails is tried again soon: the lease outlasts a database that is away for a moment.
    """
    try:
        renewed = _renew(bench, name, token)
    except Exception as error:  # noqa: BLE001 - whatever is wrong, only the lease's end ends this
        log.warning("The lease %s is not renewed yet: %s", name, error)
        return bench.lease_seconds / 15
    if not renewed:
        log.warning("The lease %s was lost; its run stops before its next write.", name)
        return None
    return _usual_wait(bench)


def _renew(bench: Workbench, name: str, token: int) -> bool:
    with bench.store.transaction() as transaction:
        return transaction.leases.renew(name, token, seconds=bench.lease_seconds)


def _give_back(store: Store, name: str, token: int) -> None:
    try:
        with store.transaction() as transaction:
            transaction.leases.release(name, token)
    except RetryLater as error:
        # Nothing is lost but time, and the error that ended the run must not be hidden by this one.
        log.warning("The lease %s is left to run out by itself: %s", name, error)


def require_lease(at_work: RunAtWork) -> None:
    """Stop here if another worker took over, or somebody paused, before anything is sent outside.

    Raises:
        LeaseLost: Somebody else holds the company's lease, or ours has run out.
        IsPaused: Somebody paused the company.
    """
    with at_work.beginning():
        pass
