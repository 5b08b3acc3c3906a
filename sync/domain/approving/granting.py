"""Carrying out what people decided about a draft, and what became of drafts that were not decided here.

The decision is an input of the planner, obeyed only while both records say what was shown. The draft is posted
in Intacct first; then Re-Leased follows by the rule that it always follows by, in the same run.
"""

from dataclasses import replace

from sync.domain.approving.approvals import (
    ApprovalEnding,
    ApprovalState,
    ApprovalVerb,
    Grant,
    Shown,
)
from sync.domain.calculated_tax import changes_but_for_tax, is_taxed_by_intacct
from sync.domain.document_status import STATUS
from sync.domain.making_steps import Pair, changes_of, pair_step
from sync.domain.pair_planner import Context, decide_pair
from sync.domain.plan import Candidate, Decision, Face, Step, StepVerb
from sync.domain.records import Document, DocumentStatus
from sync.domain.sides import Side

_DRAFT, _POSTED = DocumentStatus.DRAFT, DocumentStatus.POSTED

_ANSWERED_FOR = frozenset({"contact", "issue_date", "due_date", "currency", "lines"})
"""What an approver answers for: who owes how much when, and where it goes in the books. Not the number, which
Intacct may give as it posts."""

_ENDED_IN_RE_LEASED = {
    DocumentStatus.POSTED: "approved",
    DocumentStatus.REJECTED: "rejected",
    DocumentStatus.PRIVATE: "taken back",
    DocumentStatus.VOIDED: "voided",
}
_ENDED_IN_INTACCT = {
    DocumentStatus.POSTED: "posted",
    DocumentStatus.VOIDED: "reversed",
}


def decide_granted(candidate: Candidate, grant: Grant, context: Context) -> Decision:
    """The step that carries out what people decided, or why it is not carried out any more."""
    if candidate.intacct is None or candidate.re_leased is None:
        raise ValueError("A draft that people decide about has a counterpart.")
    pair = Pair(candidate.kind, candidate.intacct, candidate.re_leased)
    if grant.shown.is_posted and statuses_of(pair) == (_POSTED, _DRAFT):
        changed = _changed_in_intacct(grant.shown, pair) or _changed_in_re_leased(grant.shown, pair)
        return Decision(approval_endings=(changed,)) if changed else _followed(pair, grant, context)
    became = what_became_of(grant.shown, pair)
    if became is None and not says_one_thing(pair):
        why = "The two sides did not say the same when it was shown."
        became = ApprovalEnding(grant.shown.approval_id, ApprovalState.LAPSED, why)
    if became is not None:
        return Decision(approval_endings=(became,))
    return Decision(steps=(_step(pair, grant),))


def what_became_of(shown: Shown, pair: Pair) -> ApprovalEnding | None:
    """How an approval has ended by what the ledgers now say; None while the draft is as it was shown.

    Also None where we posted it and Re-Leased is still to follow.
    """
    if shown.is_posted:
        return _after_posting(shown, pair)
    if is_held(pair):
        why = "It was unlinked: nothing of it travels until it is linked again."
        return ApprovalEnding(shown.approval_id, ApprovalState.LAPSED, why)
    if elsewhere := _gone(pair) or _ended(pair):
        return ApprovalEnding(shown.approval_id, ApprovalState.DECIDED_ELSEWHERE, elsewhere)
    if moved := _moved(shown, pair) or _passed_on(shown, pair):
        return ApprovalEnding(shown.approval_id, ApprovalState.LAPSED, moved)
    return None


def says_one_thing(pair: Pair) -> bool:
    """Whether nothing changed on one side that the other does not have yet.

    Otherwise nobody could say what is approved. Tax that Intacct works out may be on its way.
    """
    return not (_own_changes(pair, pair.intacct) | _own_changes(pair, pair.re_leased)) - {STATUS}


def _own_changes(pair: Pair, face: Face) -> frozenset[str]:
    """What changed on one side since both agreed."""
    return changes_but_for_tax(face) if is_taxed_by_intacct(pair) else changes_of(face)


def is_held(pair: Pair) -> bool:
    """Whether somebody unlinked it."""
    return pair.intacct.unlinked or pair.re_leased.unlinked


def statuses_of(pair: Pair) -> tuple[DocumentStatus, DocumentStatus]:
    """The document's status in Intacct and in Re-Leased."""
    intacct, re_leased = pair.intacct.now, pair.re_leased.now
    if not (isinstance(intacct, Document) and isinstance(re_leased, Document)):
        raise TypeError("Only documents are approved.")
    return intacct.status, re_leased.status


def _followed(pair: Pair, grant: Grant, context: Context) -> Decision:
    """Posted in Intacct: all that Re-Leased's own rule says now, and it knows whose decision it carries out."""
    decision = decide_pair(pair, context)
    steps = tuple(
        replace(step, approval_id=grant.shown.approval_id)
        if step.verb is StepVerb.APPROVE
        else step
        for step in decision.steps
    )
    return replace(decision, steps=steps)


def _changed_in_intacct(shown: Shown, pair: Pair) -> ApprovalEnding | None:
    """What stands in Intacct by now is not what was shown.

    Intacct posts a draft as it is by then, and somebody may have saved it after our last look, or changed it
    since. Nothing prevents that, as Intacct cannot be asked to post only what we saw; so people are told.
    """
    if not _own_changes(pair, pair.intacct) & _ANSWERED_FOR:
        return None
    why = (
        f"Posted in Sage Intacct, where it was changed{_by(pair.intacct)} as that happened or soon after: what "
        "stands there is not what was shown. Look at it in Sage Intacct, and reverse it there if it is not "
        "right. The next sync carries it to Re-Leased by its usual rules."
    )
    return ApprovalEnding(shown.approval_id, ApprovalState.REFUSED, why)


def _changed_in_re_leased(shown: Shown, pair: Pair) -> ApprovalEnding | None:
    """What people said about one content is not said about another: what follows is no decision of theirs."""
    if pair.re_leased.fingerprint == shown.re_leased_fingerprint:
        return None
    why = (
        f"{POSTED_AS_SHOWN} It changed in Re-Leased{_by(pair.re_leased)} before it was approved there, so this "
        "approval went no further: the next sync carries the change by its usual rules."
    )
    return ApprovalEnding(shown.approval_id, ApprovalState.REFUSED, why)


def _step(pair: Pair, grant: Grant) -> Step:
    if grant.verb is ApprovalVerb.APPROVE:
        step = pair_step(StepVerb.APPROVE, pair, Side.RE_LEASED)
    else:
        step = pair_step(StepVerb.REJECT, pair, Side.INTACCT)
    return replace(step, approval_id=grant.shown.approval_id)


def _after_posting(shown: Shown, pair: Pair) -> ApprovalEnding | None:
    statuses = statuses_of(pair)
    if statuses == (_POSTED, _DRAFT) and _gone(pair) is None:
        return None
    if statuses == (_POSTED, _POSTED):
        return ApprovalEnding(shown.approval_id, ApprovalState.APPROVED, APPROVED_IN_BOTH)
    why = f"Posted in Sage Intacct. Re-Leased did not follow: {_gone(pair) or _ended(pair)}"
    return ApprovalEnding(shown.approval_id, ApprovalState.REFUSED, why)


POSTED_AS_SHOWN = "Posted in Sage Intacct as it was shown."
APPROVED_IN_BOTH = "Posted in Sage Intacct, approved in Re-Leased."


def _gone(pair: Pair) -> str | None:
    for face in (pair.intacct, pair.re_leased):
        if face.gone:
            return f"It was deleted in {face.side.label}{_by(face)}."
    return None


def _ended(pair: Pair) -> str | None:
    """What happened to a document that is no draft any more on one side at least; None where it is."""
    intacct, re_leased = statuses_of(pair)
    if (intacct, re_leased) == (_DRAFT, _DRAFT):
        return None
    ends = []
    if intacct in _ENDED_IN_INTACCT:
        ends.append(f"{_ENDED_IN_INTACCT[intacct]} in Sage Intacct{_by(pair.intacct)}")
    if re_leased in _ENDED_IN_RE_LEASED:
        ends.append(f"{_ENDED_IN_RE_LEASED[re_leased]} in Re-Leased{_by(pair.re_leased)}")
    return f"It was {' and '.join(ends) or 'taken back'}."


def _moved(shown: Shown, pair: Pair) -> str | None:
    seen = {
        Side.INTACCT: shown.intacct_fingerprint,
        Side.RE_LEASED: shown.re_leased_fingerprint,
    }
    moved = [
        f"in {face.side.label}{_by(face)}"
        for face in (pair.intacct, pair.re_leased)
        if face.fingerprint != seen[face.side]
    ]
    return f"It changed {' and '.join(moved)} after it was shown." if moved else None


def _passed_on(shown: Shown, pair: Pair) -> str | None:
    if pair.re_leased.workflow == shown.workflow:
        return None
    if pair.re_leased.workflow:
        return f"Re-Leased's approval workflow “{pair.re_leased.workflow}” has taken it on."
    return "Re-Leased's approval workflow has let it go."


def _by(face: Face) -> str:
    if not face.changed_by:
        return ""
    return f" by {'user ' if face.changed_by.isdigit() else ''}{face.changed_by}"
