"""What stays where it is, because a rule or a person says so."""

from sync.domain.causes.cause_text import CauseText
from sync.domain.standing import Cause

WHAT_STAYS: dict[Cause, CauseText] = {
    Cause.ONLY_IN_RE_LEASED: CauseText(
        title="Only in Re-Leased",
        why="Records of this kind are made in Sage Intacct and copied to Re-Leased.",
        next_step="Nothing, unless it is needed: then create it in Sage Intacct.",
    ),
    Cause.ONLY_IN_INTACCT: CauseText(
        title="Only in Sage Intacct",
        why="Items are made from Re-Leased's chart of accounts; others stay in Sage Intacct.",
        next_step="Nothing.",
    ),
    Cause.BEFORE_SYNC_FROM: CauseText(
        title="Dated before the sync-from date",
        why="Only documents dated on or after the sync-from date travel.",
        next_step="Nothing. The sync-from date is fixed when the companies are linked.",
    ),
    Cause.PRIVATE_DRAFT: CauseText(
        title="Draft in Re-Leased",
        why="Re-Leased keeps a draft to itself until it is submitted for approval.",
        next_step="Submit it for approval in Re-Leased when it is ready.",
    ),
    Cause.REJECTED_BEFORE_LINK: CauseText(
        title="Rejected in Re-Leased",
        why="A rejected document is not carried to Sage Intacct.",
        next_step="Correct it in Re-Leased and submit it again, or leave it.",
    ),
    Cause.VOIDED_BEFORE_LINK: CauseText(
        title="Voided or reversed before it was linked",
        why="A document that ended before it travelled has nothing to say to the other side.",
        next_step="Nothing.",
    ),
    Cause.ARCHIVED_BEFORE_LINK: CauseText(
        title="Archived or inactive before it was linked",
        why="Only records in use are carried over.",
        next_step="Reactivate it if it is still needed.",
    ),
    Cause.DELETED_BEFORE_LINK: CauseText(
        title="Deleted before it was linked",
        why="It is gone and never had a counterpart.",
        next_step="Nothing.",
    ),
    Cause.UNDONE_BEFORE_LINK: CauseText(
        title="Undone before it was linked",
        why="A payment that was undone before it travelled has nothing to say to the other side.",
        next_step="Nothing.",
    ),
    Cause.SETTLES_NOTHING_THAT_TRAVELS: CauseText(
        title="Settles only documents that do not travel",
        why="A payment or allocation is nothing to a side that never gets what it settles.",
        next_step="Nothing. Should one of its documents travel after all, it goes by itself.",
    ),
    Cause.UNLINKED: CauseText(
        title="Unlinked by a person",
        why="Somebody holds it where it is: whatever changes in it, nothing of it travels.",
        next_step="Link it again once the reason is gone: reports differ until then.",
    ),
}
