"""Socket Mode: the same handlers, over sockets that the running process opens to the stand-in Slack."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from sandbox.server import RunningWorld, running
from sandbox.slack.credentials import APP_TOKEN, BOT_USER_ID
from sandbox.slack.faults import Fault, FaultKind
from sandbox.slack.message import Message
from sandbox.slack.workspace import Workspace
from sandbox.world import WorldOptions
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import OutboxTopic
from tests.bot.office import TLS, free_port, linked_database, settings_of
from tests.leasebridge.terminal import Terminal

PATIENCE = 20.0
SOCKETS = 2
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class SocketOffice:
    """An installation that Slack cannot reach.

    Attributes:
        world: The stand-in world.
        store: The installation's database.
        http: Speaks to the world's pages.
        health: The address of the process's health pages.
        log: What the process says.
    """

    world: RunningWorld
    store: SqlStore
    http: httpx.Client
    health: str
    log: Path

    @property
    def workspace(self) -> Workspace:
        return self.world.world.workspace

    def says(self, text: str, channel: str = "C0SYNC", person: str = "U0TOM") -> Message:
        """Type a command as somebody; what only they see then."""
        before = len(self.seen(channel, person))
        self.post("say", person, channel=channel, text=text)
        (answer,) = self.seen(channel, person)[before:]
        return answer

    def seen(self, channel: str, person: str) -> list[Message]:
        return self.workspace.messages.seen_by(person, channel)

    def post(self, what: str, person: str, **body: object) -> None:
        sent = self.http.post(f"/workspace/{what}", json=body, headers={"X-Acting-Person": person})
        assert sent.is_success, sent.text

    def wait_for(self, what: str, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{what}: {self.log.read_text()}"
            time.sleep(0.02)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SocketOffice]:
    folder = tmp_path_factory.mktemp("socket")
    store, _ = linked_database(folder / "leasebridge.db")
    log = folder / "bot.log"
    with running(WorldOptions(documents=0)) as world, closing(store):
        redis_url = f"redis://127.0.0.1:{free_port()}/0"
        settings = settings_of(world, f"sqlite:///{folder / 'leasebridge.db'}", redis_url)
        port = free_port()
        settings |= {"SLACK_APP_TOKEN": APP_TOKEN, "LEASEBRIDGE_HOST": HOST, "PORT": str(port)}
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "leasebridge", "-v", "bot", "--socket"],
                env={**os.environ, **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            with httpx.Client(base_url=world.address, timeout=10, verify=TLS) as http:
                office = SocketOffice(world, store, http, f"http://{HOST}:{port}/health", log)
                office.wait_for("the sockets", lambda: open_sockets(office) == SOCKETS)
                yield office
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0


def open_sockets(office: SocketOffice) -> int:
    return office.workspace.sockets.count


def test_command__is_answered(office: SocketOffice) -> None:
    assert "What you can ask" in office.says("/sync help").text
    assert "is on its way" in office.says("/sync plan").text
    assert office.says("/sync find payload ltd").user == BOT_USER_ID


def test_click__is_taken(office: SocketOffice) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "gone"}
    message = office.workspace.messages.post(
        Message(
            channel="C0SYNC",
            user=BOT_USER_ID,
            text="An old card",
            blocks=[{"type": "actions", "block_id": "b", "elements": [button | {"value": "1"}]}],
        )
    )
    place = {"channel": "C0SYNC", "message_ts": message.ts}
    office.post(
        "action", "U0TOM", block_id="b", action_id="gone", type="button", value="1", **place
    )
    with office.store.reading() as transaction:
        assert transaction.answers.get(1).text.startswith("This button is not in use any more.")


def test_event__is_taken_and_acknowledged(office: SocketOffice) -> None:
    office.http.get("/workspace/home", headers={"X-Acting-Person": "U0GRACE"})

    def is_asked_for() -> bool:
        with office.store.reading() as transaction:
            return transaction.outbox.is_waiting(OutboxTopic.MESSAGE, "home:U0GRACE")

    office.wait_for("the home", is_asked_for)
    office.wait_for("the acknowledgement", lambda: "app_home_opened" in delivered(office))


def delivered(office: SocketOffice) -> set[str]:
    """The kinds of request that the app took."""
    return {each.kind for each in office.workspace.delivery.records if each.failure is None}


def test_reconnect__sockets_that_slack_closes_are_opened_anew(office: SocketOffice) -> None:
    office.workspace.sockets.refresh()
    office.wait_for("new sockets", lambda: open_sockets(office) == SOCKETS)
    assert "What you can ask" in office.says("/sync help").text


def test_health__is_served_over_http_and_nothing_else_is(office: SocketOffice) -> None:
    assert httpx.get(f"{office.health}/live").text == "ok\n"
    ready = httpx.get(f"{office.health}/ready")
    assert ready.is_success
    assert ready.text == "ok, but the queue does not answer: what is asked for waits\n"
    elsewhere = office.health.replace("health", "slack/events")
    assert httpx.post(elsewhere, content=b"{}").status_code == httpx.codes.NOT_FOUND


def test_health__is_not_ready_while_no_socket_is_open(office: SocketOffice) -> None:
    def ready() -> httpx.Response:
        return httpx.get(f"{office.health}/ready")

    office.workspace.faults.add(
        Fault(FaultKind.RATE_LIMITED, method="apps.connections.open", calls=None)
    )
    try:
        office.workspace.sockets.refresh()
        office.wait_for("not ready", lambda: not ready().is_success)
        assert ready().text == "no socket to Slack is open\n"
        assert httpx.get(f"{office.health}/live").is_success
    finally:
        office.workspace.faults.clear()
    office.wait_for("ready again", lambda: ready().is_success)


def test_token__that_slack_does_not_accept_is_told_in_a_sentence(
    office: SocketOffice,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    linked_database(tmp_path / "leasebridge.db")[0].close()
    terminal = Terminal(monkeypatch, capsys)
    settings = settings_of(office.world, f"sqlite:///{tmp_path / 'leasebridge.db'}", "")
    terminal.sets(settings)
    assert "Missing setting: SLACK_APP_TOKEN." in terminal.types("bot --socket").err
    terminal.sets(settings | {"SLACK_APP_TOKEN": "xoxb-wrong-sort"})
    assert "an app-level token begins with xapp-" in terminal.types("bot --socket").err
    terminal.sets(settings | {"SLACK_APP_TOKEN": "xapp-somebody-elses"})
    said = terminal.types("bot --socket")
    assert "Slack does not open a socket for the app (invalid_auth)." in said.err
    assert "xapp-somebody-elses" not in said.err
