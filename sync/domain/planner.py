"""The planner: changes and rule book in, steps and standings out. Pure, one candidate at a time."""

from dataclasses import replace

from sync.domain.choices import Choice, Unlinking
from sync.domain.comparison import with_fields_of
from sync.domain.crossing import MISSING, Counterparts, carried
from sync.domain.kinds import RecordKind
from sync.domain.making_steps import Pair, step_from
from sync.domain.pair_planner import Context, decide_as_chosen, decide_pair
from sync.domain.payment_planner import decide_payment, is_payment
from sync.domain.plan import Candidate, Decision, Face, StepVerb
from sync.domain.records import DimensionValue, Record, field_names, title_of
from sync.domain.rules import Newcomer, objection_to
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState


def decide(candidate: Candidate, context: Context) -> Decision:
    """What to do about `candidate`: steps to take, and where records stand that do not travel.

    Args:
        candidate: A changed pair, or a record without a counterpart.
        context: The link's terms and the counterparts of every reference in the candidate.

    Returns:
        A decision without steps and standings when there is nothing to do.
    """
    if candidate.unlinking is not None:
        return _held(candidate, candidate.unlinking)
    if candidate.intacct is not None and candidate.re_leased is not None:
        pair = Pair(candidate.kind, candidate.intacct, candidate.re_leased)
        return _decide_linked(pair, candidate.choice, context)
    face = candidate.intacct or candidate.re_leased
    if face is None:
        raise ValueError("A candidate needs at least one side.")
    twin = _twin(candidate, face, context)
    if twin is not None and twin.unlinked:
        return Decision(standings=((face.record_id, _waits_for(candidate.kind, twin)),))
    if twin is not None and face.side is Side.INTACCT:
        return _link(candidate.kind, face, twin, context)
    if twin is not None:
        return Decision()  # Pairs are linked from Intacct's side, so that each record is used once.
    return _newcomer(candidate.kind, face, context)


def _decide_linked(pair: Pair, choice: Choice | None, context: Context) -> Decision:
    if is_payment(pair):
        return decide_payment(pair, context)
    if choice is not None:
        return decide_as_chosen(pair, choice, context)
    return decide_pair(pair, context)


def _held(candidate: Candidate, unlinking: Unlinking) -> Decision:
    """What somebody unlinked stays where it is, whatever changes."""
    standings = tuple((record_id, unlinking.standing) for record_id in candidate.record_ids)
    return Decision(standings=standings)


def _waits_for(kind: RecordKind, twin: Face) -> Standing:
    """The same thing is there already, and unlinked: made once more, it would be there twice."""
    subject = f"{kind.singular} {title_of(twin.now)}"
    return Standing(StandingState.WAITING, Cause.WAITS_FOR_UNLINKED, subject=subject)


def _newcomer(kind: RecordKind, face: Face, context: Context) -> Decision:
    """A record without a counterpart travels, unless a rule objects."""
    newcomer = Newcomer(
        kind,
        face,
        context.terms,
        counterparts=context.counterparts[face.side],
        open_creations=context.open_creations.get(face.side, {}),
    )
    objection = objection_to(newcomer)
    if objection is not None:
        return Decision(standings=((face.record_id, objection),))
    return Decision(steps=(step_from(StepVerb.CREATE, kind, face, target=None),))


def _twin(candidate: Candidate, face: Face, context: Context) -> Face | None:
    """The record of the other side that is the same thing: equal code, and equal dimension."""
    if face.gone:
        return None
    twins = (twin for twin in candidate.look_alikes if _same_dimension(face, twin, context))
    return next(twins, None)


def _same_dimension(face: Face, twin: Face, context: Context) -> bool:
    if not isinstance(face.now, DimensionValue) or not isinstance(twin.now, DimensionValue):
        return True
    counterpart = context.counterparts[face.side].get(face.now.dimension, MISSING)
    return counterpart.key == twin.now.dimension.key


def _link(kind: RecordKind, intacct: Face, re_leased: Face, context: Context) -> Decision:
    """Link a pair that was there on both sides, then let Intacct's values flow."""
    step = step_from(StepVerb.LINK, kind, intacct, target=re_leased)
    agreed = agreed_when_linked(intacct, re_leased, context.counterparts[Side.RE_LEASED])
    linked = Pair(kind, replace(intacct, agreed=agreed), replace(re_leased, agreed=re_leased.now))
    # Where the pair stands shows once it is linked; until then both are still on their way.
    return Decision(steps=(step, *decide_pair(linked, context).steps))


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
