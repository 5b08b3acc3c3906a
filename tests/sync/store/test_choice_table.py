"""What people picked: one open choice for two records, ended once, and told to the planner while in force."""

from dataclasses import replace

import pytest

from sync.domain.choices import Choice, ChoiceEnd, ChoiceEnding, ChoiceVerb, Person
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import NOON, Clock, invoice, seen, settlement

KIND = RecordKind.SALES_INVOICE
CONFLICT = Standing(StandingState.CONFLICT, Cause.CHANGED_ON_BOTH_SIDES, "INV-1")


@pytest.fixture
def pair(store: SqlStore, link_id: int) -> tuple[int, int]:
    """A linked pair in conflict: the ids of its Intacct and its Re-Leased record."""
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen("1", invoice("INV-1"))])
        (one,) = transaction.records.called(link_id, "INV-1")
        made = settlement(one.record_id, invoice("INV-1"), target_key="r1")
        transaction.records.settle(link_id, [made])
        (partner,) = transaction.records.pair_partner([one.record_id]).values()
        transaction.records.stand([(one.record_id, CONFLICT), (partner, CONFLICT)])
    return one.record_id, partner


def pick(store: SqlStore, link_id: int, pair: tuple[int, int], verb: ChoiceVerb) -> Choice:
    draft = Choice(
        choice_id=0,
        link_id=link_id,
        kind=KIND,
        verb=verb,
        intacct_id=pair[0],
        re_leased_id=pair[1],
        intacct_fingerprint="print of 1",
        re_leased_fingerprint="print of 2",
        who=Person("Priya", "U0PRIYA"),
        why="As agreed",
        chosen_at=NOON,
    )
    with store.transaction() as transaction:
        return transaction.choices.add(draft)


def told(store: SqlStore, link_id: int) -> list[tuple[Choice, ...]]:
    """What the planner is told for each candidate."""
    batches = store.candidates(link_id, KIND, size=10)
    return [candidate.choices for batch in batches for candidate in batch]


def test_picked__is_told_to_the_planner_until_it_ends(
    store: SqlStore, link_id: int, pair: tuple[int, int], clock: Clock
) -> None:
    assert told(store, link_id) == [()]
    made = pick(store, link_id, pair, ChoiceVerb.TAKE_INTACCT)
    assert (made.is_open, made.chosen_at, made.who.name) == (True, NOON, "Priya")
    assert told(store, link_id) == [(made,)]
    clock.advance(60)
    ending = ChoiceEnding(made.choice_id, ChoiceEnd.CARRIED_OUT, "INV-1", "Changed.")
    with store.transaction() as transaction:
        assert transaction.choices.still_open([made.choice_id]) == {made.choice_id}
        assert transaction.choices.end([ending]) == (ending,)
        assert transaction.choices.still_open([made.choice_id]) == frozenset()
    assert told(store, link_id) == [()]
    with store.reading() as transaction:
        (kept,) = transaction.choices.of_records([pair[1]])
    ended = replace(made, end=ChoiceEnd.CARRIED_OUT, result="Changed.", ended_at=clock())
    assert kept == ended


def test_ended__stays_as_it_ended_first(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    made = pick(store, link_id, pair, ChoiceVerb.LEAVE_BOTH)
    first = ChoiceEnding(made.choice_id, ChoiceEnd.CARRIED_OUT, "INV-1", "Done.")
    with store.transaction() as transaction:
        transaction.choices.end([first])
        assert transaction.choices.end([replace(first, end=ChoiceEnd.LAPSED, result="x")]) == ()
        (kept,) = transaction.choices.of_records([pair[0]])
    assert (kept.end, kept.result) == (ChoiceEnd.CARRIED_OUT, "Done.")


def test_picked_anew__replaces_the_open_choice(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    first = pick(store, link_id, pair, ChoiceVerb.TAKE_INTACCT)
    second = pick(store, link_id, pair, ChoiceVerb.TAKE_RE_LEASED)
    assert told(store, link_id) == [(second,)]
    with store.reading() as transaction:
        newest, replaced = transaction.choices.of_records(list(pair))
        assert transaction.choices.still_open([first.choice_id, second.choice_id]) == {
            second.choice_id
        }
    assert (newest, replaced.choice_id) == (second, first.choice_id)
    assert (replaced.end, replaced.result) == (
        ChoiceEnd.REPLACED,
        "Replaced by Priya: take Re-Leased's.",
    )
