"""Keys, idempotency, If-Match, limits and faults."""

import concurrent.futures
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.re_leased.calls import LOST
from sandbox.re_leased.credentials import USUAL_KEY, Key
from sandbox.re_leased.faults import Fault, FaultKind, Faults
from sandbox.re_leased.limits import Gatekeeper, Limits
from sandbox.storage import Storage
from tests.sandbox.re_leased.re_leased_office import Building, Office


def count(office: Office, kind: str = "contacts") -> int:
    total = office.ok("GET", f"/{kind}?modifiedSince=2000-01-01")["totalCount"]
    assert isinstance(total, int)
    return total


@pytest.mark.parametrize("value", ["", "Bearer wrong", "Basic re-leased-key"])
def test_key__is_needed(office: Office, value: str) -> None:
    response = office.ask("GET", "/contacts", Authorization=value)
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "unauthenticated"


def test_key__sees_its_companies_only(building: Building) -> None:
    office = building.office(keys=(USUAL_KEY, Key("narrow", "key-2", frozenset({"13"}))))
    headers = {"Authorization": "Bearer narrow"}
    rows = office.http.get("/companies", headers=headers).json()["data"]
    assert [row["id"] for row in rows] == ["13"]
    assert office.http.get("/companies/12/contacts", headers=headers).status_code == 404
    assert office.http.get("/companies/13/contacts", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nonsense"),
        ("DELETE", "/companies/12/contacts/501"),
        ("GET", "/companies/99/contacts"),
        ("GET", "/companies/12/contacts/99999"),
    ],
)
def test_not_found__with_an_error_body(office: Office, method: str, path: str) -> None:
    response = office.http.request(method, path)
    assert response.status_code == 404
    error = response.json()["error"]
    assert error["code"] == "not_found"
    assert error["requestId"] == response.headers["X-Request-Id"]


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[1", b"{'a': 1}"])
def test_body__that_is_no_json_is_malformed(office: Office, body: bytes) -> None:
    response = office.http.post("/companies/12/contacts", content=body)
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "malformed_request"


def test_body__with_a_wrong_type_names_the_field(office: Office) -> None:
    response = office.ask("POST", "/invoices", office.draft(lines=[{"accountCode": 4000}]))
    assert response.status_code == 422
    [detail] = response.json()["error"]["details"]
    assert (detail["field"], detail["code"]) == ("lines[0].accountCode", "invalid_value")


@settings(max_examples=50, deadline=None)
@given(body=st.binary(max_size=60))
def test_body__whatever_is_sent_is_answered_in_order(server_office: Office, body: bytes) -> None:
    response = server_office.http.post("/companies/12/payments", content=body)
    assert response.status_code in {400, 422}
    assert response.json()["error"]["message"]


def test_idempotency__the_same_call_is_answered_from_memory(office: Office) -> None:
    before = count(office)
    first = office.ask("POST", "/contacts", {"name": "Once Ltd"}, Idempotency_Key="k1")
    second = office.ask("POST", "/contacts", {"name": "Once Ltd"}, Idempotency_Key="k1")
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert count(office) == before + 1


def test_idempotency__another_body_or_path_is_refused(office: Office) -> None:
    office.ask("POST", "/contacts", {"name": "Once Ltd"}, Idempotency_Key="k1")
    for path, body in (("/contacts", {"name": "Twice Ltd"}), ("/invoices", {"name": "Once Ltd"})):
        refused = office.ask("POST", path, body, Idempotency_Key="k1")
        assert refused.status_code == 422
        assert refused.json()["error"]["code"] == "idempotency_key_reused"


def test_idempotency__lasts_a_day(office: Office) -> None:
    before = count(office)
    for step in (timedelta(), timedelta(hours=23), timedelta(hours=2)):
        office.clock.advance(step)
        office.ok("POST", "/contacts", {"name": "Once Ltd"}, Idempotency_Key="k1")
    assert count(office) == before + 2


def test_idempotency__outlives_a_restart(building: Building) -> None:
    storage = Storage()
    office = building.office(storage=storage)
    office.ok("POST", "/contacts", {"name": "Once Ltd"}, Idempotency_Key="k1")
    again = building.office(storage=storage, is_filled=False)
    replayed = again.ask("POST", "/contacts", {"name": "Once Ltd"}, Idempotency_Key="k1")
    assert replayed.headers["Idempotent-Replayed"] == "true"


def test_idempotency__a_refusal_may_be_tried_again(office: Office) -> None:
    office.ok("PUT", "/accounts/4000", {"archived": True})
    body = office.draft()
    assert office.ask("POST", "/invoices", body, Idempotency_Key="k1").status_code == 422
    office.ok("PUT", "/accounts/4000", {"archived": False})
    assert office.ask("POST", "/invoices", body, Idempotency_Key="k1").status_code == 201


def test_idempotency__a_key_has_at_most_128_characters(office: Office) -> None:
    for length, status in ((128, 201), (129, 400)):
        response = office.ask("POST", "/contacts", {"name": "A"}, Idempotency_Key="k" * length)
        assert response.status_code == status


def test_idempotency__while_the_first_call_runs(office: Office) -> None:
    office.faults.add(Fault(FaultKind.DELAY, seconds=0.6))
    answers = _at_once(
        2, lambda: office.ask("POST", "/contacts", {"name": "Once Ltd"}, Idempotency_Key="k1")
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    [refused] = [answer for answer in answers if answer.status_code == 409]
    assert refused.json()["error"]["code"] == "request_in_progress"


def test_if_match__holds_a_late_write_back(office: Office) -> None:
    invoice = office.invoice("AwaitingApproval")
    path = f"/invoices/{invoice['id']}"
    office.ok("PATCH", path, {"reference": "x"}, If_Match=f'"{invoice["version"]}"')
    for method, below in (("PATCH", ""), ("POST", "/approve"), ("DELETE", ""), ("POST", "/void")):
        late = office.ask(method, path + below, {}, If_Match=f'"{invoice["version"]}"')
        assert late.status_code == 412
        assert late.json()["error"]["code"] == "version_mismatch"
    current = office.ok("GET", path)
    office.ok("POST", f"{path}/approve", If_Match=f'"{current["version"]}"')


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/contacts/501"),
        ("POST", "/contacts/501/archive"),
        ("PUT", "/accounts/4000"),
        ("PUT", "/tax-types/UK Sale Standard"),
        ("PUT", "/tracking-categories/9"),
        ("PUT", "/properties/71/tracking"),
        ("PUT", "/accounting-connection"),
        ("PUT", "/contacts/501/external-refs/sage_intacct"),
    ],
)
def test_if_match__on_every_kind_of_write(office: Office, method: str, path: str) -> None:
    assert office.ask(method, path, {}, If_Match='"7"').status_code == 412


def test_limits__a_minute_has_so_many_calls(building: Building) -> None:
    office = building.office(limits=Limits(per_minute=3, concurrent=None))
    answers = [office.ask("GET", "/accounts") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[0].headers["X-RateLimit-Limit"] == "3"
    assert abs(int(answers[0].headers["X-RateLimit-Reset"]) - time.time() - 60) < 5
    assert 1 <= int(answers[3].headers["Retry-After"]) <= 60
    assert answers[3].json()["error"]["code"] == "rate_limited"


def test_limits__a_new_minute_begins_anew() -> None:
    now = [1000.0]
    gatekeeper = Gatekeeper(Limits(per_minute=1, concurrent=None), now=lambda: now[0])
    assert gatekeeper.enter("a").retry_after is None
    now[0] += 59.5
    assert gatekeeper.enter("a").retry_after == 1
    assert gatekeeper.enter("b").retry_after is None
    now[0] += 0.5
    assert gatekeeper.enter("a").retry_after is None


def test_limits__so_many_at_once(building: Building) -> None:
    office = building.office(limits=Limits(per_minute=None, concurrent=2))
    office.faults.add(Fault(FaultKind.DELAY, times=None, seconds=0.6))
    answers = _at_once(3, lambda: office.ask("GET", "/accounts"))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 429]


def test_fault__rate_limited_in_a_burst(office: Office) -> None:
    office.faults.add(Fault(FaultKind.RATE_LIMITED, times=2, seconds=7))
    answers = [office.ask("GET", "/accounts") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert answers[0].headers["Retry-After"] == "7"


@pytest.mark.parametrize(
    ("kind", "is_done"),
    [(FaultKind.UNAVAILABLE_BEFORE, False), (FaultKind.UNAVAILABLE_AFTER, True)],
)
def test_fault__unavailable_before_or_after_the_write(
    office: Office, kind: FaultKind, is_done: bool
) -> None:
    before = count(office)
    office.faults.add(Fault(kind, method="POST", status=502))
    answer = office.ask("POST", "/contacts", {"name": "A"}, Idempotency_Key="k1")
    assert answer.status_code == 502
    assert count(office) == before + int(is_done)
    again = office.ask("POST", "/contacts", {"name": "A"}, Idempotency_Key="k1")
    assert again.status_code == 201
    assert ("Idempotent-Replayed" in again.headers) is is_done
    assert count(office) == before + 1


def test_fault__an_html_body(office: Office) -> None:
    office.faults.add(Fault(FaultKind.HTML_BODY, status=504))
    answer = office.ask("GET", "/accounts")
    assert (answer.status_code, answer.headers["Content-Type"]) == (504, "text/html; charset=utf-8")


def test_fault__the_reply_is_lost_after_the_write(office: Office) -> None:
    before = count(office)
    office.faults.add(Fault(FaultKind.LOST_REPLY, method="POST"))
    with pytest.raises(httpx.RemoteProtocolError):
        office.ask("POST", "/contacts", {"name": "A"}, Idempotency_Key="k1")
    assert office.calls[-1].status == LOST
    assert count(office) == before + 1
    again = office.ask("POST", "/contacts", {"name": "A"}, Idempotency_Key="k1")
    assert again.headers["Idempotent-Replayed"] == "true"


def test_fault__the_key_has_expired(office: Office) -> None:
    office.faults.add(Fault(FaultKind.UNAUTHENTICATED))
    assert [office.ask("GET", "/accounts").status_code for _ in range(2)] == [401, 200]


def test_faults__strike_by_path_method_and_number() -> None:
    faults = Faults()
    fault = Fault(FaultKind.DELAY, method="GET", path="/companies/12/inv*", skip=1, times=1)
    faults.add(fault)
    calls = [
        ("GET", "/companies/13/invoices"),
        ("POST", "/companies/12/invoices"),
        ("GET", "/companies/12/invoices"),
        ("GET", "/companies/12/invoices/5"),
        ("GET", "/companies/12/invoices/5"),
    ]
    assert [faults.next_for(*call) for call in calls] == [None, None, None, fault, None]


def test_faults__may_be_cleared() -> None:
    faults = Faults()
    faults.add(Fault(FaultKind.DELAY, times=None))
    faults.clear()
    assert faults.next_for("GET", "/") is None


def test_calls__are_told_with_what_they_asked(office: Office) -> None:
    office.ok("GET", "/accounts?page=1")
    office.ask("POST", "/contacts", {})
    told = [
        (call.method, call.path, call.query, call.status, call.is_write) for call in office.calls
    ]
    assert told == [
        ("GET", "/companies/12/accounts", "page=1", 200, False),
        ("POST", "/companies/12/contacts", "", 422, True),
    ]
    assert abs(office.calls[0].time - office.clock.now()) < timedelta(seconds=10)


def _at_once(how_many: int, ask: Callable[[], httpx.Response]) -> list[httpx.Response]:
    start = threading.Barrier(how_many)

    def wait_and_ask(_: int) -> httpx.Response:
        start.wait()
        return ask()

    with concurrent.futures.ThreadPoolExecutor(how_many) as pool:
        return list(pool.map(wait_and_ask, range(how_many)))
