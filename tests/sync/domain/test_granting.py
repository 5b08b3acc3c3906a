"""What people decided about a draft, as an input of the planner."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sync.domain.approving.approvals import ApprovalState, ApprovalVerb, Grant, Shown
from sync.domain.plan import Candidate, StepVerb
from sync.domain.planner import decide
from sync.domain.records import DocumentStatus
from sync.domain.sides import Side
from tests.sync.domain.made import CONTEXT, engine_taxed, line, pair_of_invoices, pounds


def granted(candidate: Candidate) -> Candidate:
    """Somebody approved it exactly as it is."""
    assert candidate.intacct is not None
    assert candidate.re_leased is not None
    shown = Shown(7, candidate.intacct.fingerprint, candidate.re_leased.fingerprint)
    return replace(candidate, grant=Grant(ApprovalVerb.APPROVE, shown))


def test_granted_as_shown__is_posted_in_intacct() -> None:
    (step,) = decide(granted(pair_of_invoices()), CONTEXT).steps
    assert (step.verb, step.side, step.approval_id) == (StepVerb.APPROVE, Side.INTACCT, 7)


@pytest.mark.parametrize("side", Side, ids=str)
@pytest.mark.parametrize("change", [{"reference": "April"}, {"lines": (line("1100.00"),)}], ids=str)
def test_granted_while_the_sides_differ__is_not_posted(side: Side, change: dict[str, Any]) -> None:
    """Nobody could say which of the two was approved."""
    changes = (change, {}) if side is Side.INTACCT else ({}, change)
    decision = decide(granted(pair_of_invoices(*changes)), CONTEXT)
    assert decision.steps == ()
    (ending,) = decision.approval_endings
    assert (ending.approval_id, ending.state) == (7, ApprovalState.LAPSED)


def test_granted_while_its_tax_is_on_its_way__is_posted() -> None:
    """Intacct works it out, and it is what was shown."""
    worked_out = {"lines": (engine_taxed(pounds("20.00")),)}
    candidate = pair_of_invoices(worked_out, agreed={"lines": (engine_taxed(None),)})
    (step,) = decide(granted(candidate), CONTEXT).steps
    assert step.verb is StepVerb.APPROVE


def posted(candidate: Candidate) -> Candidate:
    """We posted it in Intacct, and Re-Leased is to follow."""
    assert candidate.grant is not None
    shown = replace(candidate.grant.shown, is_posted=True)
    return replace(candidate, grant=replace(candidate.grant, shown=shown))


POSTED = {"status": DocumentStatus.POSTED}


def test_posted_as_shown__re_leased_follows_in_the_same_name() -> None:
    candidate = posted(granted(pair_of_invoices(POSTED)))
    (step,) = decide(candidate, CONTEXT).steps
    assert (step.verb, step.side, step.approval_id) == (StepVerb.APPROVE, Side.RE_LEASED, 7)


@pytest.mark.parametrize(
    "change", [{"lines": (line("1100.00"),)}, {"due_date": date(2027, 1, 31)}], ids=str
)
def test_changed_as_it_was_posted__goes_no_further_in_anybodys_name(change: dict[str, Any]) -> None:
    decision = decide(posted(granted(pair_of_invoices({**POSTED, **change}))), CONTEXT)
    assert decision.steps == ()
    (ending,) = decision.approval_endings
    assert (ending.approval_id, ending.state) == (7, ApprovalState.REFUSED)
    assert "not what was shown" in ending.result
