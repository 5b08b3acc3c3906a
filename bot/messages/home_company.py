"""One company on App Home: how fresh, how it stands, what is open, the last runs, and what may be done."""

from collections.abc import Iterator
from datetime import datetime

from bot import texts
from bot.escaping import markup, moment, plain
from bot.messages.blocks import Block, actions, button, confirmation, context, header, section
from bot.messages.history_message import run_line
from bot.messages.pause_message import pause_line
from bot.messages.sharing import RUN_WORD
from bot.messages.status_message import headline, hold_lines, in_step_lines
from sync.domain.roles import Permission, Role, may
from sync.use_cases.home import CompanyAtHome
from sync.use_cases.status import Status

START_SYNC = "start_sync"
MAKE_PLAN = "make_plan"
OPEN_SETTINGS = "open_settings"
OPEN_MATCH = "open_match"
RUNS_SHOWN, CAUSES_SHOWN = 3, 3
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def company_blocks(company: CompanyAtHome, role: Role, now: datetime) -> Iterator[Block]:
    """The company, for somebody with `role`, at `now` (aware UTC)."""
    status = company.status
    yield header(headline(status))
    if status.pause is not None:
        yield section(pause_line(status.pause))
    yield from hold_lines(status.hold)
    if company.is_matching:
        yield section(
            ":construction: Nothing is written yet: the matching is not confirmed. Start a sync, which only "
            "reads; then say what Re-Leased's own records are."
        )
    lines = [*in_step_lines(status.kinds)[:4], *_open(company)]
    if lines:
        yield section(*lines)
    if status.runs:
        yield section(*(run_line(run) for run in status.runs[:RUNS_SHOWN]))
    yield context(freshness(status, now))
    yield actions(f"company:{status.link.link_id}", *_buttons(company, role))


def freshness(status: Status, now: datetime) -> str:
    """When both ledgers were last read, in words and by the clock."""
    if status.read_at is None:
        tried = "none of the latest runs came to its end" if status.runs else "there was no run yet"
        return f"Not read lately: {tried}."
    seconds = max(0, int((now - status.read_at).total_seconds()))
    return f"Both ledgers read {_ago(seconds)}, {moment(status.read_at)}."


def _ago(seconds: int) -> str:
    if seconds < _MINUTE:
        return "just now"
    for size, one, many in ((_DAY, "day", "days"), (_HOUR, "hour", "hours")):
        if seconds >= 2 * size:
            return f"{texts.count(seconds // size, one, many)} ago"
    return f"{texts.count(seconds // _MINUTE, 'minute', 'minutes')} ago"


def _open(company: CompanyAtHome) -> Iterator[str]:
    """What is open, a line each."""
    issues = company.status.issues
    for issue in issues[:CAUSES_SHOWN]:
        title = markup(texts.cause_text(issue.standing).title, 150)
        yield f":raising_hand: {title}: {texts.records(issue.count, issue.kind)}"
    yield from texts.more(len(issues) - CAUSES_SHOWN, "more cause", "more causes")
    if company.drafts:
        yield f":memo: {texts.count(company.drafts, 'draft waits', 'drafts wait')} for approval"
    if company.unlinked:
        held = texts.count(company.unlinked, "record is", "records are")
        yield f":link: {held} unlinked; `/sync unlink` lists them"


def _buttons(company: CompanyAtHome, role: Role) -> Iterator[Block]:
    link = company.status.link
    value, name = str(link.link_id), plain(link.name, 100)
    if may(role, Permission.START_SYNC) and company.status.pause is None:
        yield button(
            "Start sync",
            action_id=START_SYNC,
            value=value,
            style="primary",
            confirm=confirmation(
                title="Start a sync?",
                text=f"Whatever changed in either ledger of {name} is carried over.",
                confirm="Start sync",
            ),
        )
    yield button("Make a plan", action_id=MAKE_PLAN, value=value)
    if company.is_matching and may(role, Permission.LINK_COMPANIES):
        yield button("Match…", action_id=OPEN_MATCH, value=value)
    yield button("Drafts", action_id=f"{RUN_WORD}:drafts", value=f"drafts {name}".strip())
    yield button("Issues", action_id=f"{RUN_WORD}:issues", value=f"issues {name}".strip())
    yield button("Runs", action_id=f"{RUN_WORD}:history", value=f"history {name}".strip())
    if may(role, Permission.CHANGE_SETTINGS):
        yield button("Settings…", action_id=OPEN_SETTINGS, value=value)
