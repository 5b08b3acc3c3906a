"""Unlinked records: held until they are linked again, told to the planner, never looked at in between."""

import pytest
from sqlalchemy.exc import IntegrityError

from sync.domain.choices import Person, Unlinking
from sync.domain.crossing import CounterpartState
from sync.domain.kinds import RecordKind
from sync.domain.records import Reference
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, Standing, StandingState
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import NOON, Clock, contact, invoice, pounds, seen, settlement

KIND = RecordKind.SALES_INVOICE
PRIYA = Person("Priya", "U0PRIYA")
REFUSED = Standing(StandingState.REFUSED, Cause.NEGATIVE_INVOICE)


def intacct_id(store: SqlStore, link_id: int, title: str) -> int:
    with store.reading() as transaction:
        (found,) = transaction.records.called(link_id, title)
    return found.record_id


@pytest.fixture
def record_id(store: SqlStore, link_id: int) -> int:
    """An invoice in Intacct without a counterpart."""
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen("1", invoice("INV-1", "10.00"))])
    return intacct_id(store, link_id, "INV-1")


def unlink(store: SqlStore, link_id: int, record_id: int) -> Unlinking:
    with store.transaction() as transaction:
        made = transaction.unlinkings.add(
            link_id, KIND, {Side.INTACCT: record_id}, reason="Disputed", who=PRIYA
        )
        transaction.records.stand([(record_id, made.standing)])
    return made


def looked_at(store: SqlStore, link_id: int) -> list[Unlinking | None]:
    batches = store.candidates(link_id, KIND, size=10)
    return [candidate.unlinking for batch in batches for candidate in batch]


def test_unlinked__is_not_looked_at_until_it_changes_and_then_told(
    store: SqlStore, link_id: int, record_id: int
) -> None:
    made = unlink(store, link_id, record_id)
    assert (made.record_ids, made.since, made.who) == ((record_id,), NOON, PRIYA)
    assert looked_at(store, link_id) == []
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen("1", invoice("INV-1", "11.00"))])
    assert looked_at(store, link_id) == [made]


def test_unlinked__no_other_standing_reaches_it(
    store: SqlStore, link_id: int, record_id: int
) -> None:
    made = unlink(store, link_id, record_id)
    with store.transaction() as transaction:
        transaction.records.stand([(record_id, REFUSED), (record_id, LINKED)])
        standing = transaction.records.known([record_id])[record_id].standing
    assert standing == made.standing


def test_unlinked__stays_so_when_an_earlier_write_turns_out_to_have_made_its_counterpart(
    store: SqlStore, link_id: int, record_id: int
) -> None:
    made = unlink(store, link_id, record_id)
    with store.transaction() as transaction:
        written = settlement(record_id, invoice("INV-1", "10.00"), target_key="r1")
        transaction.records.settle(link_id, [written])
        transaction.records.see(link_id, Side.RE_LEASED, [seen("r1", invoice("INV-1", "9.00"))])
        standing = transaction.records.known([record_id])[record_id].standing
    assert standing == made.standing
    assert looked_at(store, link_id) == [made]


def test_linked_again__is_looked_at_once_more(
    store: SqlStore, link_id: int, record_id: int, clock: Clock
) -> None:
    made = unlink(store, link_id, record_id)
    clock.advance(60)
    with store.transaction() as transaction:
        transaction.unlinkings.end(made.unlinking_id, who=PRIYA)
        transaction.records.look_again([record_id])
        assert transaction.unlinkings.of_records([record_id]) == {}
        assert transaction.unlinkings.open_ones(link_id) == ()
    assert looked_at(store, link_id) == [None]
    again = unlink(store, link_id, record_id)
    with store.reading() as transaction:
        assert transaction.unlinkings.open_ones(link_id) == (again,)


def test_unlinked_twice__is_refused_by_the_database(
    store: SqlStore, link_id: int, record_id: int
) -> None:
    unlink(store, link_id, record_id)
    with pytest.raises(IntegrityError):
        unlink(store, link_id, record_id)


def test_counterparts__tell_a_record_that_is_unlinked_from_one_that_is_missing(
    store: SqlStore, link_id: int, record_id: int
) -> None:
    one, other = Reference(KIND, "1"), Reference(KIND, "2")
    unlink(store, link_id, record_id)
    with store.reading() as transaction:
        found = transaction.records.counterparts(link_id, Side.INTACCT, [one, other], None)
    assert (found[one].state, found[one].title) == (CounterpartState.UNLINKED, "INV-1")
    assert found[other].state is CounterpartState.MISSING


@pytest.mark.parametrize("typed", ["INV-1", "inv-1", " Inv-1 "])
def test_called__finds_by_number_whatever_its_capitals_and_spaces(
    store: SqlStore, link_id: int, record_id: int, typed: str
) -> None:
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.RE_LEASED, [seen("8", contact("Inv-1"))])
        found = transaction.records.called(link_id, typed)
        (one,) = transaction.records.called(link_id, typed, KIND)
    assert [known.kind for known in found] == [RecordKind.CUSTOMER, KIND]
    assert (one.record_id, one.side, one.key) == (record_id, Side.INTACCT, "1")
    assert (one.title, one.amount, one.is_linked) == ("INV-1", pounds("10.00"), False)
