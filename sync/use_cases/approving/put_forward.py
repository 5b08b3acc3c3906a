"""Putting drafts before people: a projection of what the ledgers say, brought up to date after each run.

What appears is put forward; what changed lapses and is put forward anew; what was decided in a ledger closes.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sync.domain.approving.approvals import Approval, ApprovalEnding, ApprovalState
from sync.domain.approving.granting import what_became_of
from sync.domain.making_steps import Pair
from sync.domain.plan import Face
from sync.domain.standing import StandingState
from sync.use_cases.approving.drafting import drafts_of
from sync.use_cases.approving.endings import end_approvals, tell
from sync.use_cases.ports import AwaitingPair, Transaction

OPEN_WRITES = 1000
"""Far more writes than are ever without an outcome."""


def close_what_moved(transaction: Transaction, link_id: int) -> None:
    """End the approvals of drafts that are not as they were shown, or were decided elsewhere."""
    moved = transaction.approvals.not_as_shown(link_id)
    if not moved:
        return
    ids = [one for each in moved for one in (each.draft.intacct_id, each.draft.re_leased_id)]
    faces = transaction.records.faces(ids)
    open_writes = transaction.intents.unresolved(link_id, OPEN_WRITES)
    on_the_way = {record_id for intent in open_writes for record_id in intent.step.record_ids}
    endings = (
        _ending(transaction, approval, faces)
        for approval in moved
        # What became of a write of our own is not known yet: it is nobody else's change.
        if on_the_way.isdisjoint({approval.draft.intacct_id, approval.draft.re_leased_id})
    )
    end_approvals(transaction, list(endings))


def put_forward(
    transaction: Transaction,
    link_id: int,
    pairs: Sequence[AwaitingPair],
    batch_id: int | None = None,
) -> tuple[Approval, ...]:
    """Put these drafts before people, as one batch; their card follows.

    One whose sides differ waits for the sync to carry that over, or for a person to settle it.
    """
    drafts = drafts_of(transaction, link_id, pairs)
    hours = transaction.settings.get(link_id).approval.expires_after_hours
    opened = transaction.approvals.open(
        link_id, drafts, expires_after=timedelta(hours=hours), batch_id=batch_id
    )
    tell(transaction, opened)
    return opened


def _ending(
    transaction: Transaction, approval: Approval, faces: Mapping[int, Face]
) -> ApprovalEnding | None:
    draft = approval.draft
    pair = Pair(draft.kind, faces[draft.intacct_id], faces[draft.re_leased_id])
    ending = what_became_of(approval.shown, pair)
    if ending is not None or approval.posted_at is None:
        return ending
    # Posted by us, and an ordinary run has asked Re-Leased to follow.
    standing = transaction.records.known([draft.re_leased_id])[draft.re_leased_id].standing
    if standing.state is not StandingState.REFUSED:
        return None
    result = (
        "Posted in Sage Intacct, but Re-Leased would not approve it: "
        f"{standing.subject or standing.detail}"
    )
    return ApprovalEnding(approval.approval_id, ApprovalState.REFUSED, result)
