"""Plan: changes and rule book in, a stored plan out. Nothing is sent anywhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from sync.domain.approving.approvals import ApprovalEnding
from sync.domain.choices import ChoiceEnding
from sync.domain.errors import BrokenPromise, LeasebridgeError
from sync.domain.kinds import RecordKind
from sync.domain.likeness import Likeness, likenesses
from sync.domain.links import LinkMode
from sync.domain.modules import synced_kinds
from sync.domain.observing import observe
from sync.domain.pair_planner import Context
from sync.domain.plan import Candidate, Decision, Step, StepVerb
from sync.domain.planner import decide
from sync.domain.records import references_of
from sync.domain.sides import Side
from sync.use_cases.approving.endings import end_approvals
from sync.use_cases.end_choices import end_choices
from sync.use_cases.look_alikes import with_look_alikes
from sync.use_cases.ports import PlanHead, Transaction
from sync.use_cases.run.bench import RunAtWork
from sync.use_cases.run.our_fault import standing_for
from sync.use_cases.run.recover import MOST

BATCH = 500
"""Candidates planned in one go: bounds memory whatever the size of the ledgers."""

OpenCreations = Mapping[Side, Mapping[Likeness, str]]
"""By the side they were sent to: the titles of records to be made there of which no answer came."""


Candidates = Callable[[RecordKind], Iterable[Sequence[Candidate]]]
"""What is to be looked at of a kind, in batches."""


def make_plan(at_work: RunAtWork, candidates: Candidates | None = None) -> PlanHead:
    """Plan everything that needs a look, kind by kind in the order of dependence.

    Args:
        at_work: The run.
        candidates: Look at these only; None for all that need a look.
    """
    link = at_work.link
    find = candidates or partial(at_work.bench.store.candidates, link.link_id, size=BATCH)
    with at_work.writing() as transaction:
        plan_id = transaction.plans.open(at_work.run.run_id, link.link_id)
        open_creations = _open_creations(transaction, link.link_id)
    for kind in synced_kinds(link.terms.modules):
        for batch in find(kind):
            _plan_or_set_aside(at_work, batch, plan_id, open_creations)
            at_work.advance()
    with at_work.writing() as transaction:
        return transaction.plans.close(plan_id)


def _open_creations(transaction: Transaction, link_id: int) -> OpenCreations:
    found: dict[Side, dict[Likeness, str]] = {side: {} for side in Side}
    for intent in transaction.intents.unresolved(link_id, MOST):
        if intent.step.verb is StepVerb.CREATE:
            like = likenesses(intent.write.kind, intent.write.record)
            found[intent.side] |= dict.fromkeys(like, intent.step.title)
    return found


def _plan_or_set_aside(
    at_work: RunAtWork, batch: Sequence[Candidate], plan_id: int, open_creations: OpenCreations
) -> None:
    """Plan a batch; where our code fails on it, the record that it fails on is found and set aside.

    Raises:
        LeasebridgeError: What has nothing to do with a single record, such as a lost lease.
    """
    try:
        with at_work.writing() as transaction:
            seen = with_look_alikes(transaction, at_work.link.link_id, batch, plan_id)
            context = _context(transaction, at_work, seen, plan_id, open_creations)
            _plan_batch(transaction, at_work, seen, plan_id, context)
    except Exception as error:
        if isinstance(error, LeasebridgeError) and not isinstance(error, BrokenPromise):
            raise
        if len(batch) == 1:
            _set_aside(at_work, batch[0], error)
            return
        half = len(batch) // 2
        for some in (batch[:half], batch[half:]):
            _plan_or_set_aside(at_work, some, plan_id, open_creations)


def _set_aside(at_work: RunAtWork, candidate: Candidate, error: Exception) -> None:
    faces = (candidate.intacct, candidate.re_leased)
    keys = " and ".join(f"{face.side} {face.key}" for face in faces if face is not None)
    standing = standing_for(error, f"{candidate.kind.singular} {keys}")
    with at_work.writing() as transaction:
        transaction.records.stand([(each, standing) for each in candidate.record_ids])


def _plan_batch(
    transaction: Transaction,
    at_work: RunAtWork,
    batch: Sequence[Candidate],
    plan_id: int,
    context: Context,
) -> None:
    look = observe if at_work.mode is LinkMode.OBSERVER else decide
    decisions = [look(candidate, context) for candidate in batch]
    steps = _not_refused_as_things_are(
        transaction,
        [
            (step, candidate)
            for candidate, decision in zip(batch, decisions, strict=True)
            for step in decision.steps
        ],
    )
    # What a ledger refused in this run is not tried again in it, and stands as refused; what became of
    # another write is not known yet, and stands so.
    steps = [
        step
        for step in steps
        if step.digest not in at_work.refused_steps and step.source_id not in at_work.unresolved
    ]
    transaction.plans.add_steps(plan_id, steps)
    end_choices(transaction, at_work.link.link_id, _endings(at_work, batch, decisions))
    end_approvals(transaction, _approval_endings(at_work, batch, decisions))
    transaction.records.travel([step.source_id for step in steps if step.verb is StepVerb.CREATE])
    transaction.records.stand(
        [
            (record_id, standing)
            for candidate, decision in zip(batch, decisions, strict=True)
            if at_work.unresolved.isdisjoint(candidate.record_ids)
            for record_id, standing in decision.standings
            if record_id not in at_work.unresolved
        ]
    )


def _not_refused_as_things_are(
    transaction: Transaction, steps: Sequence[tuple[Step, Candidate]]
) -> list[Step]:
    """Without those that the other ledger refused because of how its own record is, and still is.

    What a person chose is tried once more.
    """
    changing = [step.digest for step, _ in steps if step.target_id and step.choice_id is None]
    refused_at = transaction.intents.refused_versions(changing) if changing else {}
    return [
        step
        for step, candidate in steps
        if step.digest not in refused_at
        or refused_at[step.digest] != _version_of_target(step, candidate)
    ]


def _version_of_target(step: Step, candidate: Candidate) -> str:
    face = candidate.intacct if step.side is Side.INTACCT else candidate.re_leased
    return face.version if face else ""


def _endings(
    at_work: RunAtWork, batch: Sequence[Candidate], decisions: Sequence[Decision]
) -> Iterator[ChoiceEnding]:
    """Choices that came to an end without a step; whether an unresolved write moved a record is not known."""
    for candidate, decision in zip(batch, decisions, strict=True):
        if at_work.unresolved.isdisjoint(candidate.record_ids):
            yield from decision.endings


def _approval_endings(
    at_work: RunAtWork, batch: Sequence[Candidate], decisions: Sequence[Decision]
) -> Iterator[ApprovalEnding]:
    """As for choices."""
    for candidate, decision in zip(batch, decisions, strict=True):
        if at_work.unresolved.isdisjoint(candidate.record_ids):
            yield from decision.approval_endings


def _context(
    transaction: Transaction,
    at_work: RunAtWork,
    batch: Sequence[Candidate],
    plan_id: int,
    open_creations: OpenCreations,
) -> Context:
    link = at_work.link
    counterparts = {
        side: transaction.records.counterparts(
            link.link_id,
            side,
            list(
                dict.fromkeys(
                    reference
                    for candidate in batch
                    for face in (candidate.intacct, candidate.re_leased, *candidate.look_alikes)
                    if face is not None and face.side is side
                    for reference in references_of(face.now)
                )
            ),
            plan_id,
        )
        for side in Side
    }
    return Context(link.terms, counterparts, open_creations)
