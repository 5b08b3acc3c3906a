"""Records without a counterpart are found by what they may be recognised by on the other side."""

from sync.domain.choices import Choice, ChoiceEnd, ChoiceEnding, ChoiceVerb, Person
from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import Marks, marks_of
from sync.domain.records import Record
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.store.sql_store import SqlStore
from tests.sync.store.builders import NOON, contact, invoice, pounds, seen, settlement

KIND, CUSTOMER = RecordKind.SALES_INVOICE, RecordKind.CUSTOMER
SAME = invoice("INV-1", "10.00")


def like(
    store: SqlStore, link_id: int, *marks: Marks, kind: RecordKind = KIND, side: Side = Side.INTACCT
) -> list[str]:
    with store.reading() as transaction:
        found = transaction.records.lone_like(link_id, side, kind, marks)
    return [face.key for face in found]


def see(store: SqlStore, link_id: int, **records: Record) -> None:
    with store.transaction() as transaction:
        sightings = [seen(key, record) for key, record in records.items()]
        transaction.records.see(link_id, Side.INTACCT, sightings)


def test_found__by_number_or_by_amount_and_date_once_each(store: SqlStore, link_id: int) -> None:
    see(store, link_id, a=SAME, b=invoice("INV-2", "10.00"), c=invoice("INV-1", "9.00"))
    see(store, link_id, d=invoice("INV-2", "9.00"), e=invoice("INV-1", "10.00", customer="C-2"))
    assert like(store, link_id, marks_of(SAME)) == ["a", "b", "c"]
    assert like(store, link_id, Marks(name=marks_of(SAME).name)) == ["a", "c"]
    assert like(store, link_id, marks_of(SAME), side=Side.RE_LEASED) == []
    assert like(store, link_id, Marks()) == []


def test_found__contacts_by_name_whatever_its_length(store: SqlStore, link_id: int) -> None:
    name = "Quay " * 400
    see(store, link_id, a=contact(name), b=contact("Rowan Bakery"))
    assert like(store, link_id, marks_of(contact(name)), kind=CUSTOMER) == ["a"]


def test_linked_or_gone__is_found_no_more(store: SqlStore, link_id: int) -> None:
    see(store, link_id, a=SAME, b=SAME)
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.INTACCT, [seen("b", SAME, gone=True)])
        (one, _) = transaction.records.called(link_id, "INV-1")
        transaction.records.settle(link_id, [settlement(one.record_id, SAME, target_key="r1")])
    assert like(store, link_id, marks_of(SAME)) == []


def test_two_that_look_alike__count_once_in_their_issue(store: SqlStore, link_id: int) -> None:
    see(store, link_id, a=SAME)
    alike = Standing(StandingState.CONFLICT, Cause.LOOKS_ALIKE, "INV-1")
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.RE_LEASED, [seen("r1", SAME)])
        both = [one.record_id for one in transaction.records.called(link_id, "INV-1")]
        transaction.records.stand([(record_id, alike) for record_id in both])
        (issue,) = transaction.issues.refresh(link_id).opened
    assert (issue.count, issue.amount) == (1, pounds("10.00"))


def test_kept_apart__is_told_for_good_once_a_run_obeyed_it(store: SqlStore, link_id: int) -> None:
    see(store, link_id, a=SAME)
    with store.transaction() as transaction:
        transaction.records.see(link_id, Side.RE_LEASED, [seen("r1", SAME)])
        ours, theirs = (one.record_id for one in transaction.records.called(link_id, "INV-1"))
        made = transaction.choices.add(
            Choice(
                0, link_id, KIND, ChoiceVerb.KEEP_APART, ours, theirs, "", "", Person("P"), "", NOON
            )
        )
        ending = ChoiceEnding(made.choice_id, ChoiceEnd.CARRIED_OUT, "INV-1", "Kept apart.")
        transaction.choices.end([ending])
    told = [
        candidate.choices
        for batch in store.candidates(link_id, KIND, size=10)
        for candidate in batch
    ]
    assert [[one.keeps_apart for one in choices] for choices in told] == [[True], [True]]
