"""Faults by call number, by function and by chance, and those that take time."""

import threading
from datetime import timedelta
from typing import Any

import httpx
import pytest

from sandbox.intacct.faults import Fault, FaultKind

READ = "<read><object>COMPANY</object><keys>1</keys></read>"


def customer(customer_id: str) -> str:
    return (
        f"<create><CUSTOMER><CUSTOMERID>{customer_id}</CUSTOMERID><NAME>{customer_id}</NAME>"
        "</CUSTOMER></create>"
    )


def statuses(gateway: Any, count: int) -> list[int]:
    return [gateway.post(gateway.envelope(READ)).status_code for _ in range(count)]


def test_call_number__strikes_that_call_only(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.HTTP_STATUS, status=503, call_number=3))
    assert statuses(gateway, 5) == [200, 200, 503, 200, 200]


def test_chance__is_the_same_for_the_same_seed(gateway: Any, desk: Any) -> None:
    runs = []
    for _ in range(2):
        desk.faults.clear()
        desk.faults.add(
            Fault(FaultKind.HTTP_STATUS, status=502, times=None, probability=0.5, seed=7)
        )
        runs.append(statuses(gateway, 12))
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 502}


@pytest.mark.parametrize(
    ("kind", "errorno"),
    [(FaultKind.DUPLICATE_ID, "BL34000061"), (FaultKind.MISSING_DIMENSION, "BL03000018")],
)
def test_refusals__strike_writing_functions(
    gateway: Any, desk: Any, kind: FaultKind, errorno: str
) -> None:
    desk.faults.add(Fault(kind, function_name="create"))
    answer = gateway.call(READ, customer("C-20"))
    assert answer.results == ["success", "failure"]
    assert answer.errors[0] == errorno
    assert desk.book.customers.named("C-20") is None
    assert gateway.call(customer("C-20")).results == ["success"]


def test_late_commit__is_done_after_the_client_gave_up(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.LATE_COMMIT, status=524, seconds=60))
    assert gateway.post(gateway.envelope(customer("C-20"))).status_code == 524
    assert len(gateway.rows("CUSTOMER", "NAME")) == 1
    desk.clock.advance(timedelta(seconds=61))
    assert len(gateway.rows("CUSTOMER", "NAME")) == 2


def test_delayed_visibility__hides_changes_until_the_clock_moves_on(
    gateway: Any, desk: Any
) -> None:
    desk.clock.advance(timedelta(hours=1))
    desk.faults.add(Fault(FaultKind.DELAYED_VISIBILITY, times=None, seconds=120))
    gateway.call(customer("C-20"))
    assert gateway.rows("CUSTOMER", "CUSTOMERID") == [("C-17",)]
    desk.clock.advance(timedelta(seconds=121))
    assert gateway.rows("CUSTOMER", "CUSTOMERID") == [("C-17",), ("C-20",)]


def test_two_roots__the_parts_come_without_the_whole(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.TWO_ROOTS))
    body = gateway.post(gateway.envelope(READ)).text
    assert body.startswith("<control>")
    assert body.endswith("</operation>")


def test_slow_body__breaks_an_impatient_client_but_not_the_work(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.SLOW_BODY, seconds=0.4))
    with pytest.raises(httpx.ReadTimeout):
        gateway.http.post(
            gateway.url,
            content=gateway.envelope(customer("C-20")).encode(),
            headers={"Content-Type": "application/xml"},
            timeout=0.1,
        )
    assert desk.book.customers.named("C-20") is not None


def test_concurrency_limit__turns_away_what_is_too_much(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.CONCURRENCY_LIMIT, times=None, limit=1, seconds=0.3))
    met: list[int] = []
    threads = [threading.Thread(target=lambda: met.extend(statuses(gateway, 1))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(met) == [200, 429]
    assert statuses(gateway, 1) == [200]


@pytest.mark.parametrize("function", [READ, customer("C-20")])
def test_refusal__in_any_words_strikes_reading_too(gateway: Any, desk: Any, function: str) -> None:
    desk.faults.add(
        Fault(
            FaultKind.REFUSAL,
            errorno="DL02000001",
            text="The Service is Temporarily Off-line",
            correction="Please Try Again Later",
        )
    )
    answer = gateway.call(function)
    assert (answer.errors[0], answer.reason) == (
        *("DL02000001", "The Service is Temporarily Off-line"),
    )
    advice = answer.text("operation/result/errormessage/error/correction")
    assert advice == "Please Try Again Later"
    assert gateway.call(function).results == ["success"]


def test_gateway_failure__says_little(gateway: Any, desk: Any) -> None:
    fault = Fault(
        FaultKind.GATEWAY_FAILURE, status=400, errorno="invalidRequest", text="Invalid Request"
    )
    desk.faults.add(fault)
    answer = gateway.call(READ)
    assert answer.status == 400
    assert [element.tag for element in answer.root.find("control")] == ["status"]
    assert [element.tag for element in answer.root.find("errormessage/error")] == [
        *("errorno", "description"),
    ]
    assert answer.text("errormessage/error/errorno") == "invalidRequest"
