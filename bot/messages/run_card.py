"""The card of a run: one message, from queued to its result, changed in place."""

from bot import texts
from bot.escaping import markup, moment, person
from bot.messages.blocks import Block, Message, context, fields, header, section
from sync.domain.runs import IntentState, ResultRow, Run, RunPhase, RunState
from sync.use_cases.run_view import RunView

LINES_ON_CARD = 8
"""A card stays readable at a glance; the rest is in its thread."""


def run_card(view: RunView) -> Message:
    """The card of a SYNC or APPLY run, as it should stand now."""
    run = view.run
    title = f"{texts.PURPOSES[run.purpose]} {run.run_id}: {texts.run_state(run)}"
    body = _body(view)
    blocks = [header(title), fields(_facts(view)), *body, context(_footer(view))]
    return Message(text=f"{title}. {_in_a_sentence(view)}", blocks=tuple(blocks))


def _facts(view: RunView) -> list[tuple[str, str]]:
    run = view.run
    facts = [
        ("Company", markup(view.link.name)),
        ("Started by", person(run.requester)),
        ("Asked for", moment(run.created_at)),
    ]
    duration = duration_of(run)
    return [*facts, ("Took", duration)] if duration else facts


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
            return [section(_progress(view.run))]
        case RunState.FAILED:
            return [section(f":warning: {markup(view.run.failure, 1000)}"), *_result_blocks(view)]
        case RunState.DONE:
            return _result_blocks(view)


def _progress(run: Run) -> str:
    progress = run.progress
    if progress.total == 0:
        read = texts.count(progress.read, "record", "records")
        return f"*{texts.PHASES[progress.phase]}* …\n{read} read so far"
    bar = texts.progress_bar(progress.done, progress.total)
    steps = f"{progress.done:,} of {texts.count(progress.total, 'step', 'steps')}"
    return f"*{texts.PHASES[progress.phase]}* …\n{bar}\n{steps}"


def _result_blocks(view: RunView) -> list[Block]:
    lines = [result_line(row) for row in view.results]
    if not lines and view.run.state is RunState.DONE:
        lines = ["Both ledgers were in step already. Nothing was written."]
    blocks = [section("\n".join(_shortened(lines)))] if lines else []
    if view.run.needs_a_person:
        records = texts.count(view.run.needs_a_person, "record needs", "records need")
        blocks.append(section(f":raising_hand: *{records} a look.* The thread says which and why."))
    return blocks


def result_line(row: ResultRow) -> str:
    """One sort of write and what became of it, in mrkdwn."""
    noun = row.kind.singular if row.count == 1 else row.kind.plural
    money = f" ({row.amount})" if row.amount is not None else ""
    if row.state is IntentState.DONE:
        done = texts.verb(row.verb, row.side, done=True)
        return f":white_check_mark: {done} {row.count:,} {noun} in {row.side.label}{money}"
    what = texts.verb(row.verb, row.side).lower()
    outcome = texts.OUTCOMES[row.state]
    return f":x: {row.count:,} {noun} to {what} in {row.side.label}: {outcome}{money}"


def _shortened(lines: list[str]) -> list[str]:
    if len(lines) <= LINES_ON_CARD:
        return lines
    return [*lines[:LINES_ON_CARD], f"… and {len(lines) - LINES_ON_CARD} more in the thread"]


def _footer(view: RunView) -> str:
    flag = texts.FLAGS[view.run.flag]
    return f"{flag} Run {view.run.run_id} · {view.run.progress.read:,} records read"


def _in_a_sentence(view: RunView) -> str:
    """The card for a notification or a screen reader."""
    match view.run.state:
        case RunState.QUEUED:
            return f"It waits for its turn for {view.link.name}."
        case RunState.RUNNING:
            return f"{texts.PHASES[view.run.progress.phase]} for {view.link.name}."
        case RunState.FAILED:
            return view.run.failure
        case RunState.DONE:
            written = texts.count(view.written, "write", "writes")
            look = texts.count(view.run.needs_a_person, "record needs", "records need")
            return f"{view.link.name}: {written}; {look} a look."
