"""Replies that are lost or cannot be read: what was written is never written again."""

from dataclasses import replace

import pytest

from sandbox.re_leased.faults import FaultKind
from sandbox.re_leased.records import Category
from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Document,
    DocumentStatus,
)
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Done, Unknown, Write, WriteVerb
from tests.sync.ledgers.re_leased.asking import ACME, change, create, done
from tests.sync.ledgers.re_leased.stand_in import StandIn

AFTER_THE_EFFECT = [FaultKind.UNAVAILABLE_AFTER, FaultKind.LOST_REPLY]


@pytest.mark.parametrize("fault", AFTER_THE_EFFECT)
def test_reply_lost_after_the_effect__is_asked_for_again_with_the_same_key(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind
) -> None:
    stand_in.fail(fault, "contacts", method="POST")

    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))

    assert seen.record == ACME
    assert stand_in.contact_count == 1
    sent = [call for call in stand_in.line.calls if call.method == "POST"]
    assert [call.headers["idempotency-key"] for call in sent] == ["12:customer:C-100"] * 2


@pytest.mark.parametrize("fault", AFTER_THE_EFFECT)
def test_change_whose_reply_was_lost__is_found_done(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind
) -> None:
    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    stand_in.fail(fault, f"contacts/{seen.key}", method="PATCH")

    changed = done(ledger, change(seen, replace(ACME, fax="1"), "fax"))

    assert int(changed.version) == int(seen.version) + 1
    assert stand_in.line.count("PATCH") == 2


@pytest.mark.parametrize("fault", AFTER_THE_EFFECT)
def test_action_whose_reply_was_lost__is_done_once(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind
) -> None:
    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    stand_in.fail(fault, f"contacts/{seen.key}/archive")

    archived = done(ledger, change(seen, replace(ACME, active=False), "active"))

    assert int(archived.version) == int(seen.version) + 1


def test_change_without_a_version__is_never_sent_twice(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    seen = done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    stand_in.fail(FaultKind.UNAVAILABLE_BEFORE, f"contacts/{seen.key}", method="PATCH")
    write = replace(change(seen, replace(ACME, fax="1"), "fax"), version="")

    [outcome] = ledger.write([write])

    assert isinstance(outcome, Unknown)
    assert stand_in.line.count("PATCH") == 1
    assert ledger.find(write) is None


@pytest.mark.parametrize(
    ("fault", "effect"),
    [(FaultKind.UNAVAILABLE_BEFORE, 0), (FaultKind.UNAVAILABLE_AFTER, 1), (FaultKind.HTML_BODY, 0)],
)
def test_failure_that_lasts__leaves_the_outcome_unknown_until_it_is_looked_up(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind, effect: int
) -> None:
    stand_in.fail(fault, "contacts", method="POST", times=None)

    [outcome] = ledger.write([create(RecordKind.CUSTOMER, ACME, "C-100")])

    assert isinstance(outcome, Unknown)
    assert stand_in.line.count("POST") == 3
    assert (ledger.find(create(RecordKind.CUSTOMER, ACME, "C-100")) is not None) == bool(effect)
    stand_in.faults.clear()
    done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))
    assert stand_in.contact_count == 1


def test_invoice_whose_replies_were_all_lost__is_found_by_our_mark(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    shown = stand_in.add_invoice(contact)
    [page] = ledger.changes({RecordKind.SALES_INVOICE: None})
    record = page.sightings[0].record
    assert isinstance(record, Document)
    record = replace(record, number="INV-1", status=DocumentStatus.DRAFT)
    write = Write("i", RecordKind.SALES_INVOICE, WriteVerb.CREATE, "1234", record)
    stand_in.fail(FaultKind.LOST_REPLY, "invoices", method="POST", times=None)

    [outcome] = ledger.write([write])
    assert isinstance(outcome, Unknown)

    found = ledger.find(write)
    assert isinstance(found, Done)
    assert found.seen is not None
    assert found.key != shown.id
    assert found.seen.record == record


def test_answer_that_cannot_be_read__leaves_the_outcome_unknown(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    stand_in.line.play("POST", "contacts", answer=(201, b'{"id":"1"}', {}))

    [outcome] = ledger.write([create(RecordKind.CUSTOMER, ACME, "C-100")])

    assert isinstance(outcome, Unknown)
    assert "contact 1 cannot be read" in outcome.detail


def test_approval_that_did_not_come_about__is_not_called_done(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    stand_in.add_invoice(stand_in.add_contact("Acme", Category.TENANT))
    [page] = ledger.changes({RecordKind.SALES_INVOICE: None})
    [seen] = page.sightings
    body = (
        b'{"id":"1","version":3,"modifiedAt":"2026-03-02T00:00:00.000Z","kind":"Income",'
        b'"documentType":"Invoice","status":"AwaitingApproval","contactId":"1",'
        b'"issueDate":"2026-03-01","dueDate":"2026-03-01","currency":"NZD","lines":[]}'
    )
    stand_in.line.play("POST", reaches_the_book=False, answer=(200, body, {}))

    [outcome] = ledger.write([Write("a", seen.kind, WriteVerb.APPROVE, seen.key, seen.record)])

    assert isinstance(outcome, Unknown)


def test_several_records_with_our_mark__are_left_to_a_person(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    row = (
        '{"id":"%s","version":1,"modifiedAt":"2026-03-02T00:00:00.000Z","name":"A","externalRefs":'
        '[{"system":"sage_intacct","entity":"CUSTOMER","externalId":"C-100"}]}'
    )
    body = f'{{"data":[{row % 1},{row % 2}],"hasMore":false}}'.encode()
    stand_in.line.play("GET", "contacts", reaches_the_book=False, answer=(200, body, {}))

    with pytest.raises(BrokenPromise, match="several contacts for Intacct's customer C-100: 1, 2"):
        ledger.find(create(RecordKind.CUSTOMER, ACME, "C-100"))
