"""Runs that meet trouble: lost replies, busy ledgers, wrong companies, rights taken away."""

import pytest

from sandbox.intacct.faults import Fault as IntacctFault
from sandbox.intacct.faults import FaultKind as IntacctFaultKind
from sandbox.intacct.options import RepeatAnswer
from sandbox.intacct.records import Invoice
from sandbox.re_leased.faults import Fault as ReLeasedFault
from sandbox.re_leased.faults import FaultKind as ReLeasedFaultKind
from sandbox.re_leased.fields import DocumentFields
from sandbox.re_leased.records import Provider
from sync.domain.kinds import RecordKind
from sync.domain.runs import Requester, RunState
from sync.domain.sides import Side
from sync.domain.standing import Cause, StandingState
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import OutboxTopic
from sync.use_cases.request_run import request_sync
from sync.use_cases.run.bench import company_lease
from sync.use_cases.run.carry_out import carry_out
from tests.sync.use_cases.bridge import (
    COMPANY,
    MARCUS,
    TERMINAL,
    VIEWER,
    Bridge,
    re_leased_settings,
)
from tests.sync.use_cases.deciding import linked_again, record, stands, unlinked
from tests.sync.use_cases.people import (
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
)


def count(bridge: Bridge, side: Side, number: str) -> int:
    """How many invoices of this number a side really holds."""
    return sum(
        sighting.record.number == number  # type: ignore[union-attr]  # invoices only
        for page in bridge.ledgers[side].changes({RecordKind.SALES_INVOICE: None})
        for sighting in page.sightings
    )


@pytest.mark.parametrize("repeat", list(RepeatAnswer))
@pytest.mark.parametrize(
    "kind",
    [
        IntacctFaultKind.LOST_REPLY,
        IntacctFaultKind.DROPPED_CONNECTION,
        IntacctFaultKind.TRUNCATED_BODY,
        IntacctFaultKind.HTTP_STATUS,
    ],
)
def test_lost_reply_from_intacct__never_makes_a_second_invoice(
    synced: Bridge, kind: IntacctFaultKind, repeat: RepeatAnswer
) -> None:
    synced.intacct.options.repeat_answer = repeat
    invoice_in_re_leased(synced, tenant_in_re_leased(synced))
    fault = IntacctFault(kind=kind, function_name="create_invoice")
    synced.running.world.intacct_faults.add(fault)
    synced.sync()
    synced.sync()
    assert count(synced, Side.INTACCT, "RL-9001") == 1
    assert synced.issues() == {}


def test_edited_before_its_lost_write_is_looked_up__never_makes_a_second_invoice(
    synced: Bridge,
) -> None:
    document = invoice_in_re_leased(synced, tenant_in_re_leased(synced))
    faults = synced.running.world.intacct_faults
    faults.add(IntacctFault(kind=IntacctFaultKind.LOST_REPLY, function_name="create_invoice"))
    faults.add(
        IntacctFault(kind=IntacctFaultKind.HTTP_STATUS, function_name="get_invoice", times=None)
    )
    assert synced.sync().run.state is RunState.QUEUED
    edited = DocumentFields(reference="edited meanwhile")
    synced.re_leased.documents.edit(COMPANY, document.id, edited, by=MARCUS)
    synced.running.world.clear_faults()
    assert synced.sync().run.state is RunState.DONE
    assert count(synced, Side.INTACCT, "RL-9001") == 1
    assert synced.invoices(Side.INTACCT)["RL-9001"].reference == "edited meanwhile"
    assert synced.issues() == {}


@pytest.fixture
def out_of_sight(synced: Bridge) -> Invoice:
    """Made in Intacct, the answer lost, and there no more."""
    invoice_in_re_leased(synced, tenant_in_re_leased(synced))
    faults = synced.running.world.intacct_faults
    faults.add(IntacctFault(kind=IntacctFaultKind.LOST_REPLY, function_name="create_invoice"))
    faults.add(
        IntacctFault(kind=IntacctFaultKind.HTTP_STATUS, function_name="get_invoice", times=None)
    )
    assert synced.sync().run.state is RunState.QUEUED
    synced.running.world.clear_faults()
    invoices = synced.intacct.invoices
    made = next(one for one in invoices if one.record_id == "RL-9001")
    invoices.remove(made.record_no)
    return made


def test_a_write_carried_out_and_not_to_be_found__is_never_sent_again_and_a_person_is_told(
    synced: Bridge, out_of_sight: Invoice
) -> None:
    before = synced.writes()
    for _ in range(2):
        assert synced.sync().run.state is RunState.DONE
        assert synced.writes()["intacct"] == before["intacct"]
        issue = synced.issues()[Cause.MADE_AND_NOT_FOUND]
        assert issue.count == 1
        assert "the sales invoice RL-9001 is not to be found" in issue.example
    synced.intacct.invoices.put(out_of_sight)
    synced.sync()
    assert synced.issues() == {}
    assert count(synced, Side.INTACCT, "RL-9001") == 1


@pytest.mark.usefixtures("out_of_sight")
def test_not_to_be_found__unlinked_it_is_waited_for_no_longer_and_linked_again_made_anew(
    synced: Bridge,
) -> None:
    synced.sync()
    mine = record(synced, "RL-9001", Side.RE_LEASED)
    unlinked(synced, mine)
    synced.sync()
    assert synced.issues() == {}
    assert stands(synced, "RL-9001", Side.RE_LEASED) == (StandingState.UNLINKED, Cause.UNLINKED)
    assert count(synced, Side.INTACCT, "RL-9001") == 0
    linked_again(synced, mine)
    for _ in range(2):
        synced.sync()
        assert count(synced, Side.INTACCT, "RL-9001") == 1
    assert synced.issues() == {}


def test_entered_by_hand_while_a_lost_write_is_open__makes_no_second_invoice_in_re_leased(
    synced: Bridge, out_of_sight: Invoice
) -> None:
    by_hand = invoice_in_intacct(synced, customer_in_intacct(synced), number="RL-9001")
    for _ in range(2):
        assert synced.sync().run.state is RunState.DONE
        assert count(synced, Side.RE_LEASED, "RL-9001") == 1
        assert synced.issues()[Cause.MAY_BE_SENT_ALREADY].standing.subject == "RL-9001"
    # Once what was sent is found, the other one proves to be a record of its own.
    synced.intacct.invoices.put(out_of_sight)
    synced.sync()
    assert Cause.MAY_BE_SENT_ALREADY not in synced.issues()
    assert by_hand.record_no != out_of_sight.record_no


@pytest.mark.parametrize(
    "kind", [ReLeasedFaultKind.LOST_REPLY, ReLeasedFaultKind.UNAVAILABLE_AFTER]
)
def test_lost_reply_from_re_leased__never_makes_a_second_invoice(
    synced: Bridge, kind: ReLeasedFaultKind
) -> None:
    invoice_in_intacct(synced, customer_in_intacct(synced))
    fault = ReLeasedFault(kind=kind, method="POST", path="*/invoices", times=5)
    synced.running.world.re_leased_faults.add(fault)
    synced.sync()
    synced.running.world.clear_faults()
    synced.sync()
    assert count(synced, Side.RE_LEASED, "INV-9001") == 1
    assert synced.issues() == {}


def test_busy_ledger__puts_the_run_back_for_later(synced: Bridge) -> None:
    fault = IntacctFault(kind=IntacctFaultKind.RATE_LIMIT, times=None)
    synced.running.world.intacct_faults.add(fault)
    run = request_sync(synced.store, synced.link.link_id, TERMINAL).run
    with synced.store.transaction() as transaction:
        for row in transaction.outbox.claim(OutboxTopic.RUN, limit=9, busy_seconds=1.0):
            transaction.outbox.done(row.row_id, row.generation)
    carry_out(synced.bench, run.run_id)
    with synced.store.reading() as transaction:
        assert transaction.runs.get(run.run_id).state is RunState.QUEUED
        assert transaction.outbox.is_waiting(OutboxTopic.RUN, str(run.run_id))
    synced.running.world.clear_faults()
    assert synced.sync().run.state is RunState.DONE


def test_credentials_for_another_company__are_refused_before_anything_is_read(
    synced: Bridge,
) -> None:
    other = ReLeasedLedger(re_leased_settings(synced.running.address, company="13"))
    synced.ledgers[Side.RE_LEASED] = other
    before = synced.writes()
    view = synced.sync()
    other.close()
    assert view.run.state is RunState.FAILED
    assert "answers for company 13" in view.run.failure
    assert synced.writes() == before


def test_natively_connected_company__is_refused(synced: Bridge) -> None:
    synced.re_leased.companies.connect_natively(COMPANY, provider=Provider.XERO, by=MARCUS)
    view = synced.sync()
    assert view.run.state is RunState.FAILED
    assert "Two syncs on one company" in view.run.failure


def test_rights_taken_away_after_the_click__are_asked_again_in_the_job(synced: Bridge) -> None:
    synced.roster = VIEWER
    view = synced.sync(Requester("U0VICTOR", "Victor", "C0SYNC"))
    assert view.run.state is RunState.FAILED
    assert "not allowed to start a sync" in view.run.failure


def test_second_worker__leaves_the_run_for_later_while_the_first_is_at_work(
    synced: Bridge,
) -> None:
    with company_lease(synced.bench, synced.link.link_id) as lease:
        assert lease is not None
        view = synced.sync()
        assert view.run.state is RunState.QUEUED
        with synced.store.reading() as transaction:
            assert transaction.outbox.is_waiting(OutboxTopic.RUN, str(view.run.run_id))


def test_sync_asked_for_twice_while_it_waits__is_one_run(synced: Bridge) -> None:
    with company_lease(synced.bench, synced.link.link_id):
        first, second = synced.sync(), synced.sync()
    assert first.run.run_id == second.run.run_id
