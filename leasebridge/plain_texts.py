"""A plan, a run and how things stand as plain text, for the terminal. Says the same as Slack's cards."""

from collections.abc import Sequence

from bot import texts
from bot.escaping import plain
from bot.messages.hold_message import NEXT_STEP
from bot.messages.plan_card import plan_table
from sync.domain.plan import CauseRow, PlanSummary
from sync.domain.runs import Run, RunState
from sync.use_cases.ports import Issue
from sync.use_cases.run_view import RunView
from sync.use_cases.status import Status


def plan_text(run: Run, plan: PlanSummary, beyond: str = "") -> str:
    """The plan that `run` made, with counts, money, what is far beyond the usual, and what would not go."""
    lines = [f"{texts.run_name(run)} ({plan.digest[:8]}), nothing has been changed.", ""]
    if beyond:
        lines += [f"Far more than usual: a sync stops and asks. {plain(beyond)}", ""]
    if plan.rows:
        lines += aligned(("What a sync would do", "Number", "Amount"), plan_table(plan))
    else:
        lines.append(texts.NOTHING_TO_WRITE)
    if plan.links:
        linked = texts.count(plan.links, "record", "records")
        lines += ["", f"{linked} found on both sides with the same code would be linked."]
    lines += _causes("Would not go, and needs a look:", plan.waiting)
    lines += _causes("Stays put by a rule:", plan.set_aside)
    if plan.writes:
        lines += ["", f"Apply exactly this with: leasebridge sync apply {run.run_id}"]
    return "\n".join(lines)


def run_text(view: RunView) -> str:
    """What a run came to."""
    run = view.run
    lines = [f"{texts.run_name(run)}: {texts.run_state(run)}"]
    if run.failure:
        lines.append(plain(run.failure))
    rows = [
        (
            f"{texts.verb(row.verb, row.side)} {row.kind.plural} in {row.side.label}",
            texts.OUTCOMES[row.state],
            f"{row.count:,}",
            texts.amount(row.amount),
        )
        for row in texts.money_first(view.results)
    ]
    if rows:
        lines += ["", *aligned(("What", "Outcome", "Number", "Amount"), rows)]
    elif run.state is RunState.DONE:
        lines.append(texts.nothing_written(view))
    if view.hold is not None and view.hold.state.lasts:
        lines += ["", plain(NEXT_STEP), f"Go ahead with: leasebridge sync go-ahead {run.run_id}"]
    return "\n".join([*lines, *_issues(view.issues)])


def status_text(status: Status) -> str:
    """How things stand."""
    rows = [
        (
            kind.kind.plural.capitalize(),
            f"{kind.intacct:,}",
            f"{kind.re_leased:,}",
            f"{kind.linked:,}",
            texts.amount(kind.amount_intacct),
            texts.amount(kind.amount_re_leased),
        )
        for kind in status.kinds
    ]
    heads = ("Records", "Intacct", "Re-Leased", "In step", "Sum in Intacct", "Sum in Re-Leased")
    lines = [f"{plain(status.link.name)}, documents from {status.link.terms.sync_from}", ""]
    if status.pause is not None:
        lines += [plain(status.pause.sentence(status.link.name)), ""]
    if status.hold is not None:
        hold = status.hold
        lines += [f"Syncs stop before writing. {plain(hold.what)}"]
        lines += [f"Go ahead with: leasebridge sync go-ahead {hold.run_id}", ""]
    lines += aligned(heads, rows)
    lines += _issues(status.issues)
    lines += ["", *(_run_line(run) for run in status.runs)]
    lines.append(texts.usage(status.intacct_usage))
    return "\n".join(lines)


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


def in_columns(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table of words: every column flush left."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *rows)
    ]


def _run_line(run: Run) -> str:
    state = f"{texts.run_name(run)}: {texts.run_state(run)}"
    return f"{run.created_at:%Y-%m-%d %H:%M} UTC  {state}"


def _issues(issues: Sequence[Issue]) -> list[str]:
    if not issues:
        return []
    lines = ["", "Needs a look:"]
    for issue in issues:
        text = texts.cause_text(issue.standing)
        money = f", {issue.amount}" if issue.amount is not None else ""
        held_up = f"{texts.records(issue.count, issue.kind)}{money}"
        lines += [f"  {plain(text.title)}: {held_up}", f"    {plain(text.next_step)}"]
    return lines


def _causes(title: str, rows: Sequence[CauseRow]) -> list[str]:
    if not rows:
        return []
    table = [
        (
            f"  {plain(texts.cause_text(row.standing).title, 80)}",
            texts.records(row.count, row.kind),
            texts.amount(row.amount),
        )
        for row in rows
    ]
    return ["", *aligned((title, "", ""), table)]
