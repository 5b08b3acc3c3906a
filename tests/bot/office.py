"""The product's own web process, with a stand-in Slack in front of it and a database behind it."""

import hashlib
import hmac
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from sandbox.server import RunningWorld
from sandbox.slack.credentials import BOT_TOKEN, SIGNING_SECRET, TEAM_ID
from sync.domain.links import CompanyLink
from sync.domain.runs import Run, RunState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.ports import OutboxTopic
from tests.knowing import note_everybody
from tests.sync.store.builders import HARBOUR

OLD_SECRET = "old-signing-secret"
ROLES = "U0PRIYA=administrator, U0GRACE=approver, U0TOM=operator, U0VICTOR=viewer"
FORM = "application/x-www-form-urlencoded"
PATIENCE = 20.0
TLS = httpx.create_ssl_context()


@dataclass(frozen=True, slots=True)
class Office:
    """One installation.

    Attributes:
        world: The stand-in world.
        store: The installation's database, as the web process sees it.
        link: The companies linked in it.
        http: Speaks to the web process.
        log: What the web process says of itself, every word of it.
    """

    world: RunningWorld
    store: SqlStore
    link: CompanyLink
    http: httpx.Client
    log: Path

    def send(
        self,
        body: bytes,
        *,
        content_type: str = FORM,
        secret: str = SIGNING_SECRET,
        timestamp: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """A request signed as Slack signs it."""
        sent = timestamp or str(int(time.time()))
        signed = signature(secret, sent, body)
        own = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": sent,
            "X-Slack-Signature": signed,
        }
        return self.http.post("/slack/events", content=body, headers=own | dict(headers or {}))

    def command(self, text: str, person: str = "U0TOM", **fields: str) -> dict[str, Any]:
        """Type `/sync text` as somebody; the private answer."""
        response = self.send(command_body(text, person, **fields))
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def click(self, value: str, person: str = "U0TOM", **changes: Any) -> httpx.Response:
        """Click the button that applies a plan."""
        return self.send(payload_body(click_payload(value, person) | changes))

    def runs(self) -> list[Run]:
        """The runs that are not over."""
        with self.store.reading() as transaction:
            return list(transaction.runs.unfinished(self.link.link_id))

    def end_all_runs(self) -> None:
        """Leave nothing waiting for the next test."""
        with self.store.transaction() as transaction:
            for run in transaction.runs.unfinished():
                transaction.runs.start(run.run_id)
                transaction.runs.finish(run.run_id, RunState.DONE)
            for topic in OutboxTopic:
                for row in transaction.outbox.claim(topic, limit=1000, busy_seconds=1):
                    transaction.outbox.done(row.row_id, row.generation)

    def answers(self) -> list[str]:
        """The private answers on their way to people, oldest first."""
        with self.store.reading() as transaction:
            texts = []
            for number in range(1, 1000):
                try:
                    texts.append(transaction.answers.get(number).text)
                except KeyError:
                    break
            return texts

    def is_asked_for(self, topic: OutboxTopic, subject: str) -> bool:
        """Whether the outbox holds this."""
        with self.store.reading() as transaction:
            return transaction.outbox.is_waiting(topic, subject)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's signature, as its documentation says to work it out."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def command_body(text: str, person: str = "U0TOM", **fields: str) -> bytes:
    """The form of a slash command."""
    usual = {
        "team_id": TEAM_ID,
        "channel_id": "C0SYNC",
        "channel_name": "finance-sync",
        "user_id": person,
        "user_name": person.lower(),
        "command": "/sync",
        "text": text,
        "response_url": "http://127.0.0.1:9/none",
        "trigger_id": secrets.token_hex(8),
    }
    return urlencode(usual | fields).encode()


def payload_body(payload: Mapping[str, Any]) -> bytes:
    """An interaction in its form."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def click_payload(value: str, person: str) -> dict[str, Any]:
    """A click on the button that applies a plan."""
    action = {"type": "button", "action_id": "apply_plan", "block_id": "plan:1", "value": value}
    return {
        "type": "block_actions",
        "team": {"id": TEAM_ID, "domain": "harbour"},
        "user": {"id": person, "username": person.lower(), "team_id": TEAM_ID},
        "api_app_id": "A0",
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C0SYNC"},
        "channel": {"id": "C0SYNC", "name": "finance-sync"},
        "trigger_id": secrets.token_hex(8),
        "response_url": "http://127.0.0.1:9/none",
        "actions": [action],
    }


def event_body(event: Mapping[str, Any], *, team_id: str = TEAM_ID) -> bytes:
    """An event in its envelope."""
    envelope = {
        "team_id": team_id,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(4)}",
        "event": event,
        "authorizations": [{"team_id": team_id, "user_id": "U0BRIDGE", "is_bot": True}],
    }
    return json.dumps(envelope).encode()


def settings_of(world: RunningWorld, database_url: str, redis_url: str) -> dict[str, str]:
    """The settings that connect the bot to a stand-in world; nobody's own settings leak in."""
    return {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": f"{OLD_SECRET}, {SIGNING_SECRET}",
        "SLACK_TEAM_ID": TEAM_ID,
        "SLACK_API_URL": f"{world.address}/slack/api/",
        "SLACK_CHANNEL": "C0SYNC",
        "LEASEBRIDGE_ROLES": ROLES,
    }


def linked_database(path: Path) -> tuple[SqlStore, CompanyLink]:
    """A database that is up to date, with two companies linked in it."""
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    store = SqlStore(engine)
    with store.transaction() as transaction:
        link = transaction.links.add(HARBOUR)
    note_everybody(store)
    return store, link


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def web_process(settings: Mapping[str, str], port: int, log: Path) -> Iterator[httpx.Client]:
    """`leasebridge bot`, ready to answer; yields a client that speaks to it."""
    arguments = ["-m", "leasebridge", "-v", "bot", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *arguments],
            env={**os.environ, **settings},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, verify=TLS)
    try:
        with closing(client):
            _wait_until_ready(client, process, log)
            yield client
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def _wait_until_ready(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            if client.get("/health/ready").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.02)
    raise AssertionError(log.read_text())
