import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.options import RepeatAnswer
from sync.domain.errors import (
    FixSetup,
    LeasebridgeError,
    RetryLater,
    SignInRefused,
)
from sync.domain.kinds import RecordKind
from sync.domain.records import Reference
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.settings import IntacctSettings
from sync.use_cases.ports import Done, Unknown, WriteVerb
from tests.sync.ledgers.intacct.harbour import (
    SECRETS,
    Company,
    a_contact,
    a_line,
    a_write,
    all_of,
    an_invoice,
)

CREATE = WriteVerb.CREATE
AFTER_THE_WORK = [
    FaultKind.LOST_REPLY,
    FaultKind.DROPPED_CONNECTION,
    FaultKind.TRUNCATED_BODY,
]


@pytest.mark.parametrize("kind", AFTER_THE_WORK)
@pytest.mark.parametrize("answer", list(RepeatAnswer))
def test_a_lost_reply__is_unknown_then_found_and_never_made_twice(
    company: Company, ledger: IntacctLedger, kind: FaultKind, answer: RepeatAnswer
) -> None:
    company.book.options.repeat_answer = answer
    company.faults.add(Fault(kind, function_name="create_invoice"))
    write = a_write(CREATE, an_invoice())
    (lost,) = ledger.write([write])
    assert isinstance(lost, Unknown)
    found = ledger.find(write)
    assert isinstance(found, Done)
    (again,) = ledger.write([write])
    assert isinstance(again, Done)
    assert again.key == found.key
    assert len(company.book.invoices) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 524])
def test_a_server_fault__leaves_a_write_unknown_and_it_is_not_there(
    company: Company, ledger: IntacctLedger, status: int
) -> None:
    fault = Fault(FaultKind.HTTP_STATUS, function_name="create_invoice", status=status)
    company.faults.add(fault)
    write = a_write(CREATE, an_invoice())
    (lost,) = ledger.write([write])
    assert lost == Unknown(f"Intacct answered with HTTP status {status}.")
    assert ledger.find(write) is None
    assert company.asked().count("create_invoice") == 1


@pytest.mark.parametrize("status", [200, 502])
def test_a_page_of_the_delivery_network__leaves_a_write_unknown(
    company: Company, ledger: IntacctLedger, status: int
) -> None:
    fault = Fault(FaultKind.HTML_PAGE, function_name="create_invoice", status=status)
    company.faults.add(fault)
    (lost,) = ledger.write([a_write(CREATE, an_invoice())])
    assert isinstance(lost, Unknown)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.HTTP_STATUS, status=503),
        Fault(FaultKind.HTTP_STATUS, status=524),
        Fault(FaultKind.HTML_PAGE, status=200),
        Fault(FaultKind.RATE_LIMIT),
        Fault(FaultKind.TRUNCATED_BODY),
        Fault(FaultKind.DROPPED_CONNECTION),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status}",
)
def test_a_reading__is_tried_again_by_itself(
    company: Company, ledger: IntacctLedger, fault: Fault
) -> None:
    ledger.identity()
    company.faults.add(replace(fault, function_name="query", times=2))
    assert len(all_of(ledger, RecordKind.ACCOUNT)) == 4


def test_a_reading_that_stays_in_trouble__is_for_later(
    company: Company, ledger: IntacctLedger
) -> None:
    company.faults.add(Fault(FaultKind.RATE_LIMIT, times=None, function_name="query"))
    with pytest.raises(RetryLater, match="rate limit"):
        all_of(ledger, RecordKind.ACCOUNT)
    assert company.asked().count("query") == 4


def test_a_rate_limit__stops_writes_that_have_not_begun(
    company: Company, ledger: IntacctLedger
) -> None:
    company.faults.add(Fault(FaultKind.RATE_LIMIT, times=None))
    with pytest.raises(RetryLater):
        ledger.write([a_write(CREATE, an_invoice())])
    assert len(company.book.invoices) == 0


def test_a_rate_limit_halfway__hands_the_rest_back_to_be_looked_up(company: Company) -> None:
    ledger = company.ledger(batch_size=1)
    contact = a_write(CREATE, a_contact(), kind=RecordKind.CUSTOMER, key="501")
    invoices = [a_write(CREATE, an_invoice(), key=str(place)) for place in range(2)]
    company.faults.add(Fault(FaultKind.RATE_LIMIT, function_name="create_invoice", times=None))
    first, *rest = ledger.write([contact, *invoices])
    assert isinstance(first, Done)
    assert [type(one) for one in rest] == [Unknown, Unknown]
    assert company.asked().count("create_invoice") == 1


def test_a_failed_write_that_cannot_be_looked_up__stays_unknown(company: Company) -> None:
    ledger = company.ledger(read_attempts=1)
    company.faults.add(Fault(FaultKind.HTTP_STATUS, function_name="get_invoice"))
    nowhere = a_line(account=Reference(RecordKind.ACCOUNT, "9999"))
    (lost,) = ledger.write([a_write(CREATE, an_invoice(lines=(nowhere,)))])
    assert isinstance(lost, Unknown)


def test_one_session__serves_all_calls(company: Company, ledger: IntacctLedger) -> None:
    ledger.identity()
    all_of(ledger, RecordKind.ACCOUNT)
    ledger.write([a_write(CREATE, an_invoice())])
    assert company.asked().count("getAPISession") == 1


def test_a_session_that_ended__is_replaced_once_for_readings_and_writes(
    company: Company, ledger: IntacctLedger
) -> None:
    ledger.identity()
    company.faults.add(Fault(FaultKind.SESSION_DROP, function_name="query"))
    assert len(all_of(ledger, RecordKind.ACCOUNT)) == 4
    company.faults.add(Fault(FaultKind.SESSION_DROP, function_name="create_invoice"))
    (done,) = ledger.write([a_write(CREATE, an_invoice())])
    assert isinstance(done, Done)
    assert len(company.book.invoices) == 1
    assert company.asked().count("getAPISession") == 3


def test_a_session_that_never_holds__is_given_up_after_one_more_sign_in(
    company: Company, ledger: IntacctLedger
) -> None:
    ledger.identity()
    company.faults.add(Fault(FaultKind.SESSION_DROP, function_name="query", times=None))
    with pytest.raises(SignInRefused, match="refused the new session"):
        all_of(ledger, RecordKind.ACCOUNT)
    assert company.asked().count("getAPISession") == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"user_password": "stale-user-word"}, "Sign-in information is incorrect"),
        ({"sender_password": "stale-sender-word"}, "sender id and its password"),
        ({"company_id": "OTHER"}, "."),
    ],
    ids=["user", "sender", "company"],
)
def test_a_refused_sign_in__is_never_tried_again(
    company: Company, wrong: dict[str, str], says: str
) -> None:
    ledger = company.ledger(**wrong)
    for _ in range(3):
        with pytest.raises((SignInRefused, FixSetup), match=says) as caught:
            ledger.identity()
        assert not any(word in str(caught.value) for word in wrong.values() if "word" in word)
    assert company.asked().count("getAPISession") == 1


def test_an_entity_that_is_not_there__cannot_be_entered(company: Company) -> None:
    with pytest.raises((SignInRefused, FixSetup)):
        company.ledger(entity_id="E999").identity()


def test_nobody_at_the_address__is_for_later_and_nothing_was_sent(company: Company) -> None:
    ledger = company.ledger(url="http://127.0.0.1:9/ia/xml/xmlgw.phtml", read_attempts=2)
    with pytest.raises(RetryLater, match="could not be reached"):
        ledger.identity()
    with pytest.raises(RetryLater, match="could not be reached"):
        ledger.write([a_write(CREATE, an_invoice())])


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://intacct.example/ia/xml/xmlgw.phtml"},
        {"url": "ftp://127.0.0.1/"},
        {"url": "nonsense"},
        {"batch_size": 101},
        {"page_size": 0},
        {"requests_in_flight": 0},
        {"requests_in_flight": 3},
        {"requests_per_minute": -1},
        {"customer_id_prefix": "RELEASED-"},
    ],
)
def test_settings_that_cannot_work__are_refused_at_once(
    company: Company, wrong: dict[str, object]
) -> None:
    with pytest.raises(FixSetup):
        company.settings(**wrong)


def test_secrets__are_in_no_log_representation_or_error(
    company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen = [repr(company.settings())]
    for trouble in _troubles(company):
        ledger = company.ledger(read_attempts=2)
        seen.append(repr(ledger))
        try:
            trouble(ledger)
        except LeasebridgeError as error:
            seen.append(_everything_about(error))
        company.faults.clear()
    text = "\n".join([*seen, caplog.text])
    assert "rate limit" in text
    assert not [secret for secret in SECRETS if secret in text]
    assert "<password>" not in text
    assert "<sessionid>" not in text


def _troubles(company: Company) -> list[Callable[[IntacctLedger], object]]:
    def under(fault: Fault) -> Callable[[IntacctLedger], object]:
        def act(ledger: IntacctLedger) -> object:
            company.faults.add(fault)
            ledger.write([a_write(CREATE, an_invoice(), intent=str(fault.kind))])
            return all_of(ledger, RecordKind.ACCOUNT)

        return act

    faults = [Fault(kind, times=None, function_name="query") for kind in FaultKind]
    return [IntacctLedger.identity, *(under(fault) for fault in faults)]


def _everything_about(error: BaseException | None) -> str:
    told = ""
    while error is not None:
        told += f"{error!r} {error} {vars(error)}\n"
        error = error.__cause__ or error.__context__
    return told


def test_settings__are_compared_by_value_and_never_shown(company: Company) -> None:
    settings = company.settings()
    assert settings == IntacctSettings(
        **{name: getattr(settings, name) for name in settings.__dataclass_fields__}
    )
    assert not [secret for secret in SECRETS if secret in f"{settings} {settings!r}"]
