"""How things stand, as the private answer to `/sync status`."""

from collections.abc import Sequence

from bot import texts
from bot.escaping import markup, moment
from bot.messages.blocks import Block, Message, context, header, section, table
from bot.messages.hold_message import MEANWHILE
from bot.messages.pause_message import pause_line
from bot.messages.run_card import duration_of
from sync.domain.holds import Hold
from sync.domain.pausing import Pause
from sync.domain.runs import Run
from sync.use_cases.ports import Issue
from sync.use_cases.status import KindStatus, Status

ISSUES_SHOWN = 5
RUNS_SHOWN = 3


def status_message(status: Status) -> Message:
    """Counts on both sides, money, open issues and the latest runs."""
    return Message(f"{headline(status)}.", status_blocks(status))


def status_blocks(status: Status, *, in_full: bool = True) -> tuple[Block, ...]:
    """The layout; without the table where several companies stand one below the other."""
    in_step = in_step_lines(status.kinds)
    return (
        header(headline(status)),
        *_pause(status.pause),
        *hold_lines(status.hold),
        *([section(*in_step)] if in_step else []),
        *(_kinds(status.kinds) if in_full else []),
        *_kept_back(status.kept_back),
        *_issues(status.issues),
        _runs(status.runs),
        context(_footer(status)),
    )


def headline(status: Status) -> str:
    """The company, and whether anything needs a look."""
    waiting = sum(issue.count for issue in status.issues)
    look = texts.count(waiting, "record needs", "records need") + " a look"
    return f"{status.link.name}: {look if waiting else 'nothing needs a look'}"


def _pause(pause: Pause | None) -> list[Block]:
    return [] if pause is None else [section(pause_line(pause))]


def hold_lines(hold: Hold | None) -> list[Block]:
    """That syncs stop before they write, and why; nothing while they do not."""
    if hold is None:
        return []
    return [section(f":warning: *Syncs stop before writing.* {markup(hold.what, 1500)}", MEANWHILE)]


def in_step_lines(kinds: Sequence[KindStatus]) -> list[str]:
    """The proof of the documents' money: a line for each kind that has any linked."""
    return [
        _money_line(kind)
        for kind in kinds
        if kind.amount_intacct is not None or kind.amount_re_leased is not None
    ]


def _money_line(kind: KindStatus) -> str:
    linked = texts.records(kind.linked, kind.kind)
    if kind.amounts_agree:
        return f":large_blue_circle: {linked} in step: *{kind.amount_intacct}* in both ledgers"
    return (
        f":red_circle: {linked} linked, and their sums differ: *{texts.amount(kind.amount_intacct)}* "
        f"in Sage Intacct, *{texts.amount(kind.amount_re_leased)}* in Re-Leased"
    )


def _kinds(kinds: Sequence[KindStatus]) -> list[Block]:
    """The kinds of which either side has any."""
    rows = [
        (
            kind.kind.plural.capitalize(),
            f"{kind.intacct:,}",
            f"{kind.re_leased:,}",
            f"{kind.linked:,}",
        )
        for kind in kinds
        if kind.intacct or kind.re_leased
    ]
    heads = ("Records", "Sage Intacct", "Re-Leased", "In step")
    return [table(heads, rows, right=(1, 2, 3))] if rows else []


def _kept_back(count: int) -> list[Block]:
    """Why the two columns need not be equal: some records do not travel, and that is as it should be."""
    if count == 0:
        return []
    kept = texts.count(count, "record stays", "records stay")
    return [
        context(f"{kept} on one side by a rule, such as private drafts. `/sync plan` names them.")
    ]


def _issues(issues: Sequence[Issue]) -> list[Block]:
    if not issues:
        return []
    lines = [_issue_line(issue) for issue in issues[:ISSUES_SHOWN]]
    hidden = texts.more(len(issues) - ISSUES_SHOWN, "more cause", "more causes")
    return [section(":raising_hand: *Needs a look*", *lines, *hidden)]


def _issue_line(issue: Issue) -> str:
    money = f", {issue.amount}" if issue.amount is not None else ""
    title = markup(texts.cause_text(issue.standing).title)
    return f"• {title}: {texts.records(issue.count, issue.kind)}{money}"


def _runs(runs: Sequence[Run]) -> Block:
    if not runs:
        return section("No run yet. See what a sync would do with `/sync plan`.")
    return section("*Latest runs*", *(_run_line(run) for run in runs[:RUNS_SHOWN]))


def _run_line(run: Run) -> str:
    took = duration_of(run)
    tail = f", took {took}" if took else ""
    name = f"{texts.run_name(run)}: {texts.run_state(run)}"
    return f"{texts.FLAGS[run.flag]} {name}, {moment(run.created_at)}{tail}"


def _footer(status: Status) -> str:
    usage = f"{texts.usage(status.intacct_usage)}."
    if status.read_at is None:
        tried = "none of the latest runs came to its end" if status.runs else "there was no run yet"
        return f"Not read lately: {tried}. {usage}"
    return f"Both ledgers last read {moment(status.read_at)}. {usage}"
