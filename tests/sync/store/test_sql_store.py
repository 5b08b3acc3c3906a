"""Transactions: all or nothing, readers that never wait and never write, and nobody gets the same twice."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, TypeVar

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from sync.domain.errors import FixSetup, LeaseLost, RetryLater
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import AuditEvent, OutboxTopic, PostedMessage, Store
from tests.sync.store.builders import HARBOUR, QUAYSIDE

WORKERS = 4


Result = TypeVar("Result")


def at_once(*actions: Callable[[], Result]) -> list[Result]:
    """Do all of it at the same time; what each gave."""
    start = threading.Barrier(len(actions))

    def act(action: Callable[[], Result]) -> Result:
        start.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(act, actions))


def test_sql_store__keeps_the_contract_of_a_store(store: SqlStore) -> None:
    contract: Store = store  # the type checker proves it
    with contract.reading() as transaction:
        assert transaction.links.all() == ()


def test_transaction__an_error_undoes_everything(store: SqlStore) -> None:
    def write_and_fail() -> None:
        with store.transaction() as transaction:
            link_id = transaction.links.add(HARBOUR).link_id
            transaction.outbox.add(OutboxTopic.RUN, "1")
            transaction.audit.append(AuditEvent("link:made", link_id, "Fiona", "link", {}))
            raise RuntimeError("The power went.")

    with pytest.raises(RuntimeError):
        write_and_fail()
    with store.reading() as transaction:
        assert transaction.links.all() == ()
        assert not transaction.outbox.is_waiting(OutboxTopic.RUN, "1")
    with store.transaction() as transaction:
        transaction.links.add(HARBOUR)


def test_reading__refuses_to_write(store: SqlStore) -> None:
    with pytest.raises(DBAPIError, match=r"read.?only"), store.reading() as transaction:
        transaction.links.add(HARBOUR)
    with store.transaction() as transaction:  # and leaves nothing behind on the connection
        transaction.links.add(HARBOUR)


def test_reading__sees_one_moment_and_waits_for_no_writer(store: SqlStore) -> None:
    with store.transaction() as writing:
        writing.links.add(HARBOUR)
        with store.reading() as reading:
            assert reading.links.all() == ()
    with store.reading() as reading:
        (before,) = reading.links.all()
        with store.transaction() as writing:
            writing.links.add(QUAYSIDE)
        assert reading.links.all() == (before,)


def test_transaction__too_busy_is_tried_again_later(database_url: str, store: SqlStore) -> None:
    hurry = {"sqlite": "PRAGMA busy_timeout=1", "postgresql": "SET lock_timeout = 1"}

    engine = open_engine(database_url)
    other_process = SqlStore(engine)

    @event.listens_for(engine, "checkout")
    def _(connection: Any, *_: object) -> None:
        connection.execute(hurry[engine.dialect.name]).close()

    with closing(other_process), store.transaction() as first:
        first.links.add(HARBOUR)
        with (
            pytest.raises(RetryLater, match="Nothing was written"),
            other_process.transaction() as it,
        ):
            it.links.add(HARBOUR)


def test_outbox__two_claims_at_once_never_get_the_same_row(store: SqlStore) -> None:
    with store.transaction() as transaction:
        ids = {transaction.outbox.add(OutboxTopic.RUN, str(n)) for n in range(40)}

    def claim_all() -> list[int]:
        claimed: list[int] = []
        while True:
            with store.transaction() as transaction:
                rows = transaction.outbox.claim(OutboxTopic.RUN, limit=3, busy_seconds=60)
            if not rows:
                return claimed
            claimed += [row.row_id for row in rows]

    claimed = [row_id for each in at_once(*[claim_all] * WORKERS) for row_id in each]
    assert sorted(claimed) == sorted(ids)


def test_lease__of_many_who_ask_at_once_one_gets_it(store: SqlStore) -> None:
    def acquire() -> int | None:
        with store.transaction() as transaction:
            return transaction.leases.acquire("company:1", "worker", seconds=60)

    assert sorted(at_once(*[acquire] * WORKERS), key=str) == [1, None, None, None]


def test_link__of_two_made_at_once_one_is_refused(store: SqlStore) -> None:
    def link() -> str:
        try:
            with store.transaction() as transaction:
                return transaction.links.add(HARBOUR).name
        except FixSetup:
            return "refused"

    assert sorted(at_once(link, link)) == ["Harbour Estates", "refused"]


def test_delivery__taken_in_twice_at_once_counts_once(store: SqlStore) -> None:
    def take_in() -> bool:
        with store.transaction() as transaction:
            return transaction.deliveries.is_first("Ev1")

    assert sorted(at_once(*[take_in] * WORKERS), key=bool) == [False, False, False, True]


def test_audit__written_by_many_at_once_is_one_chain(store: SqlStore) -> None:
    def write() -> None:
        for number in range(5):
            with store.transaction() as transaction:
                event = AuditEvent("run:done", None, "Leasebridge", f"run {number}", {})
                transaction.audit.append(event)

    at_once(*[write] * WORKERS)
    with store.reading() as transaction:
        assert transaction.audit.first_broken_row() is None


def test_lease__nobody_takes_over_between_require_and_commit(store: SqlStore) -> None:
    with store.transaction() as transaction:
        transaction.leases.acquire("company:1", "worker 1", seconds=60)
    asked, told = threading.Event(), threading.Event()

    def release() -> None:
        asked.set()
        with store.transaction() as transaction:
            transaction.leases.release("company:1", 1)
        told.set()

    other = threading.Thread(target=release)
    with store.transaction() as transaction:
        transaction.leases.require("company:1", 1)
        other.start()
        asked.wait()
        transaction.messages.keep(PostedMessage("run:1", "C1", "1", "d"))
        assert not told.is_set()
    other.join()
    with pytest.raises(LeaseLost), store.transaction() as transaction:
        transaction.leases.require("company:1", 1)


CLAIM = """
import sys
from sync.store.engine import open_engine
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import OutboxTopic

store = SqlStore(open_engine(sys.argv[1]))
while True:
    with store.transaction() as transaction:
        rows = transaction.outbox.claim(OutboxTopic.RUN, limit=2, busy_seconds=60)
    if not rows:
        break
    print(*[row.row_id for row in rows], sep="\\n")
store.close()
"""


def test_outbox__two_processes_never_get_the_same_row(store: SqlStore, database_url: str) -> None:
    with store.transaction() as transaction:
        ids = {transaction.outbox.add(OutboxTopic.RUN, str(n)) for n in range(30)}

    def claim() -> list[int]:
        command = (sys.executable, "-c", CLAIM, database_url)
        answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own program
        return [int(line) for line in answer.stdout.split()]

    first, second = at_once(claim, claim)
    assert sorted(first + second) == sorted(ids)
