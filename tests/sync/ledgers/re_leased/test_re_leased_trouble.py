"""What goes wrong on the way to Re-Leased, and what the adapter makes of it."""

import json
import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.credentials import API_KEY
from sandbox.re_leased.faults import FaultKind
from sandbox.re_leased.records import Category, Provider
from sync.domain.errors import BrokenPromise, FixSetup, RetryLater, SignInRefused
from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Account,
    AccountClass,
    Address,
    Contact,
    DocumentStatus,
    SalesInvoice,
    Sighting,
)
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.ledgers.re_leased.settings import ReLeasedSettings
from sync.use_cases.ports import Done, Refused, Unknown, Write, WriteVerb
from tests.sync.ledgers.re_leased.stand_in import COMPANY, StandIn, ledger_of

Connect = Callable[..., ReLeasedLedger]

AFTER_THE_EFFECT = [FaultKind.UNAVAILABLE_AFTER, FaultKind.LOST_REPLY]
SOMEWHERE = Address()
ACME = Contact("Acme", "Acme", "", "", "", "", "", "", SOMEWHERE, SOMEWHERE, active=True)


def creation(key: str = "C-100") -> Write:
    return Write(f"intent-{key}", RecordKind.CUSTOMER, WriteVerb.CREATE, key, ACME)


def archiving(seen: Sighting) -> Write:
    archived = replace(ACME, active=False)
    return change(seen, archived, "active")


def change(seen: Sighting, record: Contact, *fields: str) -> Write:
    names = frozenset(fields)
    return Write("intent", seen.kind, WriteVerb.UPDATE, seen.key, record, names, seen.version)


def created(ledger: ReLeasedLedger, write: Write) -> Sighting:
    [outcome] = ledger.write([write])
    assert isinstance(outcome, Done), outcome
    assert outcome.seen is not None
    return outcome.seen


def contacts_in(stand_in: StandIn) -> int:
    return len(stand_in.book.contacts.shelf.every(COMPANY))


@pytest.mark.parametrize("fault", AFTER_THE_EFFECT)
def test_reply_lost_after_the_effect__is_asked_for_again_with_the_same_key(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind
) -> None:
    stand_in.fail(fault, "contacts", method="POST")

    seen = created(ledger, creation())

    assert seen.record == ACME
    assert contacts_in(stand_in) == 1
    sent = [call for call in stand_in.line.calls if call.method == "POST"]
    assert [call.headers["idempotency-key"] for call in sent] == ["intent-C-100"] * 2


@pytest.mark.parametrize("fault", AFTER_THE_EFFECT)
def test_change_whose_reply_was_lost__is_found_done(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind
) -> None:
    seen = created(ledger, creation())
    stand_in.fail(fault, f"contacts/{seen.key}", method="PATCH")

    changed = created(ledger, change(seen, replace(ACME, fax="1"), "fax"))

    assert int(changed.version) == int(seen.version) + 1
    assert stand_in.line.count("PATCH") == 2


@pytest.mark.parametrize("fault", AFTER_THE_EFFECT)
def test_action_whose_reply_was_lost__is_done_once(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind
) -> None:
    seen = created(ledger, creation())
    stand_in.fail(fault, f"contacts/{seen.key}/archive")

    archived = created(ledger, archiving(seen))

    assert int(archived.version) == int(seen.version) + 1


def test_change_without_a_version__is_never_sent_twice(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    seen = created(ledger, creation())
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

    [outcome] = ledger.write([creation()])

    assert isinstance(outcome, Unknown)
    assert stand_in.line.count("POST") == 3
    assert (ledger.find(creation()) is not None) == bool(effect)
    stand_in.faults.clear()
    created(ledger, creation())
    assert contacts_in(stand_in) == 1


def test_invoice_whose_replies_were_all_lost__is_found_by_our_mark(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    shown = stand_in.add_invoice(contact)
    [page] = ledger.changes(RecordKind.SALES_INVOICE, None)
    record = page.sightings[0].record
    assert isinstance(record, SalesInvoice)
    record = replace(record, number="INV-1", status=DocumentStatus.DRAFT)
    write = Write("i", RecordKind.SALES_INVOICE, WriteVerb.CREATE, "1234", record)
    stand_in.fail(FaultKind.LOST_REPLY, "invoices", method="POST", times=None)

    [outcome] = ledger.write([write])
    assert isinstance(outcome, Unknown)

    found = ledger.find(write)
    assert found is not None
    assert found.seen is not None
    assert found.key != shown.id
    assert found.seen.record == record


def test_answer_that_cannot_be_read__leaves_the_outcome_unknown(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    stand_in.line.play("POST", "contacts", answer=(201, b'{"id":"1"}', {}))

    [outcome] = ledger.write([creation()])

    assert isinstance(outcome, Unknown)
    assert "contact 1 cannot be read" in outcome.detail


def test_approval_that_did_not_come_about__is_not_called_done(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    stand_in.add_invoice(stand_in.add_contact("Acme", Category.TENANT))
    [page] = ledger.changes(RecordKind.SALES_INVOICE, None)
    [seen] = page.sightings
    body = (
        b'{"id":"1","version":3,"modifiedAt":"2026-03-02T00:00:00.000Z","kind":"Income",'
        b'"documentType":"Invoice","status":"AwaitingApproval","contactId":"1",'
        b'"issueDate":"2026-03-01","dueDate":"2026-03-01","currency":"NZD","lines":[]}'
    )
    stand_in.line.play("POST", reaches_the_book=False, answer=(200, body, {}))

    [outcome] = ledger.write([Write("a", seen.kind, WriteVerb.APPROVE, seen.key, seen.record)])

    assert isinstance(outcome, Unknown)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rate_limit__is_obeyed_for_as_long_as_asked(
    stand_in: StandIn, ledger: ReLeasedLedger, method: str
) -> None:
    stand_in.fail(FaultKind.RATE_LIMITED, "contacts", method=method, seconds=1)
    started = time.monotonic()

    if method == "GET":
        list(ledger.changes(RecordKind.CUSTOMER, None))
    else:
        created(ledger, creation())

    assert time.monotonic() - started >= 1
    assert stand_in.line.count(method) == 2


def test_long_pause__gives_the_worker_back(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    stand_in.fail(FaultKind.RATE_LIMITED, "contacts", times=None, seconds=3600)

    with pytest.raises(RetryLater) as reading:
        list(ledger.changes(RecordKind.CUSTOMER, None))
    with pytest.raises(RetryLater) as writing:
        ledger.write([creation()])

    assert (reading.value.wait_seconds, writing.value.wait_seconds) == (3600, 3600)


@pytest.mark.parametrize("fault", [FaultKind.UNAVAILABLE_BEFORE, FaultKind.HTML_BODY])
def test_reading__goes_on_after_a_failure(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind
) -> None:
    stand_in.fail(fault, "accounts", times=2, status=502)

    pages = list(ledger.changes(RecordKind.ACCOUNT, None))

    assert sum(len(page.sightings) for page in pages) == 2
    assert stand_in.line.count("GET", "accounts") == 3


def test_reading__gives_up_when_failure_lasts(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    stand_in.fail(FaultKind.UNAVAILABLE_BEFORE, "accounts", times=None)

    with pytest.raises(RetryLater, match="failed with status 503"):
        list(ledger.changes(RecordKind.ACCOUNT, None))

    assert stand_in.line.count("GET", "accounts") == 4


def test_slow_answer__is_asked_for_again(stand_in: StandIn, connect: Connect) -> None:
    stand_in.fail(FaultKind.DELAY, "accounts", seconds=0.3)

    [page] = connect(timeout_seconds=0.2).changes(RecordKind.ACCOUNT, None)

    assert len(page.sightings) == 2


def test_nobody_listening__is_to_be_tried_later(connect: Connect) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        ledger = connect(base_url=f"http://127.0.0.1:{unused.getsockname()[1]}/v1")

        with pytest.raises(RetryLater, match="cannot be reached"):
            ledger.identity()
        with pytest.raises(RetryLater, match="cannot be reached"):
            ledger.write([creation(), creation("C-101")])


def test_refused_key__stops_the_whole_batch_at_once(stand_in: StandIn, connect: Connect) -> None:
    stand_in.fail(FaultKind.UNAUTHENTICATED, "contacts", times=None)

    with pytest.raises(SignInRefused):
        connect(concurrency=1).write([creation(str(n)) for n in range(10)])

    assert stand_in.line.count("POST") == 1


def test_key_refused_half_way__keeps_what_was_done(stand_in: StandIn, connect: Connect) -> None:
    stand_in.fail(FaultKind.UNAUTHENTICATED, "contacts", skip=2, times=None)

    outcomes = connect(concurrency=1).write([creation(str(n)) for n in range(5)])

    assert [type(outcome) for outcome in outcomes] == [Done, Done, Refused, Refused, Refused]
    assert contacts_in(stand_in) == 2


def test_pause_asked_half_way__leaves_the_rest_for_later(
    stand_in: StandIn, connect: Connect
) -> None:
    stand_in.fail(FaultKind.RATE_LIMITED, "contacts", skip=1, times=None, seconds=3600)

    outcomes = connect(concurrency=1).write([creation(str(n)) for n in range(4)])

    assert [type(outcome) for outcome in outcomes] == [Done, Unknown, Unknown, Unknown]
    assert stand_in.line.count("POST") == 2


def test_reference_data_of_a_natively_connected_company__is_a_matter_of_set_up(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    stand_in.book.companies.connect_natively(COMPANY, provider=Provider.XERO, by=SYSTEM)
    account = Account("4100", "Outgoings", AccountClass.REVENUE, active=True)

    with pytest.raises(FixSetup, match="accounting connection"):
        ledger.write([Write("i", RecordKind.ACCOUNT, WriteVerb.CREATE, "4100", account)])


def test_redirect__is_not_followed(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    elsewhere = {"location": "http://127.0.0.1:1/"}
    stand_in.line.play("GET", reaches_the_book=False, answer=(302, b"", elsewhere))

    with pytest.raises(FixSetup, match="base address"):
        ledger.identity()


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
        ledger.find(creation())


def test_requests__never_exceed_what_may_run_at_once(stand_in: StandIn, connect: Connect) -> None:
    stand_in.fail(FaultKind.DELAY, "contacts", times=None, seconds=0.03)

    outcomes = connect(concurrency=3).write([creation(str(n)) for n in range(9)])

    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert stand_in.line.most_at_once == 3


def test_forked_process__speaks_over_connections_of_its_own(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    ledger.identity()

    child = os.fork()
    if child == 0:
        os._exit(0 if ledger.identity().company_id == COMPANY else 1)
    _, status = os.waitpid(child, 0)
    ledger.identity()

    assert status == 0
    first, of_child, last = (call.client for call in stand_in.line.calls)
    assert first == last != of_child


def test_api_key__is_in_no_representation_message_or_log(
    stand_in: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ledger = ledger_of(stand_in, auth_header="Authorization")
    echo = {"code": "validation_failed", "message": f"Bearer {API_KEY} may not do this."}
    body = json.dumps({"error": echo}).encode()
    stand_in.line.play("GET", reaches_the_book=False, answer=(400, body, {}))
    stand_in.line.play("POST", reaches_the_book=False, answer=(422, body, {}))
    stand_in.fail(FaultKind.LOST_REPLY, "contacts", method="POST")

    with pytest.raises(BrokenPromise) as caught:
        ledger.identity()
    outcomes = [*ledger.write([creation()]), *ledger.write([creation()])]
    ledger.close()

    settings = ReLeasedSettings("https://example.invalid/v1", API_KEY, COMPANY)
    shown = [repr(settings), str(settings), repr(caught.value), repr(outcomes), repr(ledger)]
    logged = [record.getMessage() for record in caplog.records]
    assert logged
    assert not [text for text in [*shown, *logged] if API_KEY in text]


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": " "},
        {"api_key": "line\nbreak"},
        {"api_key": "k\u00e9y"},
        {"page_size": 0},
        {"page_size": 201},
        {"concurrency": 0},
        {"requests_per_minute": 0},
        {"record_address_template": "https://app.example/{secret}"},
        {"record_address_template": "https://app.example/{"},
    ],
)
def test_setting_that_cannot_work__is_said_at_once(
    stand_in: StandIn, wrong: dict[str, object]
) -> None:
    with pytest.raises(FixSetup) as caught:
        ledger_of(stand_in, **wrong)

    assert API_KEY not in str(caught.value)


def test_address_that_is_none__is_a_matter_of_set_up(connect: Connect) -> None:
    with pytest.raises(FixSetup, match="not a web address"):
        connect(base_url="ftp://re-leased.example").identity()
