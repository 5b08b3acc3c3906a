"""How an invoice of Intacct reads on the page: header, lines and sums."""

from sandbox.intacct.records import ZERO, DocumentItem, Invoice, InvoiceState
from sandbox.intacct.rules.document_lines import LineGroup
from sandbox.ledgers.intacct.common import day_field
from sandbox.ledgers.shapes import Field, Line, Total


def note(invoice: Invoice) -> str | None:
    """What a user should know about the state of the invoice, if anything."""
    if invoice.lines_locked:
        return "A payment was reversed: the invoice is open again, its lines stay locked."
    if invoice.state is InvoiceState.SELECTED:
        return "A draft payment has selected this invoice."
    return None


def fields(invoice: Invoice) -> tuple[Field, ...]:
    """The header."""
    return (
        day_field("invoice_date", "Invoice date", invoice.invoice_date),
        day_field("posting_date", "GL posting date", invoice.posting_date),
        day_field("due_date", "Due date", invoice.due_date),
        Field("customer_id", "Customer ID", invoice.party_id),
        Field("doc_number", "Reference number", invoice.doc_number),
        Field("description", "Description", invoice.description),
        Field("term_name", "Term", invoice.term_name),
        Field("tax_solution_id", "Tax solution", invoice.tax_solution_id),
        day_field("paid_date", "Paid on", invoice.paid_date),
        Field("external_id", "External ID", invoice.external_id),
        Field("record_no", "Record number", str(invoice.record_no)),
    )


def line(group: LineGroup) -> Line:
    """One user's line with its tax."""
    item = group.line
    tax = sum((each.amount for each in group.taxes), ZERO)
    return Line(
        description=item.memo or "No memo",
        account=item.account_no,
        tracking=" · ".join(_dimensions(item)),
        tax_code=", ".join(each.detail_id for each in group.taxes),
        net=item.amount,
        tax=tax,
        gross=item.amount + tax,
    )


def _dimensions(item: DocumentItem) -> list[str]:
    members = (item.location_id, item.department_id, item.class_id, item.project_id)
    return [member for member in members if member]


def totals(invoice: Invoice, groups: list[LineGroup]) -> tuple[Total, ...]:
    """The sums under the lines."""
    net = sum((group.line.amount for group in groups), ZERO)
    return (
        Total("net", "Net", net),
        Total("tax", "Tax", invoice.total_entered - net),
        Total("gross", "Total", invoice.total_entered),
        Total("paid", "Paid", invoice.total_paid),
        Total("due", "Due", invoice.total_due),
    )
