"""The ticker: a due schedule makes one run, whoever looks and however late."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from jobs.ticker import start_due_runs
from sync.domain.choices import Person
from sync.domain.runs import SCHEDULE, Run
from sync.store.sql_store import SqlStore
from sync.use_cases.pause import pause, resume
from sync.use_cases.ports import OutboxTopic, Transaction
from tests.jobs.parts import MovableClock, at_once

EVERY_SECONDS = 600


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def store(engine: Engine, clock: MovableClock) -> SqlStore:
    return SqlStore(engine, now=clock)


@pytest.fixture
def scheduled(store: SqlStore, link_id: int) -> int:
    """A link with a schedule that is not due yet."""
    with store.transaction() as transaction:
        transaction.schedules.put(f"sync:{link_id}", link_id=link_id, every_seconds=EVERY_SECONDS)
    return link_id


def runs_of(store: SqlStore, link_id: int) -> tuple[Run, ...]:
    with store.reading() as transaction:
        return transaction.runs.latest(link_id, 10)


class Crash(Exception):
    """The process ends before the transaction does."""


class CrashingStore(SqlStore):
    """A store whose process ends right before each commit."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with super().transaction() as transaction:
            yield transaction
            raise Crash


def test_schedule__makes_no_run_before_its_time(
    store: SqlStore, clock: MovableClock, scheduled: int
) -> None:
    clock.advance(EVERY_SECONDS - 1)
    assert start_due_runs(store) == []
    assert runs_of(store, scheduled) == ()


def test_due_schedule__makes_one_run_and_moves_on(
    store: SqlStore, clock: MovableClock, scheduled: int
) -> None:
    clock.advance(EVERY_SECONDS)
    (run_id,) = start_due_runs(store)
    assert start_due_runs(store) == []
    (run,) = runs_of(store, scheduled)
    assert (run.run_id, run.requester) == (run_id, SCHEDULE)
    with store.reading() as transaction:
        assert transaction.outbox.is_waiting(OutboxTopic.RUN, str(run_id))


def test_ticker_that_dies_before_its_commit__has_neither_made_a_run_nor_moved_on(
    engine: Engine, store: SqlStore, clock: MovableClock, scheduled: int
) -> None:
    clock.advance(EVERY_SECONDS)
    with pytest.raises(Crash):
        start_due_runs(CrashingStore(engine, now=clock))
    assert runs_of(store, scheduled) == ()
    assert len(start_due_runs(store)) == 1


def test_tickers_at_once__make_one_run(
    store: SqlStore, clock: MovableClock, scheduled: int
) -> None:
    clock.advance(EVERY_SECONDS)
    at_once(*[lambda: start_due_runs(store)] * 4)
    assert len(runs_of(store, scheduled)) == 1


def test_missed_ticks__are_made_up_for_by_one_run(
    store: SqlStore, clock: MovableClock, scheduled: int
) -> None:
    clock.advance(EVERY_SECONDS * 50)
    assert len(start_due_runs(store)) == 1
    assert start_due_runs(store) == []
    clock.advance(EVERY_SECONDS)
    start_due_runs(store)
    assert len(runs_of(store, scheduled)) == 1, "the first still waits, and sees everything"


def test_schedule__of_a_paused_company_moves_on_without_a_run(
    store: SqlStore, clock: MovableClock, scheduled: int
) -> None:
    pause(store, scheduled, reason="Month-end close", who=Person("Tom"))
    clock.advance(EVERY_SECONDS)
    assert start_due_runs(store) == []
    resume(store, scheduled, who=Person("Tom"))
    assert start_due_runs(store) == []
    clock.advance(EVERY_SECONDS)
    assert len(start_due_runs(store)) == 1
