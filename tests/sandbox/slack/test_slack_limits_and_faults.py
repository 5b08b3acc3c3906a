"""Rate limits, and what can be made to go wrong."""

from collections.abc import Callable

import httpx
import pytest

from sandbox.slack.faults import Fault, FaultKind
from tests.sandbox.slack.slack_harness import Slack


@pytest.fixture
def limited(start_slack: Callable[..., Slack]) -> Slack:
    return start_slack(limits_enabled=True)


def test_channel_limit__a_short_burst_and_then_429(limited: Slack) -> None:
    posts = [limited.post("chat.postMessage", channel="C0SYNC", text="x") for _ in range(6)]
    assert [each.status_code for each in posts] == [200] * 5 + [429]
    assert posts[-1].json() == {"ok": False, "error": "ratelimited"}
    wait = int(posts[-1].headers["retry-after"])
    assert 1 <= wait <= 5
    limited.now.advance(seconds=wait)
    assert limited.post("chat.postMessage", channel="C0SYNC", text="x").status_code == 200


def test_channel_limit__each_channel_by_itself(limited: Slack) -> None:
    for _ in range(5):
        limited.post("chat.postMessage", channel="C0SYNC", text="x")
    assert limited.post("chat.postMessage", channel="C0ALERTS", text="x").status_code == 200


def test_channel_limit__one_a_second_goes_on_for_ever(limited: Slack) -> None:
    statuses = []
    for _ in range(15):
        statuses.append(limited.post("chat.postMessage", channel="C0SYNC", text="x").status_code)
        limited.now.advance(seconds=1)
    assert set(statuses) == {200}


def test_method_limit__twenty_a_minute(limited: Slack) -> None:
    answers = [limited.read("usergroups.list") for _ in range(21)]
    assert [each["ok"] for each in answers] == [True] * 20 + [False]
    assert answers[-1]["error"] == "ratelimited"
    limited.now.advance(seconds=60)
    assert limited.read("usergroups.list")["ok"] is True


def test_limits__switched_off(limited: Slack) -> None:
    limited.workspace.limits.enabled = False
    for _ in range(8):
        assert limited.api("chat.postMessage", channel="C0SYNC", text="x")["ok"] is True


def post(slack: Slack) -> httpx.Response:
    return slack.post("chat.postMessage", channel="C0SYNC", text="x")


def test_fault__rate_limited_for_some_calls(slack: Slack) -> None:
    slack.workspace.faults.add(Fault(FaultKind.RATE_LIMITED, calls=2, retry_after=7))
    answers = [post(slack) for _ in range(3)]
    assert [each.status_code for each in answers] == [429, 429, 200]
    assert answers[0].headers["retry-after"] == "7"
    assert len(slack.seen("U0TOM", "C0SYNC")) == 1


def test_fault__for_one_method_only(slack: Slack) -> None:
    slack.workspace.faults.add(Fault(FaultKind.SERVER_ERROR, method="chat.update"))
    assert post(slack).status_code == 200
    assert slack.post("chat.update", channel="C0SYNC", ts="1.0", text="x").status_code == 500


@pytest.mark.parametrize(
    "kind", [FaultKind.NOT_IN_CHANNEL, FaultKind.TOKEN_REVOKED, FaultKind.ACCOUNT_INACTIVE]
)
def test_fault__slacks_own_refusals(slack: Slack, kind: FaultKind) -> None:
    slack.workspace.faults.add(Fault(kind, calls=None))
    assert [post(slack).json()["error"] for _ in range(2)] == [kind.value] * 2
    slack.workspace.faults.clear()
    assert post(slack).json()["ok"] is True


def test_fault__server_error_does_nothing(slack: Slack) -> None:
    slack.workspace.faults.add(Fault(FaultKind.SERVER_ERROR))
    assert post(slack).status_code == 500
    assert slack.seen("U0TOM", "C0SYNC") == []
    assert slack.calls[-1].error == "server_error"


def test_fault__connection_lost_before_the_effect(slack: Slack) -> None:
    slack.workspace.faults.add(Fault(FaultKind.RESET_BEFORE))
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        post(slack)
    assert slack.seen("U0TOM", "C0SYNC") == []


def test_fault__connection_lost_after_the_effect(slack: Slack) -> None:
    slack.workspace.faults.add(Fault(FaultKind.RESET_AFTER))
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        post(slack)
    assert len(slack.seen("U0TOM", "C0SYNC")) == 1
    assert slack.calls[-1].ok is True


def test_fault__answer_that_is_no_json(slack: Slack) -> None:
    slack.workspace.faults.add(Fault(FaultKind.NOT_JSON))
    answer = post(slack)
    assert answer.status_code == 200
    assert not answer.headers["content-type"].startswith("application/json")


def test_fault__slow_answer(slack: Slack) -> None:
    slack.workspace.faults.add(Fault(FaultKind.SLOW, pause=0.2))
    impatient = httpx.Client(base_url=slack.url, timeout=0.05)
    with impatient, pytest.raises(httpx.ReadTimeout):
        impatient.post("/slack/api/auth.test")
    assert slack.api("auth.test")["ok"] is True
