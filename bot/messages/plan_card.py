"""The card of a plan: what a sync would do, with counts and money, and a button that does exactly that."""

from bot import texts
from bot.escaping import markup, moment, person
from bot.messages.blocks import (
    Block,
    Message,
    actions,
    button,
    confirmation,
    context,
    header,
    section,
    table,
)
from bot.messages.run_card import run_card
from sync.domain.causes import CAUSE_TEXTS
from sync.domain.plan import CauseRow, PlanSummary, Step
from sync.use_cases.run_view import RunView

APPLY_PLAN = "apply_plan"
"""The button's action id."""


def plan_card(view: RunView) -> Message:
    """The card of a PLAN run: its progress, then the plan."""
    if view.plan is None:
        return run_card(view)
    plan = view.plan
    title = f"Plan {view.run.run_id}: {_headline(plan)}"
    blocks = [
        header(title),
        context(
            f"{markup(view.link.name)} · {moment(view.run.created_at)} · nothing has been changed"
        ),
        *_rows(plan),
        *_not_travelling(plan),
        *_examples(plan),
        *_button(view, plan),
        context(f"Plan `{plan.digest[:8]}` · asked for by {person(view.run.requester)}"),
    ]
    return Message(text=f"{title}. Nothing has been changed.", blocks=tuple(blocks))


def _headline(plan: PlanSummary) -> str:
    if plan.writes == 0:
        return "nothing to do"
    return texts.count(plan.writes, "write", "writes")


def _rows(plan: PlanSummary) -> list[Block]:
    blocks: list[Block] = []
    if plan.rows:
        rows = [
            (texts.row_title(row), f"{row.count:,}", texts.amount(row.amount)) for row in plan.rows
        ]
        blocks.append(table(("What a sync would do", "Number", "Amount"), rows, right=(1, 2)))
    else:
        blocks.append(section("Both ledgers are in step. A sync would write nothing."))
    if plan.links:
        linked = texts.count(plan.links, "record", "records")
        blocks.append(context(f"{linked} found on both sides with the same code would be linked."))
    return blocks


def _not_travelling(plan: PlanSummary) -> list[Block]:
    blocks: list[Block] = []
    if plan.waiting:
        lines = "\n".join(f"• {_cause(row)}" for row in plan.waiting[:6])
        more = len(plan.waiting) - 6
        tail = f"\n… and {texts.count(more, 'more cause', 'more causes')}" if more > 0 else ""
        blocks.append(section(f":raising_hand: *Would not go, and needs a look*\n{lines}{tail}"))
    if plan.set_aside:
        total = sum(row.count for row in plan.set_aside)
        kinds = "; ".join(_cause(row) for row in plan.set_aside[:6])
        blocks.append(context(f"{texts.count(total, 'record stays', 'records stay')} put: {kinds}"))
    return blocks


def _cause(row: CauseRow) -> str:
    if row.standing.cause is None:
        raise ValueError("A cause row has a cause.")
    title = CAUSE_TEXTS[row.standing.cause].title.replace("{subject}", row.standing.subject)
    noun = row.kind.singular if row.count == 1 else row.kind.plural
    money = f", {row.amount}" if row.amount is not None else ""
    return f"{markup(title)}: {row.count:,} {noun}{money}"


def _examples(plan: PlanSummary) -> list[Block]:
    if not plan.examples:
        return []
    return [section("*For example*\n" + "\n".join(f"• {_example(step)}" for step in plan.examples))]


def _example(step: Step) -> str:
    money = f", {step.amount}" if step.amount is not None else ""
    changes = "; ".join(
        f"{change.field.replace('_', ' ')}: {markup(change.before, 60)} → {markup(change.after, 60)}"
        for change in step.changes[:3]
    )
    what = f"{texts.verb(step.verb, step.side)} {step.kind.singular} *{markup(step.title, 80)}*"
    return f"{what} in {step.side.label}{money}" + (f" ({changes})" if changes else "")


def _button(view: RunView, plan: PlanSummary) -> list[Block]:
    if view.applied_by_run is not None:
        return [section(f":white_check_mark: Applied by run {view.applied_by_run}.")]
    if plan.writes == 0:
        return []
    writes = texts.count(plan.writes, "write", "writes")
    apply = button(
        f"Apply these {writes}" if plan.writes > 1 else "Apply this write",
        action_id=APPLY_PLAN,
        value=str(plan.plan_id),
        style="primary",
        confirm=confirmation(
            title="Apply this plan?",
            text=(
                f"Exactly these {writes} will be made. What has changed since the plan was made is "
                "left out."
            ),
            confirm="Apply plan",
        ),
    )
    return [actions(f"plan:{plan.plan_id}", apply)]
