"""Order Entry and Purchasing at Harbour: their items, and the documents that people enter there."""

from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.intacct.forms import ItemForm
from sandbox.intacct.order_forms import OrderForm, OrderLineForm
from sandbox.intacct.order_records import OrderDocument
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, PURCHASING, OrderKind
from sync.domain.kinds import RecordKind
from sync.domain.records import EXTERNAL_TAX, Document, Reference
from sync.ledgers.intacct.ledger import IntacctLedger
from tests.sync.ledgers.intacct.harbour import PERSON, Company, a_line, an_invoice

SALES, PURCHASES = "Sales Invoice", "Vendor Invoice"


def with_items(company: Company) -> None:
    """Rent to sell, repairs to buy."""
    sold = ItemForm(
        code="4000 [s]",
        name="Rent income [s]",
        item_type="Non-Inventory (Sales only)",
        income_account_no="4000",
    )
    bought = ItemForm(
        code="5000 [p]",
        name="Repairs [p]",
        item_type="Non-Inventory (Purchase only)",
        expense_account_no="5000",
    )
    for form in (sold, bought):
        company.book.create_item(form, by=PERSON)


def orders_ledger(company: Company, **changes: Any) -> IntacctLedger:
    """A ledger of a company that invoices through Order Entry and enters bills in Purchasing."""
    definitions = {"sales_definition": SALES, "purchase_definition": PURCHASES}
    return company.ledger(**{**definitions, **changes})


def order_line(price: str = "1200.00", item_id: str = "4000 [s]", **changes: Any) -> OrderLineForm:
    """One line, at Quay House."""
    fields = {"item_id": item_id, "price": Decimal(price), "memo": "Rent", "location_id": "E200"}
    return OrderLineForm(**{**fields, **changes})


def enter(
    company: Company,
    number: str = "INV-1",
    *prices: str,
    kind: OrderKind = ORDER_ENTRY,
    **changes: Any,
) -> OrderDocument:
    """A person enters a document; a pending one unless told otherwise."""
    selling = kind is ORDER_ENTRY
    item_id = "4000 [s]" if selling else "5000 [p]"
    fields: dict[str, Any] = {
        "definition": SALES if selling else PURCHASES,
        "party_id": "C-17" if selling else "V-3",
        "order_date": date(2026, 3, 2),
        "due_date": date(2026, 3, 16),
        "doc_no": number,
        "reference": "Q1",
        "lines": tuple(order_line(price, item_id) for price in prices or ("1200.00",)),
    }
    return company.book.save_order(kind, OrderForm(**{**fields, **changes}), by=PERSON)


def enter_bill(
    company: Company, number: str = "B-1", *prices: str, **changes: Any
) -> OrderDocument:
    """The same in Purchasing."""
    return enter(company, number, *prices, kind=PURCHASING, **changes)


def edit(company: Company, doc_id: str = "Sales Invoice-INV-1", **changes: Any) -> OrderDocument:
    """A person saves a document of Order Entry again."""
    return company.book.edit_order(ORDER_ENTRY, doc_id, OrderForm(**changes), by=PERSON)


def an_order_line(net: str = "1200.00", tax: str = "0.00", **changes: Any) -> Any:
    """A line as it comes over from Re-Leased: an item, its tax left to Intacct."""
    item = Reference(RecordKind.ITEM, "4000 [s]")
    return a_line(net, tax, **{"account": item, "tax_detail": EXTERNAL_TAX, **changes})


def an_order(**changes: Any) -> Document:
    """An invoice as it comes over from Re-Leased where Order Entry is used."""
    return an_invoice(**{"lines": (an_order_line(),), **changes})
