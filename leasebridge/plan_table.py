"""A plan and a run as plain text, for the terminal. Says the same as the cards in Slack."""

from collections.abc import Sequence

from bot import texts
from sync.domain.causes import CAUSE_TEXTS
from sync.domain.plan import CauseRow, PlanSummary
from sync.domain.standing import Standing
from sync.use_cases.run_view import RunView


def plan_text(plan: PlanSummary) -> str:
    """The plan with counts, money and what would not go."""
    lines = [f"Plan {plan.plan_id} ({plan.digest[:8]}), nothing has been changed.", ""]
    if plan.rows:
        rows = [
            (texts.row_title(row), f"{row.count:,}", texts.amount(row.amount)) for row in plan.rows
        ]
        lines += aligned(("What a sync would do", "Number", "Amount"), rows)
    else:
        lines.append("Both ledgers are in step. A sync would write nothing.")
    if plan.links:
        lines += ["", f"{plan.links:,} found on both sides with the same code would be linked."]
    lines += _causes("Would not go, and needs a look:", plan.waiting)
    lines += _causes("Stays put:", plan.set_aside)
    if plan.writes:
        lines += ["", f"Apply exactly this with: leasebridge sync apply {plan.plan_id}"]
    return "\n".join(lines)


def run_text(view: RunView) -> str:
    """What a run came to."""
    lines = [f"{texts.PURPOSES[view.run.purpose]} {view.run.run_id}: {texts.run_state(view.run)}"]
    if view.run.failure:
        lines.append(view.run.failure)
    rows = [
        (
            f"{texts.verb(row.verb, row.side)} {row.kind.plural} in {row.side.label}",
            texts.OUTCOMES[row.state],
            f"{row.count:,}",
            texts.amount(row.amount),
        )
        for row in view.results
    ]
    if rows:
        lines += ["", *aligned(("What", "Outcome", "Number", "Amount"), rows)]
    elif not view.run.failure:
        lines.append("Both ledgers were in step already. Nothing was written.")
    for issue in view.issues:
        noun = issue.kind.singular if issue.count == 1 else issue.kind.plural
        lines.append(f"Needs a look: {cause_title(issue.standing)}: {issue.count:,} {noun}")
    return "\n".join(lines)


def cause_title(standing: Standing) -> str:
    """The title of a standing's cause, with what it is about."""
    if standing.cause is None:
        return standing.state.value
    return CAUSE_TEXTS[standing.cause].title.replace("{subject}", standing.subject)


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table whose first column is flush left and whose others are flush right."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    return [
        "  ".join(
            text.ljust(width) if column == 0 else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (heads, *rows)
    ]


def _causes(title: str, rows: Sequence[CauseRow]) -> list[str]:
    if not rows:
        return []
    table = [
        (
            f"  {cause_title(row.standing)}",
            f"{row.count:,} {row.kind.singular if row.count == 1 else row.kind.plural}",
            texts.amount(row.amount),
        )
        for row in rows
    ]
    return ["", *aligned((title, "", ""), table)]
