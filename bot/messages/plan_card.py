"""The card of a plan: what a sync would do, with counts and money, and a button that does exactly that."""

from collections.abc import Sequence

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
from sync.domain.plan import CauseRow, PlanRow, PlanSummary, Step
from sync.use_cases.run_view import RunView

APPLY_PLAN = "apply_plan"
"""The button's action id."""

CAUSES_SHOWN = 6
SET_ASIDE_SHOWN = 3
EXAMPLES_SHOWN = 3


def plan_card(view: RunView) -> Message:
    """The card of a PLAN run: its progress, then the plan."""
    if view.plan is None:
        return run_card(view)
    plan = view.plan
    title = f"{texts.run_name(view.run)}: {_headline(plan)}"
    blocks = (
        header(title),
        *_beyond(view),
        *_rows(plan),
        *_waiting(plan.waiting),
        *_examples(plan.examples),
        *_button(view, plan),
        context(_footer(view, plan)),
    )
    applied = view.applied_by_run
    tail = f"Applied by run {applied}." if applied else "Nothing has been changed."
    return Message(f"{title}. {tail}", blocks)


def plan_table(plan: PlanSummary) -> list[tuple[str, str, str]]:
    """What a sync would do, how often, and for how much money."""
    return [
        (texts.row_title(row), f"{row.count:,}", texts.amount(row.amount))
        for row in texts.money_first(plan.rows)
    ]


def _headline(plan: PlanSummary) -> str:
    return texts.count(plan.writes, "write", "writes") if plan.writes else "nothing to do"


def _beyond(view: RunView) -> list[Block]:
    """What of it is far beyond the usual: not everybody may apply it then."""
    if not view.beyond or view.applied_by_run is not None:
        return []
    who = "An approver or an administrator may apply it; a sync stops and asks before it."
    return [section(f":warning: *Far more than usual. {markup(view.beyond, 1500)}*", who)]


def _rows(plan: PlanSummary) -> list[Block]:
    blocks: list[Block] = []
    if plan.rows:
        blocks.append(
            table(("What a sync would do", "Number", "Amount"), plan_table(plan), right=(1, 2))
        )
    else:
        blocks.append(section(f":large_blue_circle: {texts.NOTHING_TO_WRITE}"))
    notes = [*_links(plan.links), *_set_aside(plan.set_aside)]
    return [*blocks, context("\n".join(notes))] if notes else blocks


def _links(links: int) -> list[str]:
    linked = texts.count(links, "record", "records")
    return [f"{linked} found on both sides with the same code would be linked."] if links else []


def _waiting(causes: Sequence[CauseRow]) -> list[Block]:
    if not causes:
        return []
    lines = [f"• {_cause(row)}" for row in causes[:CAUSES_SHOWN]]
    hidden = texts.more(len(causes) - CAUSES_SHOWN, "more cause", "more causes")
    return [section(":raising_hand: *Would not go, and needs a look*", *lines, *hidden)]


def _set_aside(causes: Sequence[CauseRow]) -> list[str]:
    if not causes:
        return []
    total = texts.count(sum(row.count for row in causes), "record stays", "records stay")
    hidden = texts.more(len(causes) - SET_ASIDE_SHOWN, "more cause", "more causes")
    shown = [_cause(row) for row in causes[:SET_ASIDE_SHOWN]]
    return [f"{total} put by a rule: {'; '.join([*shown, *hidden])}."]


def _cause(row: CauseRow) -> str:
    money = f", {row.amount}" if row.amount is not None else ""
    title = markup(texts.cause_text(row.standing).title)
    return f"{title}: {texts.records(row.count, row.kind)}{money}"


def _examples(steps: Sequence[Step]) -> list[Block]:
    if not steps:
        return []
    return [section("*For example*", *(f"• {_example(step)}" for step in steps[:EXAMPLES_SHOWN]))]


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
    apply = button(
        f"Apply these {plan.writes:,} writes" if plan.writes > 1 else "Apply this write",
        action_id=APPLY_PLAN,
        value=str(plan.plan_id),
        style="primary",
        confirm=confirmation(title="Apply this plan?", text=_effect(plan), confirm="Apply plan"),
    )
    return [actions(f"plan:{plan.plan_id}", apply)]


def _effect(plan: PlanSummary) -> str:
    """What the button does, with the money it moves, for the last look before it happens."""
    writes = texts.count(plan.writes, "write", "writes")
    documents = [_money(row) for row in plan.rows if row.amount is not None]
    money = f", among them: {'; '.join(documents[:2])}" if documents else ""
    return (
        f"Exactly these {writes} will be made{money}. "
        "What has changed since the plan was made is left out."
    )


def _money(row: PlanRow) -> str:
    what = texts.verb(row.verb, row.side).lower()
    return f"{what} {texts.records(row.count, row.kind)} in {row.side.label}, {row.amount}"


def _footer(view: RunView, plan: PlanSummary) -> str:
    asked = f"asked for by {person(view.run.requester)} {moment(view.run.created_at)}"
    facts = [markup(view.link.name), asked, f"plan `{plan.digest[:8]}`"]
    return " · ".join(facts if view.applied_by_run else [*facts, "nothing has been changed"])
