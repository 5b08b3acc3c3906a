"""The stand-in world as a whole: made once, gone on with, served, and ended quickly."""

import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sandbox.lifecycle import AddressTaken
from sandbox.re_leased.credentials import API_KEY
from sandbox.server import run, running
from sandbox.world import DATABASE, WorldOptions
from tests.sandbox.ledgers_client import re_leased_invoice, visiting

# Under a second on an idle machine; waiting for streams in vain would also be logged as an error.
SOON = 3.0
XML = {"Content-Type": "application/xml"}
SMALL = WorldOptions(documents=30)


def test_new_world__is_the_same_for_the_same_documents_and_seed() -> None:
    totals = []
    for _ in range(2):
        with visiting(WorldOptions(documents=30, seed=7)) as (_, client):
            totals.append(client.overview()["re_leased"])
    assert totals[0] == totals[1]


def test_kept_world__goes_on_with_its_data_and_clock(tmp_path: Path) -> None:
    with visiting(WorldOptions(data=tmp_path, documents=30)) as (served, client):
        key = re_leased_invoice(client, status="Approved")
        before = client.detail("re_leased", "invoices", key)
        client.http.post("/control/clock", json={"advance_seconds": 86_400})
    with visiting(WorldOptions(data=tmp_path, documents=99, seed=1)) as (served, client):
        assert client.detail("re_leased", "invoices", key) == before
        assert abs(served.world.clock.offset - timedelta(days=1)) < timedelta(seconds=1)


def test_kept_world__gives_no_number_twice_after_a_restart(tmp_path: Path) -> None:
    titles = []
    for _ in range(2):
        with visiting(WorldOptions(data=tmp_path, documents=30)) as (_, client):
            key = re_leased_invoice(client, status="Draft")
            titles.append((key, client.detail("re_leased", "invoices", key)["title"]))
    assert titles[0][0] != titles[1][0]
    assert titles[0][1] != titles[1][1]


def test_answered_request__is_on_disk_already(tmp_path: Path) -> None:
    with visiting(WorldOptions(data=tmp_path, documents=30)) as (_, client):
        key = re_leased_invoice(client, status="Draft")
        with closing(sqlite3.connect(tmp_path / DATABASE)) as reader:
            rows = reader.execute(
                "SELECT count(*) FROM record WHERE collection = 're_leased_document' AND key = ?",
                (f"12/{key}",),
            )
            assert rows.fetchone() == (1,)


def test_everything__is_mounted_on_one_port() -> None:
    with running() as served, httpx.Client(base_url=served.address) as client:
        for path in ("/", "/ledgers", "/static/shared/tokens.css", "/static/ledgers/main.js"):
            assert client.get(path).status_code == 200, path
        assert client.get("/workspace/bootstrap").json()["team"]["id"] == "T0HARBOUR"
        assert client.post("/slack/api/auth.test").json()["ok"] is False
        assert client.get("/re-leased/v1/companies").status_code == 401
        assert (
            b"<response>"
            in client.post("/ia/xml/xmlgw.phtml", content=b"<request/>", headers=XML).content
        )
        assert client.get("/control/clock").status_code == 200


def test_pages__let_no_foreign_and_no_inline_script_in() -> None:
    with running() as served:
        policy = httpx.get(f"{served.address}/ledgers").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_other_sites__cannot_act_through_somebodys_browser() -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    with running(SMALL) as served, httpx.Client(base_url=served.address) as client:
        change = {"advance_seconds": 60}
        refused = client.post("/control/clock", json=change, headers=foreign)
        assert refused.status_code == 403
        assert client.get("/ledgers", headers=foreign).status_code == 200
        assert client.post("/control/clock", json=change).status_code == 200


def test_farewell__is_quick_and_silent_with_open_streams(caplog: pytest.LogCaptureFixture) -> None:
    with visiting(SMALL) as (served, client):
        page = client.http.stream("GET", "/ledgers/events")
        workspace = client.http.stream("GET", "/workspace/events?person=U0PRIYA")
        with page as one, workspace as other:
            streams = [one.iter_lines(), other.iter_lines()]
            assert [next(lines) for lines in streams] == [": listening"] * 2
            served.server.should_exit = True
            began = time.monotonic()
            assert [list(lines) for lines in streams] == [[""], [""]]
            assert time.monotonic() - began < SOON
    assert caplog.messages == []


def test_client_that_leaves__before_its_request_is_said_is_no_error(
    capfd: pytest.CaptureFixture[str],
) -> None:
    head = "POST {} HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\nContent-Length: 99\r\n\r\n{{"
    paths = ("/re-leased/v1/invoices", "/ia/xml/xmlgw.phtml")
    with visiting(SMALL) as (served, client):
        host, port = served.address.removeprefix("http://").split(":")
        for path in paths:
            with socket.create_connection((host, int(port))) as connection:
                connection.sendall(head.format(path, API_KEY).encode())
                # Answered by the same thread, and so after it has begun with the other.
                client.http.get("/control/clock")
        client.http.get("/control/clock")
    assert capfd.readouterr().err == ""


def test_taken_port__is_named_in_a_plain_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"Port {port} on 127.0.0.1 is in use"):
            run(port=port)


def test_answers__are_not_held_back_by_the_network_stack() -> None:
    """Without the protocol named on the socket, every answer came 40 ms late."""
    with running(SMALL) as served, httpx.Client(base_url=served.address) as client:
        quickest = min(client.get("/control/clock").elapsed for _ in range(20))
        assert quickest < timedelta(milliseconds=30)


@pytest.mark.processes
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_run__ends_soon_at_a_signal_with_nothing_to_say(ending: signal.Signals) -> None:
    program = "from sandbox.server import run; run(port=0, documents=30, ready=lambda a: print(a, flush=True))"
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with httpx.stream("GET", f"{address}/ledgers/events") as stream:
            lines = stream.iter_lines()
            assert next(lines) == ": listening"
            began = time.monotonic()
            process.send_signal(ending)
            assert process.wait(timeout=10) == 0
            assert time.monotonic() - began < SOON
        assert process.communicate() == ("", "")
