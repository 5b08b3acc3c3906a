"""Drafts approved and rejected in Slack: posted in Intacct and approved in Re-Leased, or clearly neither."""

import pytest

from sync.domain.approving.approvals import ApprovalState
from sync.domain.records import DocumentStatus
from tests.sync.use_cases.approving_desk import (
    ROSTER,
    approved,
    carry_out_decisions,
    now,
    open_drafts,
    statuses,
)
from tests.sync.use_cases.bridge import Bridge
from tests.sync.use_cases.people import invoice_in_re_leased, tenant_in_re_leased

DRAFT, POSTED = DocumentStatus.DRAFT, DocumentStatus.POSTED


@pytest.fixture
def office(bridge: Bridge) -> Bridge:
    """Linked and in step, with people who may approve, and two drafts that await it."""
    bridge.roster = ROSTER
    tenant = tenant_in_re_leased(bridge)
    for number, net in (("RL-1", "200.10"), ("RL-2", "80.00")):
        invoice_in_re_leased(bridge, tenant, number=number, net=net)
    bridge.sync()
    return bridge


def test_approved__is_posted_in_intacct_and_approved_in_re_leased(office: Bridge) -> None:
    draft = open_drafts(office)["RL-1"]
    assert approved(office, draft).state is ApprovalState.GRANTED
    carry_out_decisions(office)
    assert statuses(office, "RL-1") == (POSTED, POSTED)
    ended = now(office, draft)
    assert (ended.state, ended.result) == (
        ApprovalState.APPROVED,
        "Posted in Sage Intacct, approved in Re-Leased.",
    )
