"""Mutants that show where a worker dies: the kill matrix notices each."""

from tests.mutants.broken_on_purpose import Mutant, Promise

_MATRIX = (
    "tests/kills/test_kill_matrix.py"
    "::test_killed_at_any_point__another_worker_finishes_and_nothing_shows"
)
FIRST_SYNC = f"{_MATRIX}[first sync, part 1]"
CONFLICT = f"{_MATRIX}[conflict resolved, part 1]"

KILLED_WORKERS = (
    Mutant(
        name="a killed worker's run is never put back",
        promise=Promise.NOTHING_LOST,
        file="jobs/janitor.py",
        was="    return run.state is RunState.RUNNING or datetime.now(tz=UTC) - run.created_at > GRACE\n",
        becomes=(
            "    return (\n"
            "        run.state is not RunState.RUNNING and datetime.now(tz=UTC) - run.created_at > GRACE\n"
            "    )\n"
        ),
        caught_by=(CONFLICT,),
    ),
    Mutant(
        name="a killed worker leaves no row of what it sent",
        promise=Promise.NEVER_TWICE,
        file="sync/use_cases/run/prepare.py",
        was="    transaction.intents.add(prepared.intents)\n",
        becomes="",
        caught_by=(FIRST_SYNC,),
    ),
)
