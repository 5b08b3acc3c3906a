"""What goes wrong on the way to Re-Leased, and what the adapter makes of it."""

import json
import logging
import os
import socket
import time

import pytest

from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.credentials import API_KEY
from sandbox.re_leased.faults import FaultKind
from sandbox.re_leased.records import Provider
from sync.domain.errors import BrokenPromise, FixSetup, RetryLater, SignInRefused
from sync.domain.kinds import RecordKind
from sync.domain.records import (
    Account,
    AccountClass,
)
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.ledgers.re_leased.settings import ReLeasedSettings
from sync.use_cases.ports import Done, Refused, Unknown, Write, WriteVerb
from tests.sync.ledgers.re_leased.asking import (
    ACME,
    Connect,
    create,
    done,
)
from tests.sync.ledgers.re_leased.stand_in import COMPANY, StandIn, ledger_of


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rate_limit__is_obeyed_for_as_long_as_asked(
    stand_in: StandIn, ledger: ReLeasedLedger, method: str
) -> None:
    stand_in.fail(FaultKind.RATE_LIMITED, "contacts", method=method, seconds=1)
    started = time.monotonic()

    if method == "GET":
        list(ledger.changes({RecordKind.CUSTOMER: None}))
    else:
        done(ledger, create(RecordKind.CUSTOMER, ACME, "C-100"))

    assert time.monotonic() - started >= 1
    assert stand_in.line.count(method) == 2


def test_long_pause__gives_the_worker_back(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    stand_in.fail(FaultKind.RATE_LIMITED, "contacts", times=None, seconds=3600)

    with pytest.raises(RetryLater) as reading:
        list(ledger.changes({RecordKind.CUSTOMER: None}))
    with pytest.raises(RetryLater) as writing:
        ledger.write([create(RecordKind.CUSTOMER, ACME, "C-100")])

    assert (reading.value.wait_seconds, writing.value.wait_seconds) == (3600, 3600)


@pytest.mark.parametrize("fault", [FaultKind.UNAVAILABLE_BEFORE, FaultKind.HTML_BODY])
def test_reading__goes_on_after_a_failure(
    stand_in: StandIn, ledger: ReLeasedLedger, fault: FaultKind
) -> None:
    stand_in.fail(fault, "accounts", times=2, status=502)

    pages = list(ledger.changes({RecordKind.ACCOUNT: None}))

    assert sum(len(page.sightings) for page in pages) == 2
    assert stand_in.line.count("GET", "accounts") == 3


def test_reading__gives_up_when_failure_lasts(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    stand_in.fail(FaultKind.UNAVAILABLE_BEFORE, "accounts", times=None)

    with pytest.raises(RetryLater, match="failed with status 503"):
        list(ledger.changes({RecordKind.ACCOUNT: None}))

    assert stand_in.line.count("GET", "accounts") == 4


def test_slow_answer__is_asked_for_again(stand_in: StandIn, connect: Connect) -> None:
    stand_in.fail(FaultKind.DELAY, "accounts", seconds=0.3)

    [page] = connect(timeout_seconds=0.2).changes({RecordKind.ACCOUNT: None})

    assert len(page.sightings) == 2


def test_nobody_listening__is_to_be_tried_later(connect: Connect) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        ledger = connect(base_url=f"http://127.0.0.1:{unused.getsockname()[1]}/v1")

        with pytest.raises(RetryLater, match="cannot be reached"):
            ledger.identity()
        with pytest.raises(RetryLater, match="cannot be reached"):
            ledger.write(
                [
                    create(RecordKind.CUSTOMER, ACME, "C-100"),
                    create(RecordKind.CUSTOMER, ACME, "C-101"),
                ]
            )


def test_refused_key__stops_the_whole_batch_at_once(stand_in: StandIn, connect: Connect) -> None:
    stand_in.fail(FaultKind.UNAUTHENTICATED, "contacts", times=None)

    with pytest.raises(SignInRefused):
        connect(concurrency=1).write([create(RecordKind.CUSTOMER, ACME, str(n)) for n in range(10)])

    assert stand_in.line.count("POST") == 1


def test_key_refused_half_way__keeps_what_was_done(stand_in: StandIn, connect: Connect) -> None:
    stand_in.fail(FaultKind.UNAUTHENTICATED, "contacts", skip=2, times=None)

    outcomes = connect(concurrency=1).write(
        [create(RecordKind.CUSTOMER, ACME, str(n)) for n in range(5)]
    )

    assert [type(outcome) for outcome in outcomes] == [Done, Done, Refused, Refused, Refused]
    assert stand_in.contact_count == 2


def test_pause_asked_half_way__leaves_the_rest_for_later(
    stand_in: StandIn, connect: Connect
) -> None:
    stand_in.fail(FaultKind.RATE_LIMITED, "contacts", skip=1, times=None, seconds=3600)

    outcomes = connect(concurrency=1).write(
        [create(RecordKind.CUSTOMER, ACME, str(n)) for n in range(4)]
    )

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


def test_requests__never_exceed_what_may_run_at_once(stand_in: StandIn, connect: Connect) -> None:
    stand_in.fail(FaultKind.DELAY, "contacts", times=None, seconds=0.03)

    outcomes = connect(concurrency=3).write(
        [create(RecordKind.CUSTOMER, ACME, str(n)) for n in range(9)]
    )

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
    ledger = ledger_of(stand_in)
    echo = {"code": "validation_failed", "message": f"Bearer {API_KEY} may not do this."}
    body = json.dumps({"error": echo}).encode()
    stand_in.line.play("GET", reaches_the_book=False, answer=(400, body, {}))
    stand_in.line.play("POST", reaches_the_book=False, answer=(422, body, {}))
    stand_in.fail(FaultKind.LOST_REPLY, "contacts", method="POST")

    with pytest.raises(BrokenPromise) as caught:
        ledger.identity()
    write = create(RecordKind.CUSTOMER, ACME, "C-100")
    outcomes = [*ledger.write([write]), *ledger.write([write])]
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
