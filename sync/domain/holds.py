"""Holds: a run stopped before it wrote something far beyond the usual, and somebody is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.domain.choices import Person
from sync.domain.mass_change import Excess, MostGone
from sync.domain.plan import StepVerb
from sync.domain.sides import Side


class HoldState(StrEnum):
    """What became of a hold."""

    OPEN = "open"  # somebody is asked
    LEFT = "left"  # somebody looked and leaves it: nothing is written until it has changed
    RELEASED = "released"  # somebody said go ahead
    OVER = "over"  # a later run found nothing beyond the usual any more

    @property
    def lasts(self) -> bool:
        """Whether it still keeps runs from writing."""
        return self in {HoldState.OPEN, HoldState.LEFT}


@dataclass(frozen=True, slots=True)
class Hold:
    """What keeps a company's runs from writing until somebody answers.

    Attributes:
        hold_id: Our own id.
        link_id: The companies.
        run_id: The latest run that stopped for it.
        plan_id: The plan that run made; None where most records of a kind were found gone.
        digest: Names exactly what is asked: the plan, or the records found gone.
        what: What would be done or was found, and what is usual: a sentence or two.
        times: How many runs stopped for it.
        since: When the first did, aware UTC.
        last_at: When the latest did.
        state: What became of it.
        who: Who answered last; None while nobody has.
        answered_at: When they did.
        released_run_id: For RELEASED: the run that carries it out.
    """

    hold_id: int
    link_id: int
    run_id: int
    plan_id: int | None
    digest: str
    what: str
    times: int
    since: datetime
    last_at: datetime
    state: HoldState
    who: Person | None = None
    answered_at: datetime | None = None
    released_run_id: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a run stops before it writes.

    Attributes:
        plan_id: The plan that goes too far; None where most records of a kind were found gone.
        digest: Names that plan, or the records found gone.
        what: A sentence or two for people.
    """

    plan_id: int | None
    digest: str
    what: str


def said_of_excess(found: Sequence[Excess]) -> str:
    """What a plan would do far beyond the usual, in a sentence: with counts, money, and what is usual."""
    return f"This would {'; '.join(_excess(one) for one in found)}."


def said_of_gone(found: Sequence[MostGone]) -> str:
    """What was found gone, in two sentences: with counts, and what may be behind it."""
    parts = [
        f"{one.gone:,} of {one.known:,} known {one.kind.plural} in {one.side.label}"
        for one in found
    ]
    return (
        f"Found deleted all at once: {'; '.join(parts)}. Perhaps the user that Leasebridge signs in with "
        "may not see them any more."
    )


def _excess(one: Excess) -> str:
    row = one.row
    noun = row.kind.singular if row.count == 1 else row.kind.plural
    money = f" worth {row.amount}" if row.amount is not None else ""
    usual = f"usually up to {one.usual:,} a day" if one.usual else "no day before had any"
    lately = f", and {one.lately:,} were done in the last 24 hours" if one.lately else ""
    return f"{_verb(row.verb, row.side)} {row.count:,} {noun}{money} in {row.side.label} ({usual}{lately})"


def _verb(verb: StepVerb, side: Side) -> str:
    """Approving is called posting in Intacct."""
    return "post" if verb is StepVerb.APPROVE and side is Side.INTACCT else verb.value
