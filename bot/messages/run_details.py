"""A finished run's details, in the thread of its card."""

from bot import texts
from bot.escaping import markup
from bot.messages.blocks import Block, Message, context, section, table
from sync.domain.runs import IntentState, ResultRow
from sync.use_cases.ports import Issue
from sync.use_cases.run_view import RunView

ISSUES_SHOWN = 8


def run_details(view: RunView) -> Message:
    """What needs a person, with the next step for each, and what a run wrote."""
    name = f"Details of run {view.run.run_id}"
    blocks: list[Block] = [section(f"*{name}*")]
    if view.issues:
        blocks.append(section(":raising_hand: *Needs a look*"))
        blocks += [_issue(issue) for issue in view.issues[:ISSUES_SHOWN]]
    hidden = texts.more(len(view.issues) - ISSUES_SHOWN, "more cause", "more causes")
    blocks += [context(line) for line in hidden]
    if view.results:
        blocks.append(_results(view))
    written = texts.count(view.written, "write", "writes")
    causes = texts.count(len(view.issues), "cause needs", "causes need")
    return Message(f"{name}: {written}; {causes} a look.", tuple(blocks))


def _results(view: RunView) -> Block:
    rows = [
        (result_title(row), f"{row.count:,}", texts.amount(row.amount))
        for row in texts.money_first(view.results)
    ]
    return table(("What was written", "Number", "Amount"), rows, right=(1, 2))


def result_title(row: ResultRow) -> str:
    """A sort of write and, where it did not take effect, what became of it."""
    done = row.state is IntentState.DONE
    what = f"{texts.verb(row.verb, row.side, done=done)} {row.kind.plural} in {row.side.label}"
    return what if done else f"{what}: {texts.OUTCOMES[row.state]}"


def _issue(issue: Issue) -> Block:
    text = texts.cause_text(issue.standing)
    money = f" · {issue.amount}" if issue.amount is not None else ""
    tells_more = issue.example not in {"", issue.standing.subject}
    lines = [
        f"*{markup(text.title)}* · {texts.records(issue.count, issue.kind)}{money}",
        f"_For example:_ {markup(issue.example)}" if tells_more else "",
        f":point_right: {markup(text.next_step, 500)}",
    ]
    return section(*filter(None, lines))
