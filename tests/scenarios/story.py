"""What one scenario works with: two ledgers, the sync between them, and what it said last."""

from contextlib import ExitStack, closing
from dataclasses import dataclass, field

from bot import texts
from sync.domain.causes import CauseText
from sync.domain.plan import PlanRow, PlanSummary
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.use_cases.ports import Issue
from sync.use_cases.run_view import RunView
from tests.scenarios.contents import Contents, contents
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
        afterwards: What is to be closed when the scenario is over.
        latest: What the latest run came to; None before the first.
        plan: The latest plan; None before the first.
        unmentioned: Rows of that plan that no step has spoken of yet.
        mentioned: Numbers of the issues that a step has spoken of since the latest run.
        before: What both ledgers held before the latest run.
    """

    bridge: Bridge
    clock: OurClock
    afterwards: ExitStack
    latest: RunView | None = None
    plan: PlanSummary | None = None
    unmentioned: list[PlanRow] = field(default_factory=list)
    mentioned: set[int] = field(default_factory=set)
    before: Contents = ()

    def connect(self, side: Side, ledger: IntacctLedger | ReLeasedLedger) -> None:
        """From now on the sync reaches a ledger like this."""
        self.bridge.ledgers[side] = self.afterwards.enter_context(closing(ledger))

    def run(self) -> RunView:
        """The sync runs once."""
        self.mentioned.clear()
        self.before = contents(self.bridge)
        self.latest = self.bridge.sync()
        return self.latest

    def look_ahead(self) -> None:
        """A plan is made, and nothing is written."""
        before = contents(self.bridge)
        self.plan = self.bridge.plan().plan
        assert self.plan is not None, "the plan was not finished"
        self.unmentioned = list(self.plan.rows)
        assert contents(self.bridge) == before, "making a plan wrote something"

    def issues(self) -> list[Issue]:
        """What needs a person now, most money first."""
        with self.bridge.store.reading() as transaction:
            return list(transaction.issues.open_ones(self.bridge.link.link_id))


def told(issue: Issue) -> CauseText:
    """An issue in the words that people read, in Slack and in the terminal alike."""
    return texts.cause_text(issue.standing)
