"""Sage's JavaScript SDK writes every field it knows of; the gateway refuses none of them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from sandbox.intacct.forms import DimensionValueForm, ItemForm

pytestmark = pytest.mark.xdist_group("javascript-sdk")

DIMENSIONS = {
    "location_id": "E200",
    "department_id": "RES",
    "class_id": "BLUE",
    "project_id": "ROOF",
}
LINE = {**DIMENSIONS, "offset_account_no": "4100", "memo": "1", "item_id": "4000"}


def has(record: Any, **facts: Any) -> bool:
    return {name: getattr(record, name) for name in facts} == facts


@pytest.fixture(autouse=True)
def what_lines_refer_to(desk: Any) -> None:
    book = desk.book
    book.create_dimension_value("CLASS", DimensionValueForm(code="BLUE", name="Blue"), by="admin")
    book.create_dimension_value("PROJECT", DimensionValueForm(code="ROOF", name="Roof"), by="admin")
    item = ItemForm(code="4000", name="Rent", income_account_no="4000", expense_account_no="4100")
    book.create_item(item, by="admin")


@pytest.mark.parametrize(
    ("record", "table", "facts"),
    [
        ("customer", lambda book: book.customers, {"party_id": "1", "parent_id": "C-17"}),
        ("vendor", lambda book: book.vendors, {"party_id": "1", "parent_id": "V-5"}),
        ("contact", lambda book: book.contacts, {"contact_name": "1", "pager": "1", "url2": "1"}),
        ("item", lambda book: book.items, {"code": "1", "expense_account_no": "4100"}),
        ("department", lambda book: book.dimensions["DEPARTMENT"], {"parent_id": "RES"}),
        ("location", lambda book: book.dimensions["LOCATION"], {"parent_id": "E200"}),
        ("class", lambda book: book.dimensions["CLASS"], {"description": "1"}),
        ("project", lambda book: book.dimensions["PROJECT"], {"customer_id": "C-17"}),
        ("account", lambda book: book.accounts, {"account_no": "1", "category": "1"}),
    ],
)
def test_javascript_sdk__writes_every_field_of_a_master_record(
    javascript_sdk: Any, desk: Any, record: str, table: Callable[[Any], Any], facts: dict[str, Any]
) -> None:
    step = javascript_sdk.told(f"{record} with every field")["create"]
    written = list(table(desk.book))[-1]
    [keys] = step.data
    assert keys["RECORDNO"] == str(written.record_no)
    assert has(written, **facts)


@pytest.mark.parametrize("record", ["invoice", "adjustment", "bill", "bill adjustment"])
def test_javascript_sdk__writes_every_field_of_a_document(
    javascript_sdk: Any, desk: Any, record: str
) -> None:
    step = javascript_sdk.told(f"{record} with every field")["create"]
    book = desk.book
    tables = {"invoice": book.invoices, "bill": book.bills, "adjustment": book.adjustments}
    [written] = tables.get(record, book.bill_adjustments)
    assert step.key == str(written.record_no)
    assert has(written, record_id="1", description="1", external_id="1", currency="GBP")
    [line] = written.items
    assert has(line, account_no="4000", amount=Decimal(1), **LINE)


def test_javascript_sdk__writes_every_field_of_a_receipt(javascript_sdk: Any, desk: Any) -> None:
    step = javascript_sdk.told("receipt with every field")["create"]
    [advance] = desk.book.advances
    assert step.key == str(advance.record_no)
    assert has(advance, total_entered=Decimal(40), location_id="E200", department_id="RES")


@pytest.mark.parametrize(
    ("record", "table", "doc_id"),
    [
        ("sale", lambda book: book.sales_documents, "Sales Invoice-1"),
        ("purchase", lambda book: book.purchase_documents, "Vendor Invoice-1"),
    ],
)
def test_javascript_sdk__writes_every_field_of_an_order_document(
    javascript_sdk: Any, desk: Any, record: str, table: Callable[[Any], Any], doc_id: str
) -> None:
    step = javascript_sdk.told(f"{record} with every field")["create"]
    [written] = table(desk.book)
    assert step.key == written.doc_id == doc_id
    assert has(written, reference="1", message="1", external_id="1")
    [line] = written.lines
    assert has(line, item_id="4000", quantity=Decimal(1), price=Decimal(1), **DIMENSIONS)
