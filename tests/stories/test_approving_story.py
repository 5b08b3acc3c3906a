"""Drafts that wait for a decision, in the browser: looked at, approved, rejected, approved in bulk."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.sandbox.ledgers_client import LedgersClient
from tests.stories.waiting import wait_for
from tests.stories.workspace_visit import PATIENCE, WorkspaceVisit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.xdist_group("synced-demo"),
]

AWAITING = re.compile(r"^\d+ drafts? awaits? approval$")
NUMBER = re.compile(r"\b(?:RL|INV)-\d+")
MONEY = re.compile(r"[\d,]+\.\d\d GBP")
UNDER_WAY = re.compile("On its way to both ledgers|Re-Leased follows")
APPROVED = {"intacct": "Posted", "re_leased": "Approved"}


def test_drafts__are_listed_with_a_running_total_and_found_by_tenant(
    workspace: WorkspaceVisit,
) -> None:
    workspace.say("/sync drafts")
    answer = workspace.private_answer("drafts waiting")
    workspace.picture("drafts-1-all")
    tenants = re.findall(r"sales invoice, (.+?): ", answer.inner_text())
    total = MONEY.findall(answer.inner_text())[-1]
    expect(answer).to_contain_text(f"All together {total}")
    workspace.say(f"/sync drafts {tenants[0]}")
    narrowed = workspace.private_answer(f"waiting for “{tenants[0]}”")
    assert set(re.findall(r"sales invoice, (.+?): ", narrowed.inner_text())) == {tenants[0]}
    workspace.picture("drafts-2-of-a-tenant")


def test_home__shows_what_waits_for_the_reader_and_opens_it(workspace: WorkspaceVisit) -> None:
    home = workspace.open_home()
    expect(home).to_contain_text("Waiting for you")
    workspace.pictures_of_all_sizes("home-1-waiting-for-you")
    home.get_by_role("button", name="Look").first.click()
    dialog = workspace.wait_for_dialog("Draft")
    expect(dialog).to_contain_text("Waits for a decision")
    workspace.picture("home-2-draft")
    workspace.close_dialog()


def test_approve__a_draft_looked_at_in_full_is_posted_and_approved(
    workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    workspace.switch_to("Grace Lim")
    workspace.open_channel("C0APPROVE")
    card = workspace.wait_for_card(AWAITING)
    number = waiting_numbers(card)[0]
    workspace.pictures_of_all_sizes("approve-1-card")
    card.get_by_role("button", name="Details").first.click()
    dialog = workspace.wait_for_dialog("Draft")
    expect(dialog).to_contain_text(number)
    expect(dialog).to_contain_text(re.compile(r"Net [\d,.]+ GBP · tax [\d,.]+ GBP · total"))
    workspace.pictures_of_all_sizes("approve-2-details")
    dialog.get_by_role("button", name="Approve").click()
    workspace.picture("approve-3-question")
    workspace.confirm("posted in Sage Intacct and approved in Re-Leased")
    expect(dialog).to_contain_text(f"{number} is approved and on its way to both ledgers")
    workspace.picture("approve-4-answer")
    dialog.get_by_test_id("modal-close").click()
    expect(dialog).to_be_hidden()  # and not the draft again, as if it still waited
    expect(card).to_contain_text("Posted in Sage Intacct, approved in Re-Leased.", timeout=PATIENCE)
    expect(card).to_contain_text("Approved by @Grace Lim")
    workspace.picture("approve-5-done")
    assert states(client, number) == APPROVED


def test_reject__a_draft_needs_a_reason_which_re_leased_is_told(
    workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    workspace.switch_to("Grace Lim")
    workspace.open_channel("C0APPROVE")
    card = workspace.wait_for_card(AWAITING)
    number = waiting_numbers(card)[0]
    card.get_by_role("button", name="Reject").first.click()
    dialog = workspace.wait_for_dialog("Reject a draft")
    expect(dialog).to_contain_text(number)
    reason = dialog.get_by_label("What is wrong, and what should be done?")
    reason.fill("No")
    dialog.get_by_test_id("modal-submit").click()
    expect(dialog).to_contain_text("at least 10 characters")
    workspace.pictures_of_all_sizes("reject-1-reason")
    reason.fill("Billed for the wrong month")
    workspace.send_dialog()
    expect(card).to_contain_text("Rejected in Re-Leased.", timeout=PATIENCE)
    expect(card).to_contain_text("Rejected by @Grace Lim")
    expect(card).to_contain_text("Billed for the wrong month")
    workspace.picture("reject-2-done")
    assert states(client, number) == {"intacct": "Draft", "re_leased": "Rejected"}


def test_approve_in_bulk__all_that_the_card_shows_with_their_sum(
    workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    workspace.switch_to("Grace Lim")
    workspace.open_channel("C0APPROVE")
    card = workspace.wait_for_card(AWAITING)
    numbers = waiting_numbers(card)
    press = card.get_by_role("button", name=re.compile("^Approve (all|these) "))
    total = MONEY.findall(press.inner_text())
    press.click()
    workspace.picture("approve-in-bulk-1-question")
    workspace.confirm(f"{total[0]} together, posted in Sage Intacct and approved in Re-Leased")
    expect(card).to_contain_text("Posted in Sage Intacct, approved in Re-Leased.", timeout=PATIENCE)
    for number in numbers:
        wait_until_approved(client, number)
    expect(card).not_to_contain_text(UNDER_WAY, timeout=PATIENCE)
    workspace.picture("approve-in-bulk-2-done")


def wait_until_approved(client: LedgersClient, number: str) -> None:
    wait_for(f"{number}, approved in both ledgers", lambda: states(client, number) == APPROVED)


def waiting_numbers(card: Locator) -> list[str]:
    """The numbers of the drafts on a card that have buttons, in order."""
    above = card.locator("[data-block=actions][data-block-id^='approval:']").evaluate_all(
        "rows => rows.map((row) => row.previousElementSibling.textContent)"
    )
    return [NUMBER.findall(line)[0] for line in above]


def states(client: LedgersClient, number: str) -> dict[str, str]:
    """Where the invoice with this number stands in each ledger, in its words."""
    return {
        side: row["state"]
        for side in ("intacct", "re_leased")
        for row in client.rows(side, "invoices", find=number)["rows"]
        if row["title"] == number
    }
