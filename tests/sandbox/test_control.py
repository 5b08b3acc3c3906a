"""/control: the clock, faults, and what was asked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from sandbox.calls import CallLog, Part
from sandbox.intacct.calls import GatewayCall
from sandbox.server import RunningWorld, running
from sandbox.slack.calls import SlackCall

NOON = datetime(2027, 2, 28, 12, tzinfo=UTC)
XML = {"Content-Type": "application/xml"}
KEY = {"Authorization": "Bearer re-leased-key"}


@pytest.fixture(scope="module")
def served() -> Iterator[RunningWorld]:
    with running() as world:
        yield world


@pytest.fixture
def client(served: RunningWorld) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address) as client:
        client.delete("/control/faults")
        client.delete("/control/calls")
        yield client


def _now(client: httpx.Client) -> datetime:
    return datetime.fromisoformat(client.get("/control/clock").json()["now"])


def test_clock__is_set_and_runs_on(client: httpx.Client) -> None:
    client.post("/control/clock", json={"now": NOON.isoformat()})
    assert timedelta() <= _now(client) - NOON < timedelta(seconds=5)


def test_clock__is_moved_forwards_and_back(client: httpx.Client) -> None:
    client.post("/control/clock", json={"now": NOON.isoformat()})
    client.post("/control/clock", json={"advance_seconds": 90_000})
    client.post("/control/clock", json={"advance_seconds": -3_600})
    assert timedelta() <= _now(client) - NOON - timedelta(days=1) < timedelta(seconds=5)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"now": "2027-02-28T12:00:00"},
        {"now": "soon"},
        {"advance_seconds": 1e13},
        {"advance_seconds": "x"},
    ],
)
def test_clock__stays_when_the_change_makes_no_sense(client: httpx.Client, change: object) -> None:
    client.post("/control/clock", json={"now": NOON.isoformat()})
    assert client.post("/control/clock", json=change).status_code == 400
    assert timedelta() <= _now(client) - NOON < timedelta(seconds=5)


def test_fault__strikes_re_leased_once_then_all_is_well(client: httpx.Client) -> None:
    fault = {"part": "re_leased", "kind": "unavailable_before", "status": 502}
    assert client.post("/control/faults", json=fault).status_code == 200
    answers = [client.get("/re-leased/v1/companies", headers=KEY).status_code for _ in range(2)]
    assert answers == [502, 200]


def test_fault__strikes_intacct(client: httpx.Client) -> None:
    client.post("/control/faults", json={"part": "intacct", "kind": "http_status", "status": 504})
    assert client.post("/ia/xml/xmlgw.phtml", content=b"<request/>", headers=XML).status_code == 504


def test_fault__strikes_slack(client: httpx.Client) -> None:
    client.post("/control/faults", json={"part": "slack", "kind": "ratelimited", "retry_after": 7})
    answer = client.post(
        "/slack/api/auth.test", headers={"Authorization": "Bearer xoxb-sandbox-bot"}
    )
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


def test_faults__are_all_switched_off_together(client: httpx.Client) -> None:
    client.post("/control/faults", json={"part": "re_leased", "kind": "unavailable_before"})
    client.post("/control/faults", json={"part": "intacct", "kind": "http_status"})
    client.delete("/control/faults")
    assert client.get("/re-leased/v1/companies", headers=KEY).status_code == 200
    assert client.post("/ia/xml/xmlgw.phtml", content=b"<request/>", headers=XML).status_code != 500


@pytest.mark.parametrize(
    "fault", [{}, {"part": "xero"}, {"part": "intacct"}, {"part": "intacct", "kind": "gremlins"}]
)
def test_fault__that_nobody_knows_is_refused(client: httpx.Client, fault: object) -> None:
    answer = client.post("/control/faults", json=fault)
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_calls__are_recorded_by_part_with_totals(client: httpx.Client) -> None:
    client.get("/re-leased/v1/companies?page=1", headers=KEY)
    client.post("/slack/api/auth.test", headers={"Authorization": "Bearer xoxb-sandbox-bot"})
    recorded = client.get("/control/calls").json()
    assert [call["part"] for call in recorded["calls"]] == ["re_leased", "slack"]
    assert recorded["totals"]["re_leased"] == {"calls": 1, "reads": 1, "writes": 0}
    only = client.get("/control/calls?part=re_leased").json()["calls"]
    assert [call["names"] for call in only] == [["GET /companies?page=1"]]
    assert client.get("/control/calls?part=xero").status_code == 400


def test_calls__the_pages_own_requests_are_not_among_them(client: httpx.Client) -> None:
    client.get("/ledgers/overview")
    client.get("/workspace/bootstrap")
    assert client.get("/control/calls").json()["calls"] == []


def test_call_log__keeps_the_latest_and_exact_totals_of_all() -> None:
    log = CallLog(kept=3)
    for number in range(10):
        log.record_intacct(GatewayCall(NOON, (f"f{number}",), reads=1, writes=2, status=200))
    log.record_slack(SlackCall(NOON, "chat.postMessage", {}, ok=False, error="not_in_channel"))
    assert [call.names for call in log.latest()] == [("f8",), ("f9",), ("chat.postMessage",)]
    assert (log.totals()[Part.INTACCT].reads, log.totals()[Part.INTACCT].writes) == (10, 20)
    assert (log.totals()[Part.SLACK].writes, log.latest(Part.SLACK)[0].error) == (
        1,
        "not_in_channel",
    )
    log.clear()
    assert log.latest() == []
    assert log.totals()[Part.INTACCT].calls == 0
