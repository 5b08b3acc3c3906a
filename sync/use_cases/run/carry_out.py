"""Carry out one run, from taking it up to its result. What the worker's job calls."""

import logging
import uuid
from dataclasses import replace

from sync.domain.errors import (
    BrokenPromise,
    FixSetup,
    LeasebridgeError,
    LeaseLost,
    RetryLater,
    SignInRefused,
)
from sync.domain.holds import Stop
from sync.domain.links import CompanyLink
from sync.domain.pausing import IsPaused
from sync.domain.roles import Permission
from sync.domain.runs import Run, RunPhase, RunPurpose
from sync.domain.stoppage import FailureKind
from sync.use_cases.ports import OutboxTopic, PlanHead
from sync.use_cases.request_run import run_subject
from sync.use_cases.run.apply_plan import Applied, apply_plan
from sync.use_cases.run.archive import archive_as_answered
from sync.use_cases.run.bench import (
    RunAtWork,
    Workbench,
    company_lease,
    require_lease,
)
from sync.use_cases.run.decisions import (
    carry_out_decisions,
    put_drafts_forward,
)
from sync.use_cases.run.finish import finish
from sync.use_cases.run.guards import stop_of_plan
from sync.use_cases.run.linked_companies import require_linked_companies
from sync.use_cases.run.make_plan import make_plan
from sync.use_cases.run.pull import pull
from sync.use_cases.run.recover import recover
from sync.use_cases.tell_of_stoppage import failure_kind

log = logging.getLogger(__name__)

PASSES = 4
"""How often a run looks again after it wrote. The second pass sees what the ledgers made of our writes
(a number Intacct gave, say) and is nearly always the last."""

ATTEMPTS = 5
"""How often a run starts over when a ledger is busy or away."""

BUSY_WAIT_SECONDS = 3.0
"""How long a run waits for the one before it on the same companies."""

STARTS = 10
"""How often a run is taken up at all. One that ends its worker each time, by using up the memory say,
would otherwise keep everybody waiting for ever."""

NOTHING_LOST = (
    "Nothing is lost: whatever changes meanwhile goes with the first run after it is mended."
)
"""Told where nobody can say before when the next run will work."""

KEPT = "What was written so far is kept; the rest goes with the first sync after that."
"""Told where a run stopped because somebody paused the company."""

AWAY_WAIT_SECONDS = 15.0
"""How long a run waits for a ledger that did not say how long to wait; doubled with each attempt."""


def carry_out(bench: Workbench, run_id: int) -> None:
    """Carry out the run, or leave it for later where it must wait. Safe to call any number of times.

    Args:
        bench: What the run works with.
        run_id: A run written down before; nothing happens where it is over.

    Raises:
        RetryLater: The database is away. The run stays as it is, and the janitor finds it.
    """
    with bench.store.reading() as transaction:
        run = transaction.runs.get(run_id)
        link = transaction.links.get(run.link_id)
    if run.state.is_over:
        return
    with company_lease(bench, link.link_id) as lease:
        if lease is None:
            _try_later(bench, run_id, BUSY_WAIT_SECONDS)
            return
        with bench.store.transaction() as transaction:
            started = transaction.runs.start(run_id)
        if started is not None:
            _work_and_report(_taken_up(bench, started, link, lease))


def _taken_up(bench: Workbench, run: Run, link: CompanyLink, lease: tuple[str, int]) -> RunAtWork:
    with bench.store.reading() as transaction:
        mode = transaction.links.mode(link.link_id)
        is_matching = transaction.matchings.is_open(link.link_id)
        is_paused = transaction.pauses.of(link.link_id) is not None
    return RunAtWork(
        bench, run, link, *lease, mode=mode, is_matching=is_matching, is_paused=is_paused
    )


def _work_and_report(at_work: RunAtWork) -> None:
    try:
        _work_or_report_why_not(at_work)
    except LeaseLost:
        # Also met while reporting something else: whoever has the lease now has the last word.
        log.warning("Run %s lost its lease and is left to another worker.", at_work.run.run_id)


def _work_or_report_why_not(at_work: RunAtWork) -> None:
    try:
        _require_sound_starts(at_work.run)
        _work(at_work)
    except LeaseLost:
        raise
    except RetryLater as error:
        _wait_or_give_up(at_work, error)
    except SignInRefused as error:
        finish(at_work, failure_kind(error), f"{error} {NOTHING_LOST}")
    except IsPaused as error:
        finish(at_work, failure_kind(error), f"{error} {KEPT}")
    except LeasebridgeError as error:
        finish(at_work, failure_kind(error), str(error))
    except Exception:
        reference = uuid.uuid4().hex[:8]
        log.exception("Run %s failed; reference %s", at_work.run.run_id, reference)
        failure = (
            "Something unexpected happened, and it is our fault. Nothing is lost: the next run goes on "
            f"from here. Give the reference {reference} to whoever runs Leasebridge."
        )
        finish(at_work, FailureKind.FAULT, failure)


def _work(at_work: RunAtWork) -> None:
    _require_permission(at_work)
    if at_work.run.purpose is not RunPurpose.PLAN:
        require_lease(at_work)
    modules = require_linked_companies(at_work.bench, at_work.link, at_work.mode)
    at_work.link = replace(at_work.link, terms=replace(at_work.link.terms, modules=modules))
    at_work.enter(RunPhase.RECOVERING)
    recover(at_work)
    at_work.enter(RunPhase.PULLING)
    stop = pull(at_work) or _do_what_it_is_for(at_work)
    put_drafts_forward(at_work)
    finish(at_work, stop=stop)


def _do_what_it_is_for(at_work: RunAtWork) -> Stop | None:
    """What follows once both ledgers are read; says why where it stopped to ask."""
    match at_work.run.purpose:
        case RunPurpose.PLAN:
            plan = _plan(at_work)
            with at_work.writing() as transaction:
                transaction.runs.set_plan(at_work.run.run_id, plan.plan_id)
        case RunPurpose.APPLY:
            _apply_shown_plan(at_work)
        case RunPurpose.APPROVE:
            carry_out_decisions(at_work)
        case RunPurpose.SYNC:
            return _sync(at_work)
    return None


def _require_sound_starts(run: Run) -> None:
    """Give up a run whose worker ended under it again and again."""
    if run.attempt > STARTS:
        raise BrokenPromise(
            f"This run was taken up {STARTS} times and its worker ended each time. What it did so far "
            "is kept. See the workers' log and memory, then run it again."
        )


def _sync(at_work: RunAtWork) -> Stop | None:
    """Plan and apply until a pass changes nothing more, and nothing had moved under it.

    While the matching is not confirmed, it is planned and no more. What would be far beyond the usual is not
    applied: nothing of that plan is.
    """
    if at_work.is_matching:
        _plan(at_work)
        return None
    archive_as_answered(at_work)
    for _ in range(PASSES):
        plan = _plan(at_work)
        if (stop := stop_of_plan(at_work.bench.store, plan)) is not None:
            return stop
        at_work.enter(RunPhase.APPLYING)
        applied = _apply(at_work, plan)
        if not (applied.done or applied.moved):
            return None
        at_work.own_writes.clear()
        at_work.enter(RunPhase.SETTLING)
        recover(at_work)
        if (stop := pull(at_work)) is not None:
            return stop
    return None


def _apply_shown_plan(at_work: RunAtWork) -> None:
    """Carry out exactly the plan that was shown; parts whose inputs have moved are left out.

    Whoever asked for it saw its counts and money, so that it is not held; but far beyond the usual it takes
    somebody who may let that through.
    """
    at_work.require_may_write()
    plan_id = at_work.run.plan_id
    if plan_id is None:
        raise ValueError(f"Run {at_work.run.run_id} is to apply a plan, and names none.")
    with at_work.bench.store.reading() as transaction:
        plan = transaction.plans.get(plan_id)
    if stop_of_plan(at_work.bench.store, plan) is not None:
        at_work.bench.roster.require(at_work.run.requester, Permission.LET_THROUGH)
    at_work.enter(RunPhase.APPLYING)
    _apply(at_work, plan)
    _plan(at_work)


def _plan(at_work: RunAtWork) -> PlanHead:
    at_work.enter(RunPhase.PLANNING)
    return make_plan(at_work)


def _apply(at_work: RunAtWork, plan: PlanHead) -> Applied:
    with at_work.bench.store.reading() as transaction:
        at_work.advance(total=transaction.plans.count(plan.plan_id))
    return apply_plan(at_work, plan)


def _require_permission(at_work: RunAtWork) -> None:
    """Ask again, in the job, what was asked at the click: rights may have been taken away meanwhile."""
    if at_work.run.purpose is RunPurpose.APPROVE:
        return  # Of each decision, its own people are asked for.
    person = at_work.run.requester.person_id
    permission = Permission.SEE if at_work.run.purpose is RunPurpose.PLAN else Permission.START_SYNC
    refusal = at_work.bench.roster.refusal(person, permission) if person else None
    if refusal is not None:
        raise FixSetup(refusal)


def _wait_or_give_up(at_work: RunAtWork, error: RetryLater) -> None:
    attempt = at_work.run.attempt
    if attempt >= ATTEMPTS:
        finish(at_work, failure_kind(error), f"{error} Tried {attempt} times; run it again later.")
        return
    wait = error.wait_seconds or AWAY_WAIT_SECONDS * 2 ** (attempt - 1)
    log.warning("Run %s waits %.0f s: %s", at_work.run.run_id, wait, error)
    with at_work.writing() as transaction:
        transaction.runs.requeue(at_work.run.run_id)
        transaction.outbox.add(OutboxTopic.RUN, str(at_work.run.run_id), delay_seconds=wait)
        transaction.outbox.add(OutboxTopic.MESSAGE, run_subject(at_work.run.run_id))


def _try_later(bench: Workbench, run_id: int, seconds: float) -> None:
    with bench.store.transaction() as transaction:
        transaction.outbox.add(OutboxTopic.RUN, str(run_id), delay_seconds=seconds)
