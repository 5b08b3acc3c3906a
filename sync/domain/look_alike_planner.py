"""Planning for a record that may be on the other side already: a person says whether it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from sync.domain.choices import Choice, ChoiceEnd, ChoiceEnding, ChoiceVerb
from sync.domain.choosing import lapsed, named, what_moved
from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import look_the_same, marks_over_there
from sync.domain.making_steps import Pair
from sync.domain.pair_planner import Context
from sync.domain.plan import Candidate, Decision, Face
from sync.domain.records import amount_of, title_of
from sync.domain.rules import Newcomer, objection_to
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState


@dataclass(frozen=True, slots=True)
class Settled:
    """What people settled about a record without a counterpart.

    Attributes:
        match: The choice that says which record it is, with that record; None where nobody said so.
        apart: Our ids of records that it is not.
        endings: Choices that have come to their end.
    """

    match: tuple[Choice, Face] | None
    apart: frozenset[int]
    endings: tuple[ChoiceEnding, ...]


def settled(candidate: Candidate, face: Face) -> Settled:
    """What people settled about `face`, as far as nothing has moved since."""
    others = {other.record_id: other for other in candidate.look_alikes}
    match: tuple[Choice, Face] | None = None
    apart = {one.other_id(face.record_id) for one in candidate.choices if one.keeps_apart}
    endings: list[ChoiceEnding] = []
    for choice in (one for one in candidate.choices if one.is_open):
        other = others.get(choice.other_id(face.record_id))
        why = _why_not(choice, face, other)
        if why is not None or other is None:
            endings.append(lapsed(choice, face, why or ""))
        elif choice.verb is ChoiceVerb.MATCH:
            match = (choice, other)
        else:
            apart.add(other.record_id)
            endings.append(_kept_apart(choice, face))
    return Settled(match, frozenset(apart), tuple(endings))


def _why_not(choice: Choice, face: Face, other: Face | None) -> str | None:
    """Why the choice does not hold any more; None where it does."""
    if other is None:
        return "The two look the same no more, or one of them is linked by now."
    pair = by_side(choice.kind, face, other)
    if choice.verb is ChoiceVerb.MATCH and other.unlinked:
        return f"Unlinked in {other.side.label}: link it again first."
    if choice.verb not in {ChoiceVerb.MATCH, ChoiceVerb.KEEP_APART}:
        return "The two are not linked."
    return what_moved(choice, pair.intacct, pair.re_leased)


def _kept_apart(choice: Choice, face: Face) -> ChoiceEnding:
    result = "Kept apart: both travel by themselves."
    subject = named(choice.kind, face)
    return ChoiceEnding(choice.choice_id, ChoiceEnd.CARRIED_OUT, subject, result)


def by_side(kind: RecordKind, one: Face, other: Face) -> Pair:
    """The two records as a pair, each on its side."""
    intacct, re_leased = (one, other) if one.side is Side.INTACCT else (other, one)
    return Pair(kind, intacct, re_leased)


def in_question(newcomer: Newcomer, others: Iterable[Face], context: Context) -> Decision | None:
    """Where a record and those that it looks like stand, until a person has said; None where it may travel.

    Args:
        newcomer: A record that no rule objects to.
        others: Records of the other side without a counterpart that nobody said it is not.
        context: With the counterparts of all of them.
    """
    face = newcomer.face
    marks = marks_over_there(face, newcomer.counterparts)
    alike = [
        (other, words)
        for other in others
        if (words := look_the_same(marks, other)) and _may_be_matched(newcomer, other, context)
    ]
    if not alike:
        return None
    linkable = [(other, words) for other, words in alike if not other.unlinked]
    if not linkable:
        return _like_unlinked(newcomer, alike)
    subject = title_of(by_side(newcomer.kind, face, linkable[0][0]).intacct.now)
    standings = [(face.record_id, _stands(subject, [_told(one, words) for one, words in linkable]))]
    for other, words in linkable:
        if _objection(newcomer, other, context) != _PRIVATE:
            standings.append((other.record_id, _stands(subject, [_told(face, words)])))
    return Decision(standings=tuple(standings))


_PRIVATE = Cause.PRIVATE_DRAFT


def _objection(newcomer: Newcomer, other: Face, context: Context) -> Cause | None:
    """Why the other record does not travel itself, as a rule sets it aside; None where none does."""
    there = Newcomer(newcomer.kind, other, newcomer.terms, context.counterparts[other.side])
    objection = objection_to(there)
    if objection is None or objection.state is not StandingState.SET_ASIDE:
        return None
    return objection.cause


def _may_be_matched(newcomer: Newcomer, other: Face, context: Context) -> bool:
    """What a rule sets aside is matched with nothing, except a draft that Re-Leased keeps to itself."""
    return _objection(newcomer, other, context) in {None, _PRIVATE}


def _like_unlinked(newcomer: Newcomer, alike: list[tuple[Face, str]]) -> Decision:
    other, words = alike[0]
    standing = Standing(
        StandingState.CONFLICT,
        Cause.LOOKS_LIKE_UNLINKED,
        subject=f"{newcomer.kind.singular} {title_of(other.now)}",
        detail=_told(other, words),
    )
    return Decision(standings=((newcomer.face.record_id, standing),))


def _stands(subject: str, told: list[str]) -> Standing:
    detail = "; ".join(told)
    return Standing(StandingState.CONFLICT, Cause.LOOKS_ALIKE, subject=subject, detail=detail)


def _told(face: Face, words: str) -> str:
    """The other record, and in what it agrees."""
    money = amount_of(face.now)
    over = f" over {money}" if money is not None else ""
    return f"{title_of(face.now)} in {face.side.label}{over}: {words}"
