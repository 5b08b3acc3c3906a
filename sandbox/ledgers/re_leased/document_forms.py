"""The forms of Re-Leased's documents: what they ask, and how answers become the book's fields."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from sandbox.ledgers.re_leased.common import (
    account_options,
    contact_options,
    day_input,
    tax_options,
)
from sandbox.ledgers.shapes import Form, FormField, Option
from sandbox.ledgers.values import FormProblem, Values
from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import (
    Document,
    Kind,
    Line,
    PaymentAllocation,
    PaymentKind,
    Status,
)
from sandbox.re_leased.fields import DocumentFields, LineFields, PaymentFields
from sandbox.re_leased.money import cents

_USUAL_TERM = timedelta(days=20)
_SAVE_AS = (
    Option(Status.DRAFT, "Save as draft"),
    Option(Status.AWAITING_APPROVAL, "Save and submit for approval"),
    Option(Status.APPROVED, "Save and approve"),
)
_ENDINGS = {
    "reject": ("Reject", "It goes back to the person who submitted it."),
    "void": (
        "Void",
        "A void cannot be undone, and it does not reach Sage Intacct: reverse the invoice there.",
    ),
    "delete": ("Delete", "The draft goes away for good."),
}


def creation_form(book: ReLeasedBook, company_id: str) -> Form:
    """The form for a new income invoice."""
    day = book.clock.now().date()
    save_as = FormField(
        name="status",
        label="Save as",
        type="select",
        options=_SAVE_AS,
        value=Status.AWAITING_APPROVAL,
        required=True,
    )
    return Form(
        title="New invoice in Re-Leased",
        submit="Save invoice",
        fields=(
            _contact_field(book, company_id, ""),
            FormField(name="reference", label="Reference"),
            day_input("issue_date", "Issue date", day),
            day_input("due_date", "Due date", day + _USUAL_TERM),
            save_as,
            _lines_field(book, company_id, ()),
        ),
    )


def edit_form(book: ReLeasedBook, document: Document) -> Form:
    """The form for a document that exists."""
    lines = tuple(_line_values(line) for line in document.lines)
    return Form(
        title=f"Edit {document.title}",
        submit="Save",
        fields=(
            _contact_field(book, document.company_id, document.contact_id),
            FormField(name="reference", label="Reference", value=document.reference or ""),
            day_input("issue_date", "Issue date", document.issue_date),
            day_input("due_date", "Due date", document.due_date),
            _lines_field(book, document.company_id, lines),
        ),
    )


def payment_form(book: ReLeasedBook, document: Document) -> Form:
    """The form for a payment of one document."""
    accounts = book.reference_data.accounts.every(document.company_id)
    banks = account_options(account for account in accounts if account.enable_payments)
    return Form(
        title=f"Record payment for {document.title}",
        submit="Record payment",
        fields=(
            FormField(
                name="amount",
                label=f"Amount ({document.currency})",
                type="amount",
                value=str(document.amount_due),
                required=True,
            ),
            day_input("date", "Date", book.clock.now().date()),
            FormField(
                name="bank_account",
                label="Bank account",
                type="select",
                options=banks,
                value=banks[0].value if banks else "",
                required=True,
            ),
            FormField(name="reference", label="Reference"),
        ),
    )


def ending_form(document: Document, action: str) -> Form:
    """The question before a document is rejected, voided or deleted."""
    word, question = _ENDINGS[action]
    reason = FormField(name="reason", label="Reason", type="area", required=action == "reject")
    return Form(
        title=f"{word} {document.title}?",
        submit=word,
        tone="bad",
        question=question,
        fields=() if action == "delete" else (reason,),
    )


def new_document(values: Values) -> DocumentFields:
    """The book's fields for a new income invoice."""
    try:
        status = Status(values.required("status", "Save as"))
    except ValueError:
        raise FormProblem("Choose how to save the invoice.", "status") from None
    return DocumentFields(
        kind=Kind.INCOME,
        status=status,
        contact_id=values.required("contact_id", "To"),
        reference=values.optional("reference"),
        issue_date=values.day("issue_date", "Issue date"),
        due_date=values.day("due_date", "Due date"),
        lines=_lines(values, {}),
    )


def edited_document(document: Document, values: Values) -> DocumentFields:
    """The book's fields for an edit; the lines only when one of them was changed."""
    changes = DocumentFields(
        contact_id=values.required("contact_id", "To"),
        reference=values.optional("reference"),
        issue_date=values.day("issue_date", "Issue date"),
        due_date=values.day("due_date", "Due date"),
    )
    before = {line.id: line for line in document.lines}
    shown = [dict(_line_values(line)) for line in document.lines]
    names = tuple(_line_values(document.lines[0])) if document.lines else ()
    sent = [{name: line.text(name) for name in names} for line in values.lines("lines")]
    if sent != shown:
        changes.lines = _lines(values, before)
    return changes


def new_payment(document: Document, values: Values) -> PaymentFields:
    """The book's fields for a payment of one document."""
    amount = values.amount("amount", "Amount")
    is_income = document.kind is Kind.INCOME
    return PaymentFields(
        kind=PaymentKind.RECEIPT if is_income else PaymentKind.DISBURSEMENT,
        contact_id=document.contact_id,
        date=values.day("date", "Date"),
        amount=amount,
        bank_account_code=values.required("bank_account", "Bank account"),
        allocations=(PaymentAllocation(invoice_id=document.id, amount=amount),),
        reference=values.optional("reference"),
    )


def _lines(values: Values, before: Mapping[str, Line]) -> tuple[LineFields, ...]:
    lines = values.lines("lines")
    if not lines:
        raise FormProblem("Enter at least one line.", "lines")
    return tuple(_line(line, before.get(line.text("number"))) for line in lines)


def _line(values: Values, before: Line | None) -> LineFields:
    """The line handed in; what the form does not ask stays as it was on that line."""
    amount = values.amount("net", "Amount")
    same_amount = before is not None and amount == _amount_of(before)
    tax = values.optional("tax")
    same_tax = same_amount and before is not None and tax == before.tax_type_code
    property_id = values.optional("property")
    same_place = before is not None and property_id == before.property_id
    return LineFields(
        account_code=values.required("account", "Account"),
        description=values.text("description"),
        quantity=before.quantity if before is not None and same_amount else Decimal(1),
        unit_price=before.unit_price if before is not None and same_amount else amount,
        tax_type_code=tax,
        tax_amount=before.tax_amount if before is not None and same_tax else None,
        property_id=property_id,
        tracking=before.tracking if before is not None and same_place else None,
    )


def _amount_of(line: Line) -> Decimal:
    return cents(line.quantity * line.unit_price)


def _line_values(line: Line) -> Mapping[str, str]:
    return {
        "number": line.id,
        "description": line.description,
        "account": line.account_code,
        "tax": line.tax_type_code,
        "property": line.property_id or "",
        "net": str(_amount_of(line)),
    }


def _contact_field(book: ReLeasedBook, company_id: str, contact_id: str) -> FormField:
    return FormField(
        name="contact_id",
        label="To",
        type="select",
        options=contact_options(book.contacts.shelf.every(company_id)),
        value=contact_id,
        required=True,
    )


def _lines_field(
    book: ReLeasedBook, company_id: str, lines: tuple[Mapping[str, str], ...]
) -> FormField:
    accounts = account_options(book.reference_data.accounts.every(company_id))
    tax_types = tax_options(book.reference_data.tax_types.every(company_id))
    buildings = tuple(
        Option(each.id, each.name)
        for each in book.properties.shelf.every(company_id)
        if not each.archived
    )
    return FormField(
        name="lines",
        label="Lines",
        type="lines",
        value=lines,
        columns=(
            FormField(name="description", label="Description"),
            FormField(
                name="account", label="Account", type="select", options=accounts, required=True
            ),
            FormField(name="tax", label="Tax type", type="select", options=tax_types),
            FormField(name="property", label="Property", type="select", options=buildings),
            FormField(name="net", label="Amount", type="amount", required=True),
        ),
    )
