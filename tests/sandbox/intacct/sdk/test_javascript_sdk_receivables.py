"""Sage's JavaScript SDK keeps AR invoices, adjustments and payments."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("javascript-sdk")


def states(table: Any) -> list[tuple[str, str, Decimal]]:
    return [(row.record_id, row.state.value, row.total_entered) for row in table]


def test_javascript_sdk__creates_an_invoice_with_everything_on_it(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("invoice with everything")
    [invoice] = desk.book.invoices
    assert steps["create"].key == str(invoice.record_no)
    assert (invoice.record_id, invoice.state, invoice.total_entered) == (
        *("RL-1", "Draft", Decimal("1200.00")),
    )
    assert (invoice.invoice_date, invoice.due_date) == (date(2026, 3, 2), date(2026, 4, 1))
    assert (invoice.doc_number, invoice.description, invoice.external_id, invoice.currency) == (
        *("PO-9", "Rent March 2026", "RL-5521", "GBP"),
    )
    first, second = invoice.items
    assert (first.amount, first.memo, first.location_id, first.department_id) == (
        *(Decimal("1200.50"), "Unit 4 & yard", "E200", "RES"),
    )
    assert second.amount == Decimal("-0.50")
    lines = steps["read"].data[0]["ARINVOICEITEMS"]["arinvoiceitem"]
    assert [line["AMOUNT"] for line in lines] == ["1200.5", "-0.5"]


def test_javascript_sdk__changes_and_posts_an_invoice(javascript_sdk: Any, desk: Any) -> None:
    steps = javascript_sdk.told("invoice updated")
    [invoice] = desk.book.invoices
    assert {step.key for step in steps.values()} == {str(invoice.record_no)}
    assert (invoice.state, invoice.description, invoice.due_date) == (
        *("Posted", "Corrected", date(2026, 3, 31)),
    )
    assert [(line.amount, line.memo) for line in invoice.items] == [
        (Decimal(120), "Unit 4"),
        (Decimal(50), ""),
        (Decimal(30), "Added"),
    ]


def test_javascript_sdk__creates_and_reverses_an_invoice(javascript_sdk: Any, desk: Any) -> None:
    steps = javascript_sdk.told("invoice reversed")
    assert states(desk.book.invoices) == [
        ("RL-1", "Reversed", Decimal(100)),
        ("RL-1", "Reversal", Decimal(-100)),
    ]
    original, reversal = desk.book.invoices
    assert (steps["create"].key, steps["reverse"].key) == (
        *(str(original.record_no), str(reversal.record_no)),
    )
    assert (reversal.posting_date, reversal.description) == (date(2026, 3, 31), "Voided")


def test_javascript_sdk__creates_and_deletes_an_invoice(javascript_sdk: Any, desk: Any) -> None:
    steps = javascript_sdk.told("invoice deleted")
    assert steps["delete"].status == "success"
    assert list(desk.book.invoices) == []
    entries = [(e.object_type, e.access_mode, e.object_key) for e in desk.book.audit_trail]
    assert entries[-1] == ("arinvoice", "D", f"{steps['create'].key}--REC")


def test_javascript_sdk__creates_changes_and_deletes_an_adjustment(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("adjustment")
    [credit] = desk.book.adjustments
    assert steps["create"].key == steps["update"].key == str(credit.record_no)
    assert states(desk.book.adjustments) == [("RL-CN-1", "Posted", Decimal(-20))]
    assert (credit.description, credit.external_id) == ("Goodwill", "RL-CN-1")
    assert steps["delete it"].status == "success"


@pytest.fixture
def invoice(desk: Any) -> Any:
    """A posted invoice of 120.00 with tax."""
    return desk.invoice(number="RL-1")


def test_javascript_sdk__creates_and_reverses_a_payment(
    javascript_sdk: Any, desk: Any, invoice: Any
) -> None:
    steps = javascript_sdk.told("receipt reversed")
    payment, reversal = desk.book.payments
    assert (steps["pay"].key, steps["reverse"].key) == (
        *(str(payment.record_no), str(reversal.record_no)),
    )
    assert (payment.total_entered, reversal.total_entered) == (Decimal(60), Decimal(-60))
    assert (payment.state, reversal.state) == ("Voided", "Voided")
    assert (payment.doc_number, payment.financial_entity) == ("RLP-1", "BARCLAYS")
    [seen] = steps["read"].data
    detail = seen["ARPYMTDETAILS"]["arpymtdetail"]
    assert (seen["TRX_TOTALENTERED"], detail["RECORDKEY"], detail["TRX_PAYMENTAMOUNT"]) == (
        *("60", str(invoice.record_no), "60"),
    )
    after = desk.book.invoice(invoice.record_no)
    assert (after.state, after.total_due) == ("Posted", Decimal("120.00"))


def test_javascript_sdk__applies_an_advance(javascript_sdk: Any, desk: Any, invoice: Any) -> None:
    steps = javascript_sdk.told("advance applied")
    [advance] = desk.book.advances
    assert steps["pay on account"].key == str(advance.record_no)
    assert (advance.total_entered, advance.unapplied) == (Decimal(40), Decimal(15))
    after = desk.book.invoice(invoice.record_no)
    assert (after.state, after.total_due) == ("Partially Paid", Decimal(95))


def test_javascript_sdk__applies_a_credit_memo(
    javascript_sdk: Any, desk: Any, invoice: Any
) -> None:
    steps = javascript_sdk.told("credit applied")
    [credit] = desk.book.adjustments
    assert steps["credit"].key == str(credit.record_no)
    assert (credit.state, credit.total_due) == ("Paid", Decimal(0))
    after = desk.book.invoice(invoice.record_no)
    assert (after.state, after.total_due) == ("Partially Paid", Decimal(90))
