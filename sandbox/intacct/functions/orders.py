"""The legacy functions of Order Entry and Purchasing; all answer with the DOCID."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec import UNSET, UnsetType

from sandbox.intacct.forms import TaxEntryForm, value_or
from sandbox.intacct.functions.legacy_forms import (
    amount_of,
    custom_fields,
    date_of,
    key_element,
    texts,
)
from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.order_forms import OrderForm, OrderLineEdit, OrderLineForm, SubtotalForm
from sandbox.intacct.refusal import business_rule
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, PURCHASING, OrderKind
from sandbox.intacct.wire.tree import Element, text_of
from sandbox.intacct.wire.values import parse_boolean, parse_key

_HEADER = {
    "transactiontype": "definition",
    "customerid": "party_id",
    "vendorid": "party_id",
    "documentno": "doc_no",
    "referenceno": "reference",
    "vendordocno": "vendor_doc_no",
    "termname": "term_name",
    "message": "message",
    "externalid": "external_id",
    "currency": "currency",
    "taxsolutionid": "tax_solution_id",
    "createdfrom": "created_from",
    "state": "state",
}
_DATES = {"datecreated": "order_date", "dateposted": "posting_date", "datedue": "due_date"}
_CONTACTS = {"billto": "bill_to", "payto": "bill_to", "shipto": "ship_to", "returnto": "ship_to"}
_DIMENSIONS = {
    "locationid": "location_id",
    "departmentid": "department_id",
    "classid": "class_id",
    "projectid": "project_id",
    "itemid": "item_id",
    "customerid": "customer_id",
    "vendorid": "vendor_id",
}
_LINE = {"itemdesc": "description", "unit": "unit", "memo": "memo", **_DIMENSIONS}


def create(kind: OrderKind, call: Call) -> list[Element]:
    """Save a new document."""
    element = call.element
    lines = tuple(_line(line) for line in element.iterfind(f"{_items(kind)}s/{_items(kind)}"))
    form = _header(element, lines, element.findall("subtotals/subtotal"))
    return [key_element(call.book.save_order(kind, form, by=call.user_id).doc_id)]


def update(kind: OrderKind, call: Call) -> list[Element]:
    """Save a document again."""
    element = call.element
    edits = [_line_edit(kind, line) for line in element.iterfind(f"update{_items(kind)}s/*")]
    form = _header(element, (), element.findall("updatesubtotals/updatesubtotal"))
    doc_id = _owned_doc_id(kind, call)
    order = call.book.edit_order(kind, doc_id, form, line_edits=edits, by=call.user_id)
    return [key_element(order.doc_id)]


def delete(kind: OrderKind, call: Call) -> list[Element]:
    """Delete a document; the answer is the status only."""
    call.book.delete_order(kind, _owned_doc_id(kind, call), by=call.user_id)
    return []


def _items(kind: OrderKind) -> str:
    return f"{kind.noun[:2]}transitem"


def _owned_doc_id(kind: OrderKind, call: Call) -> str:
    """The DOCID of a document that may be changed from where the user works."""
    doc_id = _doc_id(kind, call)
    call.check_owner(call.book.orders_of(kind).named(doc_id))
    return doc_id


def _doc_id(kind: OrderKind, call: Call) -> str:
    key = call.element.get("key", "")
    if call.element.get("externalkey") != "true":
        return key
    orders = call.book.orders_of(kind)
    found = next((order for order in orders if key and order.external_id == key), None)
    if found is None:
        raise business_rule(f"Document '{key}' is not valid")
    return found.doc_id


def _header(
    element: Element, lines: tuple[OrderLineForm, ...], subtotals: list[Element]
) -> OrderForm:
    values: dict[str, Any] = texts(element, _HEADER, keep_blanks=False)
    for tag, attribute in _DATES.items():
        holder = element.find(tag)
        if holder is not None:
            values[attribute] = date_of(holder)
    for tag, attribute in _CONTACTS.items():
        name = text_of(element, f"{tag}/contactname")
        if name:
            values[attribute] = name
    return OrderForm(
        **values,
        custom_fields=custom_fields(element),
        lines=lines,
        subtotals=tuple(map(_subtotal, subtotals)),
    )


def _line(element: Element) -> OrderLineForm:
    taxable = text_of(element, "taxable")
    return OrderLineForm(
        **texts(element, _LINE, keep_blanks=False),
        taxable=_flag(taxable) if taxable else UNSET,
        quantity=_number(element, "quantity"),
        price=_number(element, "price"),
        custom_fields=custom_fields(element),
        tax=_tax(element),
    )


def _line_edit(kind: OrderKind, element: Element) -> OrderLineEdit:
    if element.tag == _items(kind):
        return OrderLineEdit(line_num=None, line=_line(element))
    place = parse_key(element.get("line_num", ""))
    if place is None:
        raise business_rule("A line to edit needs its line_num")
    return OrderLineEdit(line_num=place, line=_line(element))


def _tax(element: Element) -> TaxEntryForm | UnsetType:
    """The tax that overrides: `linesubtotals` of a sale, `tax` of a purchase."""
    row = element.find("linesubtotals/linesubtotal")
    if row is not None:
        given = text_of(row, "trx_tax")
        return TaxEntryForm(
            detail_id=text_of(row, "overridedetailid"),
            amount=amount_of(given) if given else None,
        )
    given = text_of(element, "tax")
    if given and text_of(element, "overridetaxamount") == "true":
        return TaxEntryForm(detail_id="", amount=amount_of(given))
    return UNSET


def _subtotal(element: Element) -> SubtotalForm:
    absolute = text_of(element, "absval") or text_of(element, "total")
    percent = text_of(element, "percentval")
    return SubtotalForm(
        description=text_of(element, "description"),
        total=amount_of(absolute) if absolute and not percent else None,
        percent=amount_of(percent) if percent else None,
        custom_fields=value_or(custom_fields(element), {}),
        **texts(element, _DIMENSIONS, keep_blanks=False),
    )


def _number(element: Element, tag: str) -> Decimal | UnsetType:
    text = text_of(element, tag)
    return amount_of(text) if text else UNSET


def _flag(text: str) -> bool:
    try:
        return parse_boolean(text)
    except ValueError as error:
        raise business_rule(f"Invalid value '{text}' for taxable") from error


def _functions() -> dict[str, Function]:
    verbs: dict[str, Callable[[OrderKind, Call], list[Element]]] = {
        "create": create,
        "update": update,
        "delete": delete,
    }
    return {
        f"{verb}_{kind.noun}": Function(
            partial(handle, kind),
            writes=True,
            wrapper=f"Could not {verb} Document record!",
            object_name=kind.object_name,
        )
        for kind in (ORDER_ENTRY, PURCHASING)
        for verb, handle in verbs.items()
    }


FUNCTIONS = _functions()
