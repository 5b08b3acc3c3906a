"""What one scenario works with: two ledgers, the sync between them, and what it said last."""

from dataclasses import dataclass, field

from bot import texts
from sync.domain.causes import CauseText
from sync.domain.plan import PlanRow, PlanSummary
from sync.domain.sides import Side
from sync.use_cases.ports import Issue
from sync.use_cases.run_view import RunView
from tests.sync.use_cases.bridge import Bridge
from tests.sync.use_cases.our_clock import OurClock

LEDGERS = {side.label: side for side in Side}
"""Both ledgers by the names people call them."""


@dataclass(slots=True)
class Story:
    """A scenario under way.

    Attributes:
        bridge: The two ledgers and the sync between them.
        clock: The sync's own clock, which a scenario may put forward.
        latest: What the latest run came to; None before the first.
        plan: The latest plan; None before the first.
        unmentioned: Rows of that plan that no step has spoken of yet.
        mentioned: Numbers of the issues that a step has spoken of since the latest run.
        writes: What each ledger had counted before the latest run.
    """

    bridge: Bridge
    clock: OurClock
    latest: RunView | None = None
    plan: PlanSummary | None = None
    unmentioned: list[PlanRow] = field(default_factory=list)
    mentioned: set[int] = field(default_factory=set)
    writes: dict[str, int] = field(default_factory=dict)

    def run(self) -> RunView:
        """The sync runs once."""
        self.mentioned.clear()
        self.writes = self.bridge.writes()
        self.latest = self.bridge.sync()
        return self.latest

    def look_ahead(self) -> None:
        """A plan is made, and nothing is written."""
        before = self.bridge.writes()
        self.plan = self.bridge.plan().plan
        assert self.plan is not None, "the plan was not finished"
        self.unmentioned = list(self.plan.rows)
        assert self.bridge.writes() == before, "making a plan wrote something"

    def written_in(self, side: Side) -> int:
        """How many writes the latest run made in a ledger, by that ledger's own count."""
        return self.bridge.writes()[side.value] - self.writes[side.value]

    def issues(self) -> list[Issue]:
        """What needs a person now, most money first."""
        with self.bridge.store.reading() as transaction:
            return list(transaction.issues.open_ones(self.bridge.link.link_id))


def told(issue: Issue) -> CauseText:
    """An issue in the words that people read, in Slack and in the terminal alike."""
    return texts.cause_text(issue.standing)
