"""The planner: changes and rule book in, steps and standings out. Pure, one candidate at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sync.domain.comparison import (
    Comparison,
    changed_fields,
    compare,
    shown_changes,
    with_fields_of,
)
from sync.domain.crossing import MISSING, Counterparts, carried, missing_references
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, Decision, Face, Step, StepVerb
from sync.domain.records import (
    DimensionValue,
    DocumentStatus,
    Record,
    SalesInvoice,
    amount_of,
    field_names,
    title_of,
)
from sync.domain.rule_book import may_change_from
from sync.domain.rules import Newcomer, Terms, objection_to, waiting_for
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, Standing, StandingState

STATUS = "status"


@dataclass(frozen=True, slots=True)
class Context:
    """What the planner may know beside the candidate itself.

    Attributes:
        terms: What the link lays down.
        counterparts: By the side a reference is read on: the counterparts of the references met in
            this batch of candidates.
    """

    terms: Terms
    counterparts: Mapping[Side, Counterparts]


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of one linked record."""

    kind: RecordKind
    intacct: Face
    re_leased: Face

    def face(self, side: Side) -> Face:
        """The face on `side`."""
        return self.intacct if side is Side.INTACCT else self.re_leased


def decide(candidate: Candidate, context: Context) -> Decision:
    """What to do about `candidate`: steps to take, and where records stand that do not travel.

    Args:
        candidate: A changed pair, or a record without a counterpart.
        context: The link's terms and the counterparts of every reference in the candidate.

    Returns:
        A decision without steps and standings when there is nothing to do.
    """
    if candidate.intacct is not None and candidate.re_leased is not None:
        pair = Pair(candidate.kind, candidate.intacct, candidate.re_leased)
        return _decide_pair(pair, context)
    face = candidate.intacct or candidate.re_leased
    if face is None:
        raise ValueError("A candidate needs at least one side.")
    return _decide_newcomer(candidate, face, context)


# --- a record without a counterpart ---------------------------------------------------------------


def _decide_newcomer(candidate: Candidate, face: Face, context: Context) -> Decision:
    twin = _twin(candidate, face, context)
    if twin is not None:
        return _link(candidate.kind, face, twin, context)
    counterparts = context.counterparts[face.side]
    objection = objection_to(Newcomer(candidate.kind, face, context.terms, counterparts))
    if objection is not None:
        return Decision(standings=((face.record_id, objection),))
    return Decision(steps=(_step(StepVerb.CREATE, candidate.kind, face, target=None),))


def _twin(candidate: Candidate, face: Face, context: Context) -> Face | None:
    """The record of the other side that is the same thing: equal code, and equal dimension."""
    if face.side is not Side.INTACCT or face.gone:
        return None  # Reference data is Intacct's: pairs are found from there, each used once.
    twins = [twin for twin in candidate.look_alikes if _same_dimension(face.now, twin.now, context)]
    return twins[0] if twins else None


def _same_dimension(intacct: Record, re_leased: Record, context: Context) -> bool:
    if not isinstance(intacct, DimensionValue) or not isinstance(re_leased, DimensionValue):
        return True
    counterpart = context.counterparts[Side.INTACCT].get(intacct.dimension, MISSING)
    return counterpart.key == re_leased.dimension.key


def _link(kind: RecordKind, intacct: Face, re_leased: Face, context: Context) -> Decision:
    """Link a pair that was there on both sides, then let Intacct's values flow."""
    step = _step(StepVerb.LINK, kind, intacct, target=re_leased)
    agreed = agreed_when_linked(intacct, re_leased, context.counterparts[Side.RE_LEASED])
    linked = Pair(kind, replace(intacct, agreed=agreed), replace(re_leased, agreed=re_leased.now))
    following = _decide_pair(linked, context)
    return Decision(steps=(step, *following.steps), standings=following.standings)


def agreed_when_linked(intacct: Face, re_leased: Face, counterparts: Counterparts) -> Record:
    """What counts as agreed on Intacct's side of a newly linked pair: what Re-Leased says.

    Whatever Intacct says differently is a change made in Intacct, and travels as one.
    """
    theirs = carried(
        re_leased.now,
        source=Side.RE_LEASED,
        own_key=re_leased.key,
        target_key=intacct.key,
        counterparts=counterparts,
    )
    return with_fields_of(intacct.now, theirs, field_names(intacct.now))


# --- a linked pair --------------------------------------------------------------------------------


def _decide_pair(pair: Pair, context: Context) -> Decision:
    gone = _gone(pair)
    if gone is not None:
        return _both_stand(pair, gone)
    missing = [
        reference
        for side in Side
        for reference in missing_references(pair.face(side).now, context.counterparts[side])
    ]
    if missing:
        return _both_stand(pair, waiting_for(tuple(missing)))
    comparison = _compared(pair, context)
    status_step, status_standing = _status(pair)
    if _is_voided(pair):
        comparison = _taken_as_it_is(comparison)
    steps, standing = _field_steps(pair, comparison, context)
    if status_step is not None:
        steps = (*steps, status_step)
    standing = status_standing or standing
    if standing is None and not steps:
        return _both_stand(pair, LINKED)
    return Decision(steps, _both_stand(pair, standing).standings if standing else ())


def _gone(pair: Pair) -> Standing | None:
    """A deletion on either side is not carried over: somebody is told."""
    if pair.intacct.gone:
        return Standing(StandingState.REMINDER, Cause.DELETED_IN_INTACCT)
    if pair.re_leased.gone:
        return Standing(StandingState.REMINDER, Cause.DELETED_IN_RE_LEASED)
    return None


def _compared(pair: Pair, context: Context) -> Comparison:
    intacct, re_leased = pair.intacct, pair.re_leased
    return compare(
        intacct_changes=_changes(intacct) - {STATUS},
        re_leased_changes=_changes(re_leased) - {STATUS},
        intacct_in_re_leased_terms=_crossed(pair, Side.INTACCT, context),
        re_leased_now=re_leased.now,
    )


def _taken_as_it_is(comparison: Comparison) -> Comparison:
    """A voided document says no more: whatever else changed in it does not travel."""
    nothing: frozenset[str] = frozenset()
    everything = (
        comparison.to_re_leased
        | comparison.to_intacct
        | comparison.agreed_anew
        | comparison.clashes
    )
    return Comparison(nothing, nothing, everything, nothing)


def _changes(face: Face) -> frozenset[str]:
    if face.agreed is None:
        raise ValueError(f"Record {face.record_id} is linked and has no agreed content.")
    return changed_fields(face.now, face.agreed)


def _crossed(pair: Pair, source: Side, context: Context) -> Record:
    own, other = pair.face(source), pair.face(source.other)
    return carried(
        own.now,
        source=source,
        own_key=own.key,
        target_key=other.key,
        counterparts=context.counterparts[source],
    )


def _field_steps(
    pair: Pair, comparison: Comparison, context: Context
) -> tuple[tuple[Step, ...], Standing | None]:
    steps: list[Step] = []
    standing: Standing | None = None
    if comparison.agreed_anew:
        steps.append(_pair_step(StepVerb.AGREE, pair, Side.INTACCT, comparison.agreed_anew))
    for source, names in (
        (Side.INTACCT, comparison.to_re_leased),
        (Side.RE_LEASED, comparison.to_intacct),
    ):
        if names and may_change_from(pair.kind, source):
            before, after = pair.face(source.other).now, _crossed(pair, source, context)
            step = _pair_step(StepVerb.UPDATE, pair, source, names)
            steps.append(replace(step, changes=shown_changes(before, after, names)))
        elif names:
            standing = _changed_where_not_allowed(pair, names)
    if comparison.clashes:
        standing = _clash(pair, comparison.clashes, context)
    return tuple(steps), standing


def _changed_where_not_allowed(pair: Pair, names: frozenset[str]) -> Standing:
    """A change made on a side that may not make it becomes a reminder to make it on the other."""
    face = pair.re_leased
    changes = shown_changes(face.agreed or face.now, face.now, names)
    detail = "; ".join(f"{change.field}: {change.before} -> {change.after}" for change in changes)
    return Standing(
        StandingState.REMINDER,
        Cause.CHANGED_WHERE_NOT_ALLOWED,
        subject=title_of(face.now),
        detail=detail,
    )


def _clash(pair: Pair, names: frozenset[str], context: Context) -> Standing:
    """The same field changed differently on both sides: both values, for a person to choose from."""
    changes = shown_changes(_crossed(pair, Side.INTACCT, context), pair.re_leased.now, names)
    detail = "; ".join(
        f"{change.field}: {change.before} in Sage Intacct, {change.after} in Re-Leased"
        for change in changes
    )
    subject = title_of(pair.intacct.now)
    return Standing(
        StandingState.CONFLICT, Cause.CHANGED_ON_BOTH_SIDES, subject=subject, detail=detail
    )


# --- the status of a document ---------------------------------------------------------------------

_DRAFT, _POSTED, _VOIDED = DocumentStatus.DRAFT, DocumentStatus.POSTED, DocumentStatus.VOIDED
_PRIVATE, _REJECTED = DocumentStatus.PRIVATE, DocumentStatus.REJECTED

_STATUS_STEPS: dict[tuple[DocumentStatus, DocumentStatus], tuple[StepVerb, Side]] = {
    (_POSTED, _DRAFT): (StepVerb.APPROVE, Side.RE_LEASED),
    (_DRAFT, _POSTED): (StepVerb.APPROVE, Side.INTACCT),
    (_VOIDED, _POSTED): (StepVerb.VOID, Side.RE_LEASED),
}
"""By the status in Intacct and in Re-Leased: what is done, and on which side.

Approving or posting on either side is followed by the other. A reversal in Intacct voids the twin;
a void is never made in Intacct by the sync.
"""

_STATUS_REMINDERS: dict[tuple[DocumentStatus, DocumentStatus], Cause] = {
    (_POSTED, _VOIDED): Cause.VOIDED_IN_RE_LEASED,
    (_DRAFT, _VOIDED): Cause.VOIDED_IN_RE_LEASED,
    (_VOIDED, _DRAFT): Cause.REVERSED_WHILE_AWAITING_APPROVAL,
    (_DRAFT, _REJECTED): Cause.TAKEN_BACK_IN_RE_LEASED,
    (_DRAFT, _PRIVATE): Cause.TAKEN_BACK_IN_RE_LEASED,
    (_POSTED, _REJECTED): Cause.TAKEN_BACK_IN_RE_LEASED,
    (_POSTED, _PRIVATE): Cause.TAKEN_BACK_IN_RE_LEASED,
}
"""By the status in Intacct and in Re-Leased: what somebody is reminded of."""


def _statuses(pair: Pair) -> tuple[DocumentStatus, DocumentStatus] | None:
    intacct, re_leased = pair.intacct.now, pair.re_leased.now
    if isinstance(intacct, SalesInvoice) and isinstance(re_leased, SalesInvoice):
        return intacct.status, re_leased.status
    return None


def _is_voided(pair: Pair) -> bool:
    return _VOIDED in (_statuses(pair) or ())


def _status(pair: Pair) -> tuple[Step | None, Standing | None]:
    """The step that brings both statuses together, or the reminder where only a person can."""
    statuses = _statuses(pair)
    if statuses is None:
        return None, None
    if statuses in _STATUS_STEPS:
        verb, side = _STATUS_STEPS[statuses]
        return _pair_step(verb, pair, side.other, frozenset()), None
    if statuses in _STATUS_REMINDERS:
        cause = _STATUS_REMINDERS[statuses]
        subject = title_of(pair.intacct.now)
        return None, Standing(StandingState.REMINDER, cause, subject=subject)
    if STATUS in _changes(pair.intacct) | _changes(pair.re_leased):
        return _pair_step(StepVerb.AGREE, pair, Side.INTACCT, frozenset({STATUS})), None
    return None, None


# --- making steps ---------------------------------------------------------------------------------


def _pair_step(verb: StepVerb, pair: Pair, source: Side, names: frozenset[str]) -> Step:
    step = _step(verb, pair.kind, pair.face(source), target=pair.face(source.other))
    ordered = (name for name in field_names(pair.intacct.now) if name in names)
    return replace(step, fields=tuple(ordered))


def _step(verb: StepVerb, kind: RecordKind, source: Face, *, target: Face | None) -> Step:
    return Step(
        verb=verb,
        kind=kind,
        side=source.side.other,
        source_id=source.record_id,
        source_fingerprint=source.fingerprint,
        target_id=target.record_id if target else None,
        target_fingerprint=target.fingerprint if target else "",
        fields=(),
        title=title_of(source.now),
        amount=amount_of(source.now),
    )


def _both_stand(pair: Pair, standing: Standing) -> Decision:
    records = (pair.intacct.record_id, pair.re_leased.record_id)
    return Decision(standings=tuple((record_id, standing) for record_id in records))
