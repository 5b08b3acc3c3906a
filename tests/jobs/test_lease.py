"""The company's lease: one worker at a time, and a worker that lost it is out."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select

from sync.domain.errors import LeaseLost
from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyLink
from sync.domain.runs import IntentState, Progress, Run, RunPhase, RunState
from sync.domain.sides import Side
from sync.store.engine import open_engine
from sync.store.models import IntentRow, LeaseRow
from sync.store.sql_store import SqlStore
from sync.use_cases.people import Roster
from sync.use_cases.ports import Store
from sync.use_cases.run.bench import RunAtWork, Workbench, company_lease
from sync.use_cases.run.carry_out import STARTS, carry_out
from sync.use_cases.run.sending import PORTION, PORTIONS_UNDER_WAY
from tests.jobs.absence import Doorway
from tests.jobs.parts import ask_for_sync, run_of, wait_until
from tests.jobs.workshop import slow_down_writes
from tests.sync.store.builders import HARBOUR
from tests.sync.use_cases.bridge import Bridge, bridge_over

AMID_ACCOUNTS = 18
"""So many writes to Re-Leased, and it is at the accounts: the world's longest batch of one sort."""


def bench_on(store: Store, *, seconds: float = 45.0) -> Workbench:
    """A workbench without ledgers, as a lease needs none."""
    return Workbench(store, {}, Roster({}), owner="a test", lease_seconds=seconds)


def link_on(store: Store) -> CompanyLink:
    with store.transaction() as transaction:
        return transaction.links.add(HARBOUR)


def expiry(engine: Engine) -> float:
    with engine.connect() as connection:
        return connection.execute(select(LeaseRow.expires_at)).scalar_one()


def is_held(store: Store, link_id: int) -> bool:
    with store.reading() as transaction:
        return transaction.leases.is_held(f"company:{link_id}")


def overtake(store: Store, engine: Engine, link_id: int) -> int:
    """Let the lease run out and give it to another worker; returns the new token."""
    name = f"company:{link_id}"
    with engine.connect() as connection:
        token = connection.execute(select(LeaseRow.token)).scalar_one()
    with store.transaction() as transaction:
        transaction.leases.release(name, token)
        new_token = transaction.leases.acquire(name, "another worker", seconds=600)
    assert new_token is not None
    return new_token


def test_lease__is_held_by_one_worker_at_a_time(store: SqlStore, link_id: int) -> None:
    with company_lease(bench_on(store), link_id) as first:
        assert first is not None
        with company_lease(bench_on(store), link_id) as second:
            assert second is None
        assert is_held(store, link_id), "asking in vain takes nothing from its holder"


def test_lease__is_given_back_at_the_end_even_after_an_error(store: SqlStore, link_id: int) -> None:
    with pytest.raises(ValueError, match="broke"), company_lease(bench_on(store), link_id):
        raise ValueError("It broke.")
    assert not is_held(store, link_id)


def test_lease__is_renewed_for_as_long_as_the_work_takes(
    store: SqlStore, engine: Engine, link_id: int
) -> None:
    seconds = 0.9
    with company_lease(bench_on(store, seconds=seconds), link_id) as lease:
        assert lease is not None
        begun = expiry(engine)
        wait_until("two lease times to pass", lambda: expiry(engine) > begun + 2 * seconds)
        with store.transaction() as transaction:
            transaction.leases.require(*lease)


def test_overtaken_worker__writes_nothing_more_to_our_database(
    store: SqlStore, engine: Engine, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    with store.reading() as transaction:
        link = transaction.links.get(link_id)
    with company_lease(bench_on(store), link_id) as lease:
        assert lease is not None
        at_work = RunAtWork(bench_on(store), run, link, *lease)
        at_work.advance(read=1)
        new_token = overtake(store, engine, link_id)
        before = run_of(store, run.run_id)
        with pytest.raises(LeaseLost), at_work.writing() as transaction:
            transaction.runs.finish(run.run_id, RunState.DONE)
        assert run_of(store, run.run_id) == before
    with store.transaction() as transaction:
        transaction.leases.require(f"company:{link_id}", new_token)


def test_two_threads_of_a_run__one_counts_amid_its_transaction_while_the_other_reports(
    store: SqlStore, link_id: int
) -> None:
    run = ask_for_sync(store, link_id)
    with store.reading() as transaction:
        link = transaction.links.get(link_id)
    with company_lease(bench_on(store), link_id) as lease, ThreadPoolExecutor() as pool:
        assert lease is not None
        at_work = RunAtWork(bench_on(store), run, link, *lease)
        with at_work.writing():
            reporting = pool.submit(at_work.advance, phase=RunPhase.APPLYING, done=3)
            wait_until("it to count", lambda: at_work.progress.done)
            at_work.count_cut(2)
        reporting.result()
    assert at_work.cut == 2
    assert run_of(store, run.run_id).progress == Progress(RunPhase.APPLYING, done=3)


def test_lost_lease__is_told(
    store: SqlStore, engine: Engine, link_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.WARNING),
        company_lease(bench_on(store, seconds=0.3), link_id),
    ):
        overtake(store, engine, link_id)
        wait_until("it to be told", lambda: "was lost" in caplog.text)


def test_database_away_for_a_moment__costs_no_lease(
    doorway: Doorway,
    store_behind: SqlStore,
    postgresql_url: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    link = link_on(store_behind)
    engine = open_engine(postgresql_url)
    with (
        caplog.at_level(logging.WARNING),
        company_lease(bench_on(store_behind, seconds=6), link.link_id) as lease,
    ):
        assert lease is not None
        begun = expiry(engine)
        doorway.close()
        wait_until("a renewal to fail", lambda: "not renewed yet" in caplog.text)
        doorway.open()
        wait_until("a renewal", lambda: expiry(engine) > begun)
        with store_behind.transaction() as transaction:
            transaction.leases.require(*lease)
    engine.dispose()


def breaking_off(doorway: Doorway) -> ValueError:
    """Close the door, and have something else break right after."""
    doorway.close()
    return ValueError("It broke.")


def test_database_away_at_the_end__hides_no_error_and_the_lease_runs_out(
    doorway: Doorway, store_behind: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    link = link_on(store_behind)
    bench = bench_on(store_behind, seconds=0.5)
    lease = company_lease(bench, link.link_id)
    with caplog.at_level(logging.WARNING), pytest.raises(ValueError, match="broke"), lease:
        raise breaking_off(doorway)
    assert "left to run out by itself" in caplog.text
    doorway.open()
    wait_until("it to run out", lambda: not is_held(store_behind, link.link_id))


@pytest.fixture
def unsynced(store: SqlStore) -> Iterator[Bridge]:
    """Two ledgers with sixty documents between them, never synced."""
    with bridge_over(store, documents=60) as bridge:
        yield bridge


def noted(store: SqlStore, engine: Engine, run: Run) -> tuple[Run, int]:
    """What our database says of a run: its row, and how many of its writes are known to be done."""
    query = select(func.count()).where(IntentRow.state == IntentState.DONE)
    with engine.connect() as connection:
        return run_of(store, run.run_id), connection.execute(query).scalar_one()


def test_worker_overtaken_amid_its_writes__stops_before_the_next_portion(
    unsynced: Bridge, store: SqlStore, engine: Engine
) -> None:
    run = ask_for_sync(store, unsynced.link.link_id)
    slow_down_writes(unsynced, 0.05)
    worker = threading.Thread(target=carry_out, args=(unsynced.bench, run.run_id))
    worker.start()
    wait_until("the first accounts", lambda: unsynced.writes()[Side.RE_LEASED] >= AMID_ACCOUNTS)
    new_token = overtake(store, engine, unsynced.link.link_id)
    written, known = unsynced.writes(), noted(store, engine, run)
    worker.join()
    for side, count in unsynced.writes().items():
        assert count - written[side] <= PORTIONS_UNDER_WAY[Side(side)] * PORTION[Side(side)]
    assert noted(store, engine, run) == known
    assert known[0].state is RunState.RUNNING
    with store.transaction() as transaction:
        transaction.leases.release(f"company:{unsynced.link.link_id}", new_token)
    carry_out(unsynced.bench, run.run_id)
    assert run_of(store, run.run_id).state is RunState.DONE
    invoices = unsynced.keys(Side.RE_LEASED, RecordKind.SALES_INVOICE)
    assert len(invoices) == len(unsynced.invoices(Side.RE_LEASED)), "no twins"


def test_run_whose_workers_end_again_and_again__is_given_up(
    unsynced: Bridge, store: SqlStore
) -> None:
    run = ask_for_sync(store, unsynced.link.link_id)
    for _ in range(STARTS):
        with store.transaction() as transaction:
            transaction.runs.start(run.run_id)
    before = unsynced.writes()
    carry_out(unsynced.bench, run.run_id)
    ended = run_of(store, run.run_id)
    assert ended.state is RunState.FAILED
    assert "its worker ended each time" in ended.failure
    assert unsynced.writes() == before
