"""Everything there is to tell about one run."""

from dataclasses import dataclass

from sync.domain.links import CompanyLink
from sync.domain.plan import PlanSummary
from sync.domain.runs import IntentState, ResultRow, Run, RunPurpose, RunState
from sync.use_cases.plan_summary import summarise_plan
from sync.use_cases.ports import Intent, Issue, Store

REFUSALS_SHOWN = 20


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
    """

    run: Run
    link: CompanyLink
    results: tuple[ResultRow, ...]
    refused: tuple[Intent, ...]
    issues: tuple[Issue, ...]
    plan: PlanSummary | None
    applied_by_run: int | None

    @property
    def written(self) -> int:
        """How many writes took effect."""
        return sum(row.count for row in self.results if row.state is IntentState.DONE)


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
    is_finished_plan = run.purpose is RunPurpose.PLAN and run.state is RunState.DONE
    return RunView(
        run=run,
        link=link,
        results=results,
        refused=refused,
        issues=issues,
        plan=summarise_plan(store, head.plan_id) if head and is_finished_plan else None,
        applied_by_run=head.applied_by_run if head and is_finished_plan else None,
    )
