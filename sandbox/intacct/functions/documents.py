"""The legacy functions for invoices, bills and adjustments."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sandbox.intacct.forms import BillForm, DocumentForm, InvoiceForm, LineForm
from sandbox.intacct.functions.legacy_documents import (
    LEGACY_DOCUMENTS,
    LegacyDocument,
    write_document,
)
from sandbox.intacct.functions.legacy_forms import (
    custom_fields,
    date_of,
    is_submit,
    key_element,
    line_edit,
    line_form,
    texts,
)
from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.rules.documents import no_such_document
from sandbox.intacct.wire.tree import Element, SubElement, new, text_of
from sandbox.intacct.wire.values import parse_key

_DATES = {"datecreated": "invoice_date", "dateposted": "posting_date", "datedue": "due_date"}
_CONTACTS = {"billto": "bill_to", "payto": "bill_to", "shipto": "ship_to", "returnto": "ship_to"}


def create(legacy: LegacyDocument, call: Call) -> list[Element]:
    """Enter a document; `action` Draft keeps it unposted, Submit is the default."""
    element = call.element
    lines = tuple(line_form(line) for line in element.iterfind(f"{legacy.items}/lineitem"))
    form = _header(legacy, element, keep_blanks=False, lines=lines)
    draft = not is_submit(element)
    document = call.book.create_document(legacy.kind, form, draft=draft, by=call.user_id)
    return [key_element(document.record_no)]


def update(legacy: LegacyDocument, call: Call) -> list[Element]:
    """Edit a document; without `action` a draft is posted. Empty elements blank only with set_nulls."""
    element = call.element
    keep_blanks = element.get("set_nulls") == "true"
    edits = [
        line_edit(line, keep_blanks=keep_blanks)
        for line in element.iterfind(f"update{legacy.items}/*")
    ]
    record_no = _owned_key(legacy, call)
    call.book.update_document(
        legacy.kind,
        record_no,
        _header(legacy, element, keep_blanks=keep_blanks),
        line_edits=edits,
        submit=is_submit(element),
        by=call.user_id,
    )
    return [key_element(record_no)]


def reverse(legacy: LegacyDocument, call: Call) -> list[Element]:
    """Reverse a document. The answer is the reversal's key (a guess; not documented for XML)."""
    holder = call.element.find("datereversed")
    on = date_of(holder) if holder is not None else call.book.now().date()
    reversal = call.book.reverse_document(
        legacy.kind,
        _owned_key(legacy, call),
        on=on,
        description=text_of(call.element, "description"),
        by=call.user_id,
    )
    return [key_element(reversal.record_no)]


def delete(legacy: LegacyDocument, call: Call) -> list[Element]:
    """Delete a document; the answer is the status only."""
    call.book.delete_document(legacy.kind, _owned_key(legacy, call), by=call.user_id)
    return []


def look_up(legacy: LegacyDocument, call: Call) -> list[Element]:
    """One document in the legacy form, by key or external id."""
    key = _key(legacy, call)
    document = call.book.document(legacy.kind, key)
    if not call.readable([document]):
        raise no_such_document(legacy.kind, str(key))
    data = new("data")
    write_document(SubElement(data, legacy.noun), legacy, document)
    return [data]


def _owned_key(legacy: LegacyDocument, call: Call) -> int:
    """The key of a document that may be changed from where the user works."""
    key = _key(legacy, call)
    call.check_owner(call.book.documents_of(legacy.kind).get(key))
    return key


def _key(legacy: LegacyDocument, call: Call) -> int:
    key = call.element.get("key", "")
    if call.element.get("externalkey") == "true":
        document = call.book.document_by_external_id(legacy.kind, key)
        if document is None:
            raise no_such_document(legacy.kind, key)
        return int(document.record_no)
    number = parse_key(key)
    if number is None:
        raise no_such_document(legacy.kind, key)
    return number


def _header(
    legacy: LegacyDocument,
    element: Element,
    *,
    keep_blanks: bool,
    lines: tuple[LineForm, ...] = (),
) -> DocumentForm:
    is_payable = legacy.party == "vendorid"
    names = {
        legacy.party: "vendor_id" if is_payable else "customer_id",
        legacy.number: "record_id",
        legacy.reference: "doc_number",
        "termname": "term_name",
        "description": "description",
        "externalid": "external_id",
        "currency": "currency",
        "taxsolutionid": "tax_solution_id",
        "supdocid": "supdoc_id",
    }
    values: dict[str, Any] = texts(element, names, keep_blanks=keep_blanks)
    for tag, attribute in _DATES.items():
        holder = element.find(tag)
        if holder is not None:
            values[attribute] = date_of(holder)
    for tag, attribute in _CONTACTS.items():
        holder = element.find(tag)
        if holder is not None:
            values[attribute] = text_of(holder, "contactname") or (holder.text or "").strip()
    form: type[DocumentForm] = BillForm if is_payable else InvoiceForm
    return form(**values, custom_fields=custom_fields(element), lines=lines)


def _function(
    verb: str, handle: Callable[[LegacyDocument, Call], list[Element]], legacy: LegacyDocument
) -> Function:
    wrapper = f"Could not {verb} {legacy.noun} record!"
    return Function(
        partial(handle, legacy), writes=True, wrapper=wrapper, object_name=legacy.kind.object_name
    )


def _functions() -> dict[str, Function]:
    functions: dict[str, Function] = {}
    for legacy in LEGACY_DOCUMENTS:
        noun = legacy.noun
        functions[f"get_{noun}"] = Function(partial(look_up, legacy))
        for verb, handle in (("create", create), ("update", update), ("delete", delete)):
            functions[f"{verb}_{noun}"] = _function(verb, handle, legacy)
        if not legacy.kind.is_adjustment:
            functions[f"reverse_{noun}"] = _function("reverse", reverse, legacy)
    return functions


FUNCTIONS = _functions()
