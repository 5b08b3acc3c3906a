"""A whole installation for measuring: processes, a stand-in world, a database, a Redis server it can lose."""

import hashlib
import hmac
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from bench.first_sync import both_ledgers
from bench.stand_in import stand_in_world
from jobs.embedded_redis import server_binary
from sandbox.intacct import credentials as intacct
from sandbox.re_leased import credentials as re_leased
from sandbox.slack import credentials as slack
from sync.domain.runs import Requester, Run
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.store.upgrade import upgrade
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster

PROCESSES = {
    "web": ("bot", "--host", "127.0.0.1"),
    "worker": ("worker", "runs"),
    "messenger": ("worker", "messages"),
    "scheduler": ("scheduler",),
}
PATIENCE_SECONDS = 60.0
FAREWELL_SECONDS = 5.0


@dataclass(slots=True)
class RedisServer:
    """A Redis-protocol server that can be stopped and started again, empty."""

    port: int
    folder: Path
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, without anything it held before."""
        command = [
            server_binary(),
            "--port",
            str(self.port),
            "--save",
            "",
            "--dir",
            str(self.folder),
        ]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own server
        wait_until(self._answers, "the Redis server answers")

    def stop(self) -> None:
        """Stop it at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


@dataclass(frozen=True, slots=True)
class Installation:
    """An installation that runs.

    Attributes:
        store: Its database.
        link_id: The linked companies.
        web: Where its web process is.
        redis: Its Redis server.
        logs: What its processes print.
    """

    store: SqlStore
    link_id: int
    web: str
    redis: RedisServer
    logs: Path
    clients: list[httpx.Client] = field(default_factory=list)

    def latest_run(self) -> Run | None:
        """The run asked for last."""
        with self.store.reading() as transaction:
            runs = transaction.runs.latest(self.link_id, 1)
        return runs[0] if runs else None


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for a condition.

    Raises:
        RuntimeError: It did not come about.
    """
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError(f"Waited {seconds:.0f} s in vain until {what}.")
        time.sleep(0.01)


def signed(body: bytes) -> dict[str, str]:
    """The headers of a body that Slack signed."""
    sent = str(int(time.time()))
    message = b"v0:" + sent.encode() + b":" + body
    mark = hmac.new(slack.SIGNING_SECRET.encode(), message, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": sent,
        "X-Slack-Signature": f"v0={mark}",
    }


def command(text: str) -> bytes:
    """Somebody types `/sync text`."""
    return urlencode(
        {
            "team_id": slack.TEAM_ID,
            "channel_id": "C0SYNC",
            "channel_name": "finance-sync",
            "user_id": "U0TOM",
            "user_name": "tom",
            "command": "/sync",
            "text": text,
            "trigger_id": secrets.token_hex(8),
        }
    ).encode()


def click(action_id: str, value: str) -> bytes:
    """Somebody presses a button."""
    payload: dict[str, Any] = {
        "type": "block_actions",
        "team": {"id": slack.TEAM_ID, "domain": "harbour"},
        "user": {"id": "U0TOM", "username": "tom", "team_id": slack.TEAM_ID},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C0SYNC"},
        "channel": {"id": "C0SYNC", "name": "finance-sync"},
        "trigger_id": secrets.token_hex(8),
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


@contextmanager
def installation(documents: int, database_url: str, folder: Path) -> Iterator[Installation]:
    """Start everything, linked and never synced; stop it at the end."""
    redis = RedisServer(_free_port(), folder)
    redis.start()
    port = _free_port()
    with ExitStack() as stack:
        stack.callback(redis.stop)
        world = stack.enter_context(stand_in_world(documents))
        engine = open_engine(database_url)
        upgrade(engine)
        store = stack.enter_context(closing(SqlStore(engine)))
        desk = LinkDesk(store, both_ledgers(world), Roster({}))
        today = datetime.now(tz=UTC).date()
        sync_from = date(today.year - 1, 1, 1)
        link = link_at_once(desk, sync_from=sync_from, who=Requester("", "the bench"))
        environment = _settings(world, database_url, redis.url, port)
        for name, arguments in PROCESSES.items():
            stack.enter_context(_process(name, arguments, environment, folder))
        web = f"http://127.0.0.1:{port}"
        wait_until(lambda: _is_ready(web), "the web process is ready")
        yield Installation(store, link.link_id, web, redis, folder)


@contextmanager
def _process(
    name: str, arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path
) -> Iterator[None]:
    with (folder / f"{name}.log").open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "leasebridge", *arguments],
            env=dict(environment),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:  # a worker finishes its run first, which may take long
            process.kill()
            process.wait()


def _is_ready(web: str) -> bool:
    try:
        return httpx.get(f"{web}/health/ready").is_success
    except httpx.TransportError:
        return False


def _settings(world: str, database_url: str, redis_url: str, port: int) -> Mapping[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PORT": str(port),
        "LEASEBRIDGE_SYNC_EVERY_MINUTES": "0",
        "LEASEBRIDGE_ROLES": "U0TOM=operator, U0GRACE=approver",
        "SLACK_BOT_TOKEN": slack.BOT_TOKEN,
        "SLACK_SIGNING_SECRET": slack.SIGNING_SECRET,
        "SLACK_TEAM_ID": slack.TEAM_ID,
        "SLACK_API_URL": f"{world}/slack/api/",
        "SLACK_CHANNEL": "C0SYNC",
        "INTACCT_URL": f"{world}/ia/xml/xmlgw.phtml",
        "INTACCT_SENDER_ID": intacct.SENDER_ID,
        "INTACCT_SENDER_PASSWORD": intacct.SENDER_PASSWORD,
        "INTACCT_COMPANY_ID": intacct.COMPANY_ID,
        "INTACCT_USER_ID": intacct.USER_ID,
        "INTACCT_USER_PASSWORD": intacct.USER_PASSWORD,
        "INTACCT_TAX_SOLUTION": "United Kingdom - VAT",
        "RELEASED_BASE_URL": f"{world}/re-leased/v1",
        "RELEASED_API_KEY": re_leased.API_KEY,
        "RELEASED_COMPANY_ID": "12",
        "RELEASED_REQUESTS_PER_MINUTE": "0",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
