"""Everything there is to tell about one run."""

from dataclasses import dataclass
from enum import Enum, auto

from sync.domain.holds import Hold, said_of_excess
from sync.domain.links import CompanyLink, LinkMode
from sync.domain.plan import PlanSummary
from sync.domain.runs import SCHEDULE, IntentState, ResultRow, Run, RunPurpose, RunState
from sync.use_cases.excess import excess_of
from sync.use_cases.plan_summary import summarise_plan
from sync.use_cases.ports import Intent, Issue, Store, Transaction

REFUSALS_SHOWN = 20


class OnlyRead(Enum):
    """Why runs of a link write nothing."""

    MATCHING_OPEN = auto()
    OBSERVING = auto()


@dataclass(frozen=True, slots=True)
class RunView:
    """One run, with what came of it.

    Attributes:
        run: The run.
        link: The companies.
        results: What became of its writes, in the order of work.
        refused: Some of its refused writes.
        issues: What needs a person now, most money first.
        plan: For a finished PLAN run: the plan it made; else None.
        applied_by_run: For a PLAN run: the run that applied its plan; None while it may be applied.
        only_read: Why runs of these companies write nothing at present; None where they do.
        hold: What is asked, where the run stopped and is the latest that did; else None.
        beyond: For a finished PLAN run: what of it is far beyond the usual, in a sentence; else empty.
    """

    run: Run
    link: CompanyLink
    results: tuple[ResultRow, ...]
    refused: tuple[Intent, ...]
    issues: tuple[Issue, ...]
    plan: PlanSummary | None
    applied_by_run: int | None
    only_read: OnlyRead | None = None
    hold: Hold | None = None
    beyond: str = ""

    @property
    def written(self) -> int:
        """How many writes took effect."""
        return sum(row.count for row in self.results if row.state is IntentState.DONE)

    @property
    def is_told_on_its_card(self) -> bool:
        """Whether the run has a card in Slack.

        One that a person asked for always has. A scheduled one has a card once it is done, where it wrote
        anything: what needs somebody, and that syncs fail, is told in messages of their own. One that carries
        out decisions about drafts is told on their own cards, unless it failed.
        """
        if self.run.purpose is RunPurpose.APPROVE:
            return self.run.state is RunState.FAILED
        if self.run.requester != SCHEDULE:
            return True
        return self.run.state in {RunState.DONE, RunState.STOPPED} and bool(self.results)


def view_run(store: Store, run_id: int) -> RunView:
    """Gather what there is to tell about a run.

    Raises:
        KeyError: There is no such run.
    """
    with store.reading() as transaction:
        run = transaction.runs.get(run_id)
        link = transaction.links.get(run.link_id)
        results = transaction.intents.results(run_id)
        refused = transaction.intents.refused(run_id, REFUSALS_SHOWN)
        issues = transaction.issues.open_ones(run.link_id)
        head = transaction.plans.get(run.plan_id) if run.plan_id is not None else None
        only_read = _only_read(transaction, run.link_id)
        hold = transaction.holds.of_run(run_id)
        is_finished_plan = run.purpose is RunPurpose.PLAN and run.state is RunState.DONE
        excess = excess_of(transaction, head) if head and is_finished_plan else ()
    return RunView(
        run=run,
        link=link,
        results=results,
        refused=refused,
        issues=issues,
        plan=summarise_plan(store, head.plan_id) if head and is_finished_plan else None,
        applied_by_run=head.applied_by_run if head and is_finished_plan else None,
        only_read=only_read,
        hold=hold,
        beyond=said_of_excess(excess) if excess else "",
    )


def _only_read(transaction: Transaction, link_id: int) -> OnlyRead | None:
    if transaction.links.mode(link_id) is LinkMode.OBSERVER:
        return OnlyRead.OBSERVING
    return OnlyRead.MATCHING_OPEN if transaction.matchings.is_open(link_id) else None
