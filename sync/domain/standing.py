"""Where a record stands with the sync, and why: nothing seen on either side is ever without one."""

from dataclasses import dataclass
from enum import StrEnum


class StandingState(StrEnum):
    """Every record seen is in exactly one of these."""

    NEW = "new"  # seen, not yet considered by a run
    LINKED = "linked"  # has a counterpart, and nothing about it needs a person
    WAITING = "waiting"  # for another record that it needs; goes by itself once that is there
    CONFLICT = "conflict"  # changed differently on both sides, or entered on both
    REFUSED = "refused"  # a rule or the other ledger will not have it as it is
    REMINDER = "reminder"  # somebody must do something in one of the ledgers
    SET_ASIDE = "set_aside"  # a rule says that it does not travel
    UNLINKED = "unlinked"  # somebody holds it where it is, until it is linked again

    @property
    def needs_a_person(self) -> bool:
        """Whether records in this state make an issue."""
        return self in {
            StandingState.WAITING,
            StandingState.CONFLICT,
            StandingState.REFUSED,
            StandingState.REMINDER,
        }


class Cause(StrEnum):
    """Why a record does not simply travel. The texts for people are in `sync.domain.causes`."""

    ONLY_IN_RE_LEASED = "only_in_re_leased"
    ONLY_IN_INTACCT = "only_in_intacct"
    BEFORE_SYNC_FROM = "before_sync_from"
    PRIVATE_DRAFT = "private_draft"
    REJECTED_BEFORE_LINK = "rejected_before_link"
    VOIDED_BEFORE_LINK = "voided_before_link"
    ARCHIVED_BEFORE_LINK = "archived_before_link"
    DELETED_BEFORE_LINK = "deleted_before_link"
    UNDONE_BEFORE_LINK = "undone_before_link"
    SETTLES_NOTHING_THAT_TRAVELS = "settles_nothing_that_travels"
    PAYMENT_TRAVELS_ONLY_IN_PART = "payment_travels_only_in_part"
    CREDIT_TRAVELS_ONLY_IN_PART = "credit_travels_only_in_part"
    NEGATIVE_INVOICE = "negative_invoice"
    FOREIGN_CURRENCY = "foreign_currency"
    PAYMENT_NOT_POSTED = "payment_not_posted"
    PAYMENT_NOT_APPLIED = "payment_not_applied"
    PAYMENT_WITHOUT_ACCOUNT = "payment_without_account"
    MAY_BE_SENT_ALREADY = "may_be_sent_already"
    MISSING_COUNTERPART = "missing_counterpart"
    FROM_A_MODULE = "from_a_module"
    PAYS_FROM_A_MODULE = "pays_from_a_module"
    TAX_NOT_EXTERNAL = "tax_not_external"
    TAX_ONLY_EXTERNAL = "tax_only_external"
    TAX_PENDING = "tax_pending"
    UNLINKED = "unlinked"
    WAITS_FOR_UNLINKED = "waits_for_unlinked"
    LOOKS_ALIKE = "looks_alike"
    LOOKS_LIKE_UNLINKED = "looks_like_unlinked"
    CHANGED_ON_BOTH_SIDES = "changed_on_both_sides"
    CHANGED_WHERE_NOT_ALLOWED = "changed_where_not_allowed"
    VOIDED_IN_RE_LEASED = "voided_in_re_leased"
    REVERSED_WHILE_AWAITING_APPROVAL = "reversed_while_awaiting_approval"
    TAKEN_BACK_IN_RE_LEASED = "taken_back_in_re_leased"
    UNDONE_IN_INTACCT = "undone_in_intacct"
    UNDONE_IN_RE_LEASED = "undone_in_re_leased"
    PAYMENT_CHANGED = "payment_changed"
    DELETED_IN_INTACCT = "deleted_in_intacct"
    DELETED_IN_RE_LEASED = "deleted_in_re_leased"
    ATTACHMENT_NOT_COPIED = "attachment_not_copied"
    NO_PROPERTY = "no_property"
    AUDIT_TRAIL_DENIED = "audit_trail_denied"
    AUDIT_TRAIL_EMPTY = "audit_trail_empty"
    UNREADABLE = "unreadable"
    PERIOD_CLOSED = "period_closed"
    HELD_BY_WORKFLOW = "held_by_workflow"
    PAID_IN_RE_LEASED = "paid_in_re_leased"
    REVERSED_WHILE_PAID = "reversed_while_paid"
    REFUSED_BY_LEDGER = "refused_by_ledger"
    OUTCOME_UNKNOWN = "outcome_unknown"
    MADE_AND_NOT_FOUND = "made_and_not_found"
    OUR_FAULT = "our_fault"
    NOT_ON_THE_OTHER_SIDE = "not_on_the_other_side"
    DIFFERS = "differs"
    STATUS_DIFFERS = "status_differs"


FOR_EVER = frozenset(
    {
        Cause.BEFORE_SYNC_FROM,
        Cause.VOIDED_BEFORE_LINK,
        Cause.DELETED_BEFORE_LINK,
        Cause.UNDONE_BEFORE_LINK,
    }
)
"""Causes that do not pass: a record set aside for one of them never travels, as it is.

A private draft may still be submitted, a rejected document corrected, an archived account used again.
"""


UNTIL_ITS_COUNTERPART_MOVES = frozenset({Cause.PAID_IN_RE_LEASED, Cause.REVERSED_WHILE_PAID})
"""Causes of a refusal that pass only once the counterpart has moved: until then nothing is sent again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A record's state, and where it is not simply linked, the cause.

    Attributes:
        state: One of the states.
        cause: Why; None for NEW and LINKED.
        subject: What the cause is about; records with one cause and one subject make one issue, such as
            the missing account `account 4090`.
        detail: This record's own facts, such as the two values of a conflict.
    """

    state: StandingState
    cause: Cause | None = None
    subject: str = ""
    detail: str = ""


LINKED = Standing(StandingState.LINKED)
