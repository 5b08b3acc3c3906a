"""The catalogue of causes: what happened, why, and what to do next, in the finance team's words."""

from dataclasses import dataclass

from sync.domain.standing import Cause


@dataclass(frozen=True, slots=True)
class CauseText:
    """How a cause is told. `{subject}` stands for what the cause is about.

    Attributes:
        title: What happened, in a few words.
        why: The rule or fact behind it.
        next_step: What to do; for things set aside, what would make them travel.
    """

    title: str
    why: str
    next_step: str


CAUSE_TEXTS: dict[Cause, CauseText] = {
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
    Cause.FROM_A_MODULE: CauseText(
        title="From {subject}",
        why=(
            "This company is set up for plain receivables and payables: documents of Order Entry and "
            "Purchasing do not travel."
        ),
        next_step=(
            "Enter it as a plain AR invoice or AP bill, or have the company set up for the module: "
            "see the settings INTACCT_SALES_DEFINITION and INTACCT_PURCHASE_DEFINITION."
        ),
    ),
    Cause.PAYS_FROM_A_MODULE: CauseText(
        title="Pays a document from {subject}",
        why="The document does not travel, so that Re-Leased has nothing that the money could pay.",
        next_step="See what is said of the document; the payment goes by itself once what it pays does.",
    ),
    Cause.TAX_NOT_EXTERNAL: CauseText(
        title="Tax type {subject} is not Externally Calculated Tax",
        why="Order Entry and Purchasing work the tax out themselves and take no other tax type.",
        next_step="Give every line the tax type Externally Calculated Tax in Re-Leased.",
    ),
    Cause.TAX_ONLY_EXTERNAL: CauseText(
        title="Externally Calculated Tax where nothing calculates it",
        why=(
            "Only invoices and bills of Order Entry and Purchasing get their tax from Sage Intacct; "
            "credit notes become adjustments, which come with their own."
        ),
        next_step="Give its lines a tax type with a rate in Re-Leased.",
    ),
    Cause.TAX_PENDING: CauseText(
        title="Tax pending",
        why="Sage Intacct's tax engine has not worked the tax out yet, so Re-Leased shows none.",
        next_step=(
            "Do not send it out yet. Save the document again in Sage Intacct if the tax does not come; "
            "it is put on the Re-Leased document by itself then."
        ),
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
    Cause.PAYMENT_TRAVELS_ONLY_IN_PART: CauseText(
        title="Pays {subject}, which does not travel, and others that do",
        why="A payment travels whole or not at all; until then the others count as unpaid on the other side.",
        next_step=(
            "Undo it and enter it as two payments: one for what travels, and one for {subject}. "
            "The first goes by itself then."
        ),
    ),
    Cause.CREDIT_TRAVELS_ONLY_IN_PART: CauseText(
        title="Credit put against a document, of which {subject} does not travel",
        why=(
            "Both the credit and the document must be on both sides; until then one of them counts as open "
            "on the other side."
        ),
        next_step=(
            "Undo the allocation. If the credit is what does not travel, enter it anew, dated on or after the "
            "sync-from date, and put that against the document; else put it against one that travels."
        ),
    ),
    Cause.NEGATIVE_INVOICE: CauseText(
        title="Negative invoice or bill",
        why="A negative invoice or bill cannot travel; credit is given with an adjustment or credit note.",
        next_step=(
            "Reverse it, and enter the credit as an adjustment (Sage Intacct) or credit note (Re-Leased). "
            "This closes by itself then."
        ),
    ),
    Cause.FOREIGN_CURRENCY: CauseText(
        title="Foreign currency: {subject}",
        why="Only documents and payments in the company's own currency travel.",
        next_step="Enter it again in the company's currency.",
    ),
    Cause.PAYMENT_NOT_POSTED: CauseText(
        title="Payment not posted in Sage Intacct",
        why="A payment travels, and agrees with its counterpart, once it is in the books.",
        next_step="Post it in Sage Intacct, or delete the draft there.",
    ),
    Cause.PAYMENT_NOT_APPLIED: CauseText(
        title="Payment not fully applied",
        why=(
            "Re-Leased holds no money that pays no document: an advance or overpayment waits as a whole. "
            "Until then Re-Leased counts what it pays as unpaid, and may chase a tenant who has paid."
        ),
        next_step=(
            "Apply the rest to documents of the same contact; the payment goes by itself then. Hold back "
            "arrears letters to the contact meanwhile."
        ),
    ),
    Cause.PAYMENT_WITHOUT_ACCOUNT: CauseText(
        title="Payment without a bank account",
        why="The other side cannot enter a payment without the account that the money moved on.",
        next_step=(
            "Give its bank account a ledger account in Sage Intacct; "
            "in Re-Leased, reverse the payment and enter it with its account."
        ),
    ),
    Cause.MAY_BE_SENT_ALREADY: CauseText(
        title="Looks like {subject}, which was sent and not answered",
        why="Carrying it over could make the same record twice.",
        next_step=(
            "Nothing, unless it stays: then see the message about {subject} and compare the two."
        ),
    ),
    Cause.MISSING_COUNTERPART: CauseText(
        title="Waiting for {subject}",
        why="The other side does not have this record yet, and what needs it cannot go without it.",
        next_step=(
            "Create or reactivate {subject} in Sage Intacct, or see why it does not travel itself; "
            "what waits goes by itself then."
        ),
    ),
    Cause.UNLINKED: CauseText(
        title="Unlinked by a person",
        why="Somebody holds it where it is: whatever changes in it, nothing of it travels.",
        next_step="Link it again once the reason is gone: reports differ until then.",
    ),
    Cause.WAITS_FOR_UNLINKED: CauseText(
        title="Waiting for {subject}, which is unlinked",
        why="Somebody holds {subject} where it is, and what needs it cannot go without it.",
        next_step=(
            "Link {subject} again; what waits goes by itself then. Or unlink what waits for it as well."
        ),
    ),
    Cause.LOOKS_ALIKE: CauseText(
        title="Perhaps entered on both sides: {subject}",
        why="A record of each side looks the same and is not linked: carried over, it could stand twice.",
        next_step=(
            "Say whether they are the same: match them, and they are linked; "
            "or keep them apart, and both travel."
        ),
    ),
    Cause.LOOKS_LIKE_UNLINKED: CauseText(
        title="Looks like {subject}, which is unlinked",
        why="Carried over, it could be there twice; and nothing is linked to what somebody holds where it is.",
        next_step="Link {subject} again, then match the two; or keep them apart, and this one travels.",
    ),
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
    Cause.PERIOD_CLOSED: CauseText(
        title="Dated in a period that is closed in Sage Intacct",
        why="Sage Intacct posts nothing to a closed period of its general ledger.",
        next_step=(
            "Reopen the period in Sage Intacct, or give the document a date in an open one. "
            "It goes by itself then."
        ),
    ),
    Cause.HELD_BY_WORKFLOW: CauseText(
        title="Posted in Sage Intacct, held by an approval workflow in Re-Leased",
        why="Re-Leased's approval workflow asks for named people's approval; the sync never passes by it.",
        next_step="Approve it in Re-Leased, or reverse it in Sage Intacct. This closes by itself then.",
    ),
    Cause.PAID_IN_RE_LEASED: CauseText(
        title="Changed in Sage Intacct, and paid in Re-Leased",
        why="Re-Leased lets nobody change a document once any of it is paid or credited.",
        next_step=(
            "Undo the change in Sage Intacct; or reverse the payment in Sage Intacct and in Re-Leased: "
            "the change goes by itself then, and the payment is entered again."
        ),
    ),
    Cause.REVERSED_WHILE_PAID: CauseText(
        title="Reversed in Sage Intacct, still paid in Re-Leased",
        why="Re-Leased voids a document only when no payment and no credit stands against it.",
        next_step=(
            "Reverse the payment, or take the credit off, in Re-Leased; it is voided there by itself then."
        ),
    ),
    Cause.REFUSED_BY_LEDGER: CauseText(
        title="Refused: {subject}",
        why="The other ledger would not accept it as it is.",
        next_step="Mend what the message names; the next run tries again by itself.",
    ),
    Cause.OUTCOME_UNKNOWN: CauseText(
        title="Sent, but no answer came back",
        why="The connection was lost after the write was sent.",
        next_step="Nothing, unless its message says more: the next run looks it up and never sends blindly.",
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
