"""Looking up: counterparts of references, candidates with their look-alikes, tallies and causes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from sync.domain.crossing import MISSING, Counterpart, CounterpartState
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, CauseRow, StepVerb
from sync.domain.records import Record, Reference
from sync.domain.runs import SCHEDULE, RunPurpose
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import Tally
from tests.sync.store.builders import (
    HARBOUR,
    QUAYSIDE,
    Clock,
    account,
    contact,
    invoice,
    pounds,
    seen,
    settlement,
    step,
)

ACCOUNT, CUSTOMER = RecordKind.ACCOUNT, RecordKind.CUSTOMER
INVOICE = RecordKind.SALES_INVOICE
LINKED, PLANNED = CounterpartState.LINKED, CounterpartState.PLANNED


def see(store: SqlStore, link_id: int, side: Side, **records: Record) -> dict[str, int]:
    """Note records by their keys; their ids by their keys."""
    with store.transaction() as transaction:
        sightings = [seen(key, record) for key, record in records.items()]
        transaction.records.see(link_id, side, sightings)
    return {
        face.key: face.record_id
        for kind in (ACCOUNT, CUSTOMER, INVOICE)
        for candidate in candidates(store, link_id, kind)
        for face in (candidate.intacct, candidate.re_leased)
        if face is not None and face.side is side
    }


def candidates(store: SqlStore, link_id: int, kind: RecordKind, size: int = 100) -> list[Candidate]:
    return [each for batch in store.candidates(link_id, kind, size=size) for each in batch]


def keys(batch: Sequence[Candidate]) -> list[tuple[str | None, str | None]]:
    return [
        (
            each.intacct.key if each.intacct is not None else None,
            each.re_leased.key if each.re_leased is not None else None,
        )
        for each in batch
    ]


def pair_up(store: SqlStore, link_id: int, record_id: int, target_key: str, record: Record) -> None:
    kind = ACCOUNT if not hasattr(record, "lines") else INVOICE
    with store.transaction() as transaction:
        made = settlement(record_id, record, target_key=target_key, kind=kind)
        transaction.records.settle(link_id, [made])


# --- counterparts ---------------------------------------------------------------------------------


def test_counterparts__linked_planned_and_missing_seen_from_intacct(
    store: SqlStore, link_id: int
) -> None:
    ids = see(store, link_id, Side.INTACCT, a1=account("1"), a2=account("2"), c=contact())
    others = see(store, link_id, Side.RE_LEASED, b2=account("2"))
    pair_up(store, link_id, ids["a1"], "b1", account("1"))
    wanted = [Reference(ACCOUNT, "a1"), Reference(ACCOUNT, "a2"), Reference(CUSTOMER, "c")]
    wanted += [Reference(ACCOUNT, "c"), Reference(RecordKind.TAX_DETAIL, "STD")]
    with store.transaction() as transaction:
        run = transaction.runs.add(link_id=link_id, purpose=RunPurpose.SYNC, requester=SCHEDULE)
        plan_id = transaction.plans.open(run.run_id, link_id)
        link = step(StepVerb.LINK, ids["a2"], account("2"), kind=ACCOUNT, target_id=others["b2"])
        make = step(StepVerb.CREATE, ids["c"], contact(), kind=CUSTOMER)
        transaction.plans.add_steps(plan_id, [link, make])
        found = transaction.records.counterparts(link_id, Side.INTACCT, wanted, plan_id)
        without_plan = transaction.records.counterparts(link_id, Side.INTACCT, wanted, None)
        from_re_leased = transaction.records.counterparts(
            link_id, Side.RE_LEASED, [Reference(ACCOUNT, "b1"), Reference(ACCOUNT, "b2")], plan_id
        )
    assert list(found.values()) == [
        Counterpart(LINKED, "b1", "1 Rent"),
        Counterpart(PLANNED, "b2", "2 Rent"),
        Counterpart(PLANNED, "", "Rowan Bakery"),
        MISSING,
        MISSING,
    ]
    assert list(without_plan.values()) == [
        Counterpart(LINKED, "b1", "1 Rent"),
        replace(MISSING, title="2 Rent"),
        replace(MISSING, title="Rowan Bakery"),
        MISSING,
        MISSING,
    ]
    assert list(from_re_leased.values()) == [
        Counterpart(LINKED, "a1", "1 Rent"),
        Counterpart(PLANNED, "a2", "2 Rent"),
    ]


@pytest.mark.parametrize(
    ("cause", "state"),
    [
        (Cause.BEFORE_SYNC_FROM, CounterpartState.NEVER),
        (Cause.DELETED_BEFORE_LINK, CounterpartState.NEVER),
        (Cause.PRIVATE_DRAFT, CounterpartState.MISSING),
        (Cause.ONLY_IN_RE_LEASED, CounterpartState.MISSING),
    ],
)
def test_counterparts__what_is_set_aside_for_ever_never_comes(
    store: SqlStore, link_id: int, cause: Cause, state: CounterpartState
) -> None:
    ids = see(store, link_id, Side.INTACCT, c=contact())
    wanted = Reference(CUSTOMER, "c")
    with store.transaction() as transaction:
        transaction.records.stand([(ids["c"], Standing(StandingState.SET_ASIDE, cause))])
        found = transaction.records.counterparts(link_id, Side.INTACCT, [wanted], None)
    assert (found[wanted].state, found[wanted].title) == (state, "Rowan Bakery")
    assert found[wanted].cause is (cause if state is CounterpartState.NEVER else None)


def test_travel__of_what_was_set_aside_for_ever_takes_its_payments_along(
    store: SqlStore, link_id: int
) -> None:
    ids = see(store, link_id, Side.INTACCT, i=invoice(), p=contact("A payment"))
    with store.transaction() as transaction:
        aside = StandingState.SET_ASIDE
        transaction.records.stand(
            [
                (ids["i"], Standing(aside, Cause.BEFORE_SYNC_FROM)),
                (ids["p"], Standing(aside, Cause.SETTLES_NOTHING_THAT_TRAVELS)),
            ]
        )
    assert candidates(store, link_id, CUSTOMER) == []
    with store.transaction() as transaction:
        transaction.records.travel([ids["i"]])
        found = transaction.records.counterparts(
            link_id, Side.INTACCT, [Reference(INVOICE, "i")], None
        )
    assert [one.state for one in found.values()] == [CounterpartState.MISSING]
    assert keys(candidates(store, link_id, CUSTOMER)) == [("p", None)]


def test_counterparts__of_one_link_are_unknown_to_another(store: SqlStore, link_id: int) -> None:
    ids = see(store, link_id, Side.INTACCT, a1=account("1"))
    pair_up(store, link_id, ids["a1"], "b1", account("1"))
    with store.transaction() as transaction:
        other = transaction.links.add(QUAYSIDE)
        wanted = [Reference(ACCOUNT, "a1")]
        found = transaction.records.counterparts(other.link_id, Side.INTACCT, wanted, None)
    assert found == {wanted[0]: MISSING}


def test_counterparts__a_thousand_references_take_a_handful_of_statements(
    store: SqlStore, engine: Engine, link_id: int
) -> None:
    wanted = [Reference(ACCOUNT, str(number)) for number in range(1000)]
    statements: list[str] = []

    def note(*args: Any) -> None:
        statements.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    with store.reading() as transaction:
        found = transaction.records.counterparts(link_id, Side.INTACCT, wanted, 1)
    event.remove(engine, "before_cursor_execute", note)
    assert set(found.values()) == {MISSING}
    assert len([text for text in statements if text.startswith("SELECT")]) <= 2


# --- candidates -----------------------------------------------------------------------------------


def test_candidates__pairs_first_then_intacct_then_re_leased(store: SqlStore, link_id: int) -> None:
    ids = see(store, link_id, Side.RE_LEASED, lone=invoice("3"))
    ids = see(store, link_id, Side.INTACCT, paired=invoice("1"), alone=invoice("2"))
    pair_up(store, link_id, ids["paired"], "twin", invoice("1"))
    see(store, link_id, Side.INTACCT, paired=invoice("1", "90.00"))
    found = candidates(store, link_id, INVOICE)
    assert keys(found) == [("paired", "twin"), ("alone", None), (None, "lone")]


def test_candidates__in_batches_each_met_once_whatever_happens_meanwhile(
    store: SqlStore, link_id: int
) -> None:
    see(store, link_id, Side.INTACCT, **{f"k{n}": invoice(str(n)) for n in range(7)})
    met: list[str] = []
    sizes: list[int] = []
    for batch in store.candidates(link_id, INVOICE, size=3):
        sizes.append(len(batch))
        faces = [each.intacct for each in batch if each.intacct is not None]
        met += [face.key for face in faces]
        pair_up(store, link_id, faces[0].record_id, f"rl-{faces[0].key}", faces[0].now)
        with store.transaction() as transaction:
            aside = Standing(StandingState.SET_ASIDE, Cause.PRIVATE_DRAFT)
            transaction.records.stand([(faces[-1].record_id, aside)])
    assert sizes == [3, 3, 1]
    assert met == [f"k{n}" for n in range(7)]


def test_candidates__look_alikes_are_unlinked_present_and_of_the_same_kind(
    store: SqlStore, link_id: int
) -> None:
    intacct = see(store, link_id, Side.INTACCT, i1=account("4000"), i2=account("9999"))
    see(store, link_id, Side.RE_LEASED, r1=account("4000"), r2=account("4001"))
    with store.transaction() as transaction:
        gone = seen("r3", account("4000"), gone=True)
        other_kind = replace(seen("r4", account("4000")), kind=RecordKind.ITEM)
        transaction.records.see(link_id, Side.RE_LEASED, [gone, other_kind])
    pair_up(store, link_id, intacct["i2"], "r5", account("4000"))
    found = {
        each.intacct.key: [face.key for face in each.look_alikes]
        for each in candidates(store, link_id, ACCOUNT)
        if each.intacct is not None and each.re_leased is None
    }
    assert found == {"i1": ["r1"]}


def test_candidates__customers_and_documents_have_no_look_alikes(
    store: SqlStore, link_id: int
) -> None:
    for side in Side:
        see(store, link_id, side, same=contact(), number=invoice())
    for kind in (CUSTOMER, INVOICE):
        assert [each.look_alikes for each in candidates(store, link_id, kind)] == [(), ()]


def test_candidates__are_found_by_an_index_of_what_needs_a_look(
    sqlite_url: str,
) -> None:
    # SQLite only: PostgreSQL reads a table of one row without any index.
    engine = open_engine(sqlite_url)
    store = SqlStore(engine)
    with store.transaction() as transaction:
        link_id = transaction.links.add(HARBOUR).link_id
    statements: list[tuple[str, tuple[object, ...]]] = []
    event.listen(
        engine, "before_cursor_execute", lambda *args: statements.append((args[2], args[3]))
    )
    see(store, link_id, Side.INTACCT, a=account("1"))
    selects = [each for each in statements if "LIMIT" in each[0] or "EXISTS" in each[0]]
    with engine.connect() as connection:
        plans = {
            str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all())
            for text, values in selects
        }
    engine.dispose()
    assert plans
    assert all("to_look_at" in plan for plan in plans)
    assert not any("TEMP B-TREE" in plan for plan in plans)


# --- tallies and causes ---------------------------------------------------------------------------


def test_tallies__count_and_add_up_what_is_not_gone(store: SqlStore, link_id: int) -> None:
    ids = see(store, link_id, Side.INTACCT, i1=invoice("1", "0.10"), i2=invoice("2", "0.20"))
    see(store, link_id, Side.INTACCT, a=account(), i3=invoice("3", "7.00"))
    see(store, link_id, Side.RE_LEASED, r=invoice("4", "1.00"))
    with store.transaction() as transaction:
        transaction.records.see(
            link_id, Side.INTACCT, [seen("i3", invoice("3", "7.00"), gone=True)]
        )
        transaction.records.stand([(ids["i1"], Standing(StandingState.LINKED))])
        found = transaction.records.tallies(link_id)
    new, linked = StandingState.NEW, StandingState.LINKED
    assert found == (
        Tally(Side.INTACCT, ACCOUNT, new, 1, None),
        Tally(Side.INTACCT, INVOICE, linked, 1, pounds("0.10")),
        Tally(Side.INTACCT, INVOICE, new, 1, pounds("0.20")),
        Tally(Side.RE_LEASED, INVOICE, new, 1, pounds("1.00")),
    )


def test_tallies__never_add_two_currencies(store: SqlStore, link_id: int) -> None:
    see(
        store,
        link_id,
        Side.INTACCT,
        gbp=invoice(net="10.00"),
        yen=invoice(net="500", currency="JPY"),
    )
    with store.reading() as transaction:
        (tally,) = transaction.records.tallies(link_id)
    assert (tally.count, tally.amount) == (2, pounds("10.00"))


def test_cause_rows__group_by_cause_and_subject_most_money_first(
    store: SqlStore, link_id: int
) -> None:
    ids = see(
        store,
        link_id,
        Side.INTACCT,
        i1=invoice("1", "10.00"),
        i2=invoice("2", "20.00"),
        i3=invoice("3", "25.00"),
        i4=invoice("4", "500.00"),
        a=account(),
    )
    missing = Standing(StandingState.WAITING, Cause.MISSING_COUNTERPART, "account 4090")
    draft = Standing(StandingState.SET_ASIDE, Cause.PRIVATE_DRAFT)
    with store.transaction() as transaction:
        transaction.records.stand(
            [
                (ids["i1"], replace(missing, detail="account 4090, account 7")),
                (ids["i2"], replace(missing, detail="account 4090")),
                (ids["i3"], draft),
                (ids["a"], replace(missing, subject="dimension 1")),
            ]
        )
        found = transaction.records.cause_rows(link_id)
    assert found == (
        CauseRow(missing, INVOICE, 2, pounds("30.00")),
        CauseRow(draft, INVOICE, 1, pounds("25.00")),
        CauseRow(replace(missing, subject="dimension 1"), ACCOUNT, 1, None),
    )


def test_cause_rows__count_a_pair_once(store: SqlStore, link_id: int) -> None:
    ids = see(store, link_id, Side.INTACCT, i1=invoice())
    pair_up(store, link_id, ids["i1"], "r1", invoice())
    conflict = Standing(StandingState.CONFLICT, Cause.CHANGED_ON_BOTH_SIDES, "INV-1")
    with store.transaction() as transaction:
        (partner,) = transaction.records.pair_partner([ids["i1"]]).values()
        transaction.records.stand([(ids["i1"], conflict), (partner, conflict)])
        assert transaction.records.cause_rows(link_id) == (
            CauseRow(conflict, INVOICE, 1, pounds("100.00")),
        )


def test_stand__a_subject_of_any_length_is_taken(store: SqlStore, link_id: int) -> None:
    ids = see(store, link_id, Side.INTACCT, i1=invoice())
    long = Standing(StandingState.REFUSED, Cause.REFUSED_BY_LEDGER, "é" * 5000)
    with store.transaction() as transaction:
        transaction.records.stand([(ids["i1"], long)])
        (row,) = transaction.records.cause_rows(link_id)
    assert row.standing.subject == "é" * 500


def test_watermark__only_moves_forward(store: SqlStore, link_id: int, clock: Clock) -> None:
    later, earlier = clock.advance(60), clock.advance(-120)
    with store.transaction() as transaction:
        assert transaction.watermarks.all(link_id, Side.INTACCT).get(INVOICE) is None
        for newest in (later, earlier):
            transaction.watermarks.set(link_id, Side.INTACCT, INVOICE, newest)
        assert transaction.watermarks.all(link_id, Side.INTACCT).get(INVOICE) == later
        assert transaction.watermarks.all(link_id, Side.RE_LEASED).get(INVOICE) is None


def test_deletions_known_until__is_a_side_s_own_and_never_goes_back(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    later, earlier = clock.advance(60), clock.advance(-120)
    with store.transaction() as transaction:
        marks = transaction.watermarks
        assert marks.deletions_known_until(link_id, Side.INTACCT) is None
        for moment in (later, earlier):
            marks.set_deletions_known_until(link_id, Side.INTACCT, moment)
        assert marks.deletions_known_until(link_id, Side.INTACCT) == later
        assert marks.deletions_known_until(link_id, Side.RE_LEASED) is None


def test_newest__is_the_greatest_stamp_of_all_kinds(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    later, earlier = clock.advance(60), clock.advance(-120)
    with store.transaction() as transaction:
        marks = transaction.watermarks
        assert marks.newest(link_id, Side.INTACCT) is None
        marks.set(link_id, Side.INTACCT, INVOICE, later)
        marks.set(link_id, Side.INTACCT, RecordKind.ACCOUNT, earlier)
        assert marks.newest(link_id, Side.INTACCT) == later
        assert marks.newest(link_id, Side.RE_LEASED) is None


def test_forget__has_one_kind_of_one_side_read_from_the_beginning(
    store: SqlStore, link_id: int, clock: Clock
) -> None:
    kinds = (INVOICE, RecordKind.ACCOUNT)
    with store.transaction() as transaction:
        marks = transaction.watermarks
        for side in Side:
            for kind in kinds:
                marks.set(link_id, side, kind, clock())
        marks.forget(link_id, Side.INTACCT, INVOICE)
        left = [(side, kind) for side in Side for kind in kinds if kind in marks.all(link_id, side)]
    assert left == [
        (Side.INTACCT, RecordKind.ACCOUNT),
        (Side.RE_LEASED, INVOICE),
        (Side.RE_LEASED, RecordKind.ACCOUNT),
    ]
