"""Linking from a terminal: both companies are seen, one name is typed, and it is for ever."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from sandbox.re_leased.book import SYSTEM
from sandbox.re_leased.fields import AccountFields
from sandbox.re_leased.records import Provider
from sandbox.re_leased.reference_records import AccountClass
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
    assert f"{NAME} is linked: kept in step by Leasebridge.\n" in said.out
    assert "Nothing is written yet." in said.out


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


def test_check__lists_what_was_found_and_what_to_do(
    terminal: Terminal, world: RunningWorld
) -> None:
    said = terminal.types("link check")
    assert said.code == 0
    assert re.search(
        r"^Sage Intacct  Accounts Receivable +OK +Can be read\.$", said.out, re.MULTILINE
    )
    world.world.intacct.options.denied_objects = frozenset({"APBILL"})
    stopped = terminal.types("link check")
    assert stopped.code == 1
    assert re.search(
        r"Accounts Payable +stops here +APBILL cannot be read\.\n    Let the", stopped.out
    )


def test_show__the_linked_companies_with_their_modes(terminal: Terminal) -> None:
    assert "No companies are linked yet." in terminal.types("link show").out
    link_in(terminal, "2024-01-01")
    head, row = terminal.types("link show").out.splitlines()
    assert re.split(r"\s{2,}", head) == [
        "Company",
        "Sage Intacct",
        "Re-Leased",
        "Sync from",
        "Mode",
    ]
    assert re.split(r"\s{2,}", row)[:4] == [NAME, "HARBOUR", "12", "2024-01-01"]


def test_engine__of_an_observed_company(terminal: Terminal, world: RunningWorld) -> None:
    companies = world.world.re_leased.companies
    companies.connect_natively("12", provider=Provider.SAGE_INTACCT, by=SYSTEM)
    link_in(terminal, "2024-01-01")
    assert_one_plain_sentence(terminal.types("link engine --reason 'We move over'"))
    companies.disconnect_natively("12", by=SYSTEM)
    said = terminal.types("link engine --reason 'We move over'")
    assert said.out.startswith(f"{NAME} is kept in step by Leasebridge from now on.\n")


def test_match__from_the_first_question_to_the_first_write(
    terminal: Terminal, world: RunningWorld
) -> None:
    settings = connected_to(world.address)
    terminal.sets(settings)
    fields = AccountFields(name="Vending income", account_class=AccountClass.REVENUE)
    world.world.re_leased.reference_data.put_account("12", "4999", fields, by=SYSTEM)
    link_in(terminal, "2024-01-01")
    assert "The ledgers were not read yet." in terminal.types("match list").out
    assert_one_plain_sentence(terminal.types("match confirm"))
    assert "Both ledgers were read and nothing was written" in terminal.types("sync now").out
    asked = terminal.types("match list").out
    (number,) = re.findall(r"^(\d+) +account +4999 Vending income", asked, re.MULTILINE)
    assert_one_plain_sentence(terminal.types(f"match answer {number} match nobody"))
    said = terminal.types(f"match answer {number} leave")
    assert said.out == "account 4999 Vending income: leave where it is\n"
    assert_one_plain_sentence(terminal.types("match confirm"))
    everything = terminal.types("match suggested").out
    assert re.search(r"^\d+ answered as suggested\.$", everything, re.MULTILINE)
    assert "To let the link write: leasebridge match confirm" in everything
    confirmed = terminal.types("match confirm")
    assert confirmed.out.startswith(f"The matching of {NAME} is confirmed: ")
    assert "done" in terminal.types("sync now").out
    assert_one_plain_sentence(terminal.types("match confirm"))
