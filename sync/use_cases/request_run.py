"""Asking for a run: written down at once, carried out by a worker."""

from dataclasses import dataclass

from sync.domain.errors import LeasebridgeError
from sync.domain.runs import Requester, Run, RunPurpose, RunState
from sync.use_cases.pause import require_not_paused
from sync.use_cases.ports import AuditEvent, OutboxTopic, Store, Transaction


class PlanIsSpent(LeasebridgeError):
    """The plan was applied already, or never finished; a new one must be made."""


@dataclass(frozen=True, slots=True)
class Requested:
    """A run that was asked for.

    Attributes:
        run: The run.
        is_new: False where the same was asked for before and still waits: then that run is meant.
    """

    run: Run
    is_new: bool


def request_sync(store: Store, link_id: int, requester: Requester) -> Requested:
    """Ask for a sync. One that is still waiting is enough: it will see everything there is to see.

    Raises:
        IsPaused: Somebody paused the company.
    """
    with store.transaction() as transaction:
        return add_sync(transaction, link_id, requester)


def add_sync(transaction: Transaction, link_id: int, requester: Requester) -> Requested:
    """Ask for a sync within a transaction that is open already.

    Raises:
        IsPaused: Somebody paused the company.
    """
    require_not_paused(transaction, link_id)
    waiting = [
        run
        for run in transaction.runs.unfinished(link_id)
        if run.purpose is RunPurpose.SYNC and run.state is RunState.QUEUED
    ]
    if waiting:
        return Requested(waiting[0], is_new=False)
    return Requested(_add(transaction, link_id, RunPurpose.SYNC, requester), is_new=True)


def add_approve(transaction: Transaction, link_id: int, requester: Requester) -> Requested:
    """Ask, within an open transaction, to carry out what people decided; a run that waits takes it along."""
    for run in transaction.runs.unfinished(link_id):
        if run.purpose is RunPurpose.APPROVE and run.state is RunState.QUEUED:
            return Requested(run, is_new=False)
    return Requested(_add(transaction, link_id, RunPurpose.APPROVE, requester), is_new=True)


def request_plan(store: Store, link_id: int, requester: Requester) -> Requested:
    """Ask what a sync would do. Nothing is written to either ledger."""
    with store.transaction() as transaction:
        return Requested(_add(transaction, link_id, RunPurpose.PLAN, requester), is_new=True)


def request_apply(store: Store, plan_id: int, requester: Requester) -> Requested:
    """Ask to carry out exactly the plan that was shown. Asked twice, it is still carried out once.

    Raises:
        PlanIsSpent: The plan was applied already, is not finished, or does not exist.
        IsPaused: Somebody paused the company.
    """
    with store.transaction() as transaction:
        return add_apply(transaction, plan_id, requester)


def add_apply(transaction: Transaction, plan_id: int, requester: Requester) -> Requested:
    """The same within a transaction that is open already.

    Raises:
        PlanIsSpent: The plan was applied already, is not finished, or does not exist.
        IsPaused: Somebody paused the company.
    """
    try:
        plan = transaction.plans.get(plan_id)
    except KeyError as error:
        raise PlanIsSpent("That plan does not exist. Make a new one with /sync plan.") from error
    if plan.applied_by_run is not None:
        raise PlanIsSpent(
            f"This plan was applied already, by run {plan.applied_by_run}. "
            "Make a new one with /sync plan."
        )
    if not plan.digest:
        raise PlanIsSpent("This plan is not finished. Make a new one with /sync plan.")
    run = _add(transaction, plan.link_id, RunPurpose.APPLY, requester, plan_id=plan_id)
    transaction.plans.claim(plan_id, run.run_id)
    # The plan's own card has news too: its button is spent.
    transaction.outbox.add(OutboxTopic.MESSAGE, run_subject(plan.run_id))
    return Requested(run, is_new=True)


def _add(
    transaction: Transaction,
    link_id: int,
    purpose: RunPurpose,
    requester: Requester,
    *,
    plan_id: int | None = None,
) -> Run:
    """Every run is asked for here: while a company is paused, only what reads is taken."""
    if purpose is not RunPurpose.PLAN:
        require_not_paused(transaction, link_id)
    run = transaction.runs.add(
        link_id=link_id, purpose=purpose, requester=requester, plan_id=plan_id
    )
    transaction.outbox.add(OutboxTopic.RUN, str(run.run_id))
    transaction.outbox.add(OutboxTopic.MESSAGE, run_subject(run.run_id))
    transaction.audit.append(
        AuditEvent(
            tag="run:requested",
            link_id=link_id,
            actor=requester.signature,
            subject=f"run {run.run_id}",
            facts={"purpose": purpose, "plan": str(plan_id or "")},
        )
    )
    return run


def run_subject(run_id: int) -> str:
    """The subject of the message about a run."""
    return f"run:{run_id}"


def run_details_subject(run_id: int) -> str:
    """The subject of the message with a run's details, in the thread of the one about the run."""
    return f"run:{run_id}:details"
