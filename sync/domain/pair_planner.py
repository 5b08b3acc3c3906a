"""Planning for a linked pair: fields that travel, fields that clash, changes made where they may not be."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sync.domain.calculated_tax import (
    but_for_tax,
    changes_but_for_tax,
    is_taxed_by_intacct,
    pending_tax,
    with_tax,
)
from sync.domain.choices import Choice
from sync.domain.choosing import is_allowed, lapsed, marked, obeyed, what_moved
from sync.domain.comparison import Comparison, FieldChange, compare, shown_changes
from sync.domain.credit_dates import due_on_its_own_date
from sync.domain.crossing import Counterparts, carried, missing_references
from sync.domain.document_status import STATUS, follow_status, is_voided, status_agreed_anew
from sync.domain.ends import is_deleted_and_dealt_with
from sync.domain.likeness import Likeness
from sync.domain.making_steps import Pair, both_stand, changes_of, pair_step
from sync.domain.never_travelling import waiting_for
from sync.domain.plan import Decision, Step, StepVerb
from sync.domain.records import Record, title_of
from sync.domain.rule_book import may_change_from
from sync.domain.rules import Terms
from sync.domain.shown_values import shown
from sync.domain.sides import Side
from sync.domain.standing import LINKED, Cause, Standing, StandingState


@dataclass(frozen=True, slots=True)
class Context:
    """What the planner may know beside the candidate itself.

    Attributes:
        terms: What the link lays down.
        counterparts: By the side a reference is read on: the counterparts of the references met in
            this batch of candidates.
        open_creations: By the side they were sent to: the titles of records that were to be made there and
            of which no answer came, by each thing that a record may have in common with one of them.
    """

    terms: Terms
    counterparts: Mapping[Side, Counterparts]
    open_creations: Mapping[Side, Mapping[Likeness, str]] = field(default_factory=dict)


def decide_as_chosen(pair: Pair, choice: Choice, context: Context) -> Decision:
    """What to do about a linked pair for which a person picked something: as picked, if nothing has moved.

    Otherwise the choice has lapsed, and the pair is decided as if nobody had chosen.
    """
    why = what_moved(choice, pair.intacct, pair.re_leased)
    if why is None and is_allowed(choice, Cause.CHANGED_ON_BOTH_SIDES):
        decision = decide_pair(pair, context, choice)
        waits = any(standing.state is StandingState.WAITING for _, standing in decision.standings)
        if waits or any(step.choice_id == choice.choice_id for step in decision.steps):
            return decision
    ending = lapsed(choice, pair.intacct, why or "There was nothing left to choose.")
    return replace(decide_pair(pair, context), endings=(ending,))


def decide_pair(pair: Pair, context: Context, choice: Choice | None = None) -> Decision:
    """What to do about a linked pair that needs a look; clashes are settled by `choice`, which holds."""
    if is_deleted_and_dealt_with(pair):
        return _ended(pair)
    obstacle = deleted(pair) or waiting(pair, context)
    if obstacle is not None:
        return both_stand(pair, obstacle)
    comparison = _compared(pair, context)
    if choice is None:
        steps, standing = _field_steps(pair, comparison, context)
    else:
        steps, standing = _field_steps(pair, obeyed(choice, comparison), context)
        steps = marked(steps, choice, comparison.clashes)
    status_step, status_standing = follow_status(pair)
    if status_step is not None and not _waits_for_agreement(status_step, comparison):
        steps = (*steps, status_step)
    standing = status_standing or standing or pending_tax(pair)
    if standing is None and not steps:
        standing = LINKED
    return Decision(steps, both_stand(pair, standing).standings if standing else ())


def _waits_for_agreement(step: Step, comparison: Comparison) -> bool:
    """Posting and approving follow only once both sides say the same: else each would hold another amount."""
    differs = comparison.to_re_leased | comparison.to_intacct | comparison.clashes
    return step.verb is StepVerb.APPROVE and bool(differs)


def _ended(pair: Pair) -> Decision:
    """How it ended is agreed, so that whoever brings one side back is seen to have changed it."""
    changes = changes_of(pair.intacct) | changes_of(pair.re_leased)
    if not changes:
        return both_stand(pair, LINKED)
    return Decision((pair_step(StepVerb.AGREE, pair, Side.INTACCT, changes),))


def deleted(pair: Pair) -> Standing | None:
    """A deletion on either side is not carried over: somebody is told."""
    subject = title_of(pair.intacct.now)
    if pair.intacct.gone:
        return Standing(StandingState.REMINDER, Cause.DELETED_IN_INTACCT, subject=subject)
    if pair.re_leased.gone:
        return Standing(StandingState.REMINDER, Cause.DELETED_IN_RE_LEASED, subject=subject)
    return None


def waiting(pair: Pair, context: Context) -> Standing | None:
    """A pair one side of which now names a record that the other side does not have waits for it."""
    for side in Side:
        counterparts = context.counterparts[side]
        missing = missing_references(pair.face(side).now, counterparts)
        if missing:
            return waiting_for(missing, counterparts)
    return None


def _compared(pair: Pair, context: Context) -> Comparison:
    intacct_changes = changes_of(pair.intacct) - {STATUS}
    re_leased_changes = changes_of(pair.re_leased) - {STATUS}
    if is_voided(pair):
        # A voided document says no more: whatever else changed in it does not travel.
        nothing: frozenset[str] = frozenset()
        return Comparison(nothing, nothing, intacct_changes | re_leased_changes, nothing)
    theirs, ours = crossed(pair, Side.INTACCT, context), pair.re_leased.now
    if is_taxed_by_intacct(pair):
        comparison = compare(
            intacct_changes=changes_but_for_tax(pair.intacct) - {STATUS},
            re_leased_changes=changes_but_for_tax(pair.re_leased) - {STATUS},
            intacct_in_re_leased_terms=but_for_tax(theirs),
            re_leased_now=but_for_tax(ours),
        )
        return with_tax(pair, comparison)
    comparison = compare(
        intacct_changes=intacct_changes,
        re_leased_changes=re_leased_changes,
        intacct_in_re_leased_terms=theirs,
        re_leased_now=ours,
    )
    return due_on_its_own_date(pair.kind, comparison)


def crossed(pair: Pair, source: Side, context: Context) -> Record:
    """The record of `source` as the other side should hold it."""
    own, other = pair.face(source), pair.face(source.other)
    return carried(
        own.now,
        source=source,
        own_key=own.key,
        target_key=other.key,
        counterparts=context.counterparts[source],
        held=other.now,
    )


def _field_steps(
    pair: Pair, comparison: Comparison, context: Context
) -> tuple[tuple[Step, ...], Standing | None]:
    steps: list[Step] = []
    standing: Standing | None = None
    agreed_anew = comparison.agreed_anew | status_agreed_anew(pair)
    if agreed_anew:
        steps.append(pair_step(StepVerb.AGREE, pair, Side.INTACCT, agreed_anew))
    for source, names in (
        (Side.INTACCT, comparison.to_re_leased),
        (Side.RE_LEASED, comparison.to_intacct),
    ):
        if names and may_change_from(pair.kind, source):
            steps.append(_update(pair, source, names, context))
        elif names and source is Side.INTACCT:
            # Of the kinds that come here only items are not Intacct's to change: theirs stays as it is there.
            steps.append(pair_step(StepVerb.AGREE, pair, Side.INTACCT, names))
        elif names:
            standing = _changed_where_not_allowed(pair, names)
    if comparison.clashes:
        standing = _clash(pair, comparison.clashes, context)
    return tuple(steps), standing


def _update(pair: Pair, source: Side, names: frozenset[str], context: Context) -> Step:
    before, after = pair.face(source.other).now, crossed(pair, source, context)
    step = pair_step(StepVerb.UPDATE, pair, source, names)
    return replace(step, changes=shown_changes(before, after, names))


def _changed_where_not_allowed(pair: Pair, names: frozenset[str]) -> Standing:
    """A change made on a side that may not make it becomes a reminder to make it on the other."""
    face = pair.re_leased
    changes = shown_changes(face.agreed or face.now, face.now, names)
    detail = "; ".join(_told(change) for change in changes)
    return Standing(
        StandingState.REMINDER,
        Cause.CHANGED_WHERE_NOT_ALLOWED,
        subject=title_of(face.now),
        detail=detail,
    )


def _told(change: FieldChange) -> str:
    if change.field == "active":
        return "archived" if change.after == shown(False) else "taken back into use"
    return f"{change.label}: {change.before} in Sage Intacct, {change.after} in Re-Leased"


def _clash(pair: Pair, names: frozenset[str], context: Context) -> Standing:
    """The same field changed differently on both sides: both values, for a person to choose from."""
    changes = shown_changes(crossed(pair, Side.INTACCT, context), pair.re_leased.now, names)
    detail = "; ".join(
        f"{change.label}: {change.before} in Sage Intacct, {change.after} in Re-Leased"
        for change in changes
    )
    detail = f"{detail}{_last_changed(pair)}"
    return Standing(
        StandingState.CONFLICT,
        Cause.CHANGED_ON_BOTH_SIDES,
        subject=title_of(pair.intacct.now),
        detail=detail,
    )


def _last_changed(pair: Pair) -> str:
    """Who changed what is not told by either side, only who changed the record last.

    Intacct tells the number of a user, and not the name.
    """
    known = [
        f"by {'user ' if face.changed_by.isdigit() else ''}{face.changed_by} in {face.side.label}"
        for face in (pair.intacct, pair.re_leased)
        if face.changed_by
    ]
    return f" (last changed {', '.join(known)})" if known else ""
