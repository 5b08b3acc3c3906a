"""A record on which our own code fails: set aside and named, while everything else flows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from sandbox.intacct.forms import InvoiceForm
from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, StepVerb
from sync.domain.records import Document, Sighting, title_of
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import Done, Response, Write
from tests.sync.use_cases.bridge import FIONA, TERMINAL, Bridge, synced_over
from tests.sync.use_cases.in_between import between_ledger, over_spoilt_store
from tests.sync.use_cases.people import customer_in_intacct, invoice_in_intacct

GOOD, BAD, LAST = "INV-9001", "INV-9002", "INV-9003"


@pytest.fixture
def entered(sqlite_store: SqlStore) -> Iterator[Bridge]:
    """In step, and then three invoices are entered in Intacct."""
    with synced_over(sqlite_store, documents=0) as bridge:
        customer = customer_in_intacct(bridge)
        for number in (GOOD, BAD, LAST):
            invoice_in_intacct(bridge, customer, number=number)
        yield bridge


def arrived(bridge: Bridge) -> set[str]:
    return set(bridge.invoices(Side.RE_LEASED))


def expect_set_aside(bridge: Bridge, cause: Cause) -> str:
    """One issue about one record, which it names; returns the rest of what it says."""
    issue = bridge.issues()[cause]
    assert issue.count == 1
    assert issue.example.startswith(BAD)
    return f"{issue.standing.subject} {issue.example}"


def spoil_bad(candidate: Candidate) -> Candidate:
    """As a version of ours that is gone might have kept it: a line that is none."""
    face = candidate.intacct
    if face is None or not isinstance(face.now, Document) or face.now.number != BAD:
        return candidate
    spoilt = replace(face.now, lines=cast("Any", (None,)))
    return replace(candidate, intacct=replace(face, now=spoilt))


def test_planning_fails_on_one__the_rest_flows_and_it_goes_once_mended(entered: Bridge) -> None:
    spoilt = over_spoilt_store(entered, spoil_bad)
    view = spoilt.sync()
    assert view.run.state is RunState.DONE
    assert arrived(entered) == {GOOD, LAST}
    first = expect_set_aside(entered, Cause.OUR_FAULT)
    assert "reference " in first
    spoilt.sync()
    assert expect_set_aside(entered, Cause.OUR_FAULT) == first
    entered.sync()
    assert arrived(entered) == {GOOD, BAD, LAST}
    assert entered.issues() == {}


def test_mapping_fails_on_one__the_rest_of_the_plan_is_carried_out(entered: Bridge) -> None:
    """A stored plan of a version that knew a field which is gone by now."""
    entered.sync()
    for number in (GOOD, BAD):
        invoice = next(one for one in entered.intacct.invoices if one.record_id == number)
        entered.intacct.update_invoice(invoice.record_no, InvoiceForm(doc_number="April"), by=FIONA)
    shown = entered.plan()
    assert shown.plan is not None
    with entered.store.transaction() as transaction:
        steps = [
            step
            for _, step in transaction.plans.steps(
                shown.plan.plan_id,
                kind=RecordKind.SALES_INVOICE,
                verb=StepVerb.UPDATE,
                side=Side.RE_LEASED,
                after=-1,
                limit=9,
            )
        ]
        assert {step.title for step in steps} == {GOOD, BAD}
        old = transaction.plans.open(shown.run.run_id, entered.link.link_id)
        gone = [
            replace(one, fields=("no_such_field",)) if one.title == BAD else one for one in steps
        ]
        transaction.plans.add_steps(old, gone)
        transaction.plans.close(old)
    view = entered.apply(old)
    assert view.run.state is RunState.DONE
    assert view.written == 1


@pytest.mark.parametrize("error", [TypeError("no such thing"), BrokenPromise("cannot be said")])
def test_sending_fails_on_one__the_rest_flows(entered: Bridge, error: Exception) -> None:
    def wrote(
        writes: Sequence[Write], carry_out: Callable[[], Sequence[Response]]
    ) -> Sequence[Response]:
        if any(title_of(one.record) == BAD for one in writes):
            raise error
        return carry_out()

    between_ledger(entered, Side.RE_LEASED, wrote)
    for _ in range(3):
        assert entered.sync().run.state is RunState.DONE
    assert arrived(entered) == {GOOD, LAST}
    said = expect_set_aside(entered, Cause.OUTCOME_UNKNOWN)
    assert "Give the reference" in said
    assert ("cannot be said" in said) is isinstance(error, BrokenPromise)
    assert "no such thing" not in said


def test_settling_fails_on_one__the_rest_is_settled_and_it_is_not_sent_again(
    entered: Bridge,
) -> None:
    def wrote(
        writes: Sequence[Write], carry_out: Callable[[], Sequence[Response]]
    ) -> Sequence[Response]:
        return [
            Done(answer.key, seen=cast("Sighting", object()))
            if isinstance(answer, Done) and title_of(write.record) == BAD
            else answer
            for write, answer in zip(writes, carry_out(), strict=True)
        ]

    between_ledger(entered, Side.RE_LEASED, wrote)
    assert entered.sync().run.state is RunState.DONE
    assert arrived(entered) == {GOOD, BAD, LAST}
    written = entered.writes()
    entered.sync(TERMINAL)
    assert entered.writes() == written
    assert entered.issues() == {}
