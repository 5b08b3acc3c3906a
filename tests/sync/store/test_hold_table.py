"""Holds and what is usual, as SQLite and PostgreSQL keep them."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from sync.domain.choices import Person
from sync.domain.holds import HoldState, Stop
from sync.domain.kinds import RecordKind
from sync.domain.plan import StepVerb
from sync.domain.runs import SCHEDULE, IntentState, Run, RunPurpose, RunState
from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import Intent, Transaction, Write, WriteVerb
from tests.sync.store.builders import HARBOUR, Clock, invoice, step

GRACE, TIM = Person("Grace Lim", "U0GRACE"), Person("Tim", "")
STOP = Stop(None, "d1", "Far more than usual.")
DAY = 24 * 60 * 60


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> SqlStore:
    return SqlStore(engine, now=clock)


@pytest.fixture
def link_id(store: SqlStore) -> int:
    with store.transaction() as transaction:
        return transaction.links.add(HARBOUR).link_id


def a_run(
    transaction: Transaction,
    link_id: int,
    *,
    purpose: RunPurpose = RunPurpose.SYNC,
    state: RunState = RunState.DONE,
) -> Run:
    made = transaction.runs.add(link_id=link_id, purpose=purpose, requester=SCHEDULE)
    transaction.runs.start(made.run_id)
    transaction.runs.finish(made.run_id, state)
    return made


def an_intent(link_id: int, run_id: int, *, key: str) -> Intent:
    record, kind = invoice(key), RecordKind.SALES_INVOICE
    return Intent(
        link_id=link_id,
        run_id=run_id,
        side=Side.INTACCT,
        step=replace(step(StepVerb.CREATE, 1, record, kind=kind), side=Side.INTACCT),
        write=Write(key, kind, WriteVerb.CREATE, key, record),
        source=record,
        state=IntentState.SENDING,
    )


def test_hold__lasts_until_it_is_released_and_tells_by_whom(store: SqlStore, link_id: int) -> None:
    with store.transaction() as transaction:
        run_id = a_run(transaction, link_id).run_id
        made = transaction.holds.begin(link_id, run_id, STOP)
        assert transaction.holds.lasting(link_id) == made
        transaction.holds.leave(made.hold_id, GRACE)
        transaction.holds.leave(made.hold_id, TIM)
        assert transaction.holds.get(made.hold_id).who == GRACE
        transaction.holds.again(made.hold_id, run_id, Stop(None, "d2", "More."))
        again = transaction.holds.get(made.hold_id)
        assert (again.state, again.times, again.digest) == (HoldState.LEFT, 2, "d2")
        transaction.holds.release(made.hold_id, TIM, run_id)
        assert transaction.holds.lasting(link_id) is None
        assert transaction.holds.latest(link_id) == transaction.holds.of_run(run_id)
        assert transaction.holds.is_released(link_id, "d2")
        assert not transaction.holds.is_released(link_id, "d1")
        transaction.holds.end(made.hold_id)
        assert transaction.holds.get(made.hold_id).state is HoldState.RELEASED


def test_hold__one_at_a_time_lasts(store: SqlStore, link_id: int) -> None:
    with store.transaction() as transaction:
        run_id = a_run(transaction, link_id).run_id
        transaction.holds.begin(link_id, run_id, STOP)
    with pytest.raises(IntegrityError), store.transaction() as transaction:
        transaction.holds.begin(link_id, run_id, STOP)


def test_past__is_new_until_a_sync_came_to_its_end(store: SqlStore, link_id: int) -> None:
    with store.transaction() as transaction:
        a_run(transaction, link_id, state=RunState.FAILED)
        a_run(transaction, link_id, purpose=RunPurpose.PLAN)
        assert transaction.past.of(link_id, 1).is_new
        a_run(transaction, link_id)
        assert not transaction.past.of(link_id, 1).is_new


def test_past__tells_what_was_written_since_by_day(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    with store.transaction() as transaction:
        first = a_run(transaction, link_id)
        transaction.intents.add([an_intent(link_id, first.run_id, key="first sync")])
        a_run(transaction, link_id)
    for number, purpose in enumerate((RunPurpose.SYNC, RunPurpose.APPLY)):
        with store.transaction() as transaction:
            run_id = a_run(transaction, link_id, purpose=purpose).run_id
            keys = [f"{number}-{each}" for each in range(3)]
            transaction.intents.add([an_intent(link_id, run_id, key=key) for key in keys])
            transaction.intents.record([(keys[0], IntentState.REFUSED, "no")])
        clock.advance(2 * DAY)
    with store.reading() as transaction:
        past = transaction.past.of(link_id, 100)
        lately = transaction.past.of(link_id, 3)
    told = [(one.days_ago, one.count, one.was_let_through) for one in past.written]
    assert sorted(told) == [(2, 2, True), (4, 2, False)]
    assert [one.days_ago for one in lately.written] == [2]
    (sort,) = {one.sort for one in past.written}
    assert (sort.verb, sort.side) == (StepVerb.CREATE, Side.INTACCT)


def test_past__a_run_that_stopped_to_ask_has_looked_and_one_that_failed_has_not(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    for state, days in ((RunState.DONE, 5), (RunState.STOPPED, 1), (RunState.FAILED, 3)):
        with store.transaction() as transaction:
            a_run(transaction, link_id, state=state)
        clock.advance(days * DAY)
    with store.reading() as transaction:
        assert transaction.past.of(link_id, 1).days_away == 4
