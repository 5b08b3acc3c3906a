"""What the elements of the legacy functions fill in: texts, dates, lines, tax entries."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import UNSET, UnsetType

from sandbox.intacct.forms import LineEdit, LineForm, TaxEntryForm
from sandbox.intacct.refusal import Refusal, business_rule
from sandbox.intacct.wire.tree import Element, new, text_of
from sandbox.intacct.wire.values import parse_key, parse_legacy_date, parse_number

_LINE_TEXTS = {
    "glaccountno": "account_no",
    "accountlabel": "account_no",
    "offsetglaccountno": "offset_account_no",
    "memo": "memo",
    "locationid": "location_id",
    "departmentid": "department_id",
    "classid": "class_id",
    "projectid": "project_id",
    "customerid": "customer_id",
    "vendorid": "vendor_id",
    "itemid": "item_id",
}


def texts(element: Element, names: dict[str, str], *, keep_blanks: bool) -> dict[str, Any]:
    """The texts of the named elements by attribute; blank ones only when they are kept."""
    found = {
        attribute: (child.text or "").strip()
        for tag, attribute in names.items()
        if (child := element.find(tag)) is not None
    }
    return {name: text for name, text in found.items() if text or keep_blanks}


def line_form(element: Element, *, keep_blanks: bool = False) -> LineForm:
    """The form of a `lineitem`."""
    amount = text_of(element, "amount")
    entries = element.find("taxentries")
    return LineForm(
        **texts(element, _LINE_TEXTS, keep_blanks=keep_blanks),
        amount=amount_of(amount) if amount else UNSET,
        custom_fields=custom_fields(element),
        tax_entries=UNSET if entries is None else tuple(_tax_entry(entry) for entry in entries),
    )


def line_edit(element: Element, *, keep_blanks: bool) -> LineEdit:
    """An edit of the line at `line_num`, or with `lineitem` a line to add."""
    if element.tag == "lineitem":
        return LineEdit(line_num=None, line=line_form(element))
    place = parse_key(element.get("line_num", ""))
    if place is None:
        raise business_rule("A line to edit needs its line_num")
    return LineEdit(line_num=place, line=line_form(element, keep_blanks=keep_blanks))


def _tax_entry(element: Element) -> TaxEntryForm:
    override = text_of(element, "trx_tax")
    return TaxEntryForm(
        detail_id=text_of(element, "detailid"), amount=amount_of(override) if override else None
    )


def amount_of(text: str) -> Decimal:
    """An amount, or the refusal BL03000018."""
    try:
        return parse_number(text)
    except ValueError as error:
        raise Refusal("BL03000018", f"Invalid amount '{text}'") from error


def date_of(element: Element) -> date:
    """A date of year, month and day, or the refusal BL03000018."""
    try:
        return parse_legacy_date(element)
    except (ValueError, OverflowError) as error:
        raise Refusal("BL03000018", f"Invalid date in {element.tag}") from error


def is_submit(element: Element) -> bool:
    """Whether `action` asks for posting, which it does when it is absent."""
    action = text_of(element, "action") or "Submit"
    if action.lower() not in {"submit", "draft"}:
        raise business_rule(f"Action {action} is not valid", "Use Draft or Submit.")
    return action.lower() == "submit"


def custom_fields(element: Element) -> Mapping[str, str] | UnsetType:
    """The company's own fields, user-defined dimensions among them, by wire name."""
    holder = element.find("customfields")
    if holder is None:
        return UNSET
    return {
        text_of(field, "customfieldname"): text_of(field, "customfieldvalue")
        for field in holder.iterfind("customfield")
    }


def key_element(key: object) -> Element:
    """The `key` that legacy functions answer with."""
    element = new("key")
    element.text = str(key)
    return element
