"""Drafts approved and rejected in Slack: posted in Intacct and approved in Re-Leased, or clearly neither."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from sandbox.intacct.forms import InvoiceForm
from sandbox.re_leased.approvals import Workflow
from sandbox.re_leased.document_records import Status
from sandbox.re_leased.fields import DocumentFields
from sandbox.re_leased.records import Category
from sync.domain.approving.approvals import ApprovalState
from sync.domain.approving.drafts import Oddity
from sync.domain.records import DocumentStatus
from sync.domain.roles import Role
from sync.domain.runs import Requester
from sync.domain.sides import Side
from sync.domain.standing import Cause
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.approving.ask_anew import ask_anew
from sync.use_cases.approving.decide import NotDecided
from tests.knowing import roster_of
from tests.sync.use_cases.approving_desk import (
    GRACE,
    HENRY,
    PRIYA,
    ROSTER,
    TOM,
    all_approved,
    approved,
    carry_out_decisions,
    desk,
    ended,
    now,
    open_drafts,
    policy,
    rejected,
    statuses,
)
from tests.sync.use_cases.bridge import COMPANY, MARCUS, Bridge, bridge_over
from tests.sync.use_cases.deciding import audited
from tests.sync.use_cases.gates import AwayAfter
from tests.sync.use_cases.people import (
    TODAY,
    customer_in_intacct,
    invoice_in_intacct,
    invoice_in_re_leased,
    tenant_in_re_leased,
    twin_of,
)
from tests.sync.use_cases.roles import bill_in_re_leased, contact_in_re_leased
from tests.sync.use_cases.starts import Starts

DRAFT, POSTED, REJECTED = DocumentStatus.DRAFT, DocumentStatus.POSTED, DocumentStatus.REJECTED


@contextmanager
def with_drafts(store: SqlStore) -> Iterator[Bridge]:
    """Linked and in step, with two invoices and a bill that await approval, and nothing else."""
    with bridge_over(store, documents=0) as bridge:
        bridge.sync()
        tenant = tenant_in_re_leased(bridge)
        for number, net in (("RL-1", "200.10"), ("RL-2", "80.00")):
            invoice_in_re_leased(bridge, tenant, number=number, net=net)
        supplier = contact_in_re_leased(bridge, Category.CREDITOR, name="Quay Repairs")
        bill_in_re_leased(bridge, supplier, number="B-1", net="900.00")
        bridge.sync()
        yield bridge


@pytest.fixture
def either_office(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """Three drafts, and people who may decide about them; on SQLite and on PostgreSQL."""
    with starts.go_on("three drafts", with_drafts, engine) as bridge:
        bridge.roster = ROSTER
        yield bridge


@pytest.fixture
def office(starts: Starts, sqlite_url: str) -> Iterator[Bridge]:
    """The same on SQLite only, for what is not about the database."""
    engine = open_engine(sqlite_url)
    with starts.go_on("three drafts", with_drafts, engine) as bridge:
        bridge.roster = ROSTER
        yield bridge
    engine.dispose()


def test_drafts__are_put_forward_as_one_batch_and_told_once(either_office: Bridge) -> None:
    drafts = open_drafts(either_office)
    assert set(drafts) == {"RL-1", "RL-2", "B-1"}
    assert len({one.batch_id for one in drafts.values()}) == 1
    assert drafts["RL-1"].draft.contact.endswith("Mill Bakery Ltd")
    assert "Marcus Poe" in drafts["RL-1"].draft.changers
    assert drafts["B-1"].draft.oddities == (Oddity.NEW_PAYEE,)
    before = {one.approval_id for one in drafts.values()}
    either_office.sync()
    assert {one.approval_id for one in open_drafts(either_office).values()} == before


def test_approved__is_posted_in_intacct_and_approved_in_re_leased(
    either_office: Bridge, engine: Engine
) -> None:
    draft = open_drafts(either_office)["RL-1"]
    assert approved(either_office, draft).state is ApprovalState.GRANTED
    carry_out_decisions(either_office)
    assert statuses(either_office, "RL-1") == (POSTED, POSTED)
    assert statuses(either_office, "RL-2") == (DRAFT, DRAFT)
    assert ended(either_office, draft) == (
        ApprovalState.APPROVED,
        "Posted in Sage Intacct, approved in Re-Leased.",
    )
    in_re_leased = either_office.re_leased.documents.get(COMPANY, twin_of(either_office, "RL-1"))
    decision = in_re_leased.approval.last_decision
    assert decision is not None
    assert (decision.actor.name, decision.initiated_in) == ("grace", "Slack")
    assert audited(engine, "approval:approved_by_person") == [
        ("grace U0GRACE", "Sales invoice RL-1")
    ]
    writes = either_office.writes()
    either_office.sync()
    assert either_office.writes() == writes


def test_approved_together__is_carried_out_by_one_run(office: Bridge) -> None:
    together = all_approved(office)
    assert (len(together.decided), together.left_out) == (3, ())
    assert len(carry_out_decisions(office)) == 1
    assert {one: statuses(office, one) for one in ("RL-1", "RL-2")} == {
        "RL-1": (POSTED, POSTED),
        "RL-2": (POSTED, POSTED),
    }
    assert open_drafts(office) == {}


def test_changed_after_the_click__nothing_is_posted_and_it_is_put_forward_anew(
    office: Bridge,
) -> None:
    draft = open_drafts(office)["RL-1"]
    approved(office, draft)
    changed = DocumentFields(reference="Corrected")
    office.re_leased.documents.edit(COMPANY, twin_of(office, "RL-1"), changed, by=MARCUS)
    carry_out_decisions(office)
    assert statuses(office, "RL-1") == (DRAFT, DRAFT)
    state, result = ended(office, draft)
    assert (state, result) == (
        ApprovalState.LAPSED,
        "It changed in Re-Leased by Marcus Poe after it was shown.",
    )
    assert "RL-1" not in open_drafts(office), "what it is about is not the same on both sides yet"
    office.sync()
    again = open_drafts(office)["RL-1"]
    assert again.draft.digest != draft.draft.digest


def test_changed_before_the_click__the_old_card_is_refused(office: Bridge) -> None:
    draft = open_drafts(office)["RL-1"]
    changed = DocumentFields(reference="Corrected")
    office.re_leased.documents.edit(COMPANY, twin_of(office, "RL-1"), changed, by=MARCUS)
    office.sync()
    with pytest.raises(NotDecided, match="RL-1 is closed"):
        approved(office, draft)


def test_refused_by_intacct__nothing_is_changed_and_the_card_says_why(office: Bridge) -> None:
    office.intacct.close_books_until(TODAY)
    draft = open_drafts(office)["RL-1"]
    approved(office, draft)
    carry_out_decisions(office)
    assert statuses(office, "RL-1") == (DRAFT, DRAFT)
    state, result = ended(office, draft)
    assert state is ApprovalState.REFUSED
    assert result.startswith("Sage Intacct would not post it, and nothing was changed on either")
    assert office.issues() == {}
    office.sync()
    assert "RL-1" not in open_drafts(office)
    office.intacct.close_books_until(None)
    again = ask_anew(desk(office), draft.approval_id, GRACE)
    approved(office, again)
    carry_out_decisions(office)
    assert statuses(office, "RL-1") == (POSTED, POSTED)


def test_workflow__decides_itself_and_nothing_is_written(office: Bridge) -> None:
    draft = open_drafts(office)["B-1"]
    approved(office, draft)
    large = Workflow(name="Large bills", from_total=Decimal(500))
    office.re_leased.approvals.set_workflow(COMPANY, large)
    touched = DocumentFields(reference="")
    office.re_leased.documents.edit(COMPANY, twin_of(office, "B-1"), touched, by=MARCUS)
    writes = office.writes()
    carry_out_decisions(office)
    assert office.writes() == writes
    state, result = ended(office, draft)
    assert state is ApprovalState.REFUSED
    assert "Large bills" in result


def test_refused_by_re_leased__after_posting_the_card_says_exactly_that(office: Bridge) -> None:
    """A workflow that Re-Leased's document does not show yet: the last thing that can go wrong."""
    draft = open_drafts(office)["B-1"]
    large = Workflow(name="Large bills", from_total=Decimal(500))
    office.re_leased.approvals.set_workflow(COMPANY, large)
    approved(office, draft)
    carry_out_decisions(office)
    state, result = ended(office, draft)
    assert state is ApprovalState.REFUSED
    assert result.startswith("Posted in Sage Intacct, but Re-Leased would not approve it: ")
    assert set(office.issues()) == {Cause.HELD_BY_WORKFLOW}


def test_rejected__goes_to_re_leased_with_its_reason_and_leaves_a_reminder(
    either_office: Bridge,
) -> None:
    draft = open_drafts(either_office)["RL-1"]
    rejected(either_office, draft, reason="Wrong property: charge it to Quay House")
    carry_out_decisions(either_office)
    assert statuses(either_office, "RL-1") == (DRAFT, REJECTED)
    assert ended(either_office, draft) == (ApprovalState.REJECTED, "Rejected in Re-Leased.")
    document = either_office.re_leased.documents.get(COMPANY, twin_of(either_office, "RL-1"))
    decision = document.approval.last_decision
    assert decision is not None
    assert decision.comment == "Wrong property: charge it to Quay House"
    either_office.sync()
    assert set(either_office.issues()) == {Cause.TAKEN_BACK_IN_RE_LEASED}
    either_office.re_leased.documents.submit(COMPANY, document.id, by=MARCUS)
    either_office.sync()
    assert "RL-1" in open_drafts(either_office)


@pytest.mark.parametrize("reason", ["", "   ", "too short"])
def test_rejected__needs_a_reason(office: Bridge, reason: str) -> None:
    draft = open_drafts(office)["RL-1"]
    with pytest.raises(NotDecided, match="at least 10 characters"):
        rejected(office, draft, reason=reason)
    assert now(office, draft).state is ApprovalState.OPEN


def test_decided_elsewhere__closes_the_card(office: Bridge) -> None:
    draft = open_drafts(office)["RL-1"]
    office.re_leased.documents.approve(COMPANY, twin_of(office, "RL-1"), by=MARCUS)
    office.sync()
    state, result = ended(office, draft)
    assert state is ApprovalState.DECIDED_ELSEWHERE
    assert "approved in Re-Leased" in result
    with pytest.raises(NotDecided, match="RL-1 is closed"):
        approved(office, draft)


def test_two_approvers_at_once__one_counts_and_the_other_is_told_who(either_office: Bridge) -> None:
    draft = open_drafts(either_office)["RL-1"]

    def click(who: Requester) -> str:
        try:
            return approved(either_office, draft, who).state
        except NotDecided as error:
            return str(error)

    with ThreadPoolExecutor(2) as clicks:
        first, second = sorted(clicks.map(click, (GRACE, HENRY)), key=len)
    assert first == ApprovalState.GRANTED
    assert second in {f"RL-1 was approved by {name} already." for name in ("grace", "henry")}
    assert len(carry_out_decisions(either_office)) == 1


def test_second_approver__is_needed_above_the_amount(office: Bridge) -> None:
    policy(office, second_above="100")
    draft = open_drafts(office)["RL-1"]
    first = approved(office, draft, GRACE)
    assert first.state is ApprovalState.WAITING_SECOND
    assert carry_out_decisions(office) == []
    with pytest.raises(NotDecided, match="two different people"):
        approved(office, draft, GRACE)
    assert approved(office, draft, HENRY).state is ApprovalState.GRANTED
    carry_out_decisions(office)
    assert statuses(office, "RL-1") == (POSTED, POSTED)


def test_limit__sends_to_an_administrator(office: Bridge) -> None:
    policy(office, limit="100")
    draft = open_drafts(office)["RL-1"]
    with pytest.raises(NotDecided, match=r"above your limit of 100\.00 GBP"):
        approved(office, draft, GRACE)
    assert approved(office, draft, PRIYA).state is ApprovalState.GRANTED
    left = all_approved(office, GRACE)
    assert [one.draft.title for one in left.decided] == ["RL-2"]
    assert [one.approval.draft.title for one in left.left_out] == ["B-1"]


def test_rights__are_asked_again_in_the_job(office: Bridge) -> None:
    draft = open_drafts(office)["RL-1"]
    approved(office, draft, GRACE)
    office.roster = roster_of({"U0GRACE": Role.VIEWER})
    writes = office.writes()
    carry_out_decisions(office)
    assert office.writes() == writes
    assert ended(office, draft) == (
        ApprovalState.REFUSED,
        "Nothing was changed on either side. grace is not allowed to decide about drafts any more.",
    )


@pytest.mark.parametrize("who", [TOM, Requester("U0NOBODY", "nobody"), Requester("", "terminal")])
def test_nobody_else__may_decide(office: Bridge, who: Requester) -> None:
    with pytest.raises(NotDecided):
        approved(office, open_drafts(office)["RL-1"], who)


def test_own_work__is_left_to_others(office: Bridge) -> None:
    marcus = Requester("U0MARCUS", "marcus")
    office.roster = roster_of({"U0MARCUS": Role.ADMINISTRATOR})
    with pytest.raises(NotDecided, match="Nobody decides about their own"):
        approved(office, open_drafts(office)["RL-1"], marcus)


def test_own_work__in_intacct_is_told_though_somebody_else_changed_it_since(
    office: Bridge,
) -> None:
    customer = customer_in_intacct(office)
    entered = invoice_in_intacct(office, customer, draft=True, by="glim")
    agreed = InvoiceForm(description="Agreed")
    office.intacct.update_invoice(entered.record_no, agreed, submit=False, by="fsmith")
    office.sync()
    with pytest.raises(NotDecided, match="was entered or changed by glim, fsmith"):
        approved(office, open_drafts(office)["INV-9001"], GRACE)


def test_not_shown__is_never_approved(office: Bridge) -> None:
    draft = open_drafts(office)["RL-1"]
    other = replace(draft, draft=replace(draft.draft, intacct_fingerprint="another"))
    with pytest.raises(NotDecided, match="has changed since this was shown"):
        approved(office, other)


def test_failed_run__gives_up_what_it_had_not_begun(office: Bridge) -> None:
    draft = open_drafts(office)["RL-1"]
    approved(office, draft)
    with office.store.transaction() as transaction:
        for run in transaction.runs.unfinished():
            for _ in range(10):
                transaction.runs.start(run.run_id)
    carry_out_decisions(office)
    state, result = ended(office, draft)
    assert state is ApprovalState.REFUSED
    assert result.startswith("Nothing was changed on either side. This run was taken up 10 times")


def test_taken_back__before_it_is_carried_out_is_not_posted(office: Bridge) -> None:
    draft = open_drafts(office)["RL-1"]
    approved(office, draft)
    office.re_leased.documents.reject(COMPANY, twin_of(office, "RL-1"), by=MARCUS)
    carry_out_decisions(office)
    assert statuses(office, "RL-1") == (DRAFT, REJECTED)
    assert ended(office, draft)[0] is ApprovalState.DECIDED_ELSEWHERE
    assert (
        office.re_leased.documents.get(COMPANY, twin_of(office, "RL-1")).status is Status.REJECTED
    )


def test_half_way__an_ordinary_run_has_re_leased_follow_and_the_card_ends_well(
    office: Bridge,
) -> None:
    """Posted in Intacct, and then Re-Leased was away: whatever happens next, nothing stays half done."""
    draft = open_drafts(office)["RL-1"]
    approved(office, draft)
    re_leased = office.ledgers[Side.RE_LEASED]
    office.ledgers[Side.RE_LEASED] = AwayAfter(re_leased, readings=1)
    carry_out_decisions(office)
    office.ledgers[Side.RE_LEASED] = re_leased
    assert statuses(office, "RL-1") == (POSTED, DRAFT)
    assert now(office, draft).posted_at is not None
    office.sync()
    assert statuses(office, "RL-1") == (POSTED, POSTED)
    assert ended(office, draft)[0] is ApprovalState.APPROVED
