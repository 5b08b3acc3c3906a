"""The last runs with their flags, as the private answer to `/sync history`."""

from collections.abc import Sequence

from bot import texts
from bot.escaping import markup, moment, person
from bot.messages.blocks import Message, header, section
from bot.messages.run_card import duration_of
from sync.domain.links import CompanyLink
from sync.domain.runs import Run, RunState

RUNS_SHOWN = 12


def history_message(link: CompanyLink, runs: Sequence[Run]) -> Message:
    """A line for each run, the newest first."""
    title = f"{link.name}: the last {f'{len(runs)} runs' if len(runs) > 1 else 'run'}"
    if not runs:
        title = f"{link.name}: no run yet"
        return Message(
            f"{title}. See what a sync would do with /sync plan.",
            (header(title), section("See what a sync would do with `/sync plan`.")),
        )
    newest = runs[0]
    return Message(
        f"{title}. {texts.run_name(newest)}: {texts.run_state(newest)}.",
        (header(title), *(section(run_line(run), _came_of_it(run)) for run in runs[:RUNS_SHOWN])),
    )


def run_line(run: Run) -> str:
    """A run in a line: its flag, its state, when, how long."""
    took = duration_of(run)
    tail = f", took {took}" if took else ""
    name = f"{texts.run_name(run)}: {texts.run_state(run)}"
    return f"{texts.FLAGS[run.flag]} *{name}*, {moment(run.created_at)}{tail}"


def _came_of_it(run: Run) -> str:
    asked = f"Asked for by {person(run.requester)}."
    if run.state is RunState.FAILED:
        return f"{asked} {markup(run.failure, 150)}"
    if run.needs_a_person:
        look = texts.count(run.needs_a_person, "record needs", "records need")
        return f"{asked} {look} a look."
    return asked
