"""Linking from a terminal: both companies are seen, one name is typed, and it is for ever."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.records import Provider
from sandbox.server import RunningWorld, running
from sandbox.world import WorldOptions
from tests.leasebridge.terminal import Terminal, connected_to, link_in
from tests.leasebridge.test_settings import assert_one_plain_sentence

NAME = "Harbour Property Group Ltd"


@pytest.fixture
def world() -> Iterator[RunningWorld]:
    with running(WorldOptions(documents=10)) as served:
        yield served


@pytest.fixture
def terminal(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_url: str,
    tmp_path: Path,
    world: RunningWorld,
) -> Terminal:
    """A terminal on an installation that is connected to the world; Slack is not set up yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("LEASEBRIDGE_HOME", str(tmp_path))
    terminal = Terminal(monkeypatch, capsys)
    settings = connected_to(world.address)
    terminal.sets({name: value for name, value in settings.items() if "SLACK" not in name})
    return terminal


def test_propose__shows_both_companies_side_by_side(terminal: Terminal) -> None:
    said = terminal.types("link propose --sync-from 2024-01-01")
    rows = [re.split(r"\s{2,}", line) for line in said.out.splitlines()]
    assert rows[0] == ["Proposal 1", "Sage Intacct", "Re-Leased"]
    assert rows[2] == ["Id", "HARBOUR", "12"]
    assert "Sync from 2024-01-01" in said.out
    assert "Mode: kept in step by Leasebridge." in said.out
    assert said.out.endswith("leasebridge link confirm 1\n")


def test_propose__a_natively_connected_company_is_only_observed(
    terminal: Terminal, world: RunningWorld
) -> None:
    world.world.re_leased.companies.connect_natively(
        "12", provider=Provider.SAGE_INTACCT, by=SYSTEM
    )
    said = terminal.types("link propose --sync-from 2024-01-01")
    assert "Mode: observed" in said.out
    assert "Re-Leased itself connects this company to SageIntacct." in said.out
    confirmed = terminal.types(f"link confirm 1 --name '{NAME}'")
    assert confirmed.out.startswith(f"{NAME} is linked: observed")


def test_confirm__asks_for_the_name(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.types("link propose --sync-from 2024-01-01")
    monkeypatch.setattr("sys.stdin", StringIO(f"{NAME}\n"))
    said = terminal.types("link confirm 1")
    assert said.code == 0
    assert "Type the Re-Leased company's name" in said.out
    assert said.out.endswith(f"{NAME} is linked: kept in step by Leasebridge.\n")


def test_confirm__nobody_answers(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.types("link propose --sync-from 2024-01-01")
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert terminal.types("link confirm 1").code == 130
    assert "No companies are linked yet." in terminal.types("sync status").err


@pytest.mark.parametrize(
    "typed", ["link confirm 1 --name Harbour", f"link confirm 2 --name '{NAME}'"]
)
def test_confirm__refused_with_one_sentence_and_the_next_step(
    terminal: Terminal, typed: str
) -> None:
    terminal.types("link propose --sync-from 2024-01-01")
    assert_one_plain_sentence(terminal.types(typed))
    assert "No companies are linked yet." in terminal.types("sync status").err


def test_link__once_and_for_ever(terminal: Terminal) -> None:
    link_in(terminal, "2024-01-01")
    assert_one_plain_sentence(terminal.types(f"link confirm 1 --name '{NAME}'"))
    said = terminal.types("link propose --sync-from 2024-01-01")
    assert_one_plain_sentence(said)
    assert "linked already" in said.err


@pytest.mark.parametrize("date", ["2017-12-31", "tomorrow"])
def test_propose__with_a_date_that_cannot_be(terminal: Terminal, date: str) -> None:
    said = terminal.types(f"link propose --sync-from {date}")
    assert said.code in {1, 2}
    assert "Traceback" not in said.err
    assert date in said.err
