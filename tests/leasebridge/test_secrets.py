"""Nothing secret is stored or told: an installation goes through trouble, and all it leaves is searched."""

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import httpx
import pytest

from leasebridge import settings, wiring
from sandbox.intacct import credentials as intacct
from sandbox.re_leased import credentials as re_leased
from sandbox.server import RunningWorld, running
from sandbox.slack import credentials as slack
from sandbox.world import WorldOptions
from sync.domain.runs import RunState
from sync.domain.sides import Side
from sync.store.engine import open_engine
from sync.store.models import Base
from sync.store.upgrade import upgrade
from sync.use_cases.link_at_once import link_at_once
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.people import Roster
from sync.use_cases.request_run import request_sync
from sync.use_cases.run.carry_out import carry_out
from tests.leasebridge.terminal import Terminal, connected_to
from tests.sync.use_cases.bridge import NO_AUTHORITIES, SYNC_FROM, TERMINAL

QUOTING = {Side.INTACCT: ("xml", "page", "crash"), Side.RE_LEASED: ("json", "page", "crash")}
WRONG = "wrong-and-still-secret"
NO_SECRETS = {"lease.token", "link.token", "gateway_bucket.tokens"}
"""Columns that sound like secrets and open nothing."""

SECRETS = (
    *(intacct.SENDER_PASSWORD, intacct.USER_PASSWORD, re_leased.API_KEY),
    *(slack.BOT_TOKEN, slack.SIGNING_SECRET, slack.APP_TOKEN, WRONG),
)


@dataclass
class TroublingTransport(httpx.BaseTransport):
    """Carries requests; or quotes them in an error page; or fails as only a fault of ours would."""

    trouble: str = ""
    inner: httpx.HTTPTransport = field(
        default_factory=lambda: httpx.HTTPTransport(verify=NO_AUTHORITIES)
    )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        quoted = f"You sent {list(request.headers.items())} {request.read().decode()}"
        match self.trouble:
            case "crash":
                raise RuntimeError("The machine is on fire.")
            case "json":
                return httpx.Response(400, json={"error": {"code": "odd", "message": quoted}})
            case "page":
                return httpx.Response(400, text=f"<html>{escape(quoted)}</html>")
            case "xml":
                said = f"<errorno>GW-1</errorno><description2>{escape(quoted)}</description2>"
                errors = f"<errormessage><error>{said}</error></errormessage>"
                status = "<control><status>failure</status></control>"
                return httpx.Response(200, text=f"<response>{status}{errors}</response>")
            case _:
                return self.inner.handle_request(request)

    def close(self) -> None:
        self.inner.close()


@pytest.fixture(scope="module")
def world() -> Iterator[RunningWorld]:
    with running(WorldOptions(documents=2)) as served:
        yield served


def synced(trouble: str, troubled: Side = Side.INTACCT) -> str:
    """A run through whatever trouble with one side; what it says of its failure."""
    transports = {one: TroublingTransport(trouble if one is troubled else "") for one in Side}
    with wiring.opened_workbench(transports) as bench:
        with bench.store.reading() as transaction:
            (link,) = transaction.links.all()
        run_id = request_sync(bench.store, link.link_id, TERMINAL).run.run_id
        for _ in range(6):
            carry_out(bench, run_id)
        with bench.store.reading() as transaction:
            run = transaction.runs.get(run_id)
    assert (run.state is RunState.DONE) == (trouble == ""), run.failure
    return run.failure


def link_companies() -> None:
    with (
        wiring.opened_store() as store,
        wiring.opened_ledgers(store) as ledgers,
    ):
        link_at_once(LinkDesk(store, ledgers, Roster({})), sync_from=SYNC_FROM, who=TERMINAL)


def test_secrets__are_nowhere_after_work_and_trouble(
    world: RunningWorld,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal = Terminal(monkeypatch, capsys)
    # Each by its name: the program, run in this process by another test, makes the chatty ones quiet.
    for name in (None, "httpx", "httpcore", "slack_sdk", "rq"):
        caplog.set_level(logging.DEBUG, logger=name)
    home = tmp_path / "home"
    monkeypatch.chdir(tmp_path)
    for name, value in (connected_to(world.address) | {"LEASEBRIDGE_HOME": str(home)}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SLACK_APP_TOKEN", slack.APP_TOKEN)
    upgrade(open_engine(settings.read(settings.DatabaseSettings).address))
    link_companies()

    said = [synced(""), *(synced(one, side) for side in Side for one in QUOTING[side])]
    for name in ("INTACCT_USER_PASSWORD", "RELEASED_API_KEY", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, WRONG)
        said.append(synced("sign-in") if name != "SLACK_SIGNING_SECRET" else "")
    monkeypatch.setenv("SLACK_BOT_TOKEN", f"xoxb-{WRONG}")
    checked = terminal.types("doctor")
    said += [checked.out, checked.err, *shown_settings(), caplog.text, *tracebacks(caplog)]

    assert len(caplog.records) > 100
    stored = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"HARBOUR" in stored
    for secret in SECRETS:
        assert secret.encode() not in stored, secret
        assert not [text for text in said if secret in text], secret


def shown_settings() -> Iterator[str]:
    """Every group of settings, as a careless line of logging would show it."""
    for group in (
        *(settings.SocketSettings, settings.LedgerSettings),
        *(settings.DatabaseSettings, settings.RedisSettings),
    ):
        shown = settings.read(group)
        yield f"{shown!r} {shown} {shown.model_dump_json()}"


def tracebacks(caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    for record in caplog.records:
        if record.exc_info and record.exc_info[1]:
            yield "".join(traceback.format_exception(record.exc_info[1]))


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_addresses__do_not_show_their_passwords(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, f"scheme://fiona:{WRONG}@host/name")
    database, redis = (
        settings.read(settings.DatabaseSettings),
        settings.read(settings.RedisSettings),
    )
    assert WRONG in (database.url if name == "DATABASE_URL" else redis.url)
    assert WRONG not in f"{database!r} {database} {redis!r} {redis}"


def test_tables__have_no_column_for_anything_secret() -> None:
    names = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
    }
    suspect = ("password", "secret", "api_key", "token", "credential")
    assert {one for one in names if any(word in one for word in suspect)} == NO_SECRETS
