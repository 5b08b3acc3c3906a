"""What Intacct's usage record says of a write that left no trace."""

import logging

import msgspec
import pytest

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.options import RepeatAnswer
from sync.domain.kinds import RecordKind
from sync.domain.records import Reference
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.usage_record import UsageRecord
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.use_cases.ports import Done, Refused, Unknown, Write
from tests.sync.ledgers.intacct.harbour import Company
from tests.sync.ledgers.intacct.papers import CREATE, INVOICES, PAPERS, Paper, only

EVERY_PAPER = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.noun)
NOBODY = Reference(RecordKind.CUSTOMER, "C-99")


def made_without_a_trace(company: Company, ledger: IntacctLedger, paper: Paper) -> Write:
    """A creation that was carried out, its answer lost, under a number and without the mark we gave it."""
    company.faults.add(Fault(FaultKind.LOST_REPLY, function_name=f"create_{paper.noun}"))
    write = paper.write(CREATE, paper.document())
    assert isinstance(only(ledger, write), Unknown)
    table = company.book.documents_of(paper.book)
    (made,) = table
    table.put(msgspec.structs.replace(made, external_id="", record_id="AUTO-1"))
    return write


@EVERY_PAPER
def test_a_write_that_was_carried_out_and_is_not_to_be_found__stays_unknown(
    company: Company, ledger: IntacctLedger, paper: Paper
) -> None:
    write = made_without_a_trace(company, ledger, paper)
    found = ledger.find(write)
    assert isinstance(found, Unknown)
    assert "usage record says that this was carried out" in found.detail
    assert f"the {paper.kind.singular} RL-5521 is not to be found" in found.detail


def test_a_repeated_control_id_that_is_refused__is_no_reason_to_make_it_under_another(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.options.repeat_answer = RepeatAnswer.REFUSE
    write = made_without_a_trace(company, ledger, INVOICES)
    assert isinstance(only(ledger, write), Unknown)
    assert INVOICES.count(company) == 1


def test_a_write_that_never_arrived__may_be_sent_again(
    company: Company, ledger: IntacctLedger
) -> None:
    company.faults.add(Fault(FaultKind.HTTP_STATUS, function_name="create_invoice", status=502))
    write = INVOICES.write(CREATE, INVOICES.document())
    assert isinstance(only(ledger, write), Unknown)
    assert ledger.find(write) is None


def test_a_write_that_failed__is_refused_and_not_called_completed(ledger: IntacctLedger) -> None:
    write = INVOICES.write(CREATE, INVOICES.document(contact=NOBODY))
    assert isinstance(only(ledger, write), Refused)
    assert ledger.find(write) is None


def test_many_failures__are_asked_for_in_one_question(
    company: Company, ledger: IntacctLedger
) -> None:
    writes = [
        INVOICES.write(CREATE, INVOICES.document(number="", contact=NOBODY), key=str(place))
        for place in range(5)
    ]
    assert [type(one) for one in ledger.write(writes)] == [Refused] * 5
    assert company.asked_beside_facts().count("query") == 1


def test_a_user_who_may_not_see_the_usage_record__is_no_worse_off_than_without_it(
    company: Company, ledger: IntacctLedger, caplog: pytest.LogCaptureFixture
) -> None:
    write = made_without_a_trace(company, ledger, INVOICES)
    company.book.options.denied_objects = frozenset({"APIUSAGEDETAIL"})
    with caplog.at_level(logging.INFO, "sync.ledgers.intacct.usage_record"):
        assert ledger.find(write) is None
    assert "usage record is no help" in caplog.text


def test_what_is_found__needs_no_hint(company: Company, ledger: IntacctLedger) -> None:
    company.faults.add(Fault(FaultKind.LOST_REPLY, function_name="create_invoice"))
    write = INVOICES.write(CREATE, INVOICES.document())
    only(ledger, write)
    company.book.options.denied_objects = frozenset({"APIUSAGEDETAIL"})
    assert isinstance(ledger.find(write), Done)


def test_completed__names_those_that_were_run_to_success_and_no_others(
    company: Company, ledger: IntacctLedger
) -> None:
    good = INVOICES.write(CREATE, INVOICES.document(), key="1")
    bad = INVOICES.write(CREATE, INVOICES.document(contact=NOBODY), key="2")
    ledger.write([good, bad])
    gateway = Gateway(company.settings())
    asked = [good.intent_key, bad.intent_key, "never sent"]
    try:
        assert UsageRecord(gateway).completed(asked) == frozenset({good.intent_key})
        company.asked()
        assert UsageRecord(gateway).completed([f"no {one}" for one in range(1200)]) == frozenset()
        assert company.asked_beside_facts().count("query") == 3
    finally:
        gateway.close()
