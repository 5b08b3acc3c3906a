"""What both ledgers call a document's status, in the words of their screens."""

from sandbox.intacct.records import InvoiceState
from sandbox.re_leased.document_records import Status

IN_INTACCT = {
    InvoiceState.DRAFT: "draft",
    InvoiceState.POSTED: "posted",
    InvoiceState.SELECTED: "selected to pay",
    InvoiceState.PARTIALLY_PAID: "partly paid",
    InvoiceState.PAID: "paid",
    InvoiceState.REVERSED: "reversed",
}
IN_RE_LEASED = {
    Status.DRAFT: "draft",
    Status.AWAITING_APPROVAL: "awaiting approval",
    Status.APPROVED: "approved",
    Status.PAID: "paid",
    Status.VOIDED: "voided",
    Status.REJECTED: "rejected",
}
RE_LEASED_STATUSES = {word: status for status, word in IN_RE_LEASED.items()}
