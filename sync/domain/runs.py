"""Runs: one go of the sync, from the request to its result."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.plan import StepVerb
from sync.domain.sides import Side


class RunPurpose(StrEnum):
    """What a run is for."""

    SYNC = "sync"  # find out what changed, and carry it over
    PLAN = "plan"  # find out what a sync would do, and change nothing
    APPLY = "apply"  # carry out exactly a plan that was shown
    APPROVE = "approve"  # carry out what people decided about drafts, and nothing else


class RunState(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"  # before it wrote far more than usual: somebody is asked

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen in this run."""
        return self in {RunState.DONE, RunState.FAILED, RunState.STOPPED}


class RunPhase(StrEnum):
    """What a running run is doing, in the order it happens."""

    WAITING = "waiting"
    RECOVERING = "recovering"
    PULLING = "pulling"
    PLANNING = "planning"
    APPLYING = "applying"
    SETTLING = "settling"


class Flag(StrEnum):
    """How Re-Leased's users know a run's outcome."""

    BLUE = "blue"  # done, nothing needs a person
    ORANGE = "orange"  # still running
    RED = "red"  # over, and something needs a person


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asked for a run, and where they want to read of it.

    Attributes:
        person_id: The person's id in Slack; empty for the schedule and the command line.
        name: The name people know them by.
        channel: The Slack channel to answer in; empty for none.
    """

    person_id: str
    name: str
    channel: str = ""

    @property
    def signature(self) -> str:
        """How the audit trail names them."""
        return f"{self.name} {self.person_id}".strip()


SCHEDULE = Requester(person_id="", name="the schedule")
"""Runs that nobody asked for by hand."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come.

    Attributes:
        phase: What it is doing.
        done: Steps taken, in this run.
        total: Steps known so far, in this run.
        read: Records read, in this run.
    """

    phase: RunPhase = RunPhase.WAITING
    done: int = 0
    total: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One go of the sync.

    Attributes:
        run_id: Our own id; the number people see.
        link_id: The companies it is for.
        purpose: What it is for.
        state: Where it stands.
        requester: Who asked.
        plan_id: For APPLY the plan to carry out, for PLAN the plan made; else None.
        attempt: 1 at first; one more each time it had to start over.
        progress: How far it has come.
        needs_a_person: How many records need a person at its end.
        failure: What went wrong and what to do, or why it stopped to ask, in a sentence or two; empty unless
            FAILED or STOPPED.
        created_at: When it was asked for.
        started_at: When a worker first took it up.
        finished_at: When it was over.
    """

    run_id: int
    link_id: int
    purpose: RunPurpose
    state: RunState
    requester: Requester
    plan_id: int | None
    attempt: int
    progress: Progress
    needs_a_person: int
    failure: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def flag(self) -> Flag:
        """The flag people know: blue is clean, orange is running, red needs a look."""
        if not self.state.is_over:
            return Flag.ORANGE
        clean = self.state is RunState.DONE and self.needs_a_person == 0
        return Flag.BLUE if clean else Flag.RED


class IntentState(StrEnum):
    """What is known of one outgoing write."""

    SENDING = "sending"  # committed before it was sent; after a crash as good as UNKNOWN
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # sent, and no answer came: looked up before anything else is done


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A line of a run's result: what became of so many writes of one sort."""

    verb: StepVerb
    kind: RecordKind
    side: Side
    state: IntentState
    count: int
    amount: Money | None
