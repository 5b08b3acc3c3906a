"""The plan, as data: what a run would do. Preview, approval and apply all use these same objects."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sync.domain.approving.approvals import ApprovalEnding, Grant
from sync.domain.choices import Choice, ChoiceEnding, Unlinking
from sync.domain.comparison import FieldChange
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import Record
from sync.domain.sides import Side
from sync.domain.standing import Standing


class StepVerb(StrEnum):
    """What a step does. LINK and AGREE change our own notes only; the others write to a ledger."""

    LINK = "link"
    AGREE = "agree"
    CREATE = "create"
    UPDATE = "update"
    APPROVE = "approve"
    REJECT = "reject"
    VOID = "void"

    @property
    def is_write(self) -> bool:
        """Whether the step writes to a ledger."""
        return self not in {StepVerb.LINK, StepVerb.AGREE}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the plan does to one record.

    Attributes:
        verb: What is done.
        kind: The kind of record.
        side: The side written to; for LINK and AGREE the side whose notes follow, Re-Leased.
        source_id: Our id of the record the step starts from.
        source_fingerprint: That record's content when the plan was made.
        target_id: Our id of the counterpart; None for CREATE.
        target_fingerprint: The counterpart's content when the plan was made; empty for CREATE.
        fields: The fields carried over; empty for CREATE, LINK, APPROVE, REJECT and VOID.
        title: What people call the record.
        amount: The money it stands for; None for all but documents.
        changes: The fields' values before and after, for people.
        choice_id: Our id of the person's choice that it carries out; None where nobody had to choose.
        approval_id: Our id of the approval that it carries out; None where nobody had to decide.
    """

    verb: StepVerb
    kind: RecordKind
    side: Side
    source_id: int
    source_fingerprint: str
    target_id: int | None
    target_fingerprint: str
    fields: tuple[str, ...]
    title: str
    amount: Money | None
    changes: tuple[FieldChange, ...] = ()
    choice_id: int | None = None
    approval_id: int | None = None

    @property
    def record_ids(self) -> tuple[int, ...]:
        """Our ids of the records it concerns: the source, and the counterpart where there is one."""
        return (self.source_id,) if self.target_id is None else (self.source_id, self.target_id)

    @property
    def digest(self) -> str:
        """Names this step and all it rests on: equal digests do exactly the same to the same contents."""
        parts = (
            self.verb,
            self.kind,
            self.side,
            str(self.source_id),
            self.source_fingerprint,
            str(self.target_id),
            self.target_fingerprint,
            ",".join(self.fields),
        )
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a pair, or a record that has no counterpart yet.

    Attributes:
        record_id: Our own id of the record.
        side: The side it lives on.
        key: Its key there.
        now: Its content as last seen.
        fingerprint: The digest of `now`.
        agreed: Its content when both sides last agreed; None while it has no counterpart.
        version: That side's version mark, or empty.
        gone: Whether that side says that it was deleted.
        unlinked: Whether somebody holds it where it is.
        changed_by: Who changed it last, as its side says; empty where it does not say.
        entered_by: Who entered it, as its side says; empty where it does not say.
        workflow: The approval workflow of its side that holds it; empty where none does.
    """

    record_id: int
    side: Side
    key: str
    now: Record
    fingerprint: str
    agreed: Record | None = None
    version: str = ""
    gone: bool = False
    unlinked: bool = False
    changed_by: str = ""
    entered_by: str = ""
    workflow: str = ""

    @property
    def changers(self) -> tuple[str, ...]:
        """Who entered it and who changed it last, each once; whom its side does not name is left out."""
        return tuple(name for name in dict.fromkeys((self.entered_by, self.changed_by)) if name)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something the planner should look at: a changed pair, or a record without a counterpart.

    Attributes:
        kind: The kind of record.
        intacct: The Intacct side, where there is one.
        re_leased: The Re-Leased side, where there is one.
        look_alikes: For a record without a counterpart: records of the other side, without one too, that
            carry the same code, or look the same.
        unlinking: By whom and why it is held where it is; None where it is not.
        choices: What people picked for any of its records, as far as a run is still to obey it, and what
            keeps two records apart for good.
        grant: What people decided about it as a draft and this run is to carry out; None where nothing is.
    """

    kind: RecordKind
    intacct: Face | None
    re_leased: Face | None
    look_alikes: tuple[Face, ...] = ()
    unlinking: Unlinking | None = None
    choices: tuple[Choice, ...] = ()
    grant: Grant | None = None

    @property
    def record_ids(self) -> tuple[int, ...]:
        """Our ids of its records: one, or both of a pair."""
        return tuple(face.record_id for face in (self.intacct, self.re_leased) if face is not None)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the planner makes of one candidate.

    Attributes:
        steps: In the order they must be taken.
        standings: For the records that do not simply travel, where they stand and why.
        endings: Choices of people that have come to their end without a step.
        approval_endings: Approvals that have come to their end without a step.
    """

    steps: tuple[Step, ...] = ()
    standings: tuple[tuple[int, Standing], ...] = ()
    endings: tuple[ChoiceEnding, ...] = ()
    approval_endings: tuple[ApprovalEnding, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of a plan's summary: so many of this, to that side.

    Attributes:
        verb: What would be done.
        kind: To which kind of record.
        side: On which side.
        count: How many.
        amount: The documents' gross total in the company's currency; None where no money moves.
    """

    verb: StepVerb
    kind: RecordKind
    side: Side
    count: int
    amount: Money | None


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A line of a plan's summary: so many records that do not travel, for one cause and subject."""

    standing: Standing
    kind: RecordKind
    count: int
    amount: Money | None


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan as it is shown to people.

    Attributes:
        plan_id: Our id of the plan.
        digest: Names the plan and every content it rests on.
        rows: What would be written, in the order of work.
        links: How many records would be linked to a counterpart that is there already.
        waiting: What would not travel and needs a person.
        set_aside: How many records a rule leaves where they are.
        examples: A few of the steps, for a look at the detail.
    """

    plan_id: int
    digest: str
    rows: tuple[PlanRow, ...]
    links: int
    waiting: tuple[CauseRow, ...]
    set_aside: tuple[CauseRow, ...]
    examples: tuple[Step, ...]

    @property
    def writes(self) -> int:
        """How many writes the plan would make on both sides together."""
        return sum(row.count for row in self.rows)
