"""What people decide about single records, and how long that holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.domain.kinds import RecordKind
from sync.domain.rule_book import may_change_from
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState


@dataclass(frozen=True, slots=True)
class Person:
    """Who decided.

    Attributes:
        name: The name people know them by.
        person_id: Their id in Slack; empty for somebody at the terminal.
    """

    name: str
    person_id: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.person_id}".strip()


class ChoiceVerb(StrEnum):
    """What a person may pick for two records that the sync cannot settle by itself."""

    TAKE_INTACCT = "take_intacct"
    TAKE_RE_LEASED = "take_re_leased"
    LEAVE_BOTH = "leave_both"
    MATCH = "match"
    KEEP_APART = "keep_apart"

    @property
    def label(self) -> str:
        """The choice as people read it on a button."""
        return _LABELS[self]


_LABELS = {
    ChoiceVerb.TAKE_INTACCT: "take Sage Intacct's",
    ChoiceVerb.TAKE_RE_LEASED: "take Re-Leased's",
    ChoiceVerb.LEAVE_BOTH: "leave both as they are",
    ChoiceVerb.MATCH: "they are the same: link them",
    ChoiceVerb.KEEP_APART: "they are two: keep them apart",
}

TAKEN_FROM = {
    ChoiceVerb.TAKE_INTACCT: Side.INTACCT,
    ChoiceVerb.TAKE_RE_LEASED: Side.RE_LEASED,
}
"""Whose values a choice puts on the other side."""


class ChoiceEnd(StrEnum):
    """How a choice came to its end."""

    CARRIED_OUT = "carried_out"
    REFUSED = "refused"  # the ledger would not have it
    LAPSED = "lapsed"  # something had moved since the person looked
    REPLACED = "replaced"  # the person, or another, picked anew


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person picked for two records, and what came of it.

    It is open until it has come to one of its ends, and is carried out by the next run: but only while
    both records still say what the person saw.

    Attributes:
        choice_id: Our own id.
        link_id: The companies it concerns.
        kind: The kind of both records.
        verb: What was picked.
        intacct_id: Our id of the Intacct record.
        re_leased_id: Our id of the Re-Leased record.
        intacct_fingerprint: The content of the Intacct record as the person saw it.
        re_leased_fingerprint: The content of the Re-Leased record as the person saw it.
        who: Who picked it.
        why: In the person's words; empty where they gave none.
        chosen_at: When, aware UTC.
        end: How it came to its end; None while it is open.
        result: What came of it, in a sentence; empty while it is open.
        ended_at: When it came to its end; None while it is open.
    """

    choice_id: int
    link_id: int
    kind: RecordKind
    verb: ChoiceVerb
    intacct_id: int
    re_leased_id: int
    intacct_fingerprint: str
    re_leased_fingerprint: str
    who: Person
    why: str
    chosen_at: datetime
    end: ChoiceEnd | None = None
    result: str = ""
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether a run is still to obey it."""
        return self.end is None

    @property
    def keeps_apart(self) -> bool:
        """Whether a run has obeyed that the two are apart: that holds for good, whatever changes in them."""
        return self.verb is ChoiceVerb.KEEP_APART and self.end is ChoiceEnd.CARRIED_OUT

    def other_id(self, record_id: int) -> int:
        """Our id of the record that `record_id` was settled with."""
        return self.re_leased_id if record_id == self.intacct_id else self.intacct_id


@dataclass(frozen=True, slots=True)
class ChoiceEnding:
    """A choice has come to its end.

    Attributes:
        choice_id: Our id of the choice.
        end: How.
        subject: The record it was about, as the audit trail names it, such as `Bill PDF-77`.
        result: What came of it, in a sentence.
    """

    choice_id: int
    end: ChoiceEnd
    subject: str
    result: str


MATTERS_OF_CHOICE = (Cause.CHANGED_ON_BOTH_SIDES, Cause.LOOKS_ALIKE, Cause.LOOKS_LIKE_UNLINKED)
"""The causes that a person settles by a choice, rather than by mending something in a ledger."""


def choices_for(kind: RecordKind, cause: Cause | None) -> tuple[ChoiceVerb, ...]:
    """What a person may pick for records of `kind` that stand where they are for `cause`.

    A side's values are offered only where the rule book lets changes made on that side travel: of a contact
    only Intacct's can be taken. Two records that look the same are one, or they are two.
    """
    match cause:
        case Cause.CHANGED_ON_BOTH_SIDES:
            taken = (verb for verb, side in TAKEN_FROM.items() if may_change_from(kind, side))
            return (*taken, ChoiceVerb.LEAVE_BOTH)
        case Cause.LOOKS_ALIKE:
            return (ChoiceVerb.MATCH, ChoiceVerb.KEEP_APART)
        case Cause.LOOKS_LIKE_UNLINKED:
            return (ChoiceVerb.KEEP_APART,)
        case _:
            return ()


@dataclass(frozen=True, slots=True)
class Unlinking:
    """A record, or a linked pair, that somebody holds where it is: nothing of it travels, whatever changes.

    Attributes:
        unlinking_id: Our own id.
        link_id: The companies it concerns.
        kind: The kind of record.
        intacct_id: Our id of the Intacct record; None where there was none.
        re_leased_id: Our id of the Re-Leased record; None where there was none.
        reason: Why; never empty.
        who: Who unlinked it.
        since: When, aware UTC.
    """

    unlinking_id: int
    link_id: int
    kind: RecordKind
    intacct_id: int | None
    re_leased_id: int | None
    reason: str
    who: Person
    since: datetime

    @property
    def record_ids(self) -> tuple[int, ...]:
        """Our ids of the records that were unlinked: one, or both of a pair."""
        return tuple(one for one in (self.intacct_id, self.re_leased_id) if one is not None)

    @property
    def standing(self) -> Standing:
        """Where its records stand, with the reason and the person."""
        detail = f"{self.reason} ({self.who.name}, {self.since:%d %b %Y})"
        return Standing(StandingState.UNLINKED, Cause.UNLINKED, detail=detail)
