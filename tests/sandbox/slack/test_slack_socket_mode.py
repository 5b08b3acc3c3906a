"""WebSocket frames against the real library's own, and sockets that open with a ticket only."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_sdk.socket_mode.builtin.internals import _build_data_frame_for_sending

from sandbox.slack.credentials import APP_TOKEN
from sandbox.slack.delivery import enveloped
from sandbox.slack.socket_mode.frames import Frame, Opcode, accept_key, frame_bytes, read_frame
from tests.sandbox.slack.slack_harness import Slack


def read(data: bytes) -> Frame | None:
    async def reading() -> Frame | None:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        return await read_frame(reader)

    # In a thread of its own: where a browser was at work before, this one has a loop that runs already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(reading())).result()


@pytest.mark.parametrize("length", [0, 1, 125, 126, 1024, 65_535])
def test_frame__of_the_real_client_is_read(length: int) -> None:
    payload = "x" * length
    frame = _build_data_frame_for_sending(payload, Opcode.TEXT)
    assert read(frame) == Frame(Opcode.TEXT, payload.encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"\x81", b"\x01\x80aaaa", b"\x81\x05hello", b"\x81\xff" + b"\xff" * 8 + b"mask"],
)
def test_frame__cut_short_unmasked_or_huge_ends_the_connection(data: bytes) -> None:
    assert read(data) is None


@pytest.mark.parametrize(("length", "head"), [(5, 2), (126, 4), (65_536, 10)])
def test_frame__of_ours_names_its_length(length: int, head: int) -> None:
    frame = frame_bytes(Opcode.TEXT, b"y" * length)
    assert len(frame) == head + length
    assert frame[head:] == b"y" * length


def test_handshake__the_example_of_the_standard() -> None:
    assert accept_key("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@pytest.mark.parametrize("token", [None, "xoxb-sandbox-bot"])
def test_address__takes_the_apps_own_token(slack: Slack, token: str | None) -> None:
    assert slack.post("apps.connections.open", token=token).json()["ok"] is False


def test_address__is_good_for_one_socket(slack: Slack) -> None:
    url = slack.post("apps.connections.open", token=APP_TOKEN).json()["url"]
    assert knock(url).startswith(b"HTTP/1.1 101")
    assert knock(url).startswith(b"HTTP/1.1 408")


def knock(url: str) -> bytes:
    """The beginning of the answer to somebody who wants to open a socket."""
    host, _, path = url.removeprefix("ws://").partition("/")
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=5) as connection:
        connection.sendall(f"GET /{path} HTTP/1.1\r\nSec-WebSocket-Key: a2V5\r\n\r\n".encode())
        return connection.recv(100)


def test_envelope__each_sort_of_request() -> None:
    form = "application/x-www-form-urlencoded"
    assert enveloped(b"command=%2Fsync&text=", form) == (
        "slash_commands",
        {"command": "/sync", "text": ""},
    )
    assert enveloped(b"payload=%7B%22type%22%3A%22x%22%7D", form) == ("interactive", {"type": "x"})
    assert enveloped(b'{"event_id": "Ev1"}', "application/json") == (
        "events_api",
        {"event_id": "Ev1"},
    )
