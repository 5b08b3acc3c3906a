"""A plan as it is shown to people, in Slack and in the terminal alike."""

from sync.domain.plan import PlanSummary, StepVerb
from sync.domain.standing import StandingState
from sync.use_cases.ports import Store

EXAMPLES = 8
"""How many steps a summary shows in detail."""


def summarise_plan(store: Store, plan_id: int) -> PlanSummary:
    """Counts, money and a few examples of a finished plan.

    Raises:
        KeyError: There is no such plan.
    """
    with store.reading() as transaction:
        head = transaction.plans.get(plan_id)
        rows = transaction.plans.rows(plan_id)
        causes = transaction.records.cause_rows(head.link_id)
        examples = transaction.plans.examples(plan_id, EXAMPLES)
    return PlanSummary(
        plan_id=plan_id,
        digest=head.digest,
        rows=tuple(row for row in rows if row.verb.is_write),
        links=sum(row.count for row in rows if row.verb is StepVerb.LINK),
        waiting=tuple(row for row in causes if row.standing.state.needs_a_person),
        set_aside=tuple(row for row in causes if row.standing.state is StandingState.SET_ASIDE),
        examples=examples,
    )
