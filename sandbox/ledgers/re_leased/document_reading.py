"""How a document of Re-Leased reads on the page: header, lines and sums."""

from sandbox.ledgers.re_leased.common import day_field, links, spaced
from sandbox.ledgers.shapes import Field, Total
from sandbox.ledgers.shapes import Line as ShownLine
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import Document, DocumentType, Kind, Line, TaxStatus
from sandbox.re_leased.money import ZERO


def kind_label(document: Document) -> str:
    """What sort of document it is, in words."""
    words = {
        DocumentType.INVOICE: "Invoice" if document.kind is Kind.INCOME else "Expense invoice",
        DocumentType.CREDIT_NOTE: "Credit note",
        DocumentType.ADJUSTMENT: "Adjustment",
    }
    return words[document.document_type]


def note(document: Document) -> str | None:
    """What a person should know about the state of the document, if anything."""
    if document.void_reason:
        return f"Voided: {document.void_reason}"
    if document.tax_calculation.status is TaxStatus.PENDING:
        return "Its tax is calculated by the accounting software and has not come back yet."
    if document.approval.required:
        return f"Held by the approval workflow {document.approval.workflow}."
    return None


def fields(book: ReLeasedBook, document: Document) -> tuple[Field, ...]:
    """The header."""
    company_id = document.company_id
    building = book.properties.shelf.find(company_id, document.property_id or "")
    tenancy = book.properties.tenancies.find(company_id, document.tenancy_id or "")
    return (
        day_field("issue_date", "Issue date", document.issue_date),
        day_field("due_date", "Due date", document.due_date),
        day_field("service_date", "Service date", document.service_date),
        Field("reference", "Reference", document.reference),
        Field("property", "Property", None if building is None else building.name),
        Field("tenancy", "Tenancy", None if tenancy is None else tenancy.name),
        Field("source", "Source", spaced(document.source)),
        Field("amounts_are", "Amounts are", spaced(document.amounts_are)),
        Field("attachments", "Attachments", str(document.attachment_count or "")),
        Field("version", "Version", str(document.version)),
        Field("id", "Re-Leased ID", document.id),
        *links(document),
    )


def line(book: ReLeasedBook, document: Document, shown: Line) -> ShownLine:
    """One line with its tax; tax still to come counts as nothing."""
    return ShownLine(
        description=shown.description or "No description",
        account=shown.account_code,
        tracking=" · ".join(_tracking(book, document.company_id, shown)),
        tax_code=shown.tax_type_code,
        net=shown.net_amount,
        tax=shown.tax_amount or ZERO,
        gross=shown.gross_amount,
    )


def totals(document: Document) -> tuple[Total, ...]:
    """The sums under the lines."""
    credited = (Total("credited", "Credited", document.amount_credited),)
    return (
        Total("net", "Net", document.net_total),
        Total("tax", "Tax", document.tax_total),
        Total("gross", "Total", document.gross_total),
        *(credited if document.amount_credited else ()),
        Total("paid", "Paid", document.amount_paid),
        Total("due", "Due", document.amount_due),
    )


def _tracking(book: ReLeasedBook, company_id: str, shown: Line) -> list[str]:
    codes = []
    for chosen in shown.tracking:
        category = book.reference_data.categories.find(company_id, chosen.category_id)
        options = () if category is None else category.options
        codes += [option.code for option in options if option.id == chosen.option_id]
    return codes
