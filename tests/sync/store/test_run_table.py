"""Runs: queued, taken up, taken over, over."""

import pytest

from sync.domain.runs import SCHEDULE, Progress, Requester, Run, RunPhase, RunPurpose, RunState
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import NOON, QUAYSIDE, Clock

FIONA = Requester("U0FIONA", "Fiona Smith", "C0FINANCE")


@pytest.fixture
def run(store: SqlStore, link_id: int) -> Run:
    """A run that is queued."""
    with store.transaction() as transaction:
        return transaction.runs.add(link_id=link_id, purpose=RunPurpose.SYNC, requester=FIONA)


def test_add__a_run_is_queued(store: SqlStore, link_id: int, run: Run) -> None:
    assert (run.link_id, run.purpose, run.requester) == (link_id, RunPurpose.SYNC, FIONA)
    assert (run.state, run.attempt, run.progress) == (RunState.QUEUED, 0, Progress())
    assert (run.created_at, run.started_at, run.finished_at) == (NOON, None, None)
    with store.reading() as transaction:
        assert transaction.runs.get(run.run_id) == run


def test_get__an_unknown_run(store: SqlStore) -> None:
    with store.reading() as transaction, pytest.raises(KeyError, match="no run 7"):
        transaction.runs.get(7)


def test_start__counts_attempts_and_keeps_the_first_start(
    store: SqlStore, run: Run, clock: Clock
) -> None:
    with store.transaction() as transaction:
        first = transaction.runs.start(run.run_id)
        clock.advance(60)
        taken_over = transaction.runs.start(run.run_id)
    assert first is not None
    assert taken_over is not None
    assert (first.state, first.attempt, first.started_at) == (RunState.RUNNING, 1, NOON)
    assert (taken_over.attempt, taken_over.started_at) == (2, NOON)


def test_start__a_run_that_is_over_or_unknown_is_not_started(store: SqlStore, run: Run) -> None:
    with store.transaction() as transaction:
        transaction.runs.finish(run.run_id, RunState.DONE)
        assert transaction.runs.start(run.run_id) is None
        assert transaction.runs.start(run.run_id + 1) is None


def test_requeue__only_a_running_run(store: SqlStore, run: Run) -> None:
    with store.transaction() as transaction:
        transaction.runs.start(run.run_id)
        transaction.runs.requeue(run.run_id)
        assert transaction.runs.get(run.run_id).state is RunState.QUEUED
        transaction.runs.finish(run.run_id, RunState.FAILED, failure="No.")
        transaction.runs.requeue(run.run_id)
        assert transaction.runs.get(run.run_id).state is RunState.FAILED


@pytest.mark.parametrize("phase", list(RunPhase))
def test_report__progress_is_kept(store: SqlStore, run: Run, phase: RunPhase) -> None:
    progress = Progress(phase, done=3, total=9, read=2000)
    with store.transaction() as transaction:
        transaction.runs.report(run.run_id, progress)
        transaction.runs.set_plan(run.run_id, 12)
        found = transaction.runs.get(run.run_id)
    assert (found.progress, found.plan_id) == (progress, 12)


def test_finish__once_and_for_all(store: SqlStore, run: Run, clock: Clock) -> None:
    over_at = clock.advance(5)
    with store.transaction() as transaction:
        transaction.runs.finish(run.run_id, RunState.FAILED, needs_a_person=4, failure="No key.")
        clock.advance(5)
        transaction.runs.finish(run.run_id, RunState.DONE)
        found = transaction.runs.get(run.run_id)
    assert (found.state, found.needs_a_person, found.failure) == (RunState.FAILED, 4, "No key.")
    assert found.finished_at == over_at


def test_finish__needs_a_state_that_ends(store: SqlStore, run: Run) -> None:
    with pytest.raises(ValueError, match="running"), store.transaction() as transaction:
        transaction.runs.finish(run.run_id, RunState.RUNNING)


@pytest.mark.parametrize("purpose", list(RunPurpose))
def test_latest_and_unfinished__by_link_and_in_order(
    store: SqlStore, link_id: int, purpose: RunPurpose
) -> None:
    with store.transaction() as transaction:
        other = transaction.links.add(QUAYSIDE).link_id
        first, second, third, elsewhere = (
            transaction.runs.add(link_id=link, purpose=purpose, requester=SCHEDULE).run_id
            for link in (link_id, link_id, link_id, other)
        )
        transaction.runs.start(second)
        transaction.runs.finish(third, RunState.DONE)
        runs = transaction.runs
        assert [run.run_id for run in runs.latest(link_id, 2)] == [third, second]
        assert [run.run_id for run in runs.unfinished(link_id)] == [first, second]
        assert [run.run_id for run in runs.unfinished()] == [first, second, elsewhere]
