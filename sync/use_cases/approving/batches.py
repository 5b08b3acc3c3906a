"""Several drafts together: what they come to, and what names them as they were shown."""

import hashlib
from collections.abc import Sequence

from sync.domain.approving.approvals import Approval
from sync.domain.money import Money, total

SHOWN_DIGITS = 12
"""So many digits of a digest go out to Slack and come back."""


def digest_of(approvals: Sequence[Approval]) -> str:
    """Names these drafts, their contents and how far each is decided: it changes with any of them."""
    parts = sorted(f"{one.approval_id}:{one.draft.digest}:{one.state}" for one in approvals)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:SHOWN_DIGITS]


def short_digest(approval: Approval) -> str:
    """The beginning of what names a draft's content, long enough that no other has it."""
    return approval.draft.digest[:SHOWN_DIGITS]


def totals_of(approvals: Sequence[Approval]) -> tuple[Money, ...]:
    """What these drafts come to, one amount for each currency."""
    currencies = dict.fromkeys(one.draft.amount.currency for one in approvals)
    return tuple(
        total((one.draft.amount for one in approvals if one.draft.amount.currency == each), each)
        for each in currencies
    )
