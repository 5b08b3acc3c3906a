"""A finished run's details, in the thread of its card."""

from bot import texts
from bot.escaping import markup
from bot.messages.blocks import Block, Message, context, divider, section, table
from sync.domain.causes import CAUSE_TEXTS
from sync.domain.kinds import NOT_YET_SYNCED_KINDS
from sync.use_cases.ports import Issue
from sync.use_cases.run_view import RunView

ISSUES_SHOWN = 8


def run_details(view: RunView) -> Message:
    """What a run wrote, and what needs a person, with the next step for each."""
    blocks: list[Block] = []
    if view.results:
        blocks.append(_results(view))
    if view.issues:
        blocks += [divider(), section("*Needs a look*")]
        blocks += [_issue(issue) for issue in view.issues[:ISSUES_SHOWN]]
    hidden = len(view.issues) - ISSUES_SHOWN
    if hidden > 0:
        blocks.append(context(f"… and {texts.count(hidden, 'more cause', 'more causes')}."))
    kinds = ", ".join(kind.plural for kind in NOT_YET_SYNCED_KINDS)
    blocks.append(context(f"Not yet synced by this version: {kinds}."))
    written = texts.count(view.written, "write", "writes")
    causes = texts.count(len(view.issues), "cause needs", "causes need")
    text = f"Details of run {view.run.run_id}: {written}; {causes} a look."
    return Message(text=text, blocks=(section(f"*Details of run {view.run.run_id}*"), *blocks))


def _results(view: RunView) -> Block:
    rows = [
        (
            texts.verb(row.verb, row.side),
            row.kind.plural,
            row.side.label,
            texts.OUTCOMES[row.state],
            f"{row.count:,}",
            texts.amount(row.amount),
        )
        for row in view.results
    ]
    heads = ("What", "Records", "Where", "Outcome", "Number", "Amount")
    return table(heads, rows, right=(4, 5))


def _issue(issue: Issue) -> Block:
    cause = issue.standing.cause
    if cause is None:
        raise ValueError(f"Issue {issue.issue_id} has no cause.")
    text = CAUSE_TEXTS[cause]
    noun = issue.kind.singular if issue.count == 1 else issue.kind.plural
    money = f" · {issue.amount}" if issue.amount is not None else ""
    title = markup(text.title.replace("{subject}", issue.standing.subject))
    next_step = markup(text.next_step.replace("{subject}", issue.standing.subject), 500)
    lines = [
        f"*{title}* · {issue.count:,} {noun}{money}",
        f"_For example:_ {markup(issue.example)}" if issue.example else "",
        f":point_right: {next_step}",
    ]
    return section("\n".join(line for line in lines if line))
