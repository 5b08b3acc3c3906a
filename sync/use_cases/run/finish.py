"""The end of a run: how it ended, what it leaves behind, and what is told of it, all in one transaction."""

from sync.domain.holds import Stop
from sync.domain.runs import Run, RunPurpose, RunState
from sync.domain.stoppage import FailureKind
from sync.use_cases.hold_runs import note_that_nothing_is_held
from sync.use_cases.ports import AuditEvent, OutboxTopic
from sync.use_cases.request_run import run_details_subject, run_subject
from sync.use_cases.run.alert import alert, alert_of_failure, alert_of_stop
from sync.use_cases.run.bench import RunAtWork
from sync.use_cases.run.decisions import give_up_decisions


def finish(
    at_work: RunAtWork,
    kind: FailureKind | None = None,
    failure: str = "",
    *,
    stop: Stop | None = None,
) -> None:
    """The run is over; `kind` and `failure` where it did not work, `stop` where it stopped to ask."""
    run: Run = at_work.run
    state = _state(kind, stop)
    why = f"Stopped before writing. {stop.what}" if stop is not None else failure
    now = at_work.bench.machine.now()
    with at_work.writing() as transaction:
        transaction.runs.report(run.run_id, at_work.progress)
        if run.purpose is RunPurpose.APPROVE and state is not RunState.DONE:
            give_up_decisions(transaction, run, why)
        transaction.issues.refresh(at_work.link.link_id)
        open_issues = transaction.issues.open_ones(at_work.link.link_id)
        needs_a_person = sum(issue.count for issue in open_issues)
        transaction.runs.finish(run.run_id, state, needs_a_person=needs_a_person, failure=why)
        transaction.audit.append(
            AuditEvent(
                tag=f"run:{state}",
                link_id=run.link_id,
                actor="Leasebridge",
                subject=f"run {run.run_id}",
                facts={"failure": why, "records with cut texts": str(at_work.cut)},
            )
        )
        transaction.outbox.add(OutboxTopic.MESSAGE, run_subject(run.run_id))
        transaction.outbox.add(OutboxTopic.MESSAGE, run_details_subject(run.run_id))
        if stop is not None:
            alert_of_stop(transaction, run, stop, now)
        elif kind is not None:
            alert_of_failure(transaction, run, kind, failure, now)
        else:
            if run.purpose is RunPurpose.SYNC:
                note_that_nothing_is_held(transaction, run.link_id, now)
            alert(transaction, run, now)


def _state(kind: FailureKind | None, stop: Stop | None) -> RunState:
    if stop is not None:
        return RunState.STOPPED
    return RunState.DONE if kind is None else RunState.FAILED
