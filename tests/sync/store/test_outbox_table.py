"""The outbox: asked for often, done once, and once more when asked for meanwhile."""

import pytest

from sync.store.sql_store import SqlStore
from sync.use_cases.ports import Answer, OutboxRow, OutboxTopic, PostedMessage
from tests.sync.store.builders import NOON, Clock

RUN, MESSAGE = OutboxTopic.RUN, OutboxTopic.MESSAGE


def add(store: SqlStore, subject: str, *, topic: OutboxTopic = RUN, delay: float = 0) -> int:
    with store.transaction() as transaction:
        return transaction.outbox.add(topic, subject, delay_seconds=delay)


def claim(
    store: SqlStore, *, topic: OutboxTopic = RUN, limit: int = 10, busy: float = 60
) -> tuple[OutboxRow, ...]:
    with store.transaction() as transaction:
        return transaction.outbox.claim(topic, limit=limit, busy_seconds=busy)


def done(store: SqlStore, row: OutboxRow) -> None:
    with store.transaction() as transaction:
        transaction.outbox.done(row.row_id, row.generation)


def test_add__the_same_thing_is_asked_for_once(store: SqlStore) -> None:
    assert add(store, "1") == add(store, "1")
    add(store, "2")
    add(store, "1", topic=MESSAGE)
    assert [row.subject for row in claim(store)] == ["1", "2"]
    assert [row.subject for row in claim(store, topic=MESSAGE)] == ["1"]


@pytest.mark.parametrize("delays", [(60, 0), (0, 60)])
def test_add__the_earlier_due_moment_wins(store: SqlStore, delays: tuple[float, float]) -> None:
    for delay in delays:
        add(store, "1", delay=delay)
    (row,) = claim(store)
    assert (row.due_at, row.attempts) == (NOON, 1)


def test_claim__due_rows_oldest_first_and_no_more_than_wanted(
    store: SqlStore, clock: Clock
) -> None:
    for subject, delay in (("later", 20), ("sooner", 10), ("much later", 90)):
        add(store, subject, delay=delay)
    assert claim(store) == ()
    clock.advance(30)
    assert [row.subject for row in claim(store, limit=1)] == ["sooner"]
    assert [row.subject for row in claim(store)] == ["later"]


def test_claim__nobody_else_gets_it_until_the_time_is_over(store: SqlStore, clock: Clock) -> None:
    add(store, "1")
    claim(store, busy=60)
    add(store, "1")  # asking again does not hand it out twice at once
    assert claim(store) == ()
    clock.advance(60)
    (row,) = claim(store)
    assert row.attempts == 2


def test_done__the_row_is_gone(store: SqlStore, clock: Clock) -> None:
    add(store, "1")
    (row,) = claim(store)
    done(store, row)
    clock.advance(3600)
    assert claim(store) == ()
    with store.reading() as transaction:
        assert not transaction.outbox.is_waiting(RUN, "1")


def test_done__what_was_asked_for_meanwhile_is_done_once_more(store: SqlStore) -> None:
    add(store, "1")
    (first,) = claim(store)
    add(store, "1")
    done(store, first)
    (second,) = claim(store)
    assert (second.row_id, second.attempts) == (first.row_id, 1)
    done(store, second)
    assert claim(store) == ()


def test_done__what_was_asked_for_meanwhile_waits_as_long_as_it_was_asked_to(
    store: SqlStore, clock: Clock
) -> None:
    # A run that is to be tried again in a minute asks while its row is still being relayed.
    add(store, "1")
    (first,) = claim(store)
    add(store, "1", delay=60)
    done(store, first)
    assert claim(store) == ()
    clock.advance(60)
    assert len(claim(store)) == 1


def test_done__by_somebody_too_late_takes_nothing_away(store: SqlStore, clock: Clock) -> None:
    add(store, "1")
    (slow,) = claim(store, busy=10)
    clock.advance(10)
    (quick,) = claim(store)
    done(store, quick)
    new_id = add(store, "1")
    done(store, slow)
    (row,) = claim(store)
    assert row.row_id == new_id != slow.row_id


def test_later__waits_and_counts_attempts(store: SqlStore, clock: Clock) -> None:
    row_id = add(store, "1")
    claim(store)
    with store.transaction() as transaction:
        transaction.outbox.later(row_id, delay_seconds=30, note="Slack is away.")
    assert claim(store) == ()
    clock.advance(30)
    (row,) = claim(store)
    assert row.attempts == 2


def test_has_due_and_is_waiting__before_while_and_after(store: SqlStore, clock: Clock) -> None:
    def told() -> tuple[bool, bool]:
        with store.reading() as transaction:
            outbox = transaction.outbox
            return outbox.has_due(MESSAGE), outbox.is_waiting(MESSAGE, "run:1")

    assert told() == (False, False)
    add(store, "run:1", topic=MESSAGE, delay=5)
    assert told() == (False, True)
    clock.advance(5)
    assert told() == (True, True)
    (row,) = claim(store, topic=MESSAGE, busy=60)
    assert told() == (False, True)
    done(store, row)
    assert told() == (False, False)


@pytest.mark.parametrize("topic", list(OutboxTopic))
def test_ids__are_never_used_again(store: SqlStore, topic: OutboxTopic) -> None:
    ids = []
    for _ in range(3):
        ids.append(add(store, "1", topic=topic))
        (row,) = claim(store, topic=topic)
        done(store, row)
    assert len(set(ids)) == 3


def test_messages__one_for_each_subject_kept_current(store: SqlStore) -> None:
    posted = PostedMessage("run:1", "C1", "1700000000.000100", "d1")
    updated = PostedMessage("run:1", "C2", "1700000000.000200", "d2")
    with store.transaction() as transaction:
        assert transaction.messages.get("run:1") is None
        transaction.messages.keep(posted)
        assert transaction.messages.get("run:1") == posted
        transaction.messages.keep(updated)
        assert transaction.messages.get("run:1") == updated
        assert transaction.messages.get("run:2") is None


def test_answers__are_kept_until_they_are_read(store: SqlStore) -> None:
    answer = Answer("C1", "U0FIONA", "Only operators may start a sync.")
    with store.transaction() as transaction:
        answer_id = transaction.answers.add(answer)
        assert transaction.answers.get(answer_id) == answer
        with pytest.raises(KeyError, match="no answer"):
            transaction.answers.get(answer_id + 1)
