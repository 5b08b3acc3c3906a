"""From two companies that know nothing of each other to the first sync that writes, in the browser."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.ledgers_client import LedgersClient
from tests.stories import ledgers
from tests.stories.demo_program import SYNC_FROM, Demo, running_demo
from tests.stories.workspace_visit import PATIENCE, WorkspaceVisit

pytestmark = [pytest.mark.browser, pytest.mark.processes]

COMPANY = "Harbour Property Group Ltd"
PROPOSAL = "Proposal 1: link two companies"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with running_demo(tmp_path, "--unlinked") as demo:
        yield demo


@pytest.fixture
def client(demo: Demo) -> Iterator[LedgersClient]:
    client = LedgersClient(demo.workspace.rstrip("/"))
    with client.http:
        yield client


@pytest.fixture
def workspace(demo: Demo, page: Page, screenshots: Path) -> WorkspaceVisit:
    visit = WorkspaceVisit(page, screenshots)
    visit.open(demo.workspace)
    return visit


def test_link_and_match__two_companies_and_the_next_sync_writes(
    workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    before = ledgers.writes(client)
    proposes_a_link_from_home(workspace)
    confirms_it_by_typing_the_companys_name(workspace)
    reads_both_ledgers(workspace)
    kept = matches_all_but_one_as_suggested(workspace)
    assert ledgers.writes(client)["intacct"] == before["intacct"]
    the_next_sync_writes(workspace)
    assert client.rows("intacct", "customers", find=kept)["rows"] == []
    travelled = ledgers.documents(client, "intacct").values()
    assert any(one.pairing.startswith("RL-") and one.travels(SYNC_FROM) for one in travelled)


def proposes_a_link_from_home(workspace: WorkspaceVisit) -> None:
    home = workspace.open_home()
    expect(home).to_contain_text("Set up in three steps")
    workspace.pictures_of_all_sizes("link-1-home")
    home.get_by_role("button", name="Propose a link…").click()
    dialog = workspace.wait_for_dialog("Link two companies")
    dialog.get_by_label("Sync from").fill(date(2017, 12, 31).isoformat())
    dialog.get_by_test_id("modal-submit").click()
    expect(dialog).to_contain_text("Choose 01 Jan 2018 or later.")
    workspace.picture("link-2-too-early")
    dialog.get_by_label("Sync from").fill(SYNC_FROM.isoformat())
    workspace.send_dialog()


def confirms_it_by_typing_the_companys_name(workspace: WorkspaceVisit) -> None:
    workspace.open_messages()
    proposal = workspace.wait_for_card(PROPOSAL)
    expect(proposal).to_contain_text("Nothing is linked yet.")
    workspace.pictures_of_all_sizes("link-3-proposal")
    proposal.get_by_role("button", name="Link these two…").click()
    dialog = workspace.wait_for_dialog("Link these two")
    name = dialog.get_by_label("Type the Re-Leased company's name")
    name.fill("Harbour")
    dialog.get_by_test_id("modal-submit").click()
    expect(dialog).to_contain_text("Nothing was linked: type that name exactly.")
    workspace.picture("link-4-not-the-name")
    name.fill(COMPANY)
    workspace.send_dialog()
    expect(proposal).to_contain_text("They are linked.", timeout=PATIENCE)
    told = workspace.page.locator("#main").get_by_test_id("message").last
    expect(told).to_contain_text(f"{COMPANY} is linked", timeout=PATIENCE)
    workspace.picture("link-5-linked")


def reads_both_ledgers(workspace: WorkspaceVisit) -> None:
    workspace.open_channel("C0SYNC")
    workspace.say("/sync now")
    card = workspace.wait_for_card("Sync 1: done")
    expect(card).to_contain_text("Both ledgers were read and nothing was written")
    workspace.picture("match-1-read")


def matches_all_but_one_as_suggested(workspace: WorkspaceVisit) -> str:
    """Gives the name of the customer that is left where it is."""
    workspace.say("/sync match")
    dialog = workspace.wait_for_dialog("Match")
    expect(dialog).to_contain_text("0 of ")
    first = dialog.get_by_label(re.compile("^Customer ")).first
    label = dialog.locator("label", has_text="Customer ").first.inner_text()
    first.select_option(label="Leave where it is")
    workspace.pictures_of_all_sizes("match-2-questions")
    dialog.get_by_test_id("modal-submit").click()
    expect(dialog).to_contain_text("8 of ")
    dialog.get_by_role("button", name="Answer all as suggested").click()
    workspace.confirm("You see every answer before you confirm.")
    expect(dialog).to_contain_text(re.compile("Leave where it is: 1"))
    workspace.picture("match-3-last-look")
    workspace.send_dialog()
    workspace.open_messages()
    told = workspace.page.locator("#main").get_by_test_id("message").last
    expect(told).to_contain_text(f"The matching of {COMPANY} is confirmed", timeout=PATIENCE)
    workspace.picture("match-4-confirmed")
    return label.removeprefix("Customer ").removesuffix(" (optional)")


def the_next_sync_writes(workspace: WorkspaceVisit) -> None:
    workspace.open_channel("C0SYNC")
    workspace.say("/sync now")
    card = workspace.wait_for_card(re.compile("^Sync 2: done"))
    expect(card).to_contain_text("Created in Sage Intacct")
    workspace.picture("match-5-first-writes")
