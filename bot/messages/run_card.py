"""The card of a run: one message, from queued to its result, changed in place."""

from collections.abc import Sequence

from bot import texts
from bot.escaping import markup, moment, person
from bot.messages.blocks import Block, Message, context, header, section
from bot.messages.hold_message import MEANWHILE, NEXT_STEP, hold_buttons
from sync.domain.plan import StepVerb
from sync.domain.runs import IntentState, ResultRow, Run, RunPhase, RunState
from sync.domain.sides import Side
from sync.use_cases.run_view import RunView

LINES_ON_CARD = 8
"""A card stays readable at a glance; the rest is in its thread."""

_Sort = tuple[IntentState, StepVerb, Side]


def run_card(view: RunView) -> Message:
    """The card of a run, as it should stand now."""
    title = f"{texts.run_name(view.run)}: {texts.run_state(view.run)}"
    blocks = (header(title), *_body(view), context(_footer(view)))
    return Message(f"{title}. {_in_a_sentence(view)}", blocks)


def duration_of(run: Run) -> str:
    """How long a finished run took, in words; empty while it is not over."""
    if run.started_at is None or run.finished_at is None:
        return ""
    seconds = (run.finished_at - run.started_at).total_seconds()
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def _body(view: RunView) -> list[Block]:
    match view.run.state:
        case RunState.QUEUED:
            return [section(f"{texts.PHASES[RunPhase.WAITING]} …")]
        case RunState.RUNNING:
            return [section(*_progress(view.run))]
        case RunState.FAILED:
            return [section(f":warning: {markup(view.run.failure, 1000)}"), *_result(view)]
        case RunState.STOPPED:
            return [section(*_stopped(view)), *_result(view), *_answers(view)]
        case RunState.DONE:
            return _result(view)


def _stopped(view: RunView) -> list[str]:
    """Why it stopped, and what to do as long as that is asked here."""
    is_asked_here = view.hold is not None and view.hold.state.lasts
    next_step = [MEANWHILE, f":point_right: {NEXT_STEP}"] if is_asked_here else []
    return [f":warning: *{markup(view.run.failure, 1500)}*", *next_step]


def _answers(view: RunView) -> list[Block]:
    """The buttons, on the card of the latest run that stopped for it."""
    return hold_buttons(view.hold) if view.hold is not None else []


def _progress(run: Run) -> list[str]:
    progress = run.progress
    phase = f"*{texts.PHASES[progress.phase]}* …"
    if progress.total == 0:
        return [phase, f"{texts.count(progress.read, 'record', 'records')} read so far"]
    bar = texts.progress_bar(progress.done, progress.total)
    return [phase, bar, f"{progress.done:,} of {texts.count(progress.total, 'step', 'steps')}"]


def _result(view: RunView) -> list[Block]:
    blocks = [section(_verdict(view))] if view.run.state is RunState.DONE else []
    lines = result_lines(view.results)
    if lines:
        hidden = texts.more(len(lines) - LINES_ON_CARD, "more in the thread", "more in the thread")
        blocks.append(section(*lines[:LINES_ON_CARD], *hidden))
    return blocks


def _verdict(view: RunView) -> str:
    """The result in one line: all that most readers need."""
    flag = texts.FLAGS[view.run.flag]
    if view.run.needs_a_person:
        look = texts.count(view.run.needs_a_person, "record needs", "records need")
        return f"{flag} *{_written(view)}* *{look} a look:* the thread says which and why."
    return f"{flag} *{_written(view)}*"


def _written(view: RunView) -> str:
    if not view.results:
        return texts.nothing_written(view)
    return f"{texts.count(view.written, 'write', 'writes')} done."


def result_lines(results: Sequence[ResultRow]) -> list[str]:
    """What became of a run's writes, in mrkdwn: a line for each sort of write and each ledger.

    What did not take effect comes first, then what money moved with.
    """
    sorts: dict[_Sort, list[ResultRow]] = {}
    for row in sorted(texts.money_first(results), key=lambda row: row.state is IntentState.DONE):
        sorts.setdefault((row.state, row.verb, row.side), []).append(row)
    return [_result_line(sort, rows) for sort, rows in sorts.items()]


def _result_line(sort: _Sort, rows: Sequence[ResultRow]) -> str:
    state, step_verb, side = sort
    what = ", ".join(_counted(row) for row in rows)
    if state is IntentState.DONE:
        done = texts.verb(step_verb, side, done=True)
        return f":white_check_mark: {done} in {side.label}: {what}"
    asked = texts.verb(step_verb, side).lower()
    return f":x: To {asked} in {side.label}, {texts.OUTCOMES[state]}: {what}"


def _counted(row: ResultRow) -> str:
    money = f" ({row.amount})" if row.amount is not None else ""
    return f"{texts.records(row.count, row.kind)}{money}"


def _footer(view: RunView) -> str:
    run, duration = view.run, duration_of(view.run)
    facts = [
        markup(view.link.name),
        f"asked for by {person(run.requester)} {moment(run.created_at)}",
        f"took {duration}" if duration else "",
        f"{texts.count(run.progress.read, 'record', 'records')} read" if run.state.is_over else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _in_a_sentence(view: RunView) -> str:
    """The card for a notification or a screen reader."""
    match view.run.state:
        case RunState.QUEUED:
            return f"It waits for its turn for {view.link.name}."
        case RunState.RUNNING:
            return f"{texts.PHASES[view.run.progress.phase]} for {view.link.name}."
        case RunState.FAILED | RunState.STOPPED:
            return view.run.failure
        case RunState.DONE:
            look = texts.count(view.run.needs_a_person, "record needs", "records need")
            needs = f"{look} a look." if view.run.needs_a_person else "Nothing needs a look."
            return f"{view.link.name}: {_written(view)} {needs}"
