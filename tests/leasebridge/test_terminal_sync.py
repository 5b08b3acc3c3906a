"""The sync from a terminal, against a stand-in world: it says what the cards in Slack say."""

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leasebridge import wiring
from sandbox.server import RunningWorld, running
from sandbox.slack.message import Message
from sandbox.world import WorldOptions
from sync.domain.choices import Person
from sync.domain.company_settings import CompanySettings
from sync.domain.mass_change import GuardPolicy
from sync.domain.runs import Requester, RunState
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.change_settings import change_settings
from sync.use_cases.deliver_messages import deliver_due
from sync.use_cases.link_desk import LinkDesk
from sync.use_cases.match_records import confirm_without_questions
from sync.use_cases.people import Roster
from sync.use_cases.request_run import request_plan, run_subject
from sync.use_cases.run.bench import company_lease
from sync.use_cases.run.carry_out import carry_out
from tests.leasebridge.terminal import Terminal, connected_to, link_in
from tests.leasebridge.test_settings import assert_one_plain_sentence

SYNC_FROM = "2024-01-01"


@pytest.fixture
def world() -> Iterator[RunningWorld]:
    with running(WorldOptions(documents=20)) as served:
        yield served


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_url: str,
    tmp_path: Path,
    world: RunningWorld,
) -> Terminal:
    """A terminal on an installation that is connected to the world, with no companies linked."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("LEASEBRIDGE_HOME", str(tmp_path))
    terminal = Terminal(monkeypatch, capsys)
    terminal.sets(connected_to(world.address))
    return terminal


@pytest.fixture
def linked(terminal: Terminal, store: SqlStore) -> Terminal:
    link_in(terminal, SYNC_FROM)
    confirm_without_questions(LinkDesk(store, {}, Roster({})), 1, who=Requester("", "a test"))
    return terminal


@pytest.fixture
def store(sqlite_url: str) -> Iterator[SqlStore]:
    with closing(SqlStore(open_engine(sqlite_url))) as opened:
        yield opened


def plan_in_slack(store: SqlStore, world: RunningWorld) -> tuple[int, Message]:
    """What `/sync plan` leads to: the run's number, and the card as it stands in Slack."""
    run = request_plan(store, 1, Requester("U0TOM", "tom", "C0SYNC")).run
    with wiring.opened_workbench() as bench:
        carry_out(bench, run.run_id)
    with wiring.opened_messenger() as messenger:
        deliver_due(messenger)
    with store.reading() as transaction:
        message = transaction.messages.get(run_subject(run.run_id))
    assert message is not None
    card = world.world.workspace.messages.get(message.channel, message.timestamp)
    assert card is not None
    return run.run_id, card


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan as somebody reads it: its rows, its digest and its other sentences."""

    rows: list[list[str]]
    digest: str
    text: str


def on_card(card: Message) -> Shown:
    assert card.blocks is not None
    (table,) = [block for block in card.blocks if block["type"] == "table"]
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    text = json.dumps(card.blocks, ensure_ascii=False)
    return Shown(rows, re.findall(r"plan `(\w{8})`", text)[0], text)


def in_terminal(out: str) -> Shown:
    head, _, rest = out.partition("\n\n")
    table = rest.partition("\n\n")[0]
    rows = [re.split(r"\s{2,}", line) for line in table.splitlines()]
    return Shown(rows, re.findall(r"\((\w{8})\)", head)[0], out)


def test_plan__the_same_in_slack_and_in_the_terminal(
    linked: Terminal, store: SqlStore, world: RunningWorld
) -> None:
    _, card = plan_in_slack(store, world)
    said = linked.types("sync plan")
    assert said.code == 0
    slack, terminal = on_card(card), in_terminal(said.out)
    assert terminal.rows == slack.rows
    assert len(slack.rows) > 5
    assert terminal.digest == slack.digest
    assert terminal.rows[0] == ["What a sync would do", "Number", "Amount"]
    assert re.fullmatch(r"[\d,]+\.\d\d GBP", terminal.rows[1][2])
    number = sum(int(row[1].replace(",", "")) for row in terminal.rows[1:])
    assert f"Apply these {number} writes" in slack.text
    links = re.findall(r"(\d+ records found on both sides)", slack.text)
    assert links
    assert links[0] in terminal.text


def test_apply__exactly_the_plan_that_slack_showed_then_nothing_more(
    linked: Terminal, store: SqlStore, world: RunningWorld
) -> None:
    number, card = plan_in_slack(store, world)
    rows = on_card(card).rows[1:]
    said = linked.types(f"sync apply {number}")
    assert said.code == 0, said
    done = [re.split(r"\s{2,}", line) for line in said.out.splitlines()[3:]]
    assert [(row[2], row[3]) for row in done] == [(row[1], row[2]) for row in rows]
    assert {row[1] for row in done} == {"done"}
    spent = linked.types(f"sync apply {number}")
    assert_one_plain_sentence(spent)
    assert "This plan was applied already" in spent.err
    again = linked.types("sync now")
    assert again.code == 0
    assert "Both ledgers were in step already. Nothing was written." in again.out
    status = linked.types("sync status")
    assert status.out.startswith(f"Harbour Property Group Ltd, documents from {SYNC_FROM}")
    assert re.search(
        r"^Sales invoices +\d+ +\d+ +\d+ +([\d,.]+ GBP) +\1$", status.out, re.MULTILINE
    )
    assert re.search(r"UTC  Sync \d+: done$", status.out, re.MULTILINE)
    charged = sum(entry.transactions for entry in world.world.intacct.usage)
    assert f"\nIntacct API transactions this month: {charged:,}, in " in status.out
    assert charged > 20
    assert_one_plain_sentence(linked.types("sync apply 3"))


def test_company__unknown_is_told(linked: Terminal) -> None:
    said = linked.types("sync plan --company quayside")
    assert_one_plain_sentence(said)
    assert "begins with “quayside”. Linked: Harbour Property Group Ltd." in said.err


def test_now__while_another_run_is_at_work_says_that_it_waits(
    linked: Terminal, store: SqlStore
) -> None:
    with wiring.opened_workbench() as bench, company_lease(bench, 1) as lease:
        assert lease is not None
        said = linked.types("sync now")
    assert_one_plain_sentence(said)
    assert re.search(r"Sync \d+ must wait: another run is at work", said.err)
    assert "Nothing was written" not in said.err
    with store.reading() as transaction:
        assert [run.state for run in transaction.runs.unfinished()] == [RunState.QUEUED]


def test_now__refused_credentials_end_with_one_sentence(
    linked: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASED_API_KEY", "s3cret-key")
    said = linked.types("sync now")
    assert said.code == 1
    assert "failed" in said.err
    assert "s3cret-key" not in said.err
    assert "Traceback" not in said.err


def test_now__a_ledger_that_is_away_is_waited_for(
    linked: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASED_BASE_URL", "http://127.0.0.1:9/v1")
    said = linked.types("sync now")
    assert_one_plain_sentence(said)
    assert "a ledger is busy or away" in said.err


def test_find_and_show__a_record_by_its_number(linked: Terminal, world: RunningWorld) -> None:
    assert linked.types("sync now").code == 0
    invoice = next(iter(world.world.intacct.invoices))
    found = linked.types(f"sync find {invoice.record_id}")
    assert (found.code, invoice.record_id in found.out) == (0, True), found
    shown = linked.types(f"sync show sales-invoice {invoice.record_id}")
    assert shown.code == 0, shown
    assert shown.out.startswith(f"Sales invoice {invoice.record_id}\n")
    assert "Sage Intacct" in shown.out
    # Its receipt is called by the same number.
    assert "Several records are called so" in linked.types(f"sync show {invoice.record_id}").err
    assert_one_plain_sentence(linked.types("sync show nothing-like-it"))
    assert linked.types("sync find nothing-like-it").out.startswith("Nothing is or was called so")
    assert_one_plain_sentence(linked.types("sync show bill nothing-like-it"))


def test_attachments__are_listed_and_said_to_be_seen(linked: Terminal) -> None:
    assert linked.types("sync attachments").out.startswith("No document has files")
    assert linked.types("sync attachments --seen").out == "0 documents seen to.\n"


def test_far_beyond_the_usual__stops_and_goes_ahead_when_told_so(
    linked: Terminal, store: SqlStore, world: RunningWorld
) -> None:
    assert linked.types("sync now").code == 0
    careful = CompanySettings(guards=GuardPolicy(voids=0))
    change_settings(store, 1, careful, who=Person("a test"))
    intacct = world.world.intacct
    unpaid = next(one for one in intacct.invoices if one.total_due == one.total_entered)
    intacct.reverse_invoice(unpaid.record_no, on=datetime.now(UTC).date(), by="fsmith")
    stopped = linked.types("sync now")
    assert "Stopped before writing. This would void 1 sales invoice worth" in stopped.out
    number = int(re.findall(r"sync go-ahead (\d+)", stopped.out)[0])
    assert "Syncs stop before writing." in linked.types("sync status").out
    linked.patch.setattr(sys, "stdin", io.StringIO("n\n"))
    asked = linked.types(f"sync go-ahead {number}")
    assert asked.code != 0
    assert "Go ahead with exactly this?" in asked.out
    done = linked.types(f"sync go-ahead {number} --yes")
    assert re.search(r"Void sales invoices in Re-Leased +done +1", done.out)
    again = linked.types(f"sync go-ahead {number} --yes")
    assert_one_plain_sentence(again)
    assert "answered already" in again.err
