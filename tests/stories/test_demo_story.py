"""A new user's first hour with the demo: the program itself, a real browser, both ledgers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.ledgers_client import LedgersClient
from tests.stories import ledgers
from tests.stories.demo_program import SYNC_FROM, Demo, running_demo
from tests.stories.issues_visit import looks_after_the_issues
from tests.stories.ledgers import Document, Stage
from tests.stories.ledgers_visit import LedgersVisit, expect_state
from tests.stories.workspace_visit import PATIENCE, WorkspaceVisit, table_of

pytestmark = [pytest.mark.browser, pytest.mark.processes]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with running_demo(tmp_path) as demo:
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


def test_demo__first_sync_by_plan_then_what_people_change_then_nothing_more(
    demo: Demo, workspace: WorkspaceVisit, client: LedgersClient
) -> None:
    meets_the_workspace_as_priya(workspace)
    plan = sees_what_a_sync_would_do(workspace, client)
    applies_exactly_that_plan(workspace, client, plan)
    asks_how_things_stand(workspace, client)
    syncs_again_and_nothing_is_written(workspace, client, run=3)
    victor_may_look_but_not_sync(workspace)
    assert ledgers.apart(client, sync_from=SYNC_FROM) == []

    visit = LedgersVisit(workspace.page, workspace.pictures)
    visit.open(demo.ledgers)
    changes = people_change_both_ledgers(visit, client)
    workspace.open(demo.workspace)
    workspace.switch_to("Priya Raman")
    the_next_sync_carries_what_may_travel(workspace, client, changes)
    looks_after_the_issues(workspace, voided=changes.voided.number)
    syncs_again_and_nothing_is_written(workspace, client, run=6)
    a_mistyped_word_is_guessed(workspace)


def meets_the_workspace_as_priya(workspace: WorkspaceVisit) -> None:
    expect(workspace.page.get_by_test_id("person-switch")).to_contain_text("Priya Raman")
    expect(workspace.page.get_by_role("heading", level=1)).to_have_text("finance-sync")
    workspace.picture("1-workspace")
    workspace.composer.press_sequentially("/sync ")
    words = workspace.completion.get_by_role("option")
    expect(words).to_contain_text(["now", "plan", "status", "rules", "help"])
    expect(workspace.completion).to_contain_text("Show what a sync would do, changing nothing")
    workspace.picture("2-completion")


def sees_what_a_sync_would_do(workspace: WorkspaceVisit, client: LedgersClient) -> Locator:
    """The plan's counts and sums are those of the two ledgers, and neither ledger is touched."""
    before = ledgers.writes(client)
    workspace.say("/sync plan")
    card = workspace.wait_for_card(re.compile(r"^Plan 1: \d+ writes$"))
    rows = {what: (int(number), amount) for what, number, amount in table_of(card)}
    for side, other in (("intacct", "Re-Leased"), ("re_leased", "Sage Intacct")):
        travelling = _travelling(client, side)
        total = sum((document.gross for document in travelling), Decimal())
        shown = rows[f"Create sales invoices in {other}"]
        assert shown == (len(travelling), f"{total:,.2f} GBP")
    assert ledgers.writes(client) == before
    workspace.picture("3-plan-card")
    return card


def applies_exactly_that_plan(
    workspace: WorkspaceVisit, client: LedgersClient, plan: Locator
) -> None:
    shown, before = table_of(plan), sum(ledgers.writes(client).values())
    number = sum(int(number) for _, number, _ in shown)
    plan.get_by_role("button", name="Apply these").click()
    question = workspace.page.get_by_test_id("confirm")
    expect(question).to_contain_text(f"Exactly these {number} writes will be made")
    workspace.picture("4-apply-question")
    question.get_by_role("button", name="Apply plan").click()
    card = workspace.wait_for_card(re.compile(r"^Run 2\b.*: done$"))
    expect(plan).to_contain_text("Applied by run 2", timeout=PATIENCE)
    expect(plan.get_by_role("button", name="Apply")).to_have_count(0)
    assert sum(ledgers.writes(client).values()) - before == number
    thread = workspace.open_thread(card)
    assert [figures for _, *figures in table_of(thread)] == [figures for _, *figures in shown]
    workspace.picture("5-run-card-with-thread")
    workspace.close_thread()


def asks_how_things_stand(workspace: WorkspaceVisit, client: LedgersClient) -> None:
    workspace.say("/sync status")
    answer = workspace.private_answer("nothing needs a look")
    invoices = next(row for row in table_of(answer) if row[0] == "Sales invoices")
    assert int(invoices[3]) == len(_travelling(client, "intacct"))
    workspace.picture("6-status")
    home = workspace.open_home()
    expect(home).to_contain_text("You are an administrator")
    expect(home).to_contain_text("nothing needs a look")
    workspace.picture("7-app-home")
    workspace.open_channel("C0SYNC")


def syncs_again_and_nothing_is_written(
    workspace: WorkspaceVisit, client: LedgersClient, *, run: int
) -> None:
    before = ledgers.writes(client)
    workspace.say("/sync now")
    card = workspace.wait_for_card(re.compile(rf"^Sync {run}: done"))
    expect(card).to_contain_text("Nothing was written.")
    assert ledgers.writes(client) == before


def victor_may_look_but_not_sync(workspace: WorkspaceVisit) -> None:
    workspace.switch_to("Victor Hale")
    workspace.say("/sync now")
    workspace.private_answer("You are not allowed to start a sync")
    workspace.picture("8-victor-refused")
    workspace.say("/sync plan")
    card = workspace.wait_for_card("Plan 4: nothing to do")
    expect(card.get_by_role("button", name="Apply")).to_have_count(0)


@dataclass(frozen=True, slots=True)
class Changes:
    """What people changed, as the documents stood before.

    Attributes:
        moved: Its due date was moved in Intacct.
        due: The new due date.
        posted: The draft that was posted in Intacct.
        approved: Awaited approval, and was approved in Re-Leased.
        reversed: Was reversed in Intacct.
        voided: Was voided in Re-Leased.
        edited_contact: The name of the contact that was edited in Re-Leased.
        new_customer: The customer entered in Intacct.
    """

    moved: Document
    due: date
    posted: Document
    approved: Document
    reversed: Document
    voided: Document
    edited_contact: str
    new_customer: str


def people_change_both_ledgers(visit: LedgersVisit, client: LedgersClient) -> Changes:
    changes = _chosen(client)
    drawer = visit.record("intacct", "invoices", changes.moved.number)
    visit.do_with_form(drawer, "edit", {"due_date": changes.due.isoformat()})
    visit.picture("9-ledgers-with-drawer")
    drawer = visit.record("intacct", "invoices", changes.posted.number)
    visit.do(drawer, "post")
    expect_state(drawer, "Posted")
    drawer = visit.record("intacct", "invoices", changes.reversed.number)
    visit.do_with_form(drawer, "reverse", {"reason": "Billed twice"})
    expect_state(drawer, "Reversed")
    new = {"party_id": "C-2001", "name": changes.new_customer, "email1": "post@quayside.test"}
    visit.enter_new("intacct", "customers", new)

    drawer = visit.record("re_leased", "invoices", changes.approved.number)
    visit.do(drawer, "approve")
    expect_state(drawer, "Approved")
    drawer = visit.record("re_leased", "invoices", changes.voided.number)
    visit.do_with_form(drawer, "void", {"reason": "Tenant left"})
    expect_state(drawer, "Voided")
    drawer = visit.record("re_leased", "contacts", changes.edited_contact)
    visit.do_with_form(drawer, "edit", {"telephone": "0117 496 0000"})
    visit.picture("10-ledgers-after-changes")
    return changes


def the_next_sync_carries_what_may_travel(
    workspace: WorkspaceVisit, client: LedgersClient, changes: Changes
) -> None:
    workspace.say("/sync now")
    card = workspace.wait_for_card("Sync 5: done, needs a look")
    expect(card).to_contain_text("2 records need a look")
    thread = workspace.open_thread(card)
    assert sorted(table_of(thread)) == [
        ("Approved sales invoices in Re-Leased", "1", _money(changes.posted)),
        ("Created customers in Re-Leased", "1", "-"),
        ("Posted sales invoices in Sage Intacct", "1", _money(changes.approved)),
        ("Updated sales invoices in Re-Leased", "1", _money(changes.moved)),
        ("Voided sales invoices in Re-Leased", "1", _money(changes.reversed)),
    ]
    expect(thread).to_contain_text("Changed in Re-Leased, belongs in Sage Intacct")
    expect(thread).to_contain_text(f"{changes.edited_contact}: telephone:")
    expect(thread).to_contain_text("Voided in Re-Leased, still open in Sage Intacct")
    expect(thread).to_contain_text(changes.voided.number)
    workspace.picture("11-changes-run-with-thread")
    assert re.findall(r":[a-z_]+:", thread.inner_text()) == []  # every emoji has a picture
    workspace.close_thread()
    _each_ledger_holds_what_the_rule_book_says(client, changes)


def _each_ledger_holds_what_the_rule_book_says(client: LedgersClient, changes: Changes) -> None:
    intacct = ledgers.documents(client, "intacct")
    re_leased = ledgers.documents(client, "re_leased")
    moved = re_leased[changes.moved.pairing]
    assert (moved.due, moved.reference) == (changes.due, changes.moved.reference)
    assert re_leased[changes.posted.pairing].stage is Stage.APPROVED
    assert intacct[changes.approved.pairing].stage is Stage.APPROVED
    assert re_leased[changes.reversed.pairing].stage is Stage.ENDED
    found = client.rows("re_leased", "contacts", find=changes.new_customer)["rows"]
    assert [row["title"] for row in found] == [f"C-2001 {changes.new_customer}"]
    voided = changes.voided
    assert ledgers.apart(client, sync_from=SYNC_FROM) == [
        f"{voided.number}: stage approved in Sage Intacct, ended in Re-Leased"
    ]


def _money(document: Document) -> str:
    return f"{document.gross:,.2f} GBP"


def a_mistyped_word_is_guessed(workspace: WorkspaceVisit) -> None:
    workspace.say("/sync stats")
    workspace.private_answer("Did you mean /sync status")


def _travelling(client: LedgersClient, side: str) -> list[Document]:
    found = ledgers.documents(client, side).values()
    return [document for document in found if document.travels(SYNC_FROM)]


def _chosen(client: LedgersClient) -> Changes:
    """Five documents and a contact to change; each change is one that its ledger offers."""
    intacct = ledgers.documents(client, "intacct")
    re_leased = ledgers.documents(client, "re_leased")
    here, there = _by_stage(intacct), _by_stage(re_leased)
    born_in_re_leased = [d for d in there[Stage.APPROVED] if d.pairing.startswith("RL-")]
    born_in_intacct = [d for d in here[Stage.APPROVED] if not d.pairing.startswith("RL-")]
    voidable = (
        d for d in born_in_re_leased if "void" in client.offered("re_leased", "invoices", d.key)
    )
    reversible = (
        d for d in born_in_intacct if "reverse" in client.offered("intacct", "invoices", d.key)
    )
    voided = next(voidable)
    moved = max(born_in_re_leased, key=lambda document: len(document.reference))
    return Changes(
        moved=moved,
        due=moved.due + timedelta(days=7),
        posted=here[Stage.AWAITING][0],
        approved=there[Stage.AWAITING][-1],
        reversed=next(reversible),
        voided=voided,
        edited_contact=voided.customer,
        new_customer="Quayside Bicycle Hire Ltd",
    )


def _by_stage(found: dict[str, Document]) -> dict[Stage, list[Document]]:
    newest_first = sorted(found.values(), key=lambda document: document.issued, reverse=True)
    open_ones = [document for document in newest_first if document.issued >= SYNC_FROM]
    return {stage: [d for d in open_ones if d.stage is stage] for stage in Stage}
