"""The journal: every write noted before it is sent, once, and what became of it."""

from dataclasses import replace

import pytest

from sync.domain.kinds import RecordKind
from sync.domain.plan import StepVerb
from sync.domain.records import Record
from sync.domain.runs import SCHEDULE, IntentState, ResultRow, RunPurpose
from sync.domain.sides import Side
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import Intent, Write, WriteVerb
from tests.sync.store.builders import account, invoice, pounds, step

ACCOUNT, INVOICE = RecordKind.ACCOUNT, RecordKind.SALES_INVOICE


@pytest.fixture
def intents(store: SqlStore, link_id: int) -> list[Intent]:
    """Three invoices and an account that are about to be sent, not noted yet."""
    with store.transaction() as transaction:
        run_id = transaction.runs.add(
            link_id=link_id, purpose=RunPurpose.SYNC, requester=SCHEDULE
        ).run_id
    records: list[Record] = [
        invoice("1", "1.00"),
        invoice("2", "2.00"),
        invoice("3", "3.00"),
        account(),
    ]
    return [
        Intent(
            link_id=link_id,
            run_id=run_id,
            side=Side.RE_LEASED,
            step=step(StepVerb.CREATE, number, record, kind=kind),
            write=Write(f"h4rb0ur1.{number}", kind, WriteVerb.CREATE, f"{number}", record),
            source=record,
            state=IntentState.SENDING,
        )
        for number, record in enumerate(records)
        for kind in [ACCOUNT if number == 3 else INVOICE]
    ]


def note(store: SqlStore, intents: list[Intent]) -> None:
    with store.transaction() as transaction:
        transaction.intents.add(intents)


def test_add__comes_back_whole_and_oldest_first(store: SqlStore, intents: list[Intent]) -> None:
    note(store, intents)
    with store.reading() as transaction:
        assert transaction.intents.unresolved(intents[0].link_id, 3) == tuple(intents[:3])


def test_add__a_key_that_is_there_already_stays_as_it_is(
    store: SqlStore, intents: list[Intent]
) -> None:
    note(store, intents[:1])
    note(store, [replace(intents[0], source=invoice("other")), intents[1]])
    with store.reading() as transaction:
        assert transaction.intents.unresolved(intents[0].link_id, 9) == tuple(intents[:2])


@pytest.mark.parametrize("state", list(IntentState))
def test_record__only_what_is_not_decided_is_unresolved(
    store: SqlStore, intents: list[Intent], state: IntentState
) -> None:
    note(store, intents[:1])
    with store.transaction() as transaction:
        transaction.intents.record([(intents[0].write.intent_key, state, "as it said")])
        unresolved = transaction.intents.unresolved(intents[0].link_id, 9)
    known = replace(intents[0], state=state, note="as it said")
    is_open = state in {IntentState.SENDING, IntentState.UNKNOWN}
    assert unresolved == ((known,) if is_open else ())


def test_refusals__are_counted_by_step_over_all_attempts(
    store: SqlStore, intents: list[Intent]
) -> None:
    again = [
        replace(intent, write=replace(intent.write, intent_key=f"{intent.write.intent_key}.2"))
        for intent in intents[:2]
    ]
    note(store, [*intents, *again])
    refused = [intents[0], again[0], intents[2]]
    with store.transaction() as transaction:
        transaction.intents.record(
            [(intent.write.intent_key, IntentState.REFUSED, "No.") for intent in refused]
        )
        digests = [intent.step.digest for intent in intents]
        assert transaction.intents.refusals(digests) == {digests[0]: 2, digests[2]: 1}


def test_results__in_the_order_of_work_with_totals(store: SqlStore, intents: list[Intent]) -> None:
    note(store, intents)
    with store.transaction() as transaction:
        transaction.intents.record(
            [
                (intents[0].write.intent_key, IntentState.DONE, ""),
                (intents[1].write.intent_key, IntentState.DONE, ""),
                (intents[2].write.intent_key, IntentState.REFUSED, "Account archived."),
            ]
        )
        results = transaction.intents.results(intents[0].run_id)
        (refused,) = transaction.intents.refused(intents[0].run_id, 9)
    create, to = StepVerb.CREATE, Side.RE_LEASED
    assert results == (
        ResultRow(create, ACCOUNT, to, IntentState.SENDING, 1, None),
        ResultRow(create, INVOICE, to, IntentState.DONE, 2, pounds("3.00")),
        ResultRow(create, INVOICE, to, IntentState.REFUSED, 1, pounds("3.00")),
    )
    assert refused == replace(intents[2], state=IntentState.REFUSED, note="Account archived.")
