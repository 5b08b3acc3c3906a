"""The status of a linked document: who follows whom, and where only a person can help.

Source: Re-Leased help centre on Sage Intacct: Awaiting Approval is a Draft and Approved is Posted; a
reversal in Intacct voids the twin; a void in Re-Leased does not travel.
"""

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.making_steps import Pair, changes_of, pair_step
from sync.domain.plan import Step, StepVerb
from sync.domain.records import Document, DocumentStatus, title_of
from sync.domain.rule_book import may_end_from
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState

STATUS = "status"

_PRIVATE, _DRAFT, _REJECTED = DocumentStatus.PRIVATE, DocumentStatus.DRAFT, DocumentStatus.REJECTED
_POSTED, _VOIDED = DocumentStatus.POSTED, DocumentStatus.VOIDED

STATUS_STEPS: dict[tuple[DocumentStatus, DocumentStatus], tuple[StepVerb, Side]] = {
    (_POSTED, _DRAFT): (StepVerb.APPROVE, Side.RE_LEASED),
    (_DRAFT, _POSTED): (StepVerb.APPROVE, Side.INTACCT),
    (_VOIDED, _POSTED): (StepVerb.VOID, Side.RE_LEASED),
}
"""By the status in Intacct and in Re-Leased: what is done, and on which side.

Approving or posting on either side is followed by the other. A void is never made in Intacct by the sync.
"""

STATUS_REMINDERS: dict[tuple[DocumentStatus, DocumentStatus], Cause] = {
    (_POSTED, _VOIDED): Cause.VOIDED_IN_RE_LEASED,
    (_DRAFT, _VOIDED): Cause.VOIDED_IN_RE_LEASED,
    (_VOIDED, _DRAFT): Cause.REVERSED_WHILE_AWAITING_APPROVAL,
    (_DRAFT, _REJECTED): Cause.TAKEN_BACK_IN_RE_LEASED,
    (_DRAFT, _PRIVATE): Cause.TAKEN_BACK_IN_RE_LEASED,
    (_POSTED, _REJECTED): Cause.TAKEN_BACK_IN_RE_LEASED,
    (_POSTED, _PRIVATE): Cause.TAKEN_BACK_IN_RE_LEASED,
}
"""By the status in Intacct and in Re-Leased: what somebody is reminded of."""


def is_voided(pair: Pair) -> bool:
    """Whether the document has ended on either side."""
    return _VOIDED in (_statuses(pair) or ())


def follow_status(pair: Pair) -> tuple[Step | None, Standing | None]:
    """The step that brings both statuses together, or the reminder where only a person can.

    Both are None where the statuses agree, and for records that have none.
    """
    statuses = _statuses(pair)
    if statuses is None:
        return None, None
    if statuses in STATUS_STEPS:
        verb, side = STATUS_STEPS[statuses]
        _require_rule(pair.kind, verb, source=side.other)
        return pair_step(verb, pair, side.other), None
    if statuses in STATUS_REMINDERS:
        subject = title_of(pair.intacct.now)
        cause = STATUS_REMINDERS[statuses]
        return None, Standing(StandingState.REMINDER, cause, subject=subject)
    return None, None


def status_agreed_anew(pair: Pair) -> frozenset[str]:
    """The status, where it changed on either side and both now say the same or have ended."""
    statuses = _statuses(pair)
    if statuses is None or statuses in STATUS_STEPS or statuses in STATUS_REMINDERS:
        return frozenset()
    return frozenset({STATUS}) & (changes_of(pair.intacct) | changes_of(pair.re_leased))


def _require_rule(kind: RecordKind, verb: StepVerb, *, source: Side) -> None:
    """The rule book has the last word on an end: this table must never say more than it does."""
    if verb is StepVerb.VOID and not may_end_from(kind, source):
        raise BrokenPromise(
            f"The rule book does not let {source.label} end a {kind.singular} on the other side."
        )


def _statuses(pair: Pair) -> tuple[DocumentStatus, DocumentStatus] | None:
    intacct, re_leased = pair.intacct.now, pair.re_leased.now
    if isinstance(intacct, Document) and isinstance(re_leased, Document):
        return intacct.status, re_leased.status
    return None
