"""What the use cases ask of the database about runs, plans and intents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sync.domain.kinds import RecordKind
from sync.domain.plan import PlanRow, Step, StepVerb
from sync.domain.records import Record
from sync.domain.runs import IntentState, Progress, Requester, ResultRow, Run, RunPurpose, RunState
from sync.domain.sides import Side
from sync.use_cases.ports import Write


class RunTable(Protocol):
    """The runs."""

    def add(
        self, *, link_id: int, purpose: RunPurpose, requester: Requester, plan_id: int | None = None
    ) -> Run:
        """A new run, QUEUED."""
        ...

    def get(self, run_id: int) -> Run:
        """The run with this id. Raises KeyError where there is none."""
        ...

    def start(self, run_id: int) -> Run | None:
        """QUEUED or (taken over) RUNNING becomes RUNNING, one attempt more; None where it is over."""
        ...

    def requeue(self, run_id: int) -> None:
        """RUNNING becomes QUEUED again, to be taken up later."""
        ...

    def report(self, run_id: int, progress: Progress) -> None:
        """Note how far a run has come."""
        ...

    def set_plan(self, run_id: int, plan_id: int) -> None:
        """Note the plan a PLAN run has made."""
        ...

    def finish(
        self, run_id: int, state: RunState, *, needs_a_person: int = 0, failure: str = ""
    ) -> None:
        """The run is over."""
        ...

    def latest(self, link_id: int, limit: int) -> tuple[Run, ...]:
        """The newest runs, newest first."""
        ...

    def unfinished(self, link_id: int | None = None) -> tuple[Run, ...]:
        """Runs QUEUED or RUNNING, oldest first, of one link or of all."""
        ...


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan without its steps.

    Attributes:
        plan_id: Our own id.
        run_id: The run that made it.
        link_id: The companies it is for.
        digest: Over all steps' digests in order; empty while the plan is being made.
        applied_by_run: The APPLY run that carries it out; None while it may still be applied.
        created_at: When it was made.
    """

    plan_id: int
    run_id: int
    link_id: int
    digest: str
    applied_by_run: int | None
    created_at: datetime


class PlanTable(Protocol):
    """Plans and their steps."""

    def open(self, run_id: int, link_id: int) -> int:
        """A new, empty plan; returns its id."""
        ...

    def add_steps(self, plan_id: int, steps: Sequence[Step]) -> None:
        """Append steps, in order."""
        ...

    def close(self, plan_id: int) -> PlanHead:
        """Work out the digest; the plan takes no more steps."""
        ...

    def get(self, plan_id: int) -> PlanHead:
        """The plan's head. Raises KeyError where there is none."""
        ...

    def claim(self, plan_id: int, run_id: int) -> bool:
        """Mark the plan as applied by `run_id`; False where another run has it already."""
        ...

    def count(self, plan_id: int) -> int:
        """How many steps it has."""
        ...

    def steps(
        self, plan_id: int, *, kind: RecordKind, verb: StepVerb, side: Side, after: int, limit: int
    ) -> tuple[tuple[int, Step], ...]:
        """Steps of one sort behind position `after` (-1 for the first), with their positions."""
        ...

    def rows(self, plan_id: int) -> tuple[PlanRow, ...]:
        """Counts and totals of all steps, LINK and AGREE included, in the order of work."""
        ...

    def examples(self, plan_id: int, limit: int) -> tuple[Step, ...]:
        """The first writing steps, documents before everything else."""
        ...


@dataclass(frozen=True, slots=True)
class Intent:
    """One outgoing write, committed before it is sent.

    Attributes:
        link_id: The companies it is for.
        run_id: The run that made it.
        side: The ledger it goes to.
        step: The step it carries out.
        write: What is sent; the same on every attempt.
        source: The content of the source record that the write was made from.
        state: What is known of it.
        note: The ledger's words, for REFUSED and UNKNOWN; for DONE what it could not keep.
    """

    link_id: int
    run_id: int
    side: Side
    step: Step
    write: Write
    source: Record
    state: IntentState
    note: str = ""


@dataclass(frozen=True, slots=True)
class PastWrite:
    """A write as it stands in the journal.

    Attributes:
        step: What was to be done.
        state: What became of it.
        note: The ledger's words; empty where it had none.
        run_id: The run that sent it.
        asked_by: Who asked for that run; in which channel is not told.
        noted_at: When it was noted, just before it was sent, aware UTC.
    """

    step: Step
    state: IntentState
    note: str
    run_id: int
    asked_by: Requester
    noted_at: datetime


class IntentTable(Protocol):
    """The journal of outgoing writes."""

    def refusals(self, step_digests: Sequence[str]) -> Mapping[str, int]:
        """How often each of these steps has been refused so far (absent: never)."""
        ...

    def refused_versions(self, step_digests: Sequence[str]) -> Mapping[str, str]:
        """The counterpart's version at which each step was last refused, where its record still stands so.

        Only of refusals for a cause that passes when the counterpart moves.
        """
        ...

    def add(self, intents: Sequence[Intent]) -> None:
        """Note intents before they are sent. A key that is there already is left as it is."""
        ...

    def record(self, outcomes: Sequence[tuple[str, IntentState, str]]) -> None:
        """Note outcomes: intent key, new state, note (see `Intent`)."""
        ...

    def give_up(self, record_ids: Sequence[int], note: str) -> None:
        """End the UNKNOWN creations that started from these records as REFUSED: they are not waited for."""
        ...

    def unresolved(self, link_id: int, limit: int) -> tuple[Intent, ...]:
        """Intents SENDING or UNKNOWN, oldest first."""
        ...

    def results(self, run_id: int) -> tuple[ResultRow, ...]:
        """What became of a run's writes, in the order of work."""
        ...

    def of_records(self, record_ids: Sequence[int], limit: int) -> tuple[PastWrite, ...]:
        """The writes that started from these records, the latest first.

        A write to a record starts from its counterpart, so the whole history of a pair is that of both.
        """
        ...

    def refused(self, run_id: int, limit: int) -> tuple[Intent, ...]:
        """The run's refused intents, for the details people read."""
        ...
