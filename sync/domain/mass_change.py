"""When a run would do far more than is usual: it stops before it writes, and somebody is asked.

What is usual is what this company's own runs did on each of the past days. Below a floor nothing is far,
however little was done before: small companies are never asked. Two things are no surprise: whatever a new
link brings until its first sync is through, and after some days without a sync as much more as there were
days. Voids are asked about sooner, and in a first sync too: what was voided stays void.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sync.domain.kinds import RecordKind
from sync.domain.plan import PlanRow, StepVerb
from sync.domain.sides import Side

TIMES_USUAL = 3
"""How often the busiest day so far a day may be surpassed before it is far beyond the usual. A rent run that
has grown, or two that fall on one day, pass; a ledger that was voided or entered once more does not."""

USUAL_DAYS = 100
"""How many past days tell what is usual: a quarter and a little, so that the last quarter day is among them."""


ORDINARY_PERCENT = 2
"""Of the known records of a kind so many may be created or changed in a day, however many that are: what is a
flood for a small company is an ordinary day for a large one, whose past may be short. Not so for voids."""


class Act(StrEnum):
    """What a write does, as far as it can be too much."""

    VOID = "void"
    CREATE = "create"
    CHANGE = "change"


_ACTS = {
    StepVerb.VOID: Act.VOID,
    StepVerb.CREATE: Act.CREATE,
    StepVerb.UPDATE: Act.CHANGE,
    StepVerb.APPROVE: Act.CHANGE,
    StepVerb.REJECT: Act.CHANGE,
}


@dataclass(frozen=True, slots=True)
class GuardPolicy:
    """Beyond what a run asks before it goes on. Nothing below these numbers is ever asked about.

    Attributes:
        voids: Voids of one kind of record in a day.
        creations: Records of one kind created in a day.
        changes: Changes of one sort, of one kind of record, in a day.
        gone: Records of one kind found deleted at once.
        gone_percent: How many of the known records of a kind these must be, in percent.
    """

    voids: int = 25
    creations: int = 300
    changes: int = 300
    gone: int = 10
    gone_percent: int = 30

    def floor(self, act: Act) -> int:
        """How many of `act` in a day are never too many."""
        match act:
            case Act.VOID:
                return self.voids
            case Act.CREATE:
                return self.creations
            case Act.CHANGE:
                return self.changes


@dataclass(frozen=True, slots=True)
class Sort:
    """Writes of one sort: what is done, to which kind of record, in which ledger."""

    verb: StepVerb
    kind: RecordKind
    side: Side

    @property
    def act(self) -> Act:
        """What the write does. Raises KeyError for what is no write."""
        return _ACTS[self.verb]


@dataclass(frozen=True, slots=True)
class Written:
    """What one run wrote of one sort.

    Attributes:
        run_id: The run.
        sort: Which writes.
        count: How many, those without an answer included.
        days_ago: How many whole days ago; 0 within the last 24 hours.
        was_let_through: Whether the run carried out what somebody let through.
    """

    run_id: int
    sort: Sort
    count: int
    days_ago: int
    was_let_through: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a company's past when a plan is judged.

    Attributes:
        written: What its runs wrote in the past `USUAL_DAYS` days, from its first complete sync on.
        is_new: Whether no sync has come to its end since it was linked, matched or let write.
        days_away: Days since the last run that looked at both ledgers; at least 1.
        known: How many records of each kind are known, on the side that has more; empty where not asked for.
    """

    written: Sequence[Written] = ()
    is_new: bool = False
    days_away: int = 1
    known: Mapping[RecordKind, int] = field(default_factory=dict)

    def usual(self, sort: Sort) -> int:
        """The most of `sort` that was done in a day before the last one.

        What somebody let through counts as usual, so that the next quarter day is no surprise. Voids that
        were let through do not: that so many were right once says nothing of the next.
        """
        days: dict[int, int] = {}
        for one in self.written:
            is_exception = one.was_let_through and sort.act is Act.VOID
            if one.sort == sort and one.days_ago > 0 and not is_exception:
                days[one.days_ago] = days.get(one.days_ago, 0) + one.count
        return max(days.values(), default=0)

    def ordinary(self, sort: Sort) -> int:
        """How many of `sort` in a day are nothing special for a company of this size."""
        if sort.act is Act.VOID:
            return 0
        return self.known.get(sort.kind, 0) * ORDINARY_PERCENT // 100

    def lately(self, sort: Sort) -> int:
        """How many of `sort` were done in the last 24 hours, after the last that somebody let through.

        Counted along, because twenty voids every quarter of an hour are a flood too.
        """
        of_today = [one for one in self.written if one.sort == sort and one.days_ago == 0]
        let_through = max((one.run_id for one in of_today if one.was_let_through), default=0)
        return sum(one.count for one in of_today if one.run_id > let_through)


@dataclass(frozen=True, slots=True)
class Excess:
    """A part of a plan that is far beyond the usual.

    Attributes:
        row: What would be done, how often, and for how much money.
        usual: The most of it in a day so far; 0 where it never was done.
        lately: How many were done in the last 24 hours.
    """

    row: PlanRow
    usual: int
    lately: int


@dataclass(frozen=True, slots=True)
class MostGone:
    """So many records of a kind found deleted at once that it may not be true.

    Attributes:
        side: Where.
        kind: Of which kind.
        gone: How many were found deleted.
        known: How many were known, these included.
    """

    side: Side
    kind: RecordKind
    gone: int
    known: int


def beyond_usual(rows: Sequence[PlanRow], past: Past, policy: GuardPolicy) -> tuple[Excess, ...]:
    """The parts of a plan that somebody is to be asked about, in the plan's order.

    Args:
        rows: The plan's counts and sums; what is no write is left out.
        past: What the company did before.
        policy: What is never too much.
    """
    found = []
    for row in rows:
        if not row.verb.is_write:
            continue
        sort = Sort(row.verb, row.kind, row.side)
        if past.is_new and sort.act is not Act.VOID:
            continue
        usual, lately = past.usual(sort), past.lately(sort)
        surpassed = TIMES_USUAL * usual * max(past.days_away, 1)
        most = max(policy.floor(sort.act), past.ordinary(sort), surpassed)
        if row.count + lately > most:
            found.append(Excess(row, usual, lately))
    return tuple(found)


def most_gone(
    side: Side,
    gone: Mapping[RecordKind, int],
    known: Mapping[RecordKind, int],
    policy: GuardPolicy,
) -> tuple[MostGone, ...]:
    """The kinds of which so many are gone at once that it looks like a fault: a right taken away, a lost list.

    Args:
        side: The side that was asked.
        gone: By kind: how many known records were found deleted just now.
        known: By kind: how many were known until then, the deleted ones included.
        policy: How many, and which share of all, are too many. Both must be exceeded.
    """
    return tuple(
        MostGone(side, kind, count, known.get(kind, count))
        for kind, count in sorted(gone.items(), key=lambda one: one[0].rank)
        if count > policy.gone and count * 100 > known.get(kind, count) * policy.gone_percent
    )


def days_away(hours: float) -> int:
    """The days to allow for, after so many hours without a look at the ledgers; a day at least."""
    return max(1, math.ceil(hours / 24))
