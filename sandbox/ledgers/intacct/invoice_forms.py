"""The forms of Intacct's invoices: what they ask, and how the answers become the book's forms."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec import UNSET

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.forms import InvoiceForm, LineEdit, LineForm, TaxEntryForm
from sandbox.intacct.records import Invoice, InvoiceState
from sandbox.intacct.rules.document_lines import LineGroup, grouped
from sandbox.ledgers.intacct.common import (
    account_options,
    dimension_options,
    party_options,
    tax_options,
    today,
)
from sandbox.ledgers.shapes import Form, FormField, Option
from sandbox.ledgers.values import FormProblem, Values

_OWN_NUMBER = re.compile(r"INV-(\d+)")
_USUAL_TERM = timedelta(days=14)
_EDITABLE_LINES = frozenset({InvoiceState.DRAFT, InvoiceState.POSTED})


def creation_form(book: IntacctBook) -> Form:
    """The form for a new invoice."""
    day = today(book)
    save_as = (Option("Posted", "Posted"), Option("Draft", "Draft"))
    return Form(
        title="New invoice in Sage Intacct",
        submit="Save invoice",
        fields=(
            *_header_fields(book),
            _day_input("invoice_date", "Invoice date", day.isoformat()),
            _day_input("due_date", "Due date", (day + _USUAL_TERM).isoformat()),
            FormField(
                name="save_as",
                label="Save as",
                type="select",
                options=save_as,
                value="Posted",
                required=True,
            ),
            _lines_field(book, ()),
        ),
    )


def edit_form(book: IntacctBook, invoice: Invoice) -> Form:
    """The form for an invoice that exists; its lines only where they may still change."""
    lines = tuple(_line_values(n, g) for n, g in enumerate(grouped(invoice.items), start=1))
    with_lines = invoice.state in _EDITABLE_LINES and not invoice.lines_locked
    return Form(
        title=f"Edit invoice {invoice.record_id}",
        submit="Save",
        fields=(
            *_header_fields(book, invoice),
            _day_input("invoice_date", "Invoice date", invoice.invoice_date.isoformat()),
            _day_input("due_date", "Due date", invoice.due_date.isoformat()),
            *((_lines_field(book, lines),) if with_lines else ()),
        ),
    )


def payment_form(book: IntacctBook, invoice: Invoice) -> Form:
    """The form for money received for one invoice."""
    banks = tuple(Option(b.bank_account_id, b.bank_account_id) for b in book.checking_accounts)
    return Form(
        title=f"Receive payment for {invoice.record_id}",
        submit="Receive payment",
        fields=(
            FormField(
                name="amount",
                label=f"Amount ({book.currency})",
                type="amount",
                value=str(invoice.total_due - invoice.total_selected),
                required=True,
            ),
            _day_input("date", "Receipt date", today(book).isoformat()),
            FormField(
                name="bank_account",
                label="Bank account",
                type="select",
                options=banks,
                value=banks[0].value if banks else "",
                required=True,
            ),
            FormField(name="reference", label="Document number"),
        ),
    )


def reversal_form(book: IntacctBook, name: str) -> Form:
    """The question before an invoice or payment is reversed."""
    return Form(
        title=f"Reverse {name}?",
        submit="Reverse",
        tone="bad",
        question="Reversing makes a second record with opposite amounts. It cannot be undone.",
        fields=(
            _day_input("date", "Reversal date", today(book).isoformat()),
            FormField(name="reason", label="Description", type="area"),
        ),
    )


def deletion_form(name: str) -> Form:
    """The question before a record is deleted."""
    return Form(
        title=f"Delete {name}?",
        submit="Delete",
        tone="bad",
        question="The record goes away for good. A deletion is not mirrored in Re-Leased.",
    )


def new_invoice(book: IntacctBook, values: Values) -> InvoiceForm:
    """The book's form for a new invoice."""
    lines = values.lines("lines")
    if not lines:
        raise FormProblem("Enter at least one line.", "lines")
    solution = next((each for each in book.tax_solutions if each.status == "active"), None)
    return InvoiceForm(
        **_header(values),  # type: ignore[arg-type]  # the fields' own types
        tax_solution_id="" if solution is None else solution.solution_id,
        lines=tuple(_line_form(line) for line in lines),
    )


def edited_header(invoice: Invoice, values: Values) -> InvoiceForm:
    """The book's form for an edit of the header: only what differs from what stands in the book."""
    changes = {
        name: value for name, value in _header(values).items() if value != getattr(invoice, name)
    }
    return InvoiceForm(**changes)  # type: ignore[arg-type]  # the fields' own types


def edited_lines(invoice: Invoice, values: Values) -> Sequence[LineEdit]:
    """The line edits: only lines that differ from what stands in the book, and new ones."""
    groups = grouped(invoice.items)
    before = {str(number): _line_values(number, group) for number, group in enumerate(groups, 1)}
    edits = []
    for line in values.lines("lines"):
        old = before.get(line.text("number"))
        if old is None:
            edits.append(LineEdit(line_num=None, line=_line_form(line)))
        elif any(line.text(name) != text for name, text in old.items()):
            same_tax = line.text("tax") == old["tax"]
            edit = _line_form(line, keep_tax=same_tax)
            edits.append(LineEdit(line_num=int(old["number"]), line=edit))
    return edits


def _header(values: Values) -> dict[str, object]:
    return {
        "customer_id": values.required("customer_id", "Customer"),
        "record_id": values.text("record_id"),
        "doc_number": values.text("doc_number"),
        "description": values.text("description"),
        "invoice_date": values.day("invoice_date", "Invoice date"),
        "due_date": values.day("due_date", "Due date"),
    }


def _line_form(line: Values, *, keep_tax: bool = False) -> LineForm:
    tax = line.text("tax")
    entries = (TaxEntryForm(detail_id=tax),) if tax else ()
    return LineForm(
        account_no=line.required("account", "Account"),
        amount=line.amount("net", "Net amount"),
        memo=line.text("memo"),
        location_id=line.text("location"),
        department_id=line.text("department"),
        tax_entries=UNSET if keep_tax else entries,
    )


def _line_values(number: int, group: LineGroup) -> Mapping[str, str]:
    line = group.line
    return {
        "number": str(number),
        "memo": line.memo,
        "account": line.account_no,
        "tax": group.taxes[0].detail_id if group.taxes else "",
        "location": line.location_id,
        "department": line.department_id,
        "net": str(line.amount),
    }


def _header_fields(book: IntacctBook, invoice: Invoice | None = None) -> tuple[FormField, ...]:
    return (
        FormField(
            name="customer_id",
            label="Customer",
            type="select",
            options=party_options(book.customers),
            value="" if invoice is None else invoice.party_id,
            required=True,
        ),
        FormField(
            name="record_id",
            label="Invoice number",
            value=_next_number(book) if invoice is None else invoice.record_id,
        ),
        FormField(
            name="doc_number",
            label="Reference number",
            value="" if invoice is None else invoice.doc_number,
        ),
        FormField(
            name="description",
            label="Description",
            value="" if invoice is None else invoice.description,
        ),
    )


def _next_number(book: IntacctBook) -> str:
    """The number after the highest of the company's own row, such as INV-0161."""
    own = (_OWN_NUMBER.fullmatch(invoice.record_id) for invoice in book.invoices)
    return f"INV-{max((int(found[1]) for found in own if found), default=0) + 1:04}"


def _day_input(name: str, label: str, value: str) -> FormField:
    return FormField(name=name, label=label, type="date", value=value, required=True)


def _lines_field(book: IntacctBook, lines: tuple[Mapping[str, str], ...]) -> FormField:
    accounts = account_options(book.accounts)
    locations = dimension_options(book.dimensions["LOCATION"])
    departments = dimension_options(book.dimensions["DEPARTMENT"])
    return FormField(
        name="lines",
        label="Lines",
        type="lines",
        value=lines,
        lines_stay=True,
        columns=(
            FormField(name="memo", label="Memo"),
            FormField(
                name="account", label="Account", type="select", options=accounts, required=True
            ),
            FormField(
                name="tax", label="Tax detail", type="select", options=tax_options(book.tax_details)
            ),
            FormField(name="location", label="Location", type="select", options=locations),
            FormField(name="department", label="Department", type="select", options=departments),
            FormField(name="net", label="Net amount", type="amount", required=True),
        ),
    )
