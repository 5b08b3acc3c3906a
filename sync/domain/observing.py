"""Observing: where Re-Leased's own connection carries, we compare and tell, and never write.

An observer links what belongs together, so that it can compare; every write that the planner would make
becomes something that somebody is told instead.
"""

from sync.domain.crossing import MISSING, Counterparts
from sync.domain.look_alikes import folded, plain_name
from sync.domain.making_steps import Pair, step_from
from sync.domain.pair_planner import Context
from sync.domain.plan import Candidate, Decision, Face, Step, StepVerb
from sync.domain.planner import decide
from sync.domain.records import Contact, Document, Payment, title_of
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState


def observe(candidate: Candidate, context: Context) -> Decision:
    """What to note about `candidate`, and what to tell of it; never a step that writes.

    Args:
        candidate: A changed pair, or a record without a counterpart.
        context: The link's terms and the counterparts of every reference in the candidate.
    """
    twin = _carried_by_the_other_connection(candidate, context)
    if twin is None:
        return told_instead(candidate, decide(candidate, context))
    if candidate.intacct is None:
        return Decision()  # Pairs are linked from Intacct's side, so that each record is used once.
    link = step_from(StepVerb.LINK, candidate.kind, candidate.intacct, target=twin)
    return Decision(steps=(link,))


def told_instead(candidate: Candidate, decision: Decision) -> Decision:
    """The decision without its writes: each is told as what it would have mended.

    What the planner tells anyway is told as it is, except that a conflict is a difference like any other:
    nobody can settle it here.
    """
    notes = tuple(step for step in decision.steps if not step.verb.is_write)
    links = any(step.verb is StepVerb.LINK for step in notes)
    writes = () if links else tuple(step for step in decision.steps if step.verb.is_write)
    # In what a new pair differs is told once it is linked.
    told = _told(candidate, writes) if writes else None
    standings = {record_id: _as_difference(standing) for record_id, standing in decision.standings}
    if told is not None:
        for record_id in candidate.record_ids:
            standings.setdefault(record_id, told)
    return Decision(notes, tuple(standings.items()), decision.endings)


def _told(candidate: Candidate, writes: tuple[Step, ...]) -> Standing:
    """What the writes would have mended, in a sentence."""
    intacct, re_leased = candidate.intacct, candidate.re_leased
    if intacct is None or re_leased is None:
        return Standing(
            StandingState.REMINDER, Cause.NOT_ON_THE_OTHER_SIDE, subject=writes[0].side.label
        )
    pair = Pair(candidate.kind, intacct, re_leased)
    fields = [text for step in writes for text in _differences(step)]
    status = _status_difference(pair) if any(not step.changes for step in writes) else ""
    cause = Cause.DIFFERS if fields else Cause.STATUS_DIFFERS
    return Standing(
        StandingState.REMINDER,
        cause,
        subject=title_of(pair.intacct.now),
        detail="; ".join([*fields, *filter(None, [status])]),
    )


def _differences(step: Step) -> list[str]:
    """Each field that the step would have carried over, with both values."""
    source, target = step.side.other, step.side
    values = ({source: one.after, target: one.before} for one in step.changes)
    return [
        f"{change.label}: {both[Side.INTACCT]} in {Side.INTACCT.label}, "
        f"{both[Side.RE_LEASED]} in {Side.RE_LEASED.label}"
        for change, both in zip(step.changes, values, strict=True)
    ]


def _status_difference(pair: Pair) -> str:
    intacct, re_leased = pair.intacct.now, pair.re_leased.now
    if not isinstance(intacct, Document) or not isinstance(re_leased, Document):
        return ""
    return (
        f"status: {intacct.status} in {Side.INTACCT.label}, "
        f"{re_leased.status} in {Side.RE_LEASED.label}"
    )


def _as_difference(standing: Standing) -> Standing:
    if standing.cause is not Cause.CHANGED_ON_BOTH_SIDES:
        return standing
    return Standing(
        StandingState.REMINDER, Cause.DIFFERS, subject=standing.subject, detail=standing.detail
    )


def _carried_by_the_other_connection(candidate: Candidate, context: Context) -> Face | None:
    """The one record of the other side that surely is this one, of the kinds that have no code.

    Where two could be it, nothing is guessed: then both are told.
    """
    face = candidate.intacct or candidate.re_leased
    if face is None or len(candidate.record_ids) > 1 or candidate.unlinking is not None:
        return None
    counterparts = context.counterparts[face.side]
    sure = [twin for twin in candidate.look_alikes if _is_surely(face, twin, counterparts)]
    return sure[0] if len(sure) == 1 and not sure[0].unlinked else None


def _is_surely(face: Face, twin: Face, counterparts: Counterparts) -> bool:
    match face.now, twin.now:
        case Document() as own, Document() as other:
            same_contact = counterparts.get(own.contact, MISSING).key == other.contact.key
            return same_contact and own.number == other.number and own.gross == other.gross
        case Payment() as own, Payment() as other:
            same_contact = counterparts.get(own.contact, MISSING).key == other.contact.key
            return same_contact and (own.amount, own.paid_on) == (other.amount, other.paid_on)
        case Contact() as own, Contact() as other:
            same_email = folded(own.email) == folded(other.email)
            return (same_email and plain_name(own) == plain_name(other)) or _carries_the_id(
                face, twin
            )
        case _:
            return False


def _carries_the_id(face: Face, twin: Face) -> bool:
    """Re-Leased's own connection puts Intacct's id before the name (help centre, field mapping)."""
    intacct, re_leased = (face, twin) if face.side is Side.INTACCT else (twin, face)
    named = f"{intacct.key} {title_of(intacct.now)}"
    return folded(title_of(re_leased.now)) == folded(named)
