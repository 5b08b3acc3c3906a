"""A finished run's details, in the thread of its card."""

from bot import texts
from bot.escaping import markup
from bot.messages.blocks import Block, Message, context, divider, section, table
from sync.use_cases.ports import Issue
from sync.use_cases.run_view import RunView

ISSUES_SHOWN = 8


def run_details(view: RunView) -> Message:
    """What a run wrote, and what needs a person, with the next step for each."""
    name = f"Details of run {view.run.run_id}"
    blocks: list[Block] = [section(f"*{name}*")]
    if view.results:
        blocks.append(_results(view))
    if view.issues:
        blocks += [divider(), section("*Needs a look*")]
        blocks += [_issue(issue) for issue in view.issues[:ISSUES_SHOWN]]
    hidden = texts.more(len(view.issues) - ISSUES_SHOWN, "more cause", "more causes")
    blocks += [context(line) for line in hidden]
    blocks.append(context(f"Not yet synced by this version: {texts.NOT_YET_SYNCED}."))
    written = texts.count(view.written, "write", "writes")
    causes = texts.count(len(view.issues), "cause needs", "causes need")
    return Message(f"{name}: {written}; {causes} a look.", tuple(blocks))


def _results(view: RunView) -> Block:
    rows = [
        (
            f"{texts.verb(row.verb, row.side)} {row.kind.plural} in {row.side.label}",
            texts.OUTCOMES[row.state],
            f"{row.count:,}",
            texts.amount(row.amount),
        )
        for row in texts.money_first(view.results)
    ]
    return table(("What", "Outcome", "Number", "Amount"), rows, right=(2, 3))


def _issue(issue: Issue) -> Block:
    text = texts.cause_text(issue.standing)
    money = f" · {issue.amount}" if issue.amount is not None else ""
    lines = [
        f"*{markup(text.title)}* · {texts.records(issue.count, issue.kind)}{money}",
        f"_For example:_ {markup(issue.example)}" if issue.example else "",
        f":point_right: {markup(text.next_step, 500)}",
    ]
    return section(*filter(None, lines))
