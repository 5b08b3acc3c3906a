"""Carrying out what people decided about drafts, and putting new drafts before them after each run."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from sync.domain.approving.approvals import (
    Approval,
    ApprovalEnding,
    ApprovalState,
    ApprovalVerb,
)
from sync.domain.approving.rechecking import objection_in_the_job
from sync.domain.company_settings import ApprovalPolicy
from sync.domain.kinds import RecordKind
from sync.domain.plan import Candidate, Face
from sync.domain.runs import Run, RunPhase
from sync.use_cases.approving.authorities import authority, may_approve
from sync.use_cases.approving.endings import end_approvals
from sync.use_cases.approving.put_forward import close_what_moved, put_forward
from sync.use_cases.people import Roster
from sync.use_cases.ports import Transaction
from sync.use_cases.run.apply_plan import apply_plan
from sync.use_cases.run.bench import RunAtWork
from sync.use_cases.run.make_plan import make_plan
from sync.use_cases.run.pull import pull
from sync.use_cases.run.recover import MOST, recover

PASSES = 4
"""The first posts in Intacct and rejects in Re-Leased, the second has Re-Leased follow."""


AT_A_TIME = 500
"""Drafts put forward in one transaction."""


def carry_out_decisions(at_work: RunAtWork) -> None:
    """Plan and apply what was decided, and nothing else, until nothing of it is left to do."""
    at_work.require_may_write()
    _refuse_what_may_not_be(at_work)
    for number in range(PASSES):
        candidates = _candidates(at_work)
        if not candidates:
            return
        at_work.enter(RunPhase.PLANNING)
        plan = make_plan(at_work, partial(_of_kind, candidates))
        at_work.enter(RunPhase.APPLYING)
        with at_work.bench.store.reading() as transaction:
            at_work.advance(total=transaction.plans.count(plan.plan_id))
        applied = apply_plan(at_work, plan)
        if not (applied.done or applied.moved) or number == PASSES - 1:
            return
        if not _candidates(at_work):
            return
        at_work.own_writes.clear()
        at_work.enter(RunPhase.SETTLING)
        recover(at_work)
        pull(at_work)


def give_up_decisions(transaction: Transaction, run: Run, failure: str) -> None:
    """The run failed: what it had not begun to write is told, and may be decided anew."""
    on_the_way = {
        record_id
        for intent in transaction.intents.unresolved(run.link_id, MOST)
        for record_id in intent.step.record_ids
    }
    end_approvals(
        transaction,
        [
            ApprovalEnding(
                one.approval_id,
                ApprovalState.REFUSED,
                f"Nothing was changed on either side. {failure}",
            )
            for one in transaction.approvals.granted(run.link_id)
            if one.posted_at is None
            and on_the_way.isdisjoint({one.draft.intacct_id, one.draft.re_leased_id})
        ],
    )


def put_drafts_forward(at_work: RunAtWork) -> None:
    """Bring approvals up to date with what the ledgers say, where people may decide at all."""
    if not at_work.may_write:
        return
    link_id = at_work.link.link_id
    with at_work.bench.store.reading() as transaction:
        has_moved = bool(transaction.approvals.not_as_shown(link_id))
        pairs = transaction.approvals.awaiting(link_id, limit=AT_A_TIME)
    if has_moved:
        with at_work.writing() as transaction:
            close_what_moved(transaction, link_id)
            # What has lapsed just now is put forward anew.
            pairs = transaction.approvals.awaiting(link_id, limit=AT_A_TIME)
    batch_id: int | None = None
    while pairs:
        with at_work.writing() as transaction:
            opened = put_forward(transaction, link_id, pairs, batch_id)
            last = pairs[-1].intacct_id
            pairs = transaction.approvals.awaiting(link_id, limit=AT_A_TIME, after=last)
        batch_id = opened[0].batch_id if opened else batch_id


def _candidates(at_work: RunAtWork) -> Sequence[Candidate]:
    """Every pair about which something was decided, as it is now."""
    with at_work.bench.store.reading() as transaction:
        granted = transaction.approvals.granted(at_work.link.link_id)
        ids = [one for each in granted for one in (each.draft.intacct_id, each.draft.re_leased_id)]
        faces = transaction.records.faces(ids)
    return [
        Candidate(
            one.draft.kind,
            faces[one.draft.intacct_id],
            faces[one.draft.re_leased_id],
            grant=one.grant,
        )
        for one in granted
        if at_work.unresolved.isdisjoint({one.draft.intacct_id, one.draft.re_leased_id})
    ]


def _of_kind(candidates: Sequence[Candidate], kind: RecordKind) -> Iterable[Sequence[Candidate]]:
    found = [one for one in candidates if one.kind is kind]
    return [found] if found else []


def _refuse_what_may_not_be(at_work: RunAtWork) -> None:
    """Ask again, in the job, what was asked at the click: rights, limits, self-approval, workflow."""
    link_id = at_work.link.link_id
    with at_work.bench.store.reading() as transaction:
        granted = transaction.approvals.granted(link_id)
        policy = transaction.settings.get(link_id).approval
        faces = transaction.records.faces(
            [one for each in granted for one in (each.draft.intacct_id, each.draft.re_leased_id)]
        )
    # Who somebody is may be asked elsewhere, so that no transaction is open meanwhile.
    endings = [
        ApprovalEnding(
            one.approval_id,
            ApprovalState.REFUSED,
            f"Nothing was changed on either side. {why}",
        )
        for one in granted
        if one.posted_at is None
        and (why := _objection(at_work.bench.roster, one, faces, policy)) is not None
    ]
    with at_work.writing() as transaction:
        transaction.approvals.take_up([one.approval_id for one in granted])
        end_approvals(transaction, endings)


def _objection(
    roster: Roster, approval: Approval, faces: Mapping[int, Face], policy: ApprovalPolicy
) -> str | None:
    deciders = [one for one in approval.decisions if one.verb is approval.verb]
    for decided in deciders:
        holder = decided.on_behalf_of or decided.who
        if not may_approve(roster, holder):
            return f"{holder.name} is not allowed to decide about drafts any more."
    intacct, re_leased = faces[approval.draft.intacct_id], faces[approval.draft.re_leased_id]
    return objection_in_the_job(
        approval,
        approval.verb or ApprovalVerb.APPROVE,
        authorities=[authority(roster, one.who, one.on_behalf_of) for one in deciders],
        changers=[*intacct.changers, *re_leased.changers],
        workflow=re_leased.workflow,
        policy=policy,
    )
