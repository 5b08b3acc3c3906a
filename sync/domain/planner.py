"""The planner: changes and rule book in, steps and standings out. Pure, one candidate at a time."""

from collections.abc import Iterable
from dataclasses import replace

from sync.domain.approving.granting import decide_granted
from sync.domain.choices import Choice, Unlinking
from sync.domain.comparison import with_fields_of
from sync.domain.crossing import MISSING, Counterparts, carried, full_title
from sync.domain.kinds import RecordKind
from sync.domain.look_alike_planner import in_question, settled
from sync.domain.making_steps import Pair, step_from
from sync.domain.pair_planner import Context, decide_as_chosen, decide_pair
from sync.domain.payment_planner import decide_payment, is_payment
from sync.domain.plan import Candidate, Decision, Face, StepVerb
from sync.domain.records import (
    DimensionValue,
    Item,
    Record,
    field_names,
    natural_key_of,
    title_of,
)
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
    if candidate.grant is not None:
        return decide_granted(candidate, candidate.grant, context)
    if candidate.unlinking is not None:
        return _held(candidate, candidate.unlinking)
    if candidate.intacct is not None and candidate.re_leased is not None:
        pair = Pair(candidate.kind, candidate.intacct, candidate.re_leased)
        return _decide_linked(pair, candidate.choices, context)
    face = candidate.intacct or candidate.re_leased
    if face is None:
        raise ValueError("A candidate needs at least one side.")
    if natural_key_of(face.now) is None:
        return _decide_lone(candidate, face, context)
    return _decide_reference_data(candidate, face, context)


def _decide_linked(pair: Pair, choices: tuple[Choice, ...], context: Context) -> Decision:
    if is_payment(pair):
        return decide_payment(pair, context)
    ids = (pair.intacct.record_id, pair.re_leased.record_id)
    for choice in choices:
        if choice.is_open and (choice.intacct_id, choice.re_leased_id) == ids:
            return decide_as_chosen(pair, choice, context)
    return decide_pair(pair, context)


def _decide_lone(candidate: Candidate, face: Face, context: Context) -> Decision:
    """A record that proves its identity by no code: what looks the same is a person's to say."""
    said = settled(candidate, face)
    if said.match is None:
        others = (one for one in candidate.look_alikes if one.record_id not in said.apart)
        decision = _newcomer(candidate.kind, face, context, others)
    elif face.side is Side.INTACCT:
        choice, other = said.match
        decision = _link(candidate.kind, face, other, context, choice_id=choice.choice_id)
    else:
        decision = Decision()  # As with codes: it is linked from Intacct's side.
    return replace(decision, endings=said.endings)


def _decide_reference_data(candidate: Candidate, face: Face, context: Context) -> Decision:
    """Equal codes prove that two records are one."""
    twin = _twin(candidate, face, context)
    if twin is None:
        return _newcomer(candidate.kind, face, context)
    if twin.unlinked:
        return Decision(standings=((face.record_id, _waits_for(candidate.kind, twin)),))
    if face.side is Side.INTACCT:
        return _link(candidate.kind, face, twin, context)
    return Decision()  # Pairs are linked from Intacct's side, so that each record is used once.


def _held(candidate: Candidate, unlinking: Unlinking) -> Decision:
    """What somebody unlinked stays where it is, whatever changes."""
    standings = tuple((record_id, unlinking.standing) for record_id in candidate.record_ids)
    return Decision(standings=standings)


def _waits_for(kind: RecordKind, twin: Face) -> Standing:
    """The same thing is there already, and unlinked: made once more, it would be there twice."""
    subject = f"{kind.singular} {title_of(twin.now)}"
    return Standing(StandingState.WAITING, Cause.WAITS_FOR_UNLINKED, subject=subject)


def _newcomer(
    kind: RecordKind, face: Face, context: Context, look_alikes: Iterable[Face] = ()
) -> Decision:
    """A record without a counterpart travels, unless a rule objects or it may be there already."""
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
    question = in_question(newcomer, look_alikes, context)
    if question is not None:
        return question
    step = step_from(StepVerb.CREATE, kind, face, target=None)
    return Decision(steps=(replace(step, title=full_title(face.now, newcomer.counterparts)),))


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


def _link(
    kind: RecordKind,
    intacct: Face,
    re_leased: Face,
    context: Context,
    *,
    choice_id: int | None = None,
) -> Decision:
    """Link a pair that was there on both sides, then let Intacct's values flow."""
    step = replace(step_from(StepVerb.LINK, kind, intacct, target=re_leased), choice_id=choice_id)
    agreed = agreed_when_linked(intacct, re_leased, context.counterparts[Side.RE_LEASED])
    linked = Pair(kind, replace(intacct, agreed=agreed), replace(re_leased, agreed=re_leased.now))
    # Where the pair stands shows once it is linked; until then both are still on their way.
    return Decision(steps=(step, *_decide_linked(linked, (), context).steps))


def agreed_when_linked(intacct: Face, re_leased: Face, counterparts: Counterparts) -> Record:
    """What counts as agreed on Intacct's side of a newly linked pair: what Re-Leased says.

    Whatever Intacct says differently is a change made in Intacct, and travels as one.
    """
    if isinstance(intacct.now, Item):
        return intacct.now  # An item that is there is used as it is, whatever it is called.
    theirs = carried(
        re_leased.now,
        source=Side.RE_LEASED,
        own_key=re_leased.key,
        target_key=intacct.key,
        counterparts=counterparts,
    )
    return with_fields_of(intacct.now, theirs, field_names(intacct.now))
