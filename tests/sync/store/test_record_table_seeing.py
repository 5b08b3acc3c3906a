"""Seeing: what is new or changed is noted, and needs a look only where it differs from what is agreed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.records import Record, Reference, Sighting
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import Deletion
from tests.sync.store.builders import NOON, Clock, account, invoice, pounds, seen, settlement

KIND = RecordKind.SALES_INVOICE


def see(store: SqlStore, link_id: int, *sightings: Sighting, side: Side = Side.INTACCT) -> int:
    with store.transaction() as transaction:
        return transaction.records.see(link_id, side, sightings)


def ids_to_look_at(store: SqlStore, link_id: int, kind: RecordKind = KIND) -> set[int]:
    return {
        face.record_id
        for batch in store.candidates(link_id, kind, size=100)
        for candidate in batch
        for face in (candidate.intacct, candidate.re_leased)
        if face is not None
    }


def states(store: SqlStore, link_id: int) -> dict[Side, StandingState]:
    with store.reading() as transaction:
        return {tally.side: tally.state for tally in transaction.records.tallies(link_id)}


@pytest.fixture
def pair(store: SqlStore, link_id: int) -> tuple[int, int]:
    """The ids of a linked pair of invoices, agreed as they are; Intacct's first."""
    see(store, link_id, seen("10", invoice()))
    (intacct_id,) = ids_to_look_at(store, link_id)
    with store.transaction() as transaction:
        transaction.records.settle(link_id, [settlement(intacct_id, invoice(), target_key="rl-10")])
        partner = transaction.records.pair_partner([intacct_id])
    return intacct_id, partner[intacct_id]


def deletion(key: str, kind: RecordKind = KIND) -> Deletion:
    return Deletion(kind, key, deleted_at=NOON, deleted_by="fsmith")


def known_keys(
    store: SqlStore,
    link_id: int,
    *,
    after: str = "",
    limit: int = 100,
    known_for: timedelta = timedelta(),
) -> list[str]:
    with store.reading() as transaction:
        return list(
            transaction.records.known_keys(
                link_id, Side.INTACCT, KIND, known_for=known_for, after=after, limit=limit
            )
        )


def note_gone(store: SqlStore, link_id: int, *deletions: Deletion) -> int:
    with store.transaction() as transaction:
        return transaction.records.note_gone(link_id, Side.INTACCT, deletions)


def test_known_keys__come_in_order_and_in_pieces(store: SqlStore, link_id: int) -> None:
    keys = ["10", "9", "SO:Sales Invoice-1"]
    see(store, link_id, *(seen(key, invoice()) for key in keys), seen("a", account("a")))
    see(store, link_id, seen("rl", invoice()), side=Side.RE_LEASED)
    found = known_keys(store, link_id)
    assert sorted(found) == keys
    assert known_keys(store, link_id, limit=2) == found[:2]
    assert known_keys(store, link_id, after=found[1]) == found[2:]


def test_known_keys__leave_out_what_was_just_seen(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    see(store, link_id, seen("10", invoice()))
    minute = timedelta(minutes=1)
    assert known_keys(store, link_id, known_for=minute) == []
    clock.advance(60)
    assert known_keys(store, link_id, known_for=minute) == ["10"]


def test_note_gone__makes_known_records_need_a_look(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    assert ids_to_look_at(store, link_id) == set()
    told = (deletion("10"), deletion("99"), deletion("10", RecordKind.ACCOUNT))
    assert note_gone(store, link_id, *told) == 1
    assert known_keys(store, link_id) == []
    ((candidate,),) = store.candidates(link_id, KIND, size=10)
    assert candidate.intacct is not None
    assert (candidate.intacct.record_id, candidate.intacct.gone) == (pair[0], True)
    assert candidate.intacct.now == invoice()
    assert note_gone(store, link_id, *told) == 0


def test_note_gone__leaves_the_other_side_alone(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    note_gone(store, link_id, deletion("rl-10"))
    with store.reading() as transaction:
        assert not any(face.gone for face in transaction.records.faces(pair).values())


def test_a_deleted_record_that_is_seen_again__is_back(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    note_gone(store, link_id, deletion("10"))
    assert see(store, link_id, seen("10", invoice())) == 1
    assert known_keys(store, link_id) == ["10"]
    assert ids_to_look_at(store, link_id) == set()
    with store.reading() as transaction:
        assert not transaction.records.faces(pair)[pair[0]].gone


def test_see__counts_what_is_new_or_changed(store: SqlStore, link_id: int) -> None:
    assert see(store, link_id, seen("1", account("1")), seen("2", account("2"))) == 2
    assert see(store, link_id, seen("1", account("1")), seen("2", account("2"))) == 0
    assert see(store, link_id, seen("1", account("1")), seen("2", account("2", "New name"))) == 1
    assert see(store, link_id) == 0


def test_see__a_new_record_is_new_and_needs_a_look(store: SqlStore, link_id: int) -> None:
    see(store, link_id, seen("10", invoice(), version="3"))
    (batch,) = store.candidates(link_id, KIND, size=10)
    (candidate,) = batch
    assert candidate.re_leased is None
    face = candidate.intacct
    assert face is not None
    assert (face.key, face.now, face.agreed, face.version) == ("10", invoice(), None, "3")
    assert states(store, link_id) == {Side.INTACCT: StandingState.NEW}


def test_see__the_later_of_two_sightings_in_one_call_wins(store: SqlStore, link_id: int) -> None:
    earlier, later = seen("1", account("1", "Earlier")), seen("1", account("1", "Later"))
    assert see(store, link_id, earlier, later) == 1
    (batch,) = store.candidates(link_id, RecordKind.ACCOUNT, size=10)
    assert batch[0].intacct is not None
    assert batch[0].intacct.now == later.record


def test_see__one_key_on_two_sides_and_of_two_kinds_is_four_records(
    store: SqlStore, link_id: int
) -> None:
    for side in Side:
        see(store, link_id, seen("1", account()), seen("1", invoice()), side=side)
    assert len(ids_to_look_at(store, link_id, RecordKind.ACCOUNT)) == 2
    assert len(ids_to_look_at(store, link_id, KIND)) == 2


def test_see__a_thousand_at_once(store: SqlStore, link_id: int) -> None:
    many = [seen(str(number), account(str(number))) for number in range(1500)]
    assert see(store, link_id, *many) == 1500
    assert see(store, link_id, *many) == 0


def test_see__unchanged_content_of_a_pair_needs_no_look(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    assert see(store, link_id, seen("10", invoice())) == 0
    assert see(store, link_id, seen("rl-10", invoice()), side=Side.RE_LEASED) == 0
    assert not ids_to_look_at(store, link_id) & set(pair)


@pytest.mark.parametrize("side", list(Side))
def test_see__a_change_on_either_side_makes_the_pair_a_candidate(
    store: SqlStore, link_id: int, pair: tuple[int, int], side: Side
) -> None:
    key = "10" if side is Side.INTACCT else "rl-10"
    changed: Record = replace(invoice(), reference="Please pay")
    assert see(store, link_id, seen(key, changed), side=side) == 1
    (batch,) = store.candidates(link_id, KIND, size=10)
    (candidate,) = batch
    faces = {face.side: face for face in (candidate.intacct, candidate.re_leased) if face}
    assert (faces[side].now, faces[side].agreed) == (changed, invoice())
    assert (faces[side.other].now, faces[side.other].agreed) == (invoice(), invoice())
    assert {face.record_id for face in faces.values()} == set(pair)


def test_see__content_that_came_back_to_what_was_agreed_needs_no_look(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    see(store, link_id, seen("10", invoice(net="90.00")))
    with store.transaction() as transaction:
        conflict = Standing(StandingState.CONFLICT, Cause.CHANGED_ON_BOTH_SIDES)
        transaction.records.stand([(pair[0], conflict)])
    assert ids_to_look_at(store, link_id) == set(pair)
    assert see(store, link_id, seen("10", invoice())) == 1
    assert ids_to_look_at(store, link_id) == set()
    assert states(store, link_id)[Side.INTACCT] is StandingState.LINKED


def test_see__a_changed_version_alone_is_noted_silently(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    assert see(store, link_id, seen("10", invoice(), version="4")) == 0
    assert ids_to_look_at(store, link_id) == set()
    with store.reading() as transaction:
        assert transaction.records.faces([pair[0]])[pair[0]].version == "4"


def test_see__a_deletion_needs_a_look_until_the_record_is_back(
    store: SqlStore, link_id: int, pair: tuple[int, int]
) -> None:
    assert see(store, link_id, seen("10", invoice(), gone=True)) == 1
    assert ids_to_look_at(store, link_id) == set(pair)
    with store.reading() as transaction:
        assert transaction.records.faces([pair[0]])[pair[0]].gone
    assert see(store, link_id, seen("10", invoice())) == 1
    assert ids_to_look_at(store, link_id) == set()


def test_see__a_record_set_aside_needs_a_look_again_once_it_changes(
    store: SqlStore, link_id: int
) -> None:
    see(store, link_id, seen("10", invoice()))
    (record_id,) = ids_to_look_at(store, link_id)
    with store.transaction() as transaction:
        set_aside = Standing(StandingState.SET_ASIDE, Cause.PRIVATE_DRAFT)
        transaction.records.stand([(record_id, set_aside)])
    see(store, link_id, seen("10", invoice()))
    assert ids_to_look_at(store, link_id) == set()
    see(store, link_id, seen("10", invoice(net="90.00")))
    assert ids_to_look_at(store, link_id) == {record_id}


def test_see__amounts_follow_the_content(store: SqlStore, link_id: int) -> None:
    for net in ("100.00", "90.07"):
        see(store, link_id, seen("10", invoice(net=net)))
        with store.reading() as transaction:
            (tally,) = transaction.records.tallies(link_id)
        assert tally.amount == pounds(net)


def test_see__a_sighting_without_a_stamp_after_one_with_is_noted_once(
    store: SqlStore, link_id: int
) -> None:
    stamped = seen("1", account())
    assert stamped.changed_at == NOON
    see(store, link_id, stamped)
    assert see(store, link_id, replace(stamped, changed_at=None)) == 0


def test_what_is_noted_only_if_known__is_left_out_until_it_is_known(
    store: SqlStore, link_id: int
) -> None:
    first = seen("10", invoice())
    again = replace(first, only_if_known=True)
    named = Reference(KIND, "10")
    assert see(store, link_id, again) == 0
    with store.reading() as transaction:
        assert transaction.records.unknown(link_id, Side.INTACCT, [named]) == (named,)
    see(store, link_id, first)
    assert see(store, link_id, replace(again, record=invoice(number="INV-2"))) == 1
    with store.reading() as transaction:
        assert transaction.records.unknown(link_id, Side.INTACCT, [named]) == ()
        assert transaction.records.unknown(link_id, Side.RE_LEASED, [named]) == (named,)
