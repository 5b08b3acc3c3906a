"""Planning for a linked payment, or a linked allocation of a credit: nothing is sent, people are told.

Source: Re-Leased's help centre on Sage Intacct (key aspects): a payment is entered on either side, and one that
is undone or deleted in Intacct stays in Re-Leased.
"""

from dataclasses import replace

from sync.domain.comparison import compare, shown_changes
from sync.domain.crossing import full_title, with_titles
from sync.domain.making_steps import Pair, both_stand, changes_of, pair_step
from sync.domain.pair_planner import Context, crossed, deleted, waiting
from sync.domain.plan import Decision, Face, StepVerb
from sync.domain.records import CreditAllocation, Payment, PaymentStatus
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, Standing, StandingState

_DRAFT, _POSTED, _UNDONE = PaymentStatus.DRAFT, PaymentStatus.POSTED, PaymentStatus.UNDONE

PAYMENT_REMINDERS: dict[tuple[PaymentStatus, PaymentStatus], Cause] = {
    (_UNDONE, _POSTED): Cause.UNDONE_IN_INTACCT,
    (_UNDONE, _DRAFT): Cause.UNDONE_IN_INTACCT,
    (_POSTED, _UNDONE): Cause.UNDONE_IN_RE_LEASED,
    (_DRAFT, _UNDONE): Cause.UNDONE_IN_RE_LEASED,
    (_DRAFT, _POSTED): Cause.PAYMENT_NOT_POSTED,
    (_POSTED, _DRAFT): Cause.PAYMENT_NOT_POSTED,
}
"""By the status in Intacct and in Re-Leased, where they differ: what somebody is reminded of."""

_OWN_WORDS = frozenset({"method"})
"""Fields that each side fills with words of its own, so that they can differ and never be compared."""


def is_payment(pair: Pair) -> bool:
    """Whether the pair is a payment or an allocation of a credit."""
    return isinstance(pair.intacct.now, Payment | CreditAllocation)


def decide_payment(pair: Pair, context: Context) -> Decision:
    """What to do about a linked payment or allocation that needs a look.

    It is never changed and never undone by the sync. What was ended on one side only, or differs, somebody is
    reminded of; the reminder closes once both sides have ended it, or agree again.
    """
    if all(_has_ended(face) for face in (pair.intacct, pair.re_leased)):
        return _agreed_or(pair, _changed(pair), LINKED)
    reminder = _taken_off(pair) or deleted(pair) or _status_reminder(pair)
    if reminder is not None:
        return both_stand(pair, _about(pair, reminder, context))
    missing = waiting(pair, context)
    if missing is not None:
        return both_stand(pair, missing)
    return _decide_content(pair, context)


def _decide_content(pair: Pair, context: Context) -> Decision:
    """A difference is told, with both values; what is equal on both sides by now is agreed."""
    comparison = compare(
        intacct_changes=changes_of(pair.intacct),
        re_leased_changes=changes_of(pair.re_leased),
        intacct_in_re_leased_terms=crossed(pair, Side.INTACCT, context),
        re_leased_now=pair.re_leased.now,
    )
    equal = comparison.agreed_anew | (_changed(pair) & _OWN_WORDS)
    different = _changed(pair) - equal
    standing = _difference(pair, different, context) if different else LINKED
    return _agreed_or(pair, equal, standing)


def _agreed_or(pair: Pair, equal: frozenset[str], standing: Standing) -> Decision:
    """Fields to be agreed anew come as a step, after which the pair stands linked by itself."""
    steps = (pair_step(StepVerb.AGREE, pair, Side.INTACCT, equal),) if equal else ()
    if steps and standing is LINKED:
        return Decision(steps)
    return Decision(steps, both_stand(pair, standing).standings)


def _changed(pair: Pair) -> frozenset[str]:
    return changes_of(pair.intacct) | changes_of(pair.re_leased)


def _has_ended(face: Face) -> bool:
    """A payment ends by being undone or deleted."""
    match face.now:
        case Payment(status=status) | CreditAllocation(status=status):
            return face.gone or status is _UNDONE
        case _:
            return face.gone


def _taken_off(pair: Pair) -> Standing | None:
    """A credit taken off its document in Re-Leased is shown there no more: that is how it is undone there."""
    stands = not pair.intacct.gone and isinstance(pair.intacct.now, CreditAllocation)
    return _reminder(Cause.UNDONE_IN_RE_LEASED) if pair.re_leased.gone and stands else None


def _status_reminder(pair: Pair) -> Standing | None:
    """Undone on one side only, or not in the books of one side yet."""
    match pair.intacct.now, pair.re_leased.now:
        case (Payment(status=ours), Payment(status=theirs)) | (
            CreditAllocation(status=ours),
            CreditAllocation(status=theirs),
        ) if (ours, theirs) in PAYMENT_REMINDERS:
            return _reminder(PAYMENT_REMINDERS[ours, theirs])
        case _:
            return None


def _difference(pair: Pair, names: frozenset[str], context: Context) -> Standing:
    known = context.counterparts[Side.RE_LEASED]
    ours = with_titles(crossed(pair, Side.INTACCT, context), known)
    changes = shown_changes(ours, with_titles(pair.re_leased.now, known), names)
    detail = "; ".join(
        f"{change.label}: {change.before} in Sage Intacct, {change.after} in Re-Leased"
        for change in changes
    )
    return _about(pair, _reminder(Cause.PAYMENT_CHANGED, detail=detail), context)


def _reminder(cause: Cause, *, detail: str = "") -> Standing:
    return Standing(StandingState.REMINDER, cause, detail=detail)


def _about(pair: Pair, reminder: Standing, context: Context) -> Standing:
    """The reminder with what people call the payment in Intacct."""
    title = full_title(pair.intacct.now, context.counterparts[Side.INTACCT])
    return replace(reminder, subject=title)
