"""The legacy functions for AR invoices."""

from decimal import Decimal
from typing import Any

from msgspec import UNSET

from sandbox.intacct.forms import InvoiceForm, LineEdit, LineForm, TaxEntryForm
from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.records import Invoice, InvoiceItem
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.wire.tree import Element, SubElement, add_text, new, text_of
from sandbox.intacct.wire.values import (
    add_legacy_date,
    legacy_amount,
    parse_key,
    parse_legacy_date,
    parse_number,
)

_HEADER_TEXTS = {
    "customerid": "customer_id",
    "termname": "term_name",
    "invoiceno": "record_id",
    "ponumber": "doc_number",
    "description": "description",
    "externalid": "external_id",
    "currency": "currency",
    "taxsolutionid": "tax_solution_id",
}
_HEADER_DATES = {
    "datecreated": "invoice_date",
    "dateposted": "posting_date",
    "datedue": "due_date",
}
_CONTACTS = {"billto": "bill_to", "payto": "bill_to", "shipto": "ship_to", "returnto": "ship_to"}
_LINE_TEXTS = {
    "glaccountno": "account_no",
    "accountlabel": "account_no",
    "offsetglaccountno": "offset_account_no",
    "memo": "memo",
    "locationid": "location_id",
    "departmentid": "department_id",
    "classid": "class_id",
    "projectid": "project_id",
}


def create_invoice(call: Call) -> list[Element]:
    """Enter an invoice; `action` Draft keeps it unposted, Submit is the default."""
    element = call.element
    lines = tuple(_line(line) for line in element.iterfind("invoiceitems/lineitem"))
    form = _header(element, keep_blanks=False, lines=lines)
    draft = not _is_submit(element)
    invoice = call.book.create_invoice(form, draft=draft, by=call.user_id)
    return [_key(invoice.record_no)]


def update_invoice(call: Call) -> list[Element]:
    """Edit an invoice; without `action` a draft is posted. Empty elements blank only with set_nulls."""
    element = call.element
    keep_blanks = element.get("set_nulls") == "true"
    edits = [
        _line_edit(line, keep_blanks=keep_blanks)
        for line in element.iterfind("updateinvoiceitems/*")
    ]
    record_no = _invoice_key(call)
    call.book.update_invoice(
        record_no,
        _header(element, keep_blanks=keep_blanks),
        line_edits=edits,
        submit=_is_submit(element),
        by=call.user_id,
    )
    return [_key(record_no)]


def reverse_invoice(call: Call) -> list[Element]:
    """Reverse an invoice. The answer is the reversal's key (a guess; not documented for XML)."""
    holder = call.element.find("datereversed")
    on = _legacy_date(holder) if holder is not None else call.book.now().date()
    reversal = call.book.reverse_invoice(
        _invoice_key(call),
        on=on,
        description=text_of(call.element, "description"),
        by=call.user_id,
    )
    return [_key(reversal.record_no)]


def delete_invoice(call: Call) -> list[Element]:
    """Delete an invoice; the answer is the status only."""
    call.book.delete_invoice(_invoice_key(call), by=call.user_id)
    return []


def get_invoice(call: Call) -> list[Element]:
    """One invoice in the legacy form, by key or external id; tax lines are left out (a guess)."""
    invoice = call.book.invoice(_invoice_key(call))
    data = new("data")
    _write_invoice(SubElement(data, "invoice"), invoice)
    return [data]


def _invoice_key(call: Call) -> int:
    key = call.element.get("key", "")
    if call.element.get("externalkey") == "true":
        invoice = call.book.invoice_by_external_id(key)
        if invoice is None:
            raise Refusal("DL03000005", f"No record exits for the invoicekey {key}")
        return invoice.record_no
    number = parse_key(key)
    if number is None:
        raise Refusal("DL03000005", f"No record exits for the invoicekey {key}")
    return number


def _is_submit(element: Element) -> bool:
    action = text_of(element, "action") or "Submit"
    if action.lower() not in {"submit", "draft"}:
        raise business_rule(f"Action {action} is not valid", "Use Draft or Submit.")
    return action.lower() == "submit"


def _header(
    element: Element, *, keep_blanks: bool, lines: tuple[LineForm, ...] = ()
) -> InvoiceForm:
    values: dict[str, Any] = _texts(element, _HEADER_TEXTS, keep_blanks=keep_blanks)
    for tag, attribute in _HEADER_DATES.items():
        holder = element.find(tag)
        if holder is not None:
            values[attribute] = _legacy_date(holder)
    for tag, attribute in _CONTACTS.items():
        holder = element.find(tag)
        if holder is not None:
            values[attribute] = text_of(holder, "contactname") or (holder.text or "").strip()
    return InvoiceForm(**values, lines=lines)


def _texts(element: Element, names: dict[str, str], *, keep_blanks: bool) -> dict[str, Any]:
    found = {
        attribute: (child.text or "").strip()
        for tag, attribute in names.items()
        if (child := element.find(tag)) is not None
    }
    return {name: text for name, text in found.items() if text or keep_blanks}


def _line(element: Element, *, keep_blanks: bool = False) -> LineForm:
    amount = text_of(element, "amount")
    entries = element.find("taxentries")
    return LineForm(
        **_texts(element, _LINE_TEXTS, keep_blanks=keep_blanks),
        amount=_amount(amount) if amount else UNSET,
        tax_entries=UNSET if entries is None else tuple(_tax_entry(entry) for entry in entries),
    )


def _line_edit(element: Element, *, keep_blanks: bool) -> LineEdit:
    if element.tag == "lineitem":
        return LineEdit(line_num=None, line=_line(element))
    place = parse_key(element.get("line_num", ""))
    if place is None:
        raise business_rule("A line to edit needs its line_num")
    return LineEdit(line_num=place, line=_line(element, keep_blanks=keep_blanks))


def _tax_entry(element: Element) -> TaxEntryForm:
    override = text_of(element, "trx_tax")
    return TaxEntryForm(
        detail_id=text_of(element, "detailid"), amount=_amount(override) if override else None
    )


def _amount(text: str) -> Decimal:
    try:
        return parse_number(text)
    except ValueError as error:
        raise Refusal("BL03000018", f"Invalid amount '{text}'") from error


def _legacy_date(element: Element) -> Any:
    try:
        return parse_legacy_date(element)
    except ValueError as error:
        raise Refusal("BL03000018", f"Invalid date in {element.tag}") from error


def _key(record_no: int) -> Element:
    key = new("key")
    key.text = str(record_no)
    return key


def _write_invoice(holder: Element, invoice: Invoice) -> None:
    add_text(holder, "key", str(invoice.record_no))
    add_text(holder, "customerid", invoice.customer_id)
    add_legacy_date(holder, "datecreated", invoice.invoice_date)
    add_legacy_date(holder, "dateposted", invoice.posting_date)
    add_legacy_date(holder, "datedue", invoice.due_date)
    add_legacy_date(holder, "datepaid", invoice.paid_date)
    add_text(holder, "termname", invoice.term_name)
    add_text(holder, "batchkey", "")
    add_text(holder, "invoiceno", invoice.record_id)
    add_text(holder, "ponumber", invoice.doc_number)
    _write_totals(holder, invoice, "")
    add_text(holder, "description", invoice.description)
    _write_totals(holder, invoice, "trx_")
    add_text(holder, "basecurr", invoice.base_currency)
    add_text(holder, "currency", invoice.currency)
    add_text(SubElement(holder, "billto"), "contactname", invoice.bill_to)
    add_text(SubElement(holder, "shipto"), "contactname", invoice.ship_to)
    modified = invoice.modified_at
    add_text(holder, "whenmodified", f"{modified:%m/%d/%Y %H:%M:%S}" if modified else "")
    add_text(holder, "state", invoice.state)
    lines = SubElement(holder, "invoiceitems")
    for item in invoice.items:
        if item.is_user_line:
            _write_line(SubElement(lines, "lineitem"), invoice, item)


def _write_totals(holder: Element, invoice: Invoice, prefix: str) -> None:
    amount = "totalamount" if not prefix else "trx_totalamount"
    add_text(holder, amount, legacy_amount(invoice.total_entered))
    add_text(holder, f"{prefix}totalpaid", legacy_amount(invoice.total_paid))
    add_text(holder, f"{prefix}totaldue", legacy_amount(invoice.total_due))


def _write_line(holder: Element, invoice: Invoice, item: InvoiceItem) -> None:
    add_text(holder, "line_num", str(item.line_no))
    add_text(holder, "glaccountno", item.account_no)
    add_text(holder, "offsetglaccountno", item.offset_account_no)
    add_text(holder, "amount", legacy_amount(item.amount))
    add_text(holder, "memo", item.memo)
    add_text(holder, "locationid", item.location_id)
    add_text(holder, "departmentid", item.department_id)
    add_text(holder, "key", str(item.record_no))
    add_text(holder, "totalpaid", legacy_amount(item.total_paid))
    add_text(holder, "totaldue", legacy_amount(item.amount - item.total_paid))
    add_text(holder, "trx_amount", legacy_amount(item.amount))
    add_text(holder, "currency", invoice.currency)


FUNCTIONS = {
    "create_invoice": Function(
        create_invoice, writes=True, wrapper="Could not create invoice record!"
    ),
    "update_invoice": Function(
        update_invoice, writes=True, wrapper="Could not update invoice record!"
    ),
    "reverse_invoice": Function(
        reverse_invoice, writes=True, wrapper="Could not reverse invoice record!"
    ),
    "delete_invoice": Function(
        delete_invoice, writes=True, wrapper="Could not delete invoice record!"
    ),
    "get_invoice": Function(get_invoice),
}
