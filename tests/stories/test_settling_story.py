"""Beside approvals, in the browser: settle a conflict, have a document voided, pause, change settings."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.sandbox.ledgers_client import LedgersClient
from tests.stories import ledgers
from tests.stories.demo_program import Demo
from tests.stories.ledgers import Document, Stage
from tests.stories.ledgers_visit import LedgersVisit, expect_state
from tests.stories.workspace_visit import PATIENCE, WorkspaceVisit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.xdist_group("synced-demo"),
]

CLASH = re.compile(r"^Changed differently on both sides")
DONE = re.compile(r"^Sync \d+: done")
COMPANY = "Harbour Property Group Ltd"


def test_settle__a_conflict_shows_both_values_and_the_one_picked_goes_to_the_other_side(
    synced_demo: Demo, workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    invoice = _approved(client, "edit")[0]
    theirs, ours = invoice.due + timedelta(days=7), invoice.due + timedelta(days=14)
    visit = LedgersVisit(workspace.page, workspace.pictures)
    visit.open(synced_demo.ledgers)
    for side, due in (("intacct", theirs), ("re_leased", ours)):
        drawer = visit.record(side, "invoices", invoice.number)
        visit.do_with_form(drawer, "edit", {"due_date": due.isoformat()})
    visit.picture("settle-1-two-due-dates")
    workspace.open(synced_demo.workspace)
    _sync(workspace)

    workspace.open_channel("C0ALERTS")
    card = workspace.wait_for_card(CLASH)
    workspace.picture("settle-2-issue")
    card.get_by_role("button", name="Settle…").click()
    dialog = workspace.wait_for_dialog("Settle")
    expect(dialog).to_contain_text(f"Due date in Sage Intacct {_day(theirs)}")
    expect(dialog).to_contain_text(f"Due date in Re-Leased {_day(ours)}")
    dialog.get_by_label("Take Sage Intacct's").check()
    dialog.get_by_label("Why?").fill("Agreed with the tenant")
    workspace.pictures_of_all_sizes("settle-3-both-values")
    workspace.send_dialog()
    workspace.private_answer("take Sage Intacct's. The next sync carries it out")
    _sync(workspace)
    workspace.open_channel("C0ALERTS")
    closed = workspace.wait_for_card(re.compile("^Closed: Changed differently on both sides"))
    expect(closed).to_contain_text("There is nothing left to do")
    workspace.picture("settle-4-closed")
    assert ledgers.documents(client, "re_leased")[invoice.pairing].due == theirs


def test_void__is_explained_and_told_when_the_reversal_has_arrived(
    synced_demo: Demo, workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    invoice = _approved(client, "reverse")[-1]
    workspace.say(f"/sync void {invoice.number}")
    answer = workspace.private_answer("Documents are voided in Sage Intacct only")
    expect(answer).to_contain_text("You are told when a sync sees it reversed")
    expect(answer.get_by_role("link", name="Open in Sage Intacct")).to_be_visible()
    workspace.picture("void-1-explained")

    visit = LedgersVisit(workspace.page, workspace.pictures)
    visit.open(synced_demo.ledgers)
    drawer = visit.record("intacct", "invoices", invoice.number)
    visit.do_with_form(drawer, "reverse", {"reason": "Billed twice"})
    expect_state(drawer, "Reversed")
    workspace.open(synced_demo.workspace)
    _sync(workspace)
    workspace.open_messages()
    arrived = workspace.wait_for_card(f"Sales invoice {invoice.number} is reversed in Sage Intacct")
    expect(arrived).to_contain_text("You asked to be told.")
    workspace.picture("void-2-arrived")
    assert ledgers.documents(client, "re_leased")[invoice.pairing].stage is Stage.ENDED


def test_pause__nothing_is_written_until_somebody_lets_it_go_on(workspace: WorkspaceVisit) -> None:
    workspace.say("/sync pause")
    dialog = workspace.wait_for_dialog("Pause the sync")
    dialog.get_by_label("Why?").fill("The auditors are reading the books")
    workspace.picture("pause-1-reason")
    workspace.send_dialog()
    paused = workspace.wait_for_card(f"{COMPANY} is paused")
    expect(paused).to_contain_text("The auditors are reading the books")
    workspace.say("/sync now")
    workspace.private_answer("The auditors are reading the books")
    workspace.picture("pause-2-paused")
    workspace.say("/sync resume")
    workspace.private_answer(f"{COMPANY} goes on")
    workspace.wait_for_card(f"{COMPANY} goes on")
    workspace.picture("pause-3-goes-on")
    _sync(workspace)


def test_settings__a_channel_a_limit_and_the_hours_are_changed(workspace: WorkspaceVisit) -> None:
    workspace.say("/sync settings")
    dialog = workspace.wait_for_dialog("Settings")
    workspace.pictures_of_all_sizes("settings-1-channels")
    dialog.get_by_label("The morning digest").select_option("C0SYNC")
    limit = dialog.get_by_label("The most an approver may approve")
    limit.fill("a lot")
    dialog.get_by_label("Time zone").fill("Europe/Dublin")
    dialog.get_by_test_id("modal-submit").click()
    expect(dialog).to_contain_text("Type an amount in GBP, such as 10,000.00")
    workspace.picture("settings-2-refused")
    limit.fill("25,000")
    workspace.send_dialog()
    workspace.private_answer(
        "Changed: digest (channels), approver limit (approval), time zone (hours)"
    )
    workspace.say("/sync settings")
    dialog = workspace.wait_for_dialog("Settings")
    expect(dialog.get_by_label("The most an approver may approve")).to_have_value("25,000.00")
    expect(dialog.get_by_label("Time zone")).to_have_value("Europe/Dublin")
    dialog.get_by_label("Time zone").scroll_into_view_if_needed()
    workspace.picture("settings-3-kept")
    workspace.close_dialog()


def _sync(workspace: WorkspaceVisit) -> None:
    """Ask for a sync, and wait until its card says that it is done."""
    workspace.open_channel("C0SYNC")
    before = workspace.card(DONE).count()
    workspace.say("/sync now")
    expect(workspace.card(DONE)).to_have_count(before + 1, timeout=PATIENCE)


def _approved(client: LedgersClient, action: str) -> list[Document]:
    """Invoices born in Intacct, approved on both sides, with which one can do this in Intacct; newest first."""
    there = ledgers.documents(client, "re_leased")
    found = [
        one
        for one in ledgers.documents(client, "intacct").values()
        if one.stage is Stage.APPROVED
        and one.pairing in there
        and there[one.pairing].stage is Stage.APPROVED
        and not one.pairing.startswith("RL-")
        and action in client.offered("intacct", "invoices", one.key)
        and "edit" in client.offered("re_leased", "invoices", there[one.pairing].key)
    ]
    return sorted(found, key=lambda one: one.issued, reverse=True)


def _day(day: date) -> str:
    return f"{day:%d %b %Y}"
