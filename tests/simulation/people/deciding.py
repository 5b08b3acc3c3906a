"""People decide in our own system: about drafts, conflicts, single records, and about pausing."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select

from sync.domain.approving.approvals import Approval
from sync.domain.pausing import Pause
from sync.domain.runs import RunPurpose, RunState
from sync.store.models import RecordRow, RunRow
from sync.use_cases.approving.batches import digest_of, short_digest
from sync.use_cases.approving.decide import Desk, approve, approve_together, reject
from sync.use_cases.change_settings import change_settings, settings_of
from sync.use_cases.choose import choose, open_offers
from sync.use_cases.pause import pause, resume
from sync.use_cases.request_run import request_apply, request_plan
from sync.use_cases.unlink import relink, unlink, unlinked_records
from tests.simulation.approved import seen_of
from tests.simulation.people.acting import Act, Somebody
from tests.sync.use_cases.approving_desk import GRACE, HENRY, ROSTER
from tests.sync.use_cases.approving_desk import TOM as TOM_AT_HIS_DESK
from tests.sync.use_cases.deciding import PRIYA, TOM


def approve_draft(who: Somebody) -> str:
    """Approve one draft as it was shown."""
    shown = who.pick(_drafts(who))
    seen = seen_of(who.scene, shown)
    approved = approve(_desk(who), shown.approval_id, short_digest(shown), who.pick((GRACE, HENRY)))
    who.scene.decided["approval:approved_by_person"] += 1
    who.scene.seen[shown.approval_id] = seen
    return f"approves {shown.draft.title} in Slack: {approved.state}"


def approve_all_drafts(who: Somebody) -> str:
    """Approve all drafts together as they were shown."""
    shown = _drafts(who)
    who.pick(shown)
    ids = [one.approval_id for one in shown]
    seen = {one.approval_id: seen_of(who.scene, one) for one in shown}
    together = approve_together(_desk(who), ids, digest_of(shown), GRACE)
    who.scene.decided["approval:approved_by_person"] += len(together.decided)
    who.scene.seen |= {one.approval_id: seen[one.approval_id] for one in together.decided}
    return f"approves {len(together.decided)} of {len(shown)} drafts in Slack"


def reject_draft(who: Somebody) -> str:
    """Reject one draft."""
    shown = who.pick(_drafts(who))
    rejected = reject(
        _desk(who), shown.approval_id, short_digest(shown), GRACE, "Not what we agreed"
    )
    who.scene.decided["approval:rejected_by_person"] += 1
    return f"rejects {shown.draft.title} in Slack: {rejected.state}"


def _desk(who: Somebody) -> Desk:
    return Desk(who.store, ROSTER, who.scene.time.now)


def _drafts(who: Somebody) -> list[Approval]:
    with who.store.reading() as transaction:
        return list(transaction.approvals.undecided(who.scene.link.link_id))


def ask_for_a_plan(who: Somebody) -> str:
    """Have it shown what a sync would do."""
    asked = request_plan(who.store, who.scene.link.link_id, TOM_AT_HIS_DESK)
    who.scene.decided["run:requested plan"] += 1
    return f"asks what a sync would do: run {asked.run.run_id}"


def apply_a_plan(who: Somebody) -> str:
    """Have exactly the plan carried out that was shown last, however long ago."""
    query = select(RunRow.plan_id).where(
        RunRow.purpose == RunPurpose.PLAN, RunRow.state == RunState.DONE
    )
    with who.scene.engine.connect() as connection:
        plans = list(connection.execute(query.order_by(RunRow.id.desc())).scalars())
    plan_id = who.pick(one for one in plans[:1] if one is not None)
    asked = request_apply(who.store, plan_id, TOM_AT_HIS_DESK)
    who.scene.decided["run:requested apply"] += 1
    return f"has plan {plan_id} applied: run {asked.run.run_id}"


def set_a_limit(who: Somebody) -> str:
    """Above another amount it takes a second approver, or above none."""
    settings = settings_of(who.store, who.scene.link.link_id)
    above = who.pick((None, Decimal(500), Decimal(1500)))
    policy = replace(settings.approval, second_approver_above=above)
    settings = replace(settings, approval=policy)
    changed = change_settings(who.store, who.scene.link.link_id, settings, who=PRIYA)
    who.scene.decided["settings:changed"] += bool(changed)
    return f"has a second approver asked above {above}"


def pick_a_side(who: Somebody) -> str:
    """Settle what the sync cannot, with both values in view."""
    offer = who.pick(open_offers(who.store, who.scene.link.link_id))
    verb = who.pick(offer.choices)
    choose(who.store, offer, verb, who=PRIYA, why="As agreed")
    who.scene.decided["record:chosen"] += 1
    return f"picks {verb} for {offer.intacct.title}"


def unlink_a_record(who: Somebody) -> str:
    """Hold a document or payment where it is."""
    query = (
        select(RecordRow.id)
        .where(RecordRow.kind.in_(["sales_invoice", "bill", "receipt", "sales_credit"]))
        .order_by(RecordRow.id)
    )
    with who.scene.engine.connect() as connection:
        record_id = who.pick(connection.execute(query).scalars())
    unlink(who.store, [record_id], reason="Disputed", who=PRIYA)
    who.scene.decided["record:unlinked"] += 1
    return f"unlinks record {record_id}"


def relink_a_record(who: Somebody) -> str:
    """Let one go again."""
    one = who.pick(unlinked_records(who.store, who.scene.link.link_id))
    relink(who.store, one.unlinking.record_ids, who=TOM)
    who.scene.decided["record:relinked"] += 1
    return f"links {one.records[0].title} again"


def pause_or_resume(who: Somebody) -> str:
    """Pause the company, or let it go on."""
    if paused(who) is None:
        pause(who.store, who.scene.link.link_id, reason="Month end", who=PRIYA)
        who.scene.decided["sync:paused"] += 1
        return "pauses the company"
    resume(who.store, who.scene.link.link_id, who=PRIYA)
    who.scene.decided["sync:resumed"] += 1
    return "lets the company go on"


def paused(who: Somebody) -> Pause | None:
    """Since when and why it is paused, if it is."""
    with who.store.reading() as transaction:
        return transaction.pauses.of(who.scene.link.link_id)


DECIDING: Mapping[str, Act] = {
    "approve a draft in Slack": approve_draft,
    "approve all drafts in Slack": approve_all_drafts,
    "reject a draft in Slack": reject_draft,
    "ask for a plan": ask_for_a_plan,
    "apply the plan shown": apply_a_plan,
    "set a limit": set_a_limit,
    "settle a conflict": pick_a_side,
    "unlink": unlink_a_record,
    "relink": relink_a_record,
    "pause or resume": pause_or_resume,
}
"""By name."""

WAITED_FOR = frozenset({"ask for a plan"})
"""Acts after which people wait for the run that they asked for."""
