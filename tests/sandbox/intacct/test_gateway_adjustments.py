"""AR and AP adjustments: credit memos, debit memos, keys, the audit trail."""

from decimal import Decimal
from typing import Any

import pytest

DAY = "<year>2026</year><month>03</month><day>02</day>"


def adjustment(
    amount: str = "-150.00", middle: str = "<action>Submit</action>", side: str = "ar"
) -> str:
    party = "<customerid>C-17</customerid>" if side == "ar" else "<vendorid>V-5</vendorid>"
    return (
        f"<create_{side}adjustment>{party}<datecreated>{DAY}</datecreated>{middle}"
        f"<{side}adjustmentitems><lineitem><glaccountno>4000</glaccountno><amount>{amount}</amount>"
        f"<memo>Credit</memo></lineitem></{side}adjustmentitems></create_{side}adjustment>"
    )


def test_create__a_credit_memo_is_negative_and_a_debit_memo_positive(gateway: Any) -> None:
    answer = gateway.call(adjustment(), adjustment("20.00"))
    assert answer.results == ["success", "success"]
    rows = gateway.rows("ARADJUSTMENT", "RECORDTYPE STATE TRX_TOTALENTERED TRX_TOTALDUE")
    assert rows == [("ra", "Posted", "-150", "-150"), ("ra", "Posted", "20", "20")]


def test_create__names_the_invoice_it_is_for_without_touching_it(gateway: Any, desk: Any) -> None:
    invoice = desk.invoice(number="RL-1")
    middle = (
        "<adjustmentno>CN-1</adjustmentno><action>Submit</action><invoiceno>RL-1</invoiceno>"
        "<description>Too much</description><externalid>CN-1</externalid>"
    )
    key = gateway.call(adjustment(middle=middle)).key
    rows = gateway.rows("ARADJUSTMENT", "RECORDNO RECORDID DOCNUMBER CUSTOMERNAME")
    assert rows == [(str(key), "CN-1", "RL-1", "Quay Foods Ltd")]
    assert desk.book.invoice(invoice.record_no).total_due == Decimal("120.00")


def test_get__by_external_key(gateway: Any) -> None:
    middle = "<adjustmentno>CN-1</adjustmentno><action>Draft</action><externalid>EXT-1</externalid>"
    key = gateway.call(adjustment(middle=middle)).key
    answer = gateway.call('<get_aradjustment key="EXT-1" externalkey="true"/>')
    path = "operation/result/data/aradjustment/"
    assert answer.text(f"{path}key") == str(key)
    assert answer.text(f"{path}adjustmentno") == "CN-1"
    assert answer.text(f"{path}totalamount") == "-150.00"
    missing = gateway.call('<get_aradjustment key="EXT-2" externalkey="true"/>')
    assert missing.errors == ["DL03000005"]


def test_update__posts_a_draft_and_edits_its_lines(gateway: Any) -> None:
    key = gateway.call(adjustment(middle="<action>Draft</action>")).key
    gateway.call(
        f'<update_aradjustment key="{key}"><updatearadjustmentitems><updatelineitem line_num="1">'
        "<amount>-99.50</amount></updatelineitem></updatearadjustmentitems></update_aradjustment>"
    )
    assert gateway.rows("ARADJUSTMENT", "STATE TRX_TOTALENTERED") == [("Posted", "-99.5")]


@pytest.mark.parametrize("generic", [True, False])
@pytest.mark.parametrize("audited", [True, False])
def test_delete__leaves_a_trace_only_where_the_trail_covers_adjustments(
    gateway: Any, desk: Any, *, generic: bool, audited: bool
) -> None:
    desk.book.options.audit_adjustments = audited
    key = gateway.call(adjustment()).key
    function = (
        f"<delete><object>ARADJUSTMENT</object><keys>{key}</keys></delete>"
        if generic
        else f'<delete_aradjustment key="{key}"/>'
    )
    assert gateway.call(function).results == ["success"]
    assert gateway.rows("ARADJUSTMENT", "RECORDNO") == []
    condition = "<equalto><field>OBJECTTYPE</field><value>aradjustment</value></equalto>"
    modes = [row[0] for row in gateway.rows("AUDITHISTORY", "ACCESSMODE", condition)]
    assert modes == (["C", "D"] if audited else [])


def test_reverse__is_not_offered(gateway: Any) -> None:
    assert gateway.call('<reverse_aradjustment key="1"/>').errors == ["XL03000009"]


def test_order__adjustment_number_comes_before_action(gateway: Any) -> None:
    answer = gateway.call(adjustment(middle="<action>Draft</action><adjustmentno>1</adjustmentno>"))
    assert answer.text("errormessage/error/errorno") == "XL03000003"


def test_payables__mirror(gateway: Any) -> None:
    middle = "<adjustmentno>VC-1</adjustmentno><action>Submit</action><billno>B-1</billno>"
    key = gateway.call(adjustment(middle=middle, side="ap")).key
    rows = gateway.rows("APADJUSTMENT", "RECORDNO RECORDID DOCNUMBER VENDORID MODULEKEY")
    assert rows == [(str(key), "VC-1", "B-1", "V-5", "3.AP")]
    [line] = gateway.rows("APADJUSTMENTITEM", "AMOUNT VENDORID VENDORNAME ENTRYDESCRIPTION")
    assert line == ("-150", "V-5", "Crane Lifts Ltd", "Credit")
