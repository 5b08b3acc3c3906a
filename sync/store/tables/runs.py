"""The runs."""

from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from sync.domain.runs import Progress, Requester, Run, RunPhase, RunPurpose, RunState
from sync.store.models import RunRow
from sync.store.tables.base import SqlTable

_UNFINISHED = RunRow.state.in_([RunState.QUEUED, RunState.RUNNING])
_PROGRESS = (
    update(RunRow)
    .where(RunRow.id == bindparam("run_id"))
    .values({name: bindparam(name) for name in ("phase", "done", "total", "read")})
)


class SqlRuns(SqlTable):
    """Keeps `RunTable`."""

    def add(
        self, *, link_id: int, purpose: RunPurpose, requester: Requester, plan_id: int | None = None
    ) -> Run:
        """A new run, QUEUED, with no attempt made yet."""
        statement = insert(RunRow).values(
            link_id=link_id,
            purpose=purpose,
            state=RunState.QUEUED,
            person_id=requester.person_id,
            person_name=requester.name,
            channel=requester.channel,
            plan_id=plan_id,
            attempt=0,
            phase=RunPhase.WAITING,
            done=0,
            total=0,
            read=0,
            needs_a_person=0,
            failure="",
            created_at=self.now(),
        )
        return self.get(self.connection.execute(statement.returning(RunRow.id)).scalar_one())

    def get(self, run_id: int) -> Run:
        """The run with this id. Raises KeyError where there is none."""
        found = self.connection.execute(_RUN, {"run_id": run_id}).first()
        if found is None:
            raise KeyError(f"There is no run {run_id}.")
        return _run(found)

    def start(self, run_id: int) -> Run | None:
        """QUEUED or RUNNING becomes RUNNING, one attempt more; None where it is over."""
        started = self.connection.execute(
            update(RunRow)
            .where(RunRow.id == run_id, _UNFINISHED)
            .values(
                state=RunState.RUNNING,
                attempt=RunRow.attempt + 1,
                started_at=func.coalesce(RunRow.started_at, self.now()),
            )
        )
        return self.get(run_id) if started.rowcount else None

    def requeue(self, run_id: int) -> None:
        """RUNNING becomes QUEUED again."""
        self.connection.execute(
            update(RunRow)
            .where(RunRow.id == run_id, RunRow.state == RunState.RUNNING)
            .values(state=RunState.QUEUED, phase=RunPhase.WAITING)
        )

    def report(self, run_id: int, progress: Progress) -> None:
        """Note how far a run has come."""
        told = {
            "run_id": run_id,
            "phase": progress.phase,
            "done": progress.done,
            "total": progress.total,
            "read": progress.read,
        }
        self.connection.execute(_PROGRESS, told)

    def set_plan(self, run_id: int, plan_id: int) -> None:
        """Note the plan a PLAN run has made."""
        self.connection.execute(update(RunRow).where(RunRow.id == run_id).values(plan_id=plan_id))

    def finish(
        self, run_id: int, state: RunState, *, needs_a_person: int = 0, failure: str = ""
    ) -> None:
        """The run is over. One that was over before stays as it ended."""
        if not state.is_over:
            raise ValueError(f"A run cannot end as {state}.")
        self.connection.execute(
            update(RunRow)
            .where(RunRow.id == run_id, _UNFINISHED)
            .values(
                state=state,
                needs_a_person=needs_a_person,
                failure=failure,
                finished_at=self.now(),
            )
        )

    def latest(self, link_id: int, limit: int) -> tuple[Run, ...]:
        """The newest runs, newest first."""
        query = _RUNS.where(RunRow.link_id == link_id).order_by(RunRow.id.desc()).limit(limit)
        return tuple(_run(row) for row in self.connection.execute(query))

    def unfinished(self, link_id: int | None = None) -> tuple[Run, ...]:
        """Runs QUEUED or RUNNING, oldest first, of one link or of all."""
        query = _RUNS.where(_UNFINISHED).order_by(RunRow.id)
        if link_id is not None:
            query = query.where(RunRow.link_id == link_id)
        return tuple(_run(row) for row in self.connection.execute(query))


_RUNS = select(*RunRow.__table__.columns)
_RUN = _RUNS.where(RunRow.id == bindparam("run_id"))


def _run(row: Row[*tuple[Any, ...]]) -> Run:
    return Run(
        run_id=row.id,
        link_id=row.link_id,
        purpose=row.purpose,
        state=row.state,
        requester=Requester(row.person_id, row.person_name, row.channel),
        plan_id=row.plan_id,
        attempt=row.attempt,
        progress=Progress(row.phase, row.done, row.total, row.read),
        needs_a_person=row.needs_a_person,
        failure=row.failure,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )
