"""What only people can do: conflicts, reminders, and what an observer tells."""

from sync.domain.causes.cause_text import CauseText
from sync.domain.standing import Cause

WHAT_PEOPLE_DO: dict[Cause, CauseText] = {
    Cause.CHANGED_ON_BOTH_SIDES: CauseText(
        title="Changed differently on both sides",
        why="The same field was changed in Sage Intacct and in Re-Leased since both last agreed.",
        next_step=(
            "Pick whose value counts, and the next run carries it out; or enter the right value on the side "
            "that is wrong."
        ),
    ),
    Cause.CHANGED_WHERE_NOT_ALLOWED: CauseText(
        title="Changed in Re-Leased, belongs in Sage Intacct",
        why="Changes to this record are made in Sage Intacct and copied to Re-Leased.",
        next_step=(
            "Make the same change in Sage Intacct (for an archived record: set it to inactive there), or undo "
            "it in Re-Leased. This closes by itself then."
        ),
    ),
    Cause.VOIDED_IN_RE_LEASED: CauseText(
        title="Voided in Re-Leased, still open in Sage Intacct",
        why="A void is made in Sage Intacct; one made in Re-Leased does not travel.",
        next_step=(
            "Reverse it in Sage Intacct (reverse, do not delete); this closes by itself then. If it billed a "
            "rent period, Re-Leased will not bill that period again: raise a one-off invoice for it."
        ),
    ),
    Cause.REVERSED_WHILE_AWAITING_APPROVAL: CauseText(
        title="Reversed in Sage Intacct, still awaiting approval in Re-Leased",
        why="Re-Leased can void only approved documents.",
        next_step="Reject it in Re-Leased. This closes by itself then.",
    ),
    Cause.TAKEN_BACK_IN_RE_LEASED: CauseText(
        title="Taken back in Re-Leased after it had travelled",
        why="It was rejected or reset to draft in Re-Leased while Sage Intacct still holds it.",
        next_step=(
            "Submit it again in Re-Leased, or delete the draft (reverse, if posted) in Sage Intacct. "
            "This closes by itself then."
        ),
    ),
    Cause.UNDONE_IN_INTACCT: CauseText(
        title="Undone in Sage Intacct, still active in Re-Leased",
        why=(
            "A payment or allocation undone in Sage Intacct is not removed in Re-Leased, "
            "where its documents count as paid until then."
        ),
        next_step=(
            "Deal with it in Re-Leased: reverse the payment, or take the credit off its document. "
            "This closes by itself then."
        ),
    ),
    Cause.UNDONE_IN_RE_LEASED: CauseText(
        title="Reversed in Re-Leased, still standing in Sage Intacct",
        why="Payments and allocations are undone in Sage Intacct; a reversal in Re-Leased does not travel.",
        next_step="Undo it in Sage Intacct (reverse, do not delete). This closes by itself then.",
    ),
    Cause.PAYMENT_CHANGED: CauseText(
        title="Payment differs since both sides last agreed",
        why="A payment or allocation is never changed by the sync: it is undone and entered again.",
        next_step=(
            "Make both sides equal. Where that cannot be done, undo it in Sage Intacct, reverse it in "
            "Re-Leased, and enter it again in Sage Intacct."
        ),
    ),
    Cause.DELETED_IN_INTACCT: CauseText(
        title="Deleted in Sage Intacct",
        why="A deletion is not carried over; only a reversal is.",
        next_step=(
            "End it in Re-Leased by hand: void a document (delete it while it is a draft), reverse a payment, "
            "archive anything else. This closes by itself then. A rent period once voided is not billed again."
        ),
    ),
    Cause.DELETED_IN_RE_LEASED: CauseText(
        title="Deleted in Re-Leased",
        why="A deletion is not carried over.",
        next_step=(
            "Delete the draft in Sage Intacct, or reverse it if it is posted. This closes by itself then."
        ),
    ),
    Cause.ATTACHMENT_NOT_COPIED: CauseText(
        title="Attachments only in {subject}",
        why="Files are never copied from one side to the other.",
        next_step=(
            "Attach them on the other side where they are needed, or say that they were seen to. Each document "
            "is told of once."
        ),
    ),
    Cause.NO_PROPERTY: CauseText(
        title="No property on a line",
        why=(
            "Re-Leased shows a document under a property by what its lines are tagged with in Sage Intacct; "
            "without it, reports by property miss the amount. The document is in step otherwise."
        ),
        next_step="Tag the line with its property in Sage Intacct. This closes by itself then.",
    ),
    Cause.AUDIT_TRAIL_DENIED: CauseText(
        title="Sage Intacct's audit trail may not be read",
        why=(
            "What was deleted in Sage Intacct stands in its audit trail. Without it, every known record is "
            "asked for again in each run: nothing is missed, but it takes longer and costs API transactions."
        ),
        next_step=(
            "Ask a Sage Intacct administrator to let the Web Services user view the audit trail. "
            "This closes by itself then."
        ),
    ),
    Cause.AUDIT_TRAIL_EMPTY: CauseText(
        title="Sage Intacct's audit trail is empty",
        why=(
            "It seems to be switched off for the records that are synced. Without it, every known record is "
            "asked for again in each run: nothing is missed, but it takes longer and costs API transactions."
        ),
        next_step="Ask a Sage Intacct administrator to switch the audit trail on. This closes by itself then.",
    ),
    Cause.UNREADABLE: CauseText(
        title="Cannot be read in {subject}",
        why=(
            "{subject} shows it in a way that its interface does not promise. Nothing is guessed: it is "
            "set aside, and everything else goes on."
        ),
        next_step=(
            "Look for what is unusual about it in {subject} and correct it there. Each sync reads it again, "
            "and this closes by itself. If all looks right, tell whoever runs Leasebridge."
        ),
    ),
    Cause.NOT_ON_THE_OTHER_SIDE: CauseText(
        title="Not in {subject}",
        why="Re-Leased's own connection has not carried it over, and Leasebridge only observes.",
        next_step=(
            "Wait for its next nightly sync; if it stays, see Re-Leased's sync results for the reason. "
            "This closes by itself once it is there."
        ),
    ),
    Cause.DIFFERS: CauseText(
        title="Differs between the two ledgers",
        why="Both hold it and say different things, and Leasebridge only observes.",
        next_step=(
            "Enter the right value where it is wrong, or see Re-Leased's sync results for the reason. "
            "This closes by itself once both agree."
        ),
    ),
    Cause.STATUS_DIFFERS: CauseText(
        title="Stands differently in the two ledgers",
        why="One has posted, approved or ended it and the other has not; Leasebridge only observes.",
        next_step=(
            "Approve, post, void or reverse it where that is missing, or see Re-Leased's sync results. "
            "This closes by itself once both agree."
        ),
    ),
}
