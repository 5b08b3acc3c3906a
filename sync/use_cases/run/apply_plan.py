"""Apply: carry out a stored plan. Every write is committed as an intent before it is sent.

Both ledgers are written at once, each by a thread of its own. What a step to one side refers to is made by
earlier steps to that same side, or noted by a LINK; so the notes come first, and no side waits for the other.
Where both write one pair, each changes its own record, and every transaction of a run holds its lease: one
outcome is noted after the other, and sees it.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sync.domain.choices import ChoiceEnding
from sync.domain.choosing import carried_out, refused
from sync.domain.plan import Face, PlanRow, Step
from sync.domain.refusals import said_of_any
from sync.domain.runs import IntentState
from sync.domain.settling import Held, Settlement, is_decision, settlement
from sync.domain.standing import Cause, Standing, StandingState
from sync.use_cases.approving.endings import note_decisions_carried_out
from sync.use_cases.end_choices import end_choices
from sync.use_cases.ports import (
    Done,
    Intent,
    Outcome,
    PlanHead,
    Refused,
    Response,
    Transaction,
    Unknown,
)
from sync.use_cases.run.bench import RunAtWork
from sync.use_cases.run.our_fault import unknown_by_our_fault
from sync.use_cases.run.prepare import prepare
from sync.use_cases.run.sending import PORTION, Sending, sending_to
from sync.use_cases.run.side_by_side import Halt, both_sides
from sync.use_cases.run.telling_apart import outcomes_of

NOTES_AT_A_TIME = 200
"""Steps that are only notes of our own, taken in one transaction."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Applied:
    """What became of a plan's steps.

    Attributes:
        done: Took effect.
        refused: The ledger would not.
        unknown: Sent, and no answer came.
        moved: Left out or refused, because what they rest on had changed.
    """

    done: int = 0
    refused: int = 0
    unknown: int = 0
    moved: int = 0

    def __add__(self, other: "Applied") -> "Applied":
        return Applied(
            done=self.done + other.done,
            refused=self.refused + other.refused,
            unknown=self.unknown + other.unknown,
            moved=self.moved + other.moved,
        )


def apply_plan(at_work: RunAtWork, plan: PlanHead) -> Applied:
    """Carry out the plan: first the notes, then both sides' writes side by side.

    Each in the order of dependence: kind by kind, and within a kind verb by verb.
    """
    with at_work.bench.store.reading() as transaction:
        sorts = transaction.plans.rows(plan.plan_id)
    noted = _take_notes(at_work, plan, [sort for sort in sorts if not sort.verb.is_write])
    writes = [sort for sort in sorts if sort.verb.is_write]
    applied = both_sides(
        lambda side, halt: _write_side(
            at_work, plan, [sort for sort in writes if sort.side is side], halt
        ),
        at_work.bench.machine,
    )
    return sum(applied.values(), start=noted)


def _take_notes(at_work: RunAtWork, plan: PlanHead, sorts: Sequence[PlanRow]) -> Applied:
    """Link and agree what needs no write."""
    applied = Applied()
    for sort in sorts:
        for steps in _steps(at_work, plan, sort, at_a_time=NOTES_AT_A_TIME):
            with at_work.beginning() as transaction:
                prepared = prepare(transaction, at_work, steps)
            applied.done += prepared.noted
            applied.moved += prepared.moved
            at_work.advance(done=len(steps))
    return applied


def _write_side(
    at_work: RunAtWork, plan: PlanHead, sorts: Sequence[PlanRow], halt: Halt
) -> Applied:
    """Carry out one side's writes; those of one sort are all known before the next sort begins."""
    applied = Applied()
    if not sorts:
        return applied
    at_work.require_may_write()
    note = partial(_note, at_work, applied)
    bench = at_work.bench
    with sending_to(bench.ledgers[sorts[0].side], note, bench.machine) as sending:
        for sort in sorts:
            for steps in _steps(at_work, plan, sort, at_a_time=PORTION[sort.side]):
                sending.make_room()
                if halt.is_set():
                    return applied
                _send(at_work, steps, applied, sending)
            sending.wait_for_all()
    return applied


def _send(at_work: RunAtWork, steps: Sequence[Step], applied: Applied, sending: Sending) -> None:
    with at_work.beginning() as transaction:
        prepared = prepare(transaction, at_work, steps)
    applied.moved += prepared.moved
    if prepared.intents:
        sending.send(prepared.intents)
    at_work.advance(done=len(steps) - len(prepared.intents))


def _steps(
    at_work: RunAtWork, plan: PlanHead, sort: PlanRow, *, at_a_time: int
) -> Iterator[Sequence[Step]]:
    """All steps of one kind, verb and side, so many at a time."""
    after = -1
    while True:
        with at_work.bench.store.reading() as transaction:
            found = transaction.plans.steps(
                plan.plan_id,
                kind=sort.kind,
                verb=sort.verb,
                side=sort.side,
                after=after,
                limit=at_a_time,
            )
        if not found:
            return
        after = found[-1][0]
        yield [step for _, step in found]


def _note(
    at_work: RunAtWork, applied: Applied, intents: Sequence[Intent], answers: Sequence[Response]
) -> None:
    with at_work.writing() as transaction:
        pairs = outcomes_of(transaction, zip(intents, answers, strict=True))
        for intent, outcome in pairs:
            _count(at_work, intent, outcome, applied)
        note_outcomes(transaction, at_work, pairs)
    at_work.advance(done=len(pairs))


def _count(at_work: RunAtWork, intent: Intent, outcome: Outcome, applied: Applied) -> None:
    match outcome:
        case Done():
            applied.done += 1
            if intent.step.target_id is not None:
                at_work.own_writes.add(intent.step.target_id)
        case Refused(moved=moved):
            applied.refused += 1
            applied.moved += moved
            at_work.refused_steps.add(intent.step.digest)
        case Unknown():
            applied.unknown += 1


def note_outcomes(
    transaction: Transaction, at_work: RunAtWork, outcomes: Sequence[tuple[Intent, Outcome]]
) -> None:
    """Record outcomes in the journal; settle what was done, and let stand what was not."""
    settlements, outcomes = _settlements(transaction, outcomes)
    transaction.intents.record(
        [(intent.write.intent_key, *_journal_entry(outcome)) for intent, outcome in outcomes]
    )
    done = [(intent, outcome) for intent, outcome in outcomes if isinstance(outcome, Done)]
    _tell_of_cut_texts(at_work, done)
    transaction.records.settle(at_work.link.link_id, settlements)
    end_choices(
        transaction,
        at_work.link.link_id,
        (_choice_ending(intent.step, outcome) for intent, outcome in outcomes),
    )
    note_decisions_carried_out(transaction, ((one.step, outcome) for one, outcome in outcomes))
    transaction.records.stand(
        [
            (record_id, standing)
            for intent, outcome in outcomes
            if (standing := _standing(intent, outcome)) is not None
            for record_id in intent.step.record_ids
        ]
    )


def _choice_ending(step: Step, outcome: Outcome) -> ChoiceEnding | None:
    """What came of the choice that the step carries out; where something had moved it lapses by itself."""
    match outcome:
        case Done():
            return carried_out(step)
        case Refused(message=message, moved=False):
            return refused(step, message)
        case _:
            return None


def _tell_of_cut_texts(at_work: RunAtWork, done: Sequence[tuple[Intent, Done]]) -> None:
    """Count and log them; the journal names each."""
    cut = [(intent.step.title, outcome.cut[0]) for intent, outcome in done if outcome.cut]
    if cut:
        at_work.count_cut(len(cut))
        title, sentence = cut[0]
        log.warning("Records with cut texts: %d, such as %s: %s", len(cut), title, sentence)


def _journal_entry(outcome: Outcome) -> tuple[IntentState, str]:
    match outcome:
        case Done(cut=cut):
            return IntentState.DONE, " ".join(cut)
        case Refused(code=code, message=message):
            return IntentState.REFUSED, f"{message} ({code})"
        case Unknown(detail=detail):
            return IntentState.UNKNOWN, detail


def _standing(intent: Intent, outcome: Outcome) -> Standing | None:
    """Where the records stand now. A decision that nothing came of is told by its card: nothing has changed."""
    match outcome:
        case Refused() if is_decision(intent.step):
            return None
        case Refused():
            return _refused(intent, outcome)
        case Unknown(detail=detail, cause=cause):
            return Standing(StandingState.WAITING, cause, detail=detail)
        case Done():
            return None


def _refused(intent: Intent, refused: Refused) -> Standing:
    """What has no name of its own is grouped by what the ledger said.

    What it said of one document or payment is made to fit any: these are refused by the dozen.
    """
    own_names = (intent.step.title, intent.write.key) if intent.step.amount is not None else ()
    is_well_known = refused.cause is not Cause.REFUSED_BY_LEDGER
    return Standing(
        StandingState.REFUSED,
        refused.cause,
        subject="" if is_well_known else said_of_any(refused.message, own_names),
        detail=refused.message if is_well_known else refused.remedy or refused.code,
    )


def _settlements(
    transaction: Transaction, outcomes: Sequence[tuple[Intent, Outcome]]
) -> tuple[list[Settlement], list[tuple[Intent, Outcome]]]:
    """What was done as it is settled, and all outcomes; what cannot be settled stays unknown."""
    ids = [each for one, _ in outcomes for each in one.step.record_ids]
    faces = transaction.records.faces(list(dict.fromkeys(ids)))
    settlements: list[Settlement] = []
    told: list[tuple[Intent, Outcome]] = []
    for intent, outcome in outcomes:
        try:
            if isinstance(outcome, Done):
                settlements.append(_settlement(intent, outcome, faces))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the rest flows
            told.append((intent, unknown_by_our_fault(error, intent.write.intent_key)))
        else:
            told.append((intent, outcome))
    return settlements, told


def _settlement(intent: Intent, done: Done, faces: Mapping[int, Face]) -> Settlement:
    step = intent.step
    return settlement(
        step,
        source=faces[step.source_id],
        source_content=intent.source,
        target=faces.get(step.target_id) if step.target_id else None,
        written=intent.write.record,
        done=_held(done),
    )


def _held(done: Done) -> Held:
    if done.seen is None:
        return Held(done.key, asked=done.asked)
    return Held(done.key, done.seen.record, done.seen.version, done.asked)
