"""People decide in our own system: about drafts, conflicts, single records, and about pausing."""

from collections.abc import Mapping

from sqlalchemy import select

from sync.domain.approving.approvals import Approval
from sync.domain.pausing import Pause
from sync.store.models import RecordRow
from sync.use_cases.approving.batches import digest_of, short_digest
from sync.use_cases.approving.decide import Desk, approve, approve_together, reject
from sync.use_cases.choose import choose, open_offers
from sync.use_cases.pause import pause, resume
from sync.use_cases.unlink import relink, unlink, unlinked_records
from tests.simulation.people.acting import Act, Somebody
from tests.sync.use_cases.approving_desk import GRACE, HENRY, ROSTER
from tests.sync.use_cases.deciding import PRIYA, TOM


def approve_draft(who: Somebody) -> str:
    """Approve one draft as it was shown."""
    shown = who.pick(_drafts(who))
    approved = approve(_desk(who), shown.approval_id, short_digest(shown), who.pick((GRACE, HENRY)))
    return f"approves {shown.draft.title} in Slack: {approved.state}"


def approve_all_drafts(who: Somebody) -> str:
    """Approve all drafts together as they were shown."""
    shown = _drafts(who)
    who.pick(shown)
    ids = [one.approval_id for one in shown]
    together = approve_together(_desk(who), ids, digest_of(shown), GRACE)
    return f"approves {len(together.decided)} of {len(shown)} drafts in Slack"


def reject_draft(who: Somebody) -> str:
    """Reject one draft."""
    shown = who.pick(_drafts(who))
    rejected = reject(
        _desk(who), shown.approval_id, short_digest(shown), GRACE, "Not what we agreed"
    )
    return f"rejects {shown.draft.title} in Slack: {rejected.state}"


def _desk(who: Somebody) -> Desk:
    return Desk(who.store, ROSTER, who.scene.time.now)


def _drafts(who: Somebody) -> list[Approval]:
    with who.store.reading() as transaction:
        return list(transaction.approvals.undecided(who.scene.link.link_id))


def pick_a_side(who: Somebody) -> str:
    """Settle what the sync cannot, with both values in view."""
    offer = who.pick(open_offers(who.store, who.scene.link.link_id))
    verb = who.pick(offer.choices)
    choose(who.store, offer, verb, who=PRIYA, why="As agreed")
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
    return f"unlinks record {record_id}"


def relink_a_record(who: Somebody) -> str:
    """Let one go again."""
    one = who.pick(unlinked_records(who.store, who.scene.link.link_id))
    relink(who.store, one.unlinking.record_ids, who=TOM)
    return f"links {one.records[0].title} again"


def pause_or_resume(who: Somebody) -> str:
    """Pause the company, or let it go on."""
    if paused(who) is None:
        pause(who.store, who.scene.link.link_id, reason="Month end", who=PRIYA)
        return "pauses the company"
    resume(who.store, who.scene.link.link_id, who=PRIYA)
    return "lets the company go on"


def paused(who: Somebody) -> Pause | None:
    """Since when and why it is paused, if it is."""
    with who.store.reading() as transaction:
        return transaction.pauses.of(who.scene.link.link_id)


DECIDING: Mapping[str, Act] = {
    "approve a draft in Slack": approve_draft,
    "approve all drafts in Slack": approve_all_drafts,
    "reject a draft in Slack": reject_draft,
    "settle a conflict": pick_a_side,
    "unlink": unlink_a_record,
    "relink": relink_a_record,
    "pause or resume": pause_or_resume,
}
"""By name."""
