"""How things stand, as the private answer to `/sync status`."""

from bot import texts
from bot.escaping import markup, moment, person
from bot.messages.blocks import Block, Message, context, header, section, table
from bot.messages.run_card import duration_of
from sync.domain.causes import CAUSE_TEXTS
from sync.domain.runs import Run
from sync.use_cases.ports import Issue
from sync.use_cases.status import KindStatus, Status

ISSUES_SHOWN = 5


def status_message(status: Status) -> Message:
    """Counts on both sides, money, open issues and the latest runs."""
    waiting = sum(issue.count for issue in status.issues)
    look = texts.count(waiting, "record needs", "records need") + " a look"
    freshness = (
        f"both sides last read {moment(status.read_at)}" if status.read_at else "not read yet"
    )
    blocks: list[Block] = [
        header(f"{status.link.name}: {look if waiting else 'nothing needs a look'}"),
        context(freshness),
        _kinds(status.kinds),
        *_issues(status.issues),
        *_runs(status.runs),
        context(f"Not yet synced by this version: {_names(status)}."),
    ]
    return Message(text=f"{status.link.name}: {look}.", blocks=tuple(blocks))


def _names(status: Status) -> str:
    return ", ".join(kind.plural for kind in status.not_yet_synced)


def _kinds(kinds: tuple[KindStatus, ...]) -> Block:
    rows = [
        (
            kind.kind.plural.capitalize(),
            f"{kind.intacct:,}",
            f"{kind.re_leased:,}",
            f"{kind.linked:,}",
            _amounts(kind),
        )
        for kind in kinds
    ]
    heads = ("Records", "Sage Intacct", "Re-Leased", "In step", "Amount in step")
    return table(heads, rows, right=(1, 2, 3, 4))


def _amounts(kind: KindStatus) -> str:
    if kind.amounts_agree:
        return texts.amount(kind.amount_intacct)
    return f"{texts.amount(kind.amount_intacct)} against {texts.amount(kind.amount_re_leased)}"


def _issues(issues: tuple[Issue, ...]) -> list[Block]:
    if not issues:
        return []
    lines = [_issue_line(issue) for issue in issues[:ISSUES_SHOWN]]
    hidden = len(issues) - ISSUES_SHOWN
    if hidden > 0:
        lines.append(f"… and {texts.count(hidden, 'more cause', 'more causes')}")
    return [section("*Needs a look*\n" + "\n".join(lines))]


def _issue_line(issue: Issue) -> str:
    if issue.standing.cause is None:
        raise ValueError(f"Issue {issue.issue_id} has no cause.")
    text = CAUSE_TEXTS[issue.standing.cause]
    title = text.title.replace("{subject}", issue.standing.subject)
    noun = issue.kind.singular if issue.count == 1 else issue.kind.plural
    return f"• {markup(title)}: {issue.count:,} {noun}"


def _runs(runs: tuple[Run, ...]) -> list[Block]:
    if not runs:
        return [section("No run yet. Start one with `/sync now`.")]
    return [section("*Latest runs*\n" + "\n".join(_run_line(run) for run in runs))]


def _run_line(run: Run) -> str:
    took = duration_of(run)
    tail = f", took {took}" if took else ""
    what = f"{texts.PURPOSES[run.purpose]} {run.run_id}"
    return (
        f"{texts.FLAGS[run.flag]} {what}: {texts.run_state(run)}, {moment(run.created_at)}, "
        f"by {person(run.requester)}{tail}"
    )
