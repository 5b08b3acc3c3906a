"""Settling and standing: pairs are made once, agreed contents are kept, and the need for a look ends."""

from dataclasses import replace

import pytest

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, Standing, StandingState
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import invoice, seen, settlement

KIND = RecordKind.SALES_INVOICE


@pytest.fixture
def ids(store: SqlStore, link_id: int) -> dict[str, int]:
    """Two invoices on each side, unlinked: their ids by their keys."""
    with store.transaction() as transaction:
        for side, prefix in ((Side.INTACCT, "in"), (Side.RE_LEASED, "rl")):
            sightings = [seen(f"{prefix}-{n}", invoice(f"{prefix}-{n}")) for n in (1, 2)]
            transaction.records.see(link_id, side, sightings)
    faces = [
        face
        for batch in store.candidates(link_id, KIND, size=10)
        for candidate in batch
        for face in (candidate.intacct, candidate.re_leased)
        if face is not None
    ]
    return {face.key: face.record_id for face in faces}


def waiting(store: SqlStore, link_id: int) -> set[int]:
    return {
        face.record_id
        for batch in store.candidates(link_id, KIND, size=10)
        for candidate in batch
        for face in (candidate.intacct, candidate.re_leased)
        if face is not None
    }


def test_settle__makes_the_target_and_the_pair(
    store: SqlStore, link_id: int, ids: dict[str, int]
) -> None:
    held = replace(invoice("in-1"), reference="cut to its lim")
    made = settlement(ids["in-1"], invoice("in-1"), target_key="rl-77", target_now=held)
    made = replace(made, target_agreed=held, target_version="1")
    with store.transaction() as transaction:
        transaction.records.settle(link_id, [made])
    with store.reading() as transaction:
        partner = transaction.records.pair_partner([ids["in-1"], ids["in-2"]])
        target = transaction.records.faces(list(partner.values()))[partner[ids["in-1"]]]
        source = transaction.records.faces([ids["in-1"]])[ids["in-1"]]
        assert transaction.records.pair_partner([target.record_id]) == {
            target.record_id: ids["in-1"]
        }
    assert partner.keys() == {ids["in-1"]}
    assert (target.key, target.now, target.agreed, target.version) == ("rl-77", held, held, "1")
    assert source.agreed == invoice("in-1")
    assert waiting(store, link_id) == {ids["in-2"], ids["rl-1"], ids["rl-2"]}


def test_settle__from_re_leased_to_intacct(
    store: SqlStore, link_id: int, ids: dict[str, int]
) -> None:
    made = settlement(ids["rl-1"], invoice("rl-1"), target_key="501", target_side=Side.INTACCT)
    with store.transaction() as transaction:
        transaction.records.settle(link_id, [made])
        partner = transaction.records.pair_partner([ids["rl-1"]])
        target = transaction.records.faces([partner[ids["rl-1"]]])[partner[ids["rl-1"]]]
    assert (target.side, target.key, target.now) == (Side.INTACCT, "501", invoice("rl-1"))


def test_settle__two_records_that_were_there(
    store: SqlStore, link_id: int, ids: dict[str, int]
) -> None:
    linked = settlement(ids["in-1"], invoice("in-1"), target_key="rl-1", target_id=ids["rl-1"])
    linked = replace(linked, target_agreed=invoice("rl-1"))
    with store.transaction() as transaction:
        transaction.records.settle(link_id, [linked])
        assert transaction.records.pair_partner([ids["in-1"]]) == {ids["in-1"]: ids["rl-1"]}
    assert waiting(store, link_id) == {ids["in-2"], ids["rl-2"]}


def test_settle__a_target_seen_before_it_is_settled_is_taken(
    store: SqlStore, link_id: int, ids: dict[str, int]
) -> None:
    # The pull of another side's change can come between a write and its settling.
    made = settlement(ids["in-1"], invoice("in-1"), target_key="rl-1")
    with store.transaction() as transaction:
        transaction.records.settle(link_id, [made])
        assert transaction.records.pair_partner([ids["in-1"]]) == {ids["in-1"]: ids["rl-1"]}
        # What is held was not told: what was last seen stands, and differs from what is agreed.
        face = transaction.records.faces([ids["rl-1"]])[ids["rl-1"]]
    assert (face.now, face.agreed) == (invoice("rl-1"), invoice("in-1"))
    assert ids["rl-1"] in waiting(store, link_id)


def test_settle__twice_is_once(store: SqlStore, link_id: int, ids: dict[str, int]) -> None:
    made = settlement(ids["in-1"], invoice("in-1"), target_key="rl-77")
    for _ in range(2):
        with store.transaction() as transaction:
            transaction.records.settle(link_id, [made])
    with store.reading() as transaction:
        assert sum(tally.count for tally in transaction.records.tallies(link_id)) == 5


@pytest.mark.parametrize("second", ["in-2 to the same target", "in-1 to another target"])
def test_settle__a_record_is_never_in_two_pairs(
    store: SqlStore, link_id: int, ids: dict[str, int], second: str
) -> None:
    source, target = ("in-2", "rl-1") if second.startswith("in-2") else ("in-1", "rl-2")
    with store.transaction() as transaction:
        first = settlement(ids["in-1"], invoice(), target_key="rl-1", target_id=ids["rl-1"])
        transaction.records.settle(link_id, [first])
    other = settlement(ids[source], invoice(), target_key=target, target_id=ids[target])
    with pytest.raises(BrokenPromise, match="already"), store.transaction() as transaction:
        transaction.records.settle(link_id, [other])
    with store.reading() as transaction:
        assert transaction.records.pair_partner(list(ids.values())) == {
            ids["in-1"]: ids["rl-1"],
            ids["rl-1"]: ids["in-1"],
        }


def test_settle__content_that_still_differs_needs_a_look(
    store: SqlStore, link_id: int, ids: dict[str, int]
) -> None:
    made = settlement(ids["in-1"], invoice("in-1"), target_key="rl-77")
    made = replace(made, source_agreed=replace(invoice("in-1"), reference="as it was"))
    with store.transaction() as transaction:
        transaction.records.settle(link_id, [made])
    assert ids["in-1"] in waiting(store, link_id)


def test_settle__a_record_that_is_gone_needs_a_look(
    store: SqlStore, link_id: int, ids: dict[str, int]
) -> None:
    with store.transaction() as transaction:
        gone = seen("in-1", invoice("in-1"), gone=True)
        transaction.records.see(link_id, Side.INTACCT, [gone])
        made = settlement(ids["in-1"], invoice("in-1"), target_key="rl-77")
        transaction.records.settle(link_id, [made])
    assert ids["in-1"] in waiting(store, link_id)


def test_settle__several_hundred_at_once(store: SqlStore, link_id: int) -> None:
    with store.transaction() as transaction:
        sightings = [seen(f"{n}", invoice(f"{n}")) for n in range(700)]
        transaction.records.see(link_id, Side.INTACCT, sightings)
    faces = [
        candidate.intacct
        for batch in store.candidates(link_id, KIND, size=1000)
        for candidate in batch
        if candidate.intacct is not None
    ]
    with store.transaction() as transaction:
        transaction.records.settle(
            link_id,
            [settlement(face.record_id, face.now, target_key=f"rl-{face.key}") for face in faces],
        )
    assert waiting(store, link_id) == set()
    with store.reading() as transaction:
        partners = transaction.records.pair_partner([face.record_id for face in faces])
        targets = transaction.records.faces(list(partners.values()))
    assert all(targets[partners[face.record_id]].key == f"rl-{face.key}" for face in faces)


@pytest.mark.parametrize("state", [StandingState.LINKED, StandingState.SET_ASIDE])
def test_stand__linked_and_set_aside_end_the_need_for_a_look(
    store: SqlStore, link_id: int, ids: dict[str, int], state: StandingState
) -> None:
    with store.transaction() as transaction:
        transaction.records.stand([(ids["in-1"], Standing(state))])
    assert ids["in-1"] not in waiting(store, link_id)


@pytest.mark.parametrize(
    "state",
    [state for state in StandingState if state.needs_a_person or state is StandingState.NEW],
)
def test_stand__whatever_needs_a_person_is_looked_at_again(
    store: SqlStore, link_id: int, ids: dict[str, int], state: StandingState
) -> None:
    with store.transaction() as transaction:
        transaction.records.stand([(ids["in-1"], LINKED)])
        transaction.records.stand([(ids["in-1"], Standing(state, Cause.MISSING_COUNTERPART))])
    assert ids["in-1"] in waiting(store, link_id)


def test_settle__ends_whatever_the_records_stood_for(
    store: SqlStore, link_id: int, ids: dict[str, int]
) -> None:
    refused = Standing(StandingState.REFUSED, Cause.REFUSED_BY_LEDGER, "no such account", "x")
    with store.transaction() as transaction:
        transaction.records.stand([(ids["in-1"], refused)])
        made = settlement(ids["in-1"], invoice("in-1"), target_key="rl-77")
        transaction.records.settle(link_id, [made])
        assert transaction.records.cause_rows(link_id) == ()
