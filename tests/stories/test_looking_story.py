"""Looking things up, in the browser: find, show, history, rules, help."""

import re

import pytest
from playwright.sync_api import expect

from tests.sandbox.ledgers_client import LedgersClient
from tests.stories.workspace_visit import WorkspaceVisit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.xdist_group("synced-demo"),
]


def test_find__by_tenant_and_by_amount_and_the_record_is_shown_with_both_sides(
    workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    invoice = client.rows("intacct", "invoices", find="RL-", state="Posted")["rows"][0]
    tenant, number = invoice["subtitle"], invoice["title"]
    workspace.say(f"/sync find {tenant}")
    found = workspace.private_answer(f"found for “{tenant}”")
    expect(found).to_contain_text(number)
    workspace.picture("find-1-tenant")
    workspace.say(f"/sync find {invoice['amount']}")
    found = workspace.private_answer(f"found for “{invoice['amount']}”")
    expect(found).to_contain_text("found by amount")
    found.get_by_role("button", name="Show").first.click()
    dialog = workspace.wait_for_dialog("Sales invoice")
    expect(dialog).to_contain_text("The same on both sides")
    workspace.pictures_of_all_sizes("find-2-record")
    workspace.close_dialog()


def test_show__one_record_is_named_in_words_on_both_sides(
    workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    invoice = client.rows("intacct", "invoices", find="INV-", state="Posted")["rows"][0]
    workspace.say(f"/sync show {invoice['title']}")
    answer = workspace.private_answer(f"Sales invoice {invoice['title']}")
    expect(answer).to_contain_text(f"Contact {invoice['subtitle']}")
    expect(answer).to_contain_text(re.compile("in run 1 asked for by @Priya"))
    workspace.picture("show-1-record")
    workspace.say("/sync history")
    workspace.private_answer("the last")
    workspace.picture("history-1-runs")


def test_help__lists_all_words_and_tells_of_one(workspace: WorkspaceVisit) -> None:
    workspace.say("/sync help")
    answer = workspace.private_answer("What you can ask")
    expect(answer).to_contain_text(re.compile(r"/sync void <number>\s+How to void a document"))
    workspace.pictures_of_all_sizes("help-1-all-words")
    workspace.say("/sync help void")
    workspace.private_answer("Who may:")
    workspace.say("/sync rules")
    workspace.private_answer("What the other side gets")
    workspace.picture("help-2-rules")
