"""How the planner takes what a person picked: obeyed while nothing moved, lapsed otherwise."""

from dataclasses import replace

from sync.domain.choices import (
    TAKEN_FROM,
    Choice,
    ChoiceEnd,
    ChoiceEnding,
    choices_for,
)
from sync.domain.comparison import Comparison
from sync.domain.kinds import RecordKind
from sync.domain.plan import Face, Step, StepVerb
from sync.domain.records import title_of
from sync.domain.sides import Side
from sync.domain.standing import Cause


def what_moved(choice: Choice, intacct: Face, re_leased: Face) -> str | None:
    """Which side says something else than the person saw, in a sentence; None where neither does."""
    seen = {
        Side.INTACCT: choice.intacct_fingerprint,
        Side.RE_LEASED: choice.re_leased_fingerprint,
    }
    moved = [
        face.side.label
        for face in (intacct, re_leased)
        if face.gone or face.fingerprint != seen[face.side]
    ]
    return f"Changed in {' and in '.join(moved)} after the choice was made." if moved else None


def is_allowed(choice: Choice, cause: Cause) -> bool:
    """Whether the rule book, as it is now, lets such records be settled like this."""
    return choice.verb in choices_for(choice.kind, cause)


def obeyed(choice: Choice, comparison: Comparison) -> Comparison:
    """The comparison with its clashes settled as the person picked.

    One side's values travel as if only that side had changed; or each side keeps its own, which counts as
    agreed and is not told again until one of them changes.
    """
    clashes, none = comparison.clashes, frozenset[str]()
    match TAKEN_FROM.get(choice.verb):
        case Side.INTACCT:
            return replace(comparison, to_re_leased=comparison.to_re_leased | clashes, clashes=none)
        case Side.RE_LEASED:
            return replace(comparison, to_intacct=comparison.to_intacct | clashes, clashes=none)
        case _:
            return replace(comparison, agreed_anew=comparison.agreed_anew | clashes, clashes=none)


def marked(steps: tuple[Step, ...], choice: Choice, clashes: frozenset[str]) -> tuple[Step, ...]:
    """The steps; those that settle `clashes` say that they carry out the choice."""
    return tuple(
        step if clashes.isdisjoint(step.fields) else replace(step, choice_id=choice.choice_id)
        for step in steps
    )


def lapsed(choice: Choice, face: Face, why: str) -> ChoiceEnding:
    """The choice about this record holds no more: what it was to settle is told anew."""
    return ChoiceEnding(choice.choice_id, ChoiceEnd.LAPSED, named(choice.kind, face), why)


def named(kind: RecordKind, face: Face) -> str:
    """The record as the audit trail names it: its kind and what people call it."""
    return f"{kind.singular.capitalize()} {title_of(face.now)}"


def carried_out(step: Step) -> ChoiceEnding | None:
    """What came of the choice that `step` carries out, now that it took effect; None where it has none."""
    if step.choice_id is None:
        return None
    return ChoiceEnding(step.choice_id, ChoiceEnd.CARRIED_OUT, _subject(step), _effect(step))


def refused(step: Step, message: str) -> ChoiceEnding | None:
    """The ledger would not have what the choice of `step` asked for; None where it has none."""
    if step.choice_id is None:
        return None
    return ChoiceEnding(step.choice_id, ChoiceEnd.REFUSED, _subject(step), message)


def _subject(step: Step) -> str:
    return f"{step.kind.singular.capitalize()} {step.title}"


def _effect(step: Step) -> str:
    match step.verb:
        case StepVerb.AGREE:
            names = ", ".join(name.replace("_", " ") for name in step.fields)
            return f"Each side keeps its own: {names}."
        case StepVerb.LINK:
            return "Linked."
        case _:
            changes = "; ".join(
                f"{change.label}: {change.before} -> {change.after}" for change in step.changes
            )
            return f"Changed in {step.side.label}: {changes}."
