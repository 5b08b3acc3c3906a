"""Apply: carry out a stored plan. Every write is committed as an intent before it is sent."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sync.domain.choices import ChoiceEnding
from sync.domain.choosing import carried_out, refused
from sync.domain.plan import PlanRow, Step
from sync.domain.runs import IntentState
from sync.domain.settling import Held, Settlement, settlement
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.use_cases.end_choices import end_choices
from sync.use_cases.ports import Done, Intent, Outcome, PlanHead, Refused, Transaction, Unknown
from sync.use_cases.run.bench import RunAtWork
from sync.use_cases.run.prepare import Prepared, prepare

BATCH = 200
"""Steps carried out in one go: an intent's worst case is to be looked up after a crash."""

SENT_AT_ONCE = {Side.INTACCT: 100, Side.RE_LEASED: 20}
"""Writes sent between two looks at the lease: one request to Intacct, or less than half a minute of
Re-Leased's requests. A worker that lost its lease sends no more than what it had begun."""

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


def apply_plan(at_work: RunAtWork, plan: PlanHead) -> Applied:
    """Carry out the plan in the order of dependence: kind by kind, and within a kind verb by verb."""
    applied = Applied()
    with at_work.bench.store.reading() as transaction:
        sorts = transaction.plans.rows(plan.plan_id)
    for sort in sorts:
        _apply_sort(at_work, plan, sort, applied)
    return applied


def _apply_sort(at_work: RunAtWork, plan: PlanHead, sort: PlanRow, applied: Applied) -> None:
    """Carry out all steps of one kind, verb and side, a batch at a time."""
    after = -1
    while True:
        with at_work.bench.store.reading() as transaction:
            batch = transaction.plans.steps(
                plan.plan_id,
                kind=sort.kind,
                verb=sort.verb,
                side=sort.side,
                after=after,
                limit=BATCH,
            )
        if not batch:
            return
        after = batch[-1][0]
        _apply_batch(at_work, [step for _, step in batch], applied)
        at_work.advance(done=len(batch))


def _apply_batch(at_work: RunAtWork, steps: Sequence[Step], applied: Applied) -> None:
    with at_work.writing() as transaction:
        prepared = prepare(transaction, at_work, steps)
    applied.moved += prepared.moved
    applied.done += prepared.noted
    if prepared.intents:
        send(at_work, prepared, applied)


def send(at_work: RunAtWork, prepared: Prepared, applied: Applied) -> None:
    """Send intents that are committed already, and note what became of each."""
    for intents in portions(prepared.intents):
        ledger = at_work.bench.ledgers[intents[0].side]
        outcomes = ledger.write([intent.write for intent in intents])
        # Also the look at the lease, before the next portion is sent.
        with at_work.writing() as transaction:
            for intent, outcome in zip(intents, outcomes, strict=True):
                _count(at_work, intent, outcome, applied)
            note_outcomes(transaction, at_work, list(zip(intents, outcomes, strict=True)))


def portions(intents: Sequence[Intent]) -> Iterator[Sequence[Intent]]:
    """The intents, all for one side, in portions that are sent between two looks at the lease."""
    size = SENT_AT_ONCE[intents[0].side] if intents else 1
    for start in range(0, len(intents), size):
        yield intents[start : start + size]


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
    transaction.intents.record(
        [(intent.write.intent_key, *_journal_entry(outcome)) for intent, outcome in outcomes]
    )
    done = [(intent, outcome) for intent, outcome in outcomes if isinstance(outcome, Done)]
    _tell_of_cut_texts(at_work, done)
    transaction.records.settle(at_work.link.link_id, _settlements(transaction, done))
    end_choices(
        transaction,
        at_work.link.link_id,
        (_choice_ending(intent.step, outcome) for intent, outcome in outcomes),
    )
    transaction.records.stand(
        [
            (record_id, standing)
            for intent, outcome in outcomes
            if (standing := _standing(outcome)) is not None
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
    at_work.cut += len(cut)
    if cut:
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


def _standing(outcome: Outcome) -> Standing | None:
    match outcome:
        case Refused():
            return _refused(outcome)
        case Unknown(detail=detail):
            return Standing(StandingState.WAITING, Cause.OUTCOME_UNKNOWN, detail=detail)
        case Done():
            return None


def _refused(refused: Refused) -> Standing:
    """What has no name of its own is grouped by what the ledger said."""
    is_well_known = refused.cause is not Cause.REFUSED_BY_LEDGER
    return Standing(
        StandingState.REFUSED,
        refused.cause,
        subject="" if is_well_known else refused.message,
        detail=refused.message if is_well_known else refused.remedy or refused.code,
    )


def _settlements(transaction: Transaction, done: Sequence[tuple[Intent, Done]]) -> list[Settlement]:
    steps = [intent.step for intent, _ in done]
    ids = {step.source_id for step in steps} | {step.target_id for step in steps}
    faces = transaction.records.faces([record_id for record_id in ids if record_id is not None])
    return [
        settlement(
            intent.step,
            source=faces[intent.step.source_id],
            source_content=intent.source,
            target=faces.get(intent.step.target_id) if intent.step.target_id else None,
            written=intent.write.record,
            done=_held(outcome),
        )
        for intent, outcome in done
    ]


def _held(done: Done) -> Held:
    if done.seen is None:
        return Held(done.key)
    return Held(done.key, done.seen.record, done.seen.version)
