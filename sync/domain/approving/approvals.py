"""Approvals: a draft in both ledgers that waits for a decision, and what came of it.

A document *awaits approval* while it is a Draft in Sage Intacct and Awaiting Approval in Re-Leased, and both
are linked. An *approval* is bound to the content of both, is decided once, and ends when the content moves.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sync.domain.choices import Person
from sync.domain.kinds import RecordKind
from sync.domain.money import Money


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


class Oddity(StrEnum):
    """What an approver should look at twice."""

    NEW_PAYEE = "new_payee"
    MUCH_MORE_THAN_USUAL = "much_more_than_usual"
    LOOKS_LIKE_A_DUPLICATE = "looks_like_a_duplicate"
    OTHER_AMOUNT_IN_RE_LEASED = "other_amount_in_re_leased"

    @property
    def label(self) -> str:
        """The mark as people read it."""
        return _LABELS[self]


_LABELS = {
    Oddity.NEW_PAYEE: "new payee",
    Oddity.MUCH_MORE_THAN_USUAL: "much more than usual for this contact",
    Oddity.LOOKS_LIKE_A_DUPLICATE: "looks like a duplicate",
    Oddity.OTHER_AMOUNT_IN_RE_LEASED: "Re-Leased has another amount, as somebody left it",
}


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
class Draft:
    """A document that awaits approval, as it is put before people.

    Attributes:
        kind: Invoice, bill or credit.
        intacct_id: Our id of the Intacct record.
        re_leased_id: Our id of the Re-Leased record.
        intacct_fingerprint: The Intacct record's content.
        re_leased_fingerprint: The Re-Leased record's content.
        title: What people call the document.
        contact: Whom it is with; the contact's key where the name is not known.
        tags: What its lines are tagged with, the property among them, for people to find it by.
        amount: Its gross total, as far as its tax is known.
        dated: The document's date.
        due: When it is to be paid.
        changers: Who entered it and who changed it last on either side, then and whenever it was put before
            people earlier, as the sides name them.
        workflow: The approval workflow in Re-Leased that holds it; empty where none does.
        is_tax_pending: Whether a part of its tax is still to be worked out.
        oddities: What to look at twice.
    """

    kind: RecordKind
    intacct_id: int
    re_leased_id: int
    intacct_fingerprint: str
    re_leased_fingerprint: str
    title: str
    contact: str
    tags: str
    amount: Money
    dated: date
    due: date
    changers: tuple[str, ...] = ()
    workflow: str = ""
    is_tax_pending: bool = False
    oddities: tuple[Oddity, ...] = ()

    @property
    def digest(self) -> str:
        """Names exactly what is put before people: both records' contents."""
        both = f"{self.intacct_fingerprint}|{self.re_leased_fingerprint}"
        return hashlib.sha256(both.encode()).hexdigest()[:32]

    @property
    def subject(self) -> str:
        """The document as the audit trail names it."""
        return f"{self.kind.singular.capitalize()} {self.title}"


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
