"""Somebody who looks after issues at the workspace page, in a real browser."""

import re

from playwright.sync_api import expect

from tests.stories.workspace_visit import PATIENCE, WorkspaceVisit

VOIDED = re.compile(r"^Voided in Re-Leased, still open in Sage Intacct")
EDITED = re.compile(r"^Changed in Re-Leased, belongs in Sage Intacct")


def looks_after_the_issues(workspace: WorkspaceVisit, *, voided: str) -> None:
    """Assigns one, mutes the other with a reason, lists both, and is told how `voided` is reversed."""
    workspace.open_channel("C0ALERTS")
    card = workspace.wait_for_card(VOIDED)
    expect(card).to_contain_text("Reverse it in Sage Intacct (reverse, do not delete)")
    workspace.picture("12-issues")
    card.get_by_label("Assign to…").select_option("U0GRACE")
    expect(card).to_contain_text("Assigned to @Grace", timeout=PATIENCE)
    expect(card.get_by_test_id("thread-summary")).to_be_visible(timeout=PATIENCE)

    other = workspace.wait_for_card(EDITED)
    other.get_by_role("button", name="Mute…").click()
    dialog = workspace.page.get_by_role("dialog")
    dialog.get_by_label("Why").fill("The tenant changes it back tomorrow")
    workspace.picture("13-mute-dialog")
    dialog.get_by_role("button", name="Mute", exact=True).click()
    expect(other).to_contain_text("The tenant changes it back tomorrow", timeout=PATIENCE)
    expect(other.get_by_role("button", name="Unmute")).to_be_visible()
    workspace.picture("14-issues-looked-after")

    workspace.say("/sync issues")
    answer = workspace.private_answer("2 issues open")
    expect(answer).to_contain_text("assigned to @Grace")
    expect(answer).to_contain_text("muted by")
    workspace.say(f"/sync void {voided}")
    watching = workspace.private_answer("Leasebridge never does it")
    expect(watching.get_by_role("link", name="Open in Sage Intacct")).to_be_visible()
    workspace.picture("15-void-explained")
    workspace.open_channel("C0SYNC")
