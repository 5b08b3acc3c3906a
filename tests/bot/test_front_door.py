"""The front door, over real HTTP against the running web process."""

import gzip
import json
import re
import secrets
import socket
import time
from urllib.parse import urlencode

import pytest

from sandbox.slack.credentials import SIGNING_SECRET
from tests.bot.office import (
    OLD_SECRET,
    Office,
    click_payload,
    command_body,
    event_body,
    payload_body,
    signature,
)

HELP = command_body("help")


def raw(office: Office, *lines: str, body: bytes = b"") -> bytes:
    """The answer to a request that no decent client would send."""
    host = (office.http.base_url.host, office.http.base_url.port or 80)
    with socket.create_connection(host, timeout=5) as connection:
        head = "\r\n".join(["POST /slack/events HTTP/1.1", "Host: bot", *lines, "", ""])
        connection.sendall(head.encode() + body)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(4096):
            answer += chunk
        return answer


def test_signature__missing_is_refused(office: Office) -> None:
    response = office.http.post("/slack/events", content=HELP)
    assert (response.status_code, response.text) == (
        401,
        "the timestamp is missing or outside five minutes\n",
    )


@pytest.mark.parametrize("signed", ["v0=" + "0" * 64, "", "v0=", "nonsense", "v0=é"])
def test_signature__wrong_is_refused(office: Office, signed: str) -> None:
    headers = {"X-Slack-Signature": signed.encode("latin-1")}
    now = str(int(time.time()))
    response = office.http.post(
        "/slack/events",
        content=HELP,
        headers={b"X-Slack-Request-Timestamp": now.encode()} | headers,  # type: ignore[arg-type]  # httpx takes bytes
    )
    assert (response.status_code, response.text) == (401, "the signature does not fit\n")


def test_signature__of_another_body_is_refused(office: Office) -> None:
    now = str(int(time.time()))
    forged = {"X-Slack-Signature": signature(SIGNING_SECRET, now, command_body("status"))}
    assert office.send(HELP, timestamp=now, headers=forged).status_code == 401


@pytest.mark.parametrize("secret", [OLD_SECRET, SIGNING_SECRET])
def test_signature__each_secret_is_good_during_a_rotation(office: Office, secret: str) -> None:
    assert office.send(HELP, secret=secret).status_code == 200


def test_signature__a_secret_that_is_not_ours_is_refused(office: Office) -> None:
    assert office.send(HELP, secret="somebody else's").status_code == 401


@pytest.mark.parametrize("seconds", [-3600, -302, 302, 3600])
def test_timestamp__outside_five_minutes_is_refused(office: Office, seconds: int) -> None:
    assert office.send(HELP, timestamp=str(int(time.time()) + seconds)).status_code == 401


@pytest.mark.parametrize("seconds", [-290, 290])
def test_timestamp__within_five_minutes_is_taken(office: Office, seconds: int) -> None:
    assert office.send(HELP, timestamp=str(int(time.time()) + seconds)).status_code == 200


@pytest.mark.parametrize("timestamp", ["now", "-5", "1e9", "0x10", "9" * 5000, "²"])
def test_timestamp__that_is_no_number_is_refused(office: Office, timestamp: str) -> None:
    headers = {
        "X-Slack-Request-Timestamp": timestamp.encode("latin-1"),
        "X-Slack-Signature": b"v0=0",
    }
    response = office.http.post("/slack/events", content=HELP, headers=headers)  # type: ignore[arg-type]  # httpx takes bytes
    assert response.status_code == 401


def test_length__missing_is_refused(office: Office) -> None:
    assert b" 411 " in raw(office, "Connection: close").splitlines()[0]


@pytest.mark.parametrize("length", ["-1", "abc", "1.5", "9" * 5000])
def test_length__that_is_no_number_is_refused(office: Office, length: str) -> None:
    status = raw(office, f"Content-Length: {length}").splitlines()[0]
    assert re.search(rb" 4\d\d ", status)


def test_length__over_a_million_is_refused_before_the_body_is_read(office: Office) -> None:
    answer = raw(office, "Content-Length: 999999999999", "Connection: close")
    assert b" 413 " in answer.splitlines()[0]
    assert office.send(b"a" * 1_000_001).status_code == 413


def test_length__that_promises_more_than_comes_is_refused(office: Office) -> None:
    assert b" 401 " in raw(office, "Content-Length: 100", body=b"short").splitlines()[0]


def test_length__of_a_body_in_chunks_is_refused(office: Office) -> None:
    chunked = b"5\r\nhello\r\n0\r\n\r\n"
    answer = raw(office, "Transfer-Encoding: chunked", "Connection: close", body=chunked)
    assert b" 411 " in answer.splitlines()[0]


def test_body__packed_is_refused(office: Office) -> None:
    packed = gzip.compress(HELP)
    response = office.send(packed, headers={"Content-Encoding": "gzip"})
    assert (response.status_code, response.text) == (400, "the body is not what Slack sends\n")


def deep(levels: int) -> bytes:
    return b'{"type":"event_callback","x":' + b"[" * levels + b"]" * levels + b"}"


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe not text",
        b"",
        b"payload",
        b"payload=",
        b"payload=%7Bbroken",
        b"payload=%5B%5D",
        b"payload=null",
        b"payload=%FF%FE",
        b"text=neither+command+nor+payload",
        b'{"type": "event_callback"',
        b"{a=1&command=%2Fsync",
    ],
)
def test_body__signed_but_not_what_slack_sends_is_refused(office: Office, body: bytes) -> None:
    response = office.send(body)
    assert (response.status_code, response.text) == (400, "the body is not what Slack sends\n")


@pytest.mark.parametrize(
    "body", [b"[]", b"null", b"1", b'"a"', b"", b"{", deep(101), deep(100_000)]
)
def test_body__json_that_is_no_object_of_sane_depth_is_refused(office: Office, body: bytes) -> None:
    assert office.send(body, content_type="application/json").status_code == 400


def test_body__brackets_within_a_text_are_no_nesting(office: Office) -> None:
    payload = click_payload("1", "U0VICTOR") | {"message": {"text": "[" * 5000}}
    assert office.send(payload_body(payload)).status_code == 200


def test_path__another_one_is_not_found(office: Office) -> None:
    assert office.http.post("/", content=HELP).status_code == 404
    assert office.http.post("/slack/events/", content=HELP).status_code == 404
    assert office.http.get("/admin").status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_method__only_post_is_taken(office: Office, method: str) -> None:
    assert office.http.request(method, "/slack/events").status_code == 405


def test_url_verification__answers_the_challenge(office: Office) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c4", "token": "t"}).encode()
    response = office.send(body, content_type="application/json")
    assert (response.status_code, response.text) == (200, '{"challenge": "c4"}')


def test_ssl_check__is_answered(office: Office) -> None:
    assert office.send(urlencode({"ssl_check": "1", "token": "t"}).encode()).status_code == 200


@pytest.mark.parametrize("text", ["payload", "status payload", "now payload=1&payload=2"])
def test_command__the_word_payload_in_its_text_is_only_a_word(office: Office, text: str) -> None:
    answer = office.command(text, person="U0VICTOR")
    assert answer["response_type"] == "ephemeral"
    assert re.search("payload|not allowed", answer["text"]), answer["text"]


def test_command__the_word_payload_as_a_channels_name(office: Office) -> None:
    answer = office.command("help", channel_name="payload")
    assert "What you can ask" in answer["text"]


def test_replay__a_signed_command_counts_once(office: Office) -> None:
    body = command_body("plan", trigger_id=secrets.token_hex(8))
    now = str(int(time.time()))
    first, second = (office.send(body, timestamp=now).text for _ in range(2))
    assert "on its way" in first
    assert second == "This request was taken already."
    assert len(office.runs()) == 1


def test_workspace__a_foreign_one_is_not_served(office: Office) -> None:
    assert office.command("plan", team_id="T0FOREIGN")["text"] == (
        "Leasebridge does not serve this workspace."
    )
    payload = click_payload("1", "U0TOM") | {"team": {"id": "T0FOREIGN", "domain": "x"}}
    payload["user"]["team_id"] = "T0FOREIGN"
    assert office.send(payload_body(payload)).status_code == 200
    event = {"type": "app_home_opened", "user": "U0FOREIGN", "tab": "home", "channel": "D0"}
    body = event_body(event, team_id="T0FOREIGN")
    assert office.send(body, content_type="application/json").status_code == 200
    assert office.runs() == []


def test_health__live_and_ready(office: Office) -> None:
    for name in ("live", "ready"):
        response = office.http.get(f"/health/{name}")
        assert (response.status_code, response.text) == (200, "ok\n")


def test_log__never_holds_a_body_or_a_signature(office: Office) -> None:
    before = office.log.read_text()
    marker = secrets.token_hex(8)
    now = str(int(time.time()))
    office.send(command_body(f"help {marker}", user_name=marker), secret="wrong", timestamp=now)
    office.send(f"payload={marker}".encode(), timestamp=now)
    office.command(f"{marker} x")
    office.send(payload_body(click_payload(marker, "U0TOM")))
    written = office.log.read_text().removeprefix(before)
    assert "the signature does not fit" in written
    assert marker not in written
    assert "v0=" not in written
    assert SIGNING_SECRET not in written
    assert "Traceback" not in written
