"""The legacy functions `get` and `get_list`: documents and receipts by key, and lists of them.

Lists of other objects (customers, tax details, smarteventlog and so on) are not served.
"""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from sandbox.intacct.functions.company import company_info
from sandbox.intacct.functions.documents import FUNCTIONS as DOCUMENT_FUNCTIONS
from sandbox.intacct.functions.legacy_documents import LEGACY_DOCUMENTS, write_document
from sandbox.intacct.functions.legacy_payments import get_arpayment, write_payment
from sandbox.intacct.functions.registry import Call, Function
from sandbox.intacct.refusal import Refusal
from sandbox.intacct.wire.tree import Element, SubElement, new, text_of
from sandbox.intacct.wire.values import parse_date, parse_key, parse_number

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_LONGEST_LIST = 100
_FIELDS = {
    "key": "record_no",
    "customerid": "party_id",
    "vendorid": "party_id",
    "datecreated": "invoice_date",
    "dateposted": "posting_date",
    "datedue": "due_date",
    "datereceived": "receipt_date",
    "invoiceno": "record_id",
    "billno": "record_id",
    "adjustmentno": "record_id",
    "ponumber": "doc_number",
    "refid": "doc_number",
    "description": "description",
    "totalamount": "total_entered",
    "paymentamount": "total_entered",
    "totaldue": "total_due",
    "totalpaid": "total_paid",
    "state": "state",
    "whenmodified": "modified_at",
}


@dataclass(frozen=True, slots=True)
class _Listed:
    """A kind of record that is listed: where its records are, and how one is written."""

    rows: Iterable[Any]
    write: Callable[[Element, Any], None]


def get(call: Call) -> list[Element]:
    """One document or receipt by key; the same as its own get function."""
    name = call.element.get("object", "")
    function = DOCUMENT_FUNCTIONS.get(f"get_{name}")
    if name == "arpayment":
        return get_arpayment(call)
    if function is None:
        raise _not_found(name)
    return function.handle(call)


def get_list(call: Call) -> list[Element]:
    """A page of a list, `maxitems` from `start`, filtered and sorted by legacy field names."""
    name = call.element.get("object", "")
    if name == "company_info":
        return company_info(call)
    listed = _listed(call, name)
    test = _test(call.element.find("filter"))
    visible = call.visibility(show_private=False)
    rows = [row for row in listed.rows if test(row) and (visible is None or visible(row))]
    for sort in reversed(call.element.findall("sorts/sortfield")):
        attribute = _attribute((sort.text or "").strip())
        rows.sort(key=partial(_sort_key, attribute), reverse=sort.get("order") == "desc")
    start = parse_key(call.element.get("start", "0")) or 0
    size = parse_key(call.element.get("maxitems", "")) or _LONGEST_LIST
    page = rows[start : start + size]
    end = start + len(page) - 1 if page else start
    listtype = new("listtype", start=str(start), end=str(end), total=str(len(rows)))
    listtype.text = name
    data = new("data")
    for row in page:
        listed.write(SubElement(data, name), row)
    return [listtype, data]


def _listed(call: Call, name: str) -> _Listed:
    if name == "arpayment":
        return _Listed(
            call.book.payments, lambda holder, row: write_payment(holder, call.book, row)
        )
    for legacy in LEGACY_DOCUMENTS:
        if legacy.noun == name:
            rows = call.book.documents_of(legacy.kind)
            return _Listed(rows, partial(_write_document, legacy))
    raise _not_found(name)


def _write_document(legacy: Any, holder: Element, row: Any) -> None:
    write_document(holder, legacy, row)


def _test(holder: Element | None) -> Callable[[Any], bool]:
    """All conditions of a filter or `logical`, or any of them when it says so."""
    if holder is None:
        return lambda _: True
    tests = [
        _test(child) if child.tag == "logical" else _comparison(child)
        for child in holder
        if child.tag in {"expression", "logical"}
    ]
    together = any if holder.get("logical_operator") == "or" else all
    return lambda row: together(test(row) for test in tests)


def _comparison(expression: Element) -> Callable[[Any], bool]:
    attribute = _attribute(text_of(expression, "field"))
    name, wanted = text_of(expression, "operator"), text_of(expression, "value")
    if name == "like":
        return lambda row: _matches(str(getattr(row, attribute, "")), wanted)
    compare = _OPERATORS.get(name)
    if compare is None:
        raise Refusal("XL03000009", f"Unknown operator {name}")

    def test(row: Any) -> bool:
        value = getattr(row, attribute, None)
        return value is not None and compare(value, _as_type_of(value, wanted))

    return test


def _as_type_of(value: Any, text: str) -> Any:
    try:
        match value:
            case datetime():
                return datetime.combine(parse_date(text), datetime.min.time(), value.tzinfo)
            case date():
                return parse_date(text)
            case Decimal() | int():
                return parse_number(text)
            case _:
                return text
    except ValueError as error:
        raise Refusal("BL03000018", f"Invalid value '{text}'") from error


def _matches(value: str, pattern: str) -> bool:
    """Whether the text holds the pattern; % stands for any text at either end."""
    inner = pattern.strip("%")
    match (pattern.startswith("%"), pattern.endswith("%")):
        case (True, True):
            return inner in value
        case (True, False):
            return value.endswith(inner)
        case (False, True):
            return value.startswith(inner)
        case _:
            return value == pattern


def _attribute(name: str) -> str:
    if name not in _FIELDS:
        raise Refusal("XL03000009", f"Field {name} is not valid in a list")
    return _FIELDS[name]


def _sort_key(attribute: str, row: Any) -> tuple[bool, Any]:
    value = getattr(row, attribute, None)
    return value is not None, value


def _not_found(name: str) -> Refusal:
    return Refusal("XL03000009", f"Object definition {name} not found")


FUNCTIONS = {"get": Function(get), "get_list": Function(get_list)}
