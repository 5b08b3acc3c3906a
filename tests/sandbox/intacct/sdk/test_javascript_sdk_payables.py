"""Sage's JavaScript SDK keeps bills, AP adjustments, AP payments, and order documents of both sides."""

from decimal import Decimal
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("javascript-sdk")


def states(table: Any) -> list[tuple[str, str, Decimal]]:
    return [(row.record_id, row.state.value, row.total_entered) for row in table]


def test_javascript_sdk__creates_changes_reverses_and_deletes_a_bill(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("bill")
    assert states(desk.book.bills) == [
        ("B-1", "Reversed", Decimal(90)),
        ("B-1", "Reversal", Decimal(-90)),
    ]
    bill, reversal = desk.book.bills
    assert (steps["create"].key, steps["reverse"].key) == (
        *(str(bill.record_no), str(reversal.record_no)),
    )
    assert (bill.description, bill.external_id, bill.items[0].memo) == (
        *("Lift", "RL-B-1", "Lift service"),
    )
    assert steps["delete it"].status == "success"


def test_javascript_sdk__creates_and_deletes_an_ap_adjustment(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("bill credited")
    [credit] = desk.book.bill_adjustments
    assert steps["create"].key == str(credit.record_no)
    assert states(desk.book.bill_adjustments) == [("B-CN-1", "Posted", Decimal(-15))]


def test_javascript_sdk__pays_a_bill_and_reverses_the_payment(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("bill paid")
    payment, reversal = desk.book.bill_payments
    assert steps["pay"].data == [{"RECORDNO": str(payment.record_no)}]
    assert steps["reverse"].key == str(reversal.record_no)
    assert (payment.total_entered, reversal.total_entered) == (Decimal(50), Decimal(-50))
    [bill] = desk.book.bills
    assert (bill.state, bill.total_due) == ("Posted", Decimal(80))


def test_javascript_sdk__pays_a_bill_with_money_and_a_credit(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("bill settled with a credit")
    assert steps["pay"].status == "success"
    [bill], [credit] = desk.book.bills, desk.book.bill_adjustments
    assert (bill.state, bill.total_due) == ("Paid", Decimal(0))
    assert (credit.state, credit.total_due) == ("Paid", Decimal(0))
    assert [payment.total_entered for payment in desk.book.bill_payments] == [Decimal(65)]


def test_javascript_sdk__drafts_a_bill_payment_and_deletes_it(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("bill payment drafted")
    assert steps["draft"].data[0]["RECORDNO"]
    assert steps["delete it"].status == "success"
    assert list(desk.book.bill_payments) == []
    [bill] = desk.book.bills
    assert (bill.state, bill.total_due) == ("Posted", Decimal(80))


def test_javascript_sdk__creates_changes_and_deletes_an_order_entry_transaction(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("sale")
    assert steps["create"].key == steps["update"].key == "Sales Invoice-RL-1"
    [seen] = steps["read"].data
    assert (seen["DOCID"], seen["TRX_TOTAL"]) == ("Sales Invoice-RL-1", "245")
    rows = [
        (row["DESCRIPTION"], row["TRX_TOTAL"]) for row in seen["SUBTOTALS"]["sodocumentsubtotals"]
    ]
    assert ("Sales Tax", "40") in rows
    [order] = desk.book.sales_documents
    assert (order.doc_id, order.reference, order.total) == (
        *("Sales Invoice-RL-1", "PO-9", Decimal(365)),
    )
    [invoice] = desk.book.invoices
    assert (order.document_key, invoice.total_entered) == (invoice.record_no, Decimal(365))
    assert str(invoice.record_no) != seen["PRRECORDKEY"]


def test_javascript_sdk__creates_changes_and_deletes_a_purchasing_transaction(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("purchase")
    assert steps["create"].key == steps["update"].key == "Vendor Invoice-B-1"
    [order] = desk.book.purchase_documents
    assert (order.reference, order.vendor_doc_no, order.total) == ("PO-9", "X-9", Decimal(120))
    [bill] = desk.book.bills
    assert (order.document_key, bill.total_entered) == (bill.record_no, Decimal(120))
