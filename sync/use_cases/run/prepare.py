"""Prepare: turn steps into intents, leaving out those whose inputs have moved since the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sync.domain.approving.approvals import ApprovalState, Decided
from sync.domain.choosing import carried_out
from sync.domain.comparison import with_fields_of
from sync.domain.crossing import Counterparts, carried, missing_references
from sync.domain.never_travelling import waiting_for
from sync.domain.plan import Face, Step, StepVerb
from sync.domain.planner import agreed_when_linked
from sync.domain.records import Document, DocumentStatus, Record, references_of
from sync.domain.runs import IntentState
from sync.domain.settling import Settlement, agreed_anew, linked
from sync.domain.sides import Side
from sync.domain.standing import Standing
from sync.use_cases.end_choices import end_choices
from sync.use_cases.ports import Intent, Transaction, Write, WriteVerb
from sync.use_cases.run.bench import RunAtWork
from sync.use_cases.run.our_fault import standing_for

_WRITE_VERBS = {
    StepVerb.CREATE: WriteVerb.CREATE,
    StepVerb.UPDATE: WriteVerb.UPDATE,
    StepVerb.APPROVE: WriteVerb.APPROVE,
    StepVerb.REJECT: WriteVerb.REJECT,
    StepVerb.VOID: WriteVerb.VOID,
}

_STATUS_AFTER = {
    StepVerb.APPROVE: DocumentStatus.POSTED,
    StepVerb.REJECT: DocumentStatus.REJECTED,
    StepVerb.VOID: DocumentStatus.VOIDED,
}


@dataclass(slots=True)
class Prepared:
    """A batch of steps, ready to go.

    Attributes:
        intents: The writes to send, committed to the journal.
        noted: How many steps were only notes of our own, and are settled.
        moved: How many steps were left out, because what they rest on had changed.
    """

    intents: list[Intent] = field(default_factory=list)
    noted: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a batch of steps rests on, as it is now."""

    faces: Mapping[int, Face]
    partners: dict[int, int]
    counterparts: Mapping[Side, Counterparts]
    refusals: Mapping[str, int]
    open_choices: frozenset[int]
    decisions: Mapping[int, Decided]


def prepare(transaction: Transaction, at_work: RunAtWork, steps: Sequence[Step]) -> Prepared:
    """Check every step against the present, note what needs no write, journal what does."""
    inputs = _inputs(transaction, at_work, steps)
    prepared = Prepared()
    settlements: list[Settlement] = []
    standings: list[tuple[int, Standing]] = []
    noted: list[Step] = []
    for step in steps:
        if _is_blocked(step, at_work):
            continue
        match _made_of(step, inputs, at_work):
            case None:
                prepared.moved += 1
            case Settlement() as settlement:
                settlements.append(settlement)
                noted.append(step)
                inputs.partners[step.source_id] = _target_id(step)
                inputs.partners[_target_id(step)] = step.source_id
            case Intent() as intent:
                prepared.intents.append(intent)
            case Standing() as standing:
                standings.append((step.source_id, standing))
    transaction.records.settle(at_work.link.link_id, settlements)
    end_choices(transaction, at_work.link.link_id, map(carried_out, noted))
    transaction.records.stand(standings)
    transaction.intents.add(prepared.intents)
    prepared.noted = len(settlements)
    return prepared


def _made_of(
    step: Step, inputs: Inputs, at_work: RunAtWork
) -> Settlement | Intent | Standing | None:
    """What comes of a step: a note, a write, or where its record stands instead; None where it has moved.

    A record on which our code fails is set aside, so that the others of the batch go on.
    """
    try:
        if _is_not_wanted(step, inputs) or has_moved(step, inputs, at_work.own_writes):
            return None
        if not step.verb.is_write:
            return _note(step, inputs)
        return _intent(step, inputs, at_work) or _waits(step, inputs)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the rest flows
        return standing_for(error, step.title)


def _waits(step: Step, inputs: Inputs) -> Standing:
    """Where a record stands that needs another one which did not make it across after all."""
    source = inputs.faces[step.source_id]
    counterparts = inputs.counterparts[source.side]
    return waiting_for(missing_references(source.now, counterparts), counterparts)


def _is_blocked(step: Step, at_work: RunAtWork) -> bool:
    """A record whose last write has no known outcome is left alone; a refused step is tried once a run."""
    return step.source_id in at_work.unresolved or step.digest in at_work.refused_steps


def _is_not_wanted(step: Step, inputs: Inputs) -> bool:
    """A step that carries out what people said is left out where that does not hold any more."""
    if step.approval_id is not None:
        return step.approval_id not in inputs.decisions
    return step.choice_id is not None and step.choice_id not in inputs.open_choices


def has_moved(step: Step, inputs: Inputs, own_writes: set[int]) -> bool:
    """Whether anything the step rests on has changed since it was planned, other than by this run.

    A record that somebody unlinked meanwhile counts as changed: nothing of it travels any more.
    """
    source = inputs.faces.get(step.source_id)
    if source is None or _differs(source, step.source_fingerprint, own_writes):
        return True
    partner = inputs.partners.get(step.source_id)
    if step.verb is StepVerb.CREATE:
        return partner is not None
    target = inputs.faces.get(step.target_id) if step.target_id is not None else None
    if target is None or _differs(target, step.target_fingerprint, own_writes):
        return True
    if step.verb is StepVerb.LINK:
        return partner is not None or target.record_id in inputs.partners
    return partner != target.record_id


def _differs(face: Face, fingerprint: str, own_writes: set[int]) -> bool:
    if face.unlinked:
        return True
    return face.fingerprint != fingerprint and face.record_id not in own_writes


def _inputs(transaction: Transaction, at_work: RunAtWork, steps: Sequence[Step]) -> Inputs:
    records, link_id = transaction.records, at_work.link.link_id
    sources = [step.source_id for step in steps]
    targets = [step.target_id for step in steps if step.target_id is not None]
    faces = records.faces([*sources, *targets])
    references = {
        side: list(
            dict.fromkeys(
                reference
                for face in faces.values()
                if face.side is side
                for reference in references_of(face.now)
            )
        )
        for side in Side
    }
    return Inputs(
        faces=faces,
        partners=dict(records.pair_partner([*sources, *targets])),
        counterparts={
            side: records.counterparts(link_id, side, references[side], None) for side in Side
        },
        refusals=transaction.intents.refusals([step.digest for step in steps]),
        open_choices=transaction.choices.still_open(
            [step.choice_id for step in steps if step.choice_id is not None]
        ),
        decisions=_decisions(transaction, steps),
    )


def _decisions(transaction: Transaction, steps: Sequence[Step]) -> Mapping[int, Decided]:
    """By approval: the decision that is to be carried out, as far as it still is."""
    ids = [step.approval_id for step in steps if step.approval_id is not None]
    approvals = transaction.approvals.lock(ids) if ids else ()
    return {
        one.approval_id: one.last_decision
        for one in approvals
        if one.state is ApprovalState.GRANTED and one.last_decision is not None
    }


def _note(step: Step, inputs: Inputs) -> Settlement:
    source = inputs.faces[step.source_id]
    target = inputs.faces[_target_id(step)]
    if step.verb is StepVerb.AGREE:
        return agreed_anew(step, source=source, target=target)
    agreed = agreed_when_linked(source, target, inputs.counterparts[Side.RE_LEASED])
    return linked(step, intacct=source, re_leased=target, intacct_agreed=agreed)


def _intent(step: Step, inputs: Inputs, at_work: RunAtWork) -> Intent | None:
    """The step's intent; None where a record it needs did not make it across after all."""
    source = inputs.faces[step.source_id]
    target = inputs.faces[_target_id(step)] if step.verb is not StepVerb.CREATE else None
    counterparts = inputs.counterparts[source.side]
    if missing_references(source.now, counterparts):
        return None
    revision = inputs.refusals.get(step.digest, 0)
    decided = inputs.decisions.get(step.approval_id) if step.approval_id is not None else None
    write = Write(
        intent_key=intent_key(at_work.link.token, step, revision),
        kind=step.kind,
        verb=_WRITE_VERBS[step.verb],
        key=target.key if target else source.key,
        record=_content(step, source, target, counterparts),
        fields=frozenset(step.fields),
        version=target.version if target else "",
        actor=decided.who.name if decided else "",
        comment=decided.reason if decided else "",
    )
    return Intent(
        link_id=at_work.link.link_id,
        run_id=at_work.run.run_id,
        side=step.side,
        step=step,
        write=write,
        source=source.now,
        state=IntentState.SENDING,
    )


def intent_key(link_token: str, step: Step, revision: int) -> str:
    """The key a write carries on every attempt.

    The same step on the same contents has the same key, so that no retry makes a second record. Only a
    definite refusal begins a new revision: nothing was written then, and the ledger may remember its
    answer to the old key.
    """
    return f"{link_token}-{step.source_id}-{step.verb}-{step.digest[:20]}-{revision}"


def _content(step: Step, source: Face, target: Face | None, counterparts: Counterparts) -> Record:
    """What the target shall hold after the step."""
    crossed = carried(
        source.now,
        source=source.side,
        own_key=source.key,
        target_key=target.key if target else "",
        counterparts=counterparts,
        held=target.now if target else None,
    )
    if target is None:
        return crossed
    if step.verb in _STATUS_AFTER and isinstance(target.now, Document):
        return replace(target.now, status=_STATUS_AFTER[step.verb])
    return with_fields_of(target.now, crossed, step.fields)


def _target_id(step: Step) -> int:
    if step.target_id is None:
        raise ValueError(f"A step to {step.verb} {step.title} needs a counterpart.")
    return step.target_id
