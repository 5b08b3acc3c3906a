"""Lanes of messages: in order, one at a time, at their pace; and trouble that is told once."""

from dataclasses import replace

import pytest

from sync.store.sql_store import SqlStore
from sync.store.tables.lanes import SqlLanes
from sync.use_cases.ports import LaneTurn, OutboxTopic
from tests.sync.store.builders import Clock

MESSAGE = OutboxTopic.MESSAGE


def sorted_in(store: SqlStore, lane: str, *subjects: str) -> None:
    """Ask for messages and put them in a lane."""
    with store.transaction() as transaction:
        for subject in subjects:
            transaction.lanes.sort(transaction.outbox.add(MESSAGE, subject), lane)


def take(store: SqlStore, holder: str = "one") -> LaneTurn | None:
    with store.transaction() as transaction:
        return transaction.lanes.take(holder, seconds=60)


def taken(store: SqlStore, holder: str = "one") -> LaneTurn:
    turn = take(store, holder)
    assert turn is not None
    return turn


def deliver(store: SqlStore, turn: LaneTurn, *, rest: float = 1) -> None:
    with store.transaction() as transaction:
        transaction.outbox.done(turn.row.row_id, turn.row.generation)
        transaction.lanes.give_back(turn, rest_seconds=rest)


def test_unsorted__what_is_due_in_the_order_it_was_asked_for(store: SqlStore) -> None:
    with store.transaction() as transaction:
        transaction.outbox.add(MESSAGE, "run:1", delay_seconds=9)
        transaction.outbox.add(OutboxTopic.RUN, "7")
        for subject in ("run:2", "run:3", "run:2"):
            transaction.outbox.add(MESSAGE, subject)
        found = transaction.lanes.unsorted(limit=10)
        transaction.lanes.sort(found[0].row_id, "C0SYNC")
        assert [row.subject for row in found] == ["run:2", "run:3"]
        assert [row.subject for row in transaction.lanes.unsorted(limit=10)] == ["run:3"]
        assert transaction.lanes.lane_of("run:2") == "C0SYNC"
        assert transaction.lanes.lane_of("run:3") is None
        assert transaction.lanes.lane_of("run:9") is None


def test_lane__one_at_a_time_in_order_with_a_rest_between(store: SqlStore, clock: Clock) -> None:
    sorted_in(store, "C0SYNC", "run:1", "run:2")
    first = taken(store)
    assert (first.lane, first.row.subject) == ("C0SYNC", "run:1")
    assert take(store, "two") is None
    deliver(store, first)
    assert take(store, "two") is None
    clock.advance(1)
    assert taken(store, "two").row.subject == "run:2"


def test_lane__that_is_held_is_nobody_elses(store: SqlStore, clock: Clock) -> None:
    sorted_in(store, "C0SYNC", "run:1")
    taken(store)
    with store.transaction() as transaction:
        lanes = SqlLanes(transaction.lanes.connection, clock)  # type: ignore[attr-defined]  # SQL's own
        assert not lanes._hold("C0SYNC", "two", seconds=60)
        clock.advance(60)
        assert lanes._hold("C0SYNC", "two", seconds=60)


def test_lane__another_one_goes_on_meanwhile(store: SqlStore) -> None:
    sorted_in(store, "C0SYNC", "run:1", "run:2")
    sorted_in(store, "C0ALERTS", "issue:1")
    assert [taken(store).row.subject for _ in range(2)] == ["run:1", "issue:1"]
    assert take(store) is None


def test_lane__what_is_put_off_keeps_its_place(store: SqlStore, clock: Clock) -> None:
    sorted_in(store, "C0SYNC", "run:1", "run:2")
    turn = taken(store)
    with store.transaction() as transaction:
        transaction.outbox.later(turn.row.row_id, delay_seconds=5, note="Slack is away.")
        transaction.lanes.give_back(turn, rest_seconds=0)
        next_at = transaction.lanes.next_at()
    assert take(store) is None
    assert next_at == clock.advance(5)
    assert taken(store).row.subject == "run:1"


def test_lane__what_is_put_aside_lets_the_others_pass(store: SqlStore, clock: Clock) -> None:
    sorted_in(store, "C0SYNC", "run:1", "run:2")
    turn = taken(store)
    with store.transaction() as transaction:
        transaction.lanes.put_aside(turn.row.row_id, delay_seconds=5, note="It cannot be made.")
        transaction.lanes.give_back(turn, rest_seconds=0)
    assert taken(store).row.subject == "run:2"
    clock.advance(5)
    with store.reading() as transaction:
        assert [row.subject for row in transaction.lanes.unsorted(limit=9)] == ["run:1"]


def test_lane__of_a_worker_that_died_is_free_again(store: SqlStore, clock: Clock) -> None:
    sorted_in(store, "C0SYNC", "run:1")
    dead = taken(store)
    clock.advance(60)
    assert taken(store, "two").row == replace(dead.row, attempts=2)
    with store.transaction() as transaction:
        transaction.lanes.give_back(dead, rest_seconds=0)
    assert take(store, "three") is None


def test_asked_again_while_under_way__is_sorted_anew(store: SqlStore) -> None:
    sorted_in(store, "C0SYNC", "run:1")
    turn = taken(store)
    with store.transaction() as transaction:
        transaction.outbox.add(MESSAGE, "run:1")
    deliver(store, turn)
    with store.reading() as transaction:
        assert [row.subject for row in transaction.lanes.unsorted(limit=9)] == ["run:1"]


def test_hold_all__no_lane_goes_on(store: SqlStore, clock: Clock) -> None:
    sorted_in(store, "C0SYNC", "run:1")
    with store.transaction() as transaction:
        transaction.lanes.hold_all(seconds=30)
        transaction.lanes.hold_all(seconds=3)
    clock.advance(29)
    assert take(store) is None
    clock.advance(1)
    assert take(store) is not None


def test_next_at__none_where_nothing_waits_in_a_lane(store: SqlStore, clock: Clock) -> None:
    with store.reading() as transaction:
        assert transaction.lanes.next_at() is None
    sorted_in(store, "C0SYNC", "run:1", "run:2")
    deliver(store, taken(store), rest=1)
    with store.reading() as transaction:
        assert transaction.lanes.next_at() == clock.advance(1)


def test_trouble__is_new_once_until_it_is_over(store: SqlStore, clock: Clock) -> None:
    with store.transaction() as transaction:
        troubles = transaction.troubles
        first = troubles.note("channel:C0X", "It is archived.")
        assert first is not None
        clock.advance(60)
        assert troubles.note("channel:C0X", "It is archived.") is None
        assert [one.subject for one in troubles.open_ones()] == ["channel:C0X"]
        about = troubles.about("channel:C0X")
        assert about is not None
        assert (about.seen_at - about.noted_at).total_seconds() == 60
        assert troubles.over("channel:C0X") == first
        assert troubles.over("channel:C0X") is None
        assert troubles.about("channel:C0X") is None
        assert troubles.get(first).over_at == clock()
        again = troubles.note("channel:C0X", "It is archived.")
        assert again not in {None, first}
        with pytest.raises(KeyError):
            troubles.get(999)
