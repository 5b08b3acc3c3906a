"""What would travel and cannot yet: it waits, or is refused by a rule or by the other ledger."""

from sync.domain.causes.cause_text import CauseText
from sync.domain.standing import Cause

WHAT_IS_HELD_UP: dict[Cause, CauseText] = {
    Cause.FROM_A_MODULE: CauseText(
        title="Entered in {subject}, which is not set up here",
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
        title="Pays a document of {subject}, which is not set up here",
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
    Cause.MADE_AND_NOT_FOUND: CauseText(
        title="Made in Sage Intacct, and not to be found there",
        why=(
            "The answer was lost. Sage Intacct says that it carried the write out, and shows no trace of it: "
            "somebody deleted it meanwhile, or it has another number."
        ),
        next_step=(
            "Look for it in Sage Intacct, then unlink the record here. If it is to be made anew, link it "
            "again: the next sync does so. Else leave it unlinked."
        ),
    ),
    Cause.OUR_FAULT: CauseText(
        title="Leasebridge fails on this record ({subject})",
        why="Something about it meets a fault of ours. It is set aside; everything else goes on.",
        next_step="Give the reference to whoever runs Leasebridge: its log says more. It goes by itself once "
        "that is mended.",
    ),
}
