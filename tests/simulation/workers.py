"""Workers: each has its own machine, adapters and way to the database, and may die at any point."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate
from sync.store.sql_store import SqlStore, SqlTransaction
from sync.use_cases.ports import Transaction
from sync.use_cases.run.bench import Workbench
from sync.use_cases.run.carry_out import carry_out
from tests.simulation.clock import StoppedMachine
from tests.simulation.connecting import ledgers_of
from tests.simulation.scene import Scene
from tests.sync.use_cases.approving_desk import ROSTER


class Crash(BaseException):
    """The end of a worker: whatever it tries to do from then on ends the same way."""


class Surroundings(Protocol):
    """What happens around a worker, at each point where it meets the outside."""

    def send(self, worker: "Worker", request: httpx.Request) -> httpx.Response:
        """Let a request go its way, with all that befalls it."""
        ...

    def before_commit(self, worker: "Worker", *, changed: bool) -> None:
        """A transaction is about to be made lasting, in which something was changed or nothing."""
        ...

    def after_commit(self, worker: "Worker") -> None:
        """It is."""
        ...


@dataclass(slots=True)
class Worker:
    """A worker process.

    Attributes:
        name: For the trace, and the lease.
        scene: Where it works.
        machine: Its threads and clock.
        surroundings: What befalls it.
        is_dead: Whether it has ended.
        passed_over: The keys of all writes in the journal when it went on after standing still, while others
            did its work; None where it never stood still.
    """

    name: str
    scene: Scene
    machine: StoppedMachine
    surroundings: Surroundings
    is_dead: bool = False
    passed_over: frozenset[str] | None = None
    transactions_open: int = 0
    _bench: Workbench | None = field(default=None)

    def carry_out(self, run_id: int) -> bool:
        """Carry a run out; False where the worker died over it."""
        try:
            carry_out(self.bench, run_id)
        except Crash:
            if not self.is_dead:
                raise
            return False
        return True

    @property
    def bench(self) -> Workbench:
        """What it works with."""
        if self._bench is None:
            ledgers = ledgers_of(
                self.scene.modules, self.machine, _Way(self), page_size=self.scene.page_size
            )
            store = _WatchedStore(self)
            self._bench = Workbench(store, ledgers, ROSTER, self.name, machine=self.machine)
        return self._bench

    def die(self) -> None:
        """End, here and now.

        Raises:
            Crash: Always.
        """
        self.is_dead = True
        raise Crash(self.name)

    def require_alive(self) -> None:
        """Nothing is done by the dead."""
        if self.is_dead:
            raise Crash(self.name)


class _Way(httpx.BaseTransport):
    """A worker's way to the ledgers."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._worker.require_alive()
        return self._worker.surroundings.send(self._worker, request)


class _WatchedStore(SqlStore):
    """A worker's way to the database."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker.scene.engine, worker.machine.now)
        self._worker = worker

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        worker = self._worker
        worker.require_alive()
        with super().transaction() as transaction, self._open():
            before = _changes(transaction)
            yield transaction
            worker.require_alive()
            worker.surroundings.before_commit(worker, changed=_changes(transaction) > before)
        worker.surroundings.after_commit(worker)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        self._worker.require_alive()
        with super().reading() as transaction, self._open():
            yield transaction

    def candidates(
        self, link_id: int, kind: RecordKind, *, size: int
    ) -> Iterator[Sequence[Candidate]]:
        self._worker.require_alive()
        return super().candidates(link_id, kind, size=size)

    @contextmanager
    def _open(self) -> Iterator[None]:
        self._worker.transactions_open += 1
        try:
            yield
        finally:
            self._worker.transactions_open -= 1


def _changes(transaction: Transaction) -> int:
    """How many rows were ever changed over this transaction's connection."""
    assert isinstance(transaction, SqlTransaction)
    driver: Any = transaction.leases.connection.connection.driver_connection
    changes: int = driver.total_changes
    return changes
