"""Approvals: a draft in both ledgers that waits for a decision, and what came of it.

A document *awaits approval* while it is a Draft in Sage Intacct and Awaiting Approval in Re-Leased, and both
are linked. An *approval* is bound to the content of both, is decided once, and ends when the content moves.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.domain.approving.drafts import Draft
from sync.domain.choices import Person


class ApprovalState(StrEnum):
    """Where an approval stands."""

    OPEN = "open"  # nobody has decided yet
    WAITING_SECOND = "waiting_second"  # one has approved, and another must
    GRANTED = "granted"  # decided, and a run is to carry it out
    APPROVED = "approved"  # posted in Intacct and approved in Re-Leased
    REFUSED = "refused"  # decided, and it could not be carried out
    REJECTED = "rejected"  # rejected in Re-Leased, as decided
    LAPSED = "lapsed"  # the document changed after it was shown
    EXPIRED = "expired"  # nobody decided in time
    DECIDED_ELSEWHERE = "decided_elsewhere"  # somebody decided in one of the ledgers

    @property
    def is_undecided(self) -> bool:
        """Whether people may still decide."""
        return self in UNDECIDED

    @property
    def is_active(self) -> bool:
        """Whether it has not come to an end."""
        return self in ACTIVE


UNDECIDED = frozenset({ApprovalState.OPEN, ApprovalState.WAITING_SECOND})
ACTIVE = UNDECIDED | {ApprovalState.GRANTED}
ASKED_FOR_ANEW = frozenset({ApprovalState.EXPIRED, ApprovalState.REFUSED})
"""Ends after which the same content is put before people again only if somebody asks for it."""


class ApprovalVerb(StrEnum):
    """What a person decides."""

    APPROVE = "approve"
    REJECT = "reject"

    @property
    def past(self) -> str:
        """The decision as it is told afterwards."""
        return "approved" if self is ApprovalVerb.APPROVE else "rejected"


@dataclass(frozen=True, slots=True)
class Decided:
    """What one person decided about an approval.

    Attributes:
        verb: Approve or reject.
        who: Who decided.
        digest: The content that they were shown.
        reason: In their words; empty for an approval.
        on_behalf_of: Whose authority they used while that person is away; None for their own.
        decided_at: When, aware UTC.
    """

    verb: ApprovalVerb
    who: Person
    digest: str
    reason: str
    on_behalf_of: Person | None
    decided_at: datetime

    @property
    def people(self) -> frozenset[str]:
        """The Slack ids of all whose judgement has gone into it."""
        behind = {self.on_behalf_of.person_id} if self.on_behalf_of is not None else set()
        return frozenset({self.who.person_id} | behind)

    @property
    def signature(self) -> str:
        """Who decided, and for whom."""
        behalf = f" for {self.on_behalf_of.name}" if self.on_behalf_of is not None else ""
        return f"{self.who.name}{behalf}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What people were shown of a draft, for telling whether it is still so.

    Attributes:
        approval_id: Our id of the approval.
        intacct_fingerprint: The Intacct record's content.
        re_leased_fingerprint: The Re-Leased record's content.
        workflow: The approval workflow in Re-Leased that held it; empty where none did.
        is_posted: Whether we have posted it in Intacct since, so that Re-Leased is to follow.
    """

    approval_id: int
    intacct_fingerprint: str
    re_leased_fingerprint: str
    workflow: str = ""
    is_posted: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """A decision that a run is to carry out: what the planner is told of an approval.

    Attributes:
        verb: What was decided.
        shown: About what.
    """

    verb: ApprovalVerb
    shown: Shown


@dataclass(frozen=True, slots=True)
class Approval:
    """A draft that was put before people, and what came of it.

    Attributes:
        approval_id: Our own id.
        link_id: The companies it concerns.
        batch_id: The approvals that were opened together have one; the id of the first of them.
        draft: The document, as it was then.
        state: Where it stands.
        verb: What was decided; None while it is undecided.
        opened_at: When it was put before people, aware UTC.
        expires_at: When it closes undecided.
        reminded_at: When people were reminded; None where they were not.
        escalated_at: When it was passed on to somebody else; None where it was not.
        run_id: The run that is to carry the decision out; None while there is none.
        taken_up_at: When that run began with it.
        posted_at: When we posted it in Intacct; Re-Leased follows.
        result: What came of it, in a sentence or two.
        ended_at: When it came to its end; None before.
        decisions: What people decided, the first one first.
    """

    approval_id: int
    link_id: int
    batch_id: int
    draft: Draft
    state: ApprovalState
    verb: ApprovalVerb | None
    opened_at: datetime
    expires_at: datetime
    reminded_at: datetime | None = None
    escalated_at: datetime | None = None
    run_id: int | None = None
    taken_up_at: datetime | None = None
    posted_at: datetime | None = None
    result: str = ""
    ended_at: datetime | None = None
    decisions: tuple[Decided, ...] = ()

    @property
    def approvers(self) -> frozenset[str]:
        """The Slack ids of all who have approved, and of those for whom others did."""
        return frozenset(
            person
            for decided in self.decisions
            if decided.verb is ApprovalVerb.APPROVE
            for person in decided.people
        )

    @property
    def shown(self) -> Shown:
        """What people were shown."""
        return Shown(
            approval_id=self.approval_id,
            intacct_fingerprint=self.draft.intacct_fingerprint,
            re_leased_fingerprint=self.draft.re_leased_fingerprint,
            workflow=self.draft.workflow,
            is_posted=self.posted_at is not None,
        )

    @property
    def grant(self) -> Grant:
        """What a run is to carry out.

        Raises:
            ValueError: Nothing was decided.
        """
        if self.verb is None:
            raise ValueError(f"Approval {self.approval_id} is undecided.")
        return Grant(self.verb, self.shown)

    @property
    def last_decision(self) -> Decided | None:
        """The decision taken last."""
        return self.decisions[-1] if self.decisions else None


@dataclass(frozen=True, slots=True)
class ApprovalEnding:
    """An approval has come to its end.

    Attributes:
        approval_id: Our id of the approval.
        state: How: any state that is not active.
        result: What came of it, in a sentence or two.
    """

    approval_id: int
    state: ApprovalState
    result: str


@dataclass(frozen=True, slots=True)
class Delegation:
    """Somebody is away, and another decides in their place meanwhile.

    Attributes:
        delegation_id: Our own id.
        giver: Who is away.
        taker: Who decides in their place, with their rights and their limit.
        begins_at: From when, aware UTC.
        ends_at: Until when, aware UTC.
    """

    delegation_id: int
    giver: Person
    taker: Person
    begins_at: datetime
    ends_at: datetime

    def is_in_force(self, at: datetime) -> bool:
        """Whether it holds at this moment."""
        return self.begins_at <= at < self.ends_at
