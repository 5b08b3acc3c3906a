"""Rows behind payments and tax: entries, advances of both ledgers, inline credits, legacy look-ups."""

from datetime import date
from typing import Any

import pytest

from sandbox.intacct.options import UserDimension

DAY = "<year>2026</year><month>03</month><day>16</day>"
HEAD = (
    "<FINANCIALENTITY>BARCLAYS</FINANCIALENTITY><PAYMENTMETHOD>EFT</PAYMENTMETHOD>"
    "<RECEIPTDATE>03/16/2026</RECEIPTDATE>"
)


def receipt(inner: str) -> str:
    return (
        f"<create><ARPYMT>{HEAD}<CUSTOMERID>C-17</CUSTOMERID><ARPYMTDETAILS><ARPYMTDETAIL>{inner}"
        "</ARPYMTDETAIL></ARPYMTDETAILS></ARPYMT></create>"
    )


def invoice(*lines: str) -> str:
    inner = "".join(f"<lineitem><glaccountno>4000</glaccountno>{line}</lineitem>" for line in lines)
    return (
        f"<create_invoice><customerid>C-17</customerid><datecreated>{DAY}</datecreated><termname>N14"
        f"</termname><invoiceitems>{inner}</invoiceitems></create_invoice>"
    )


def test_entries__one_for_each_detail(gateway: Any) -> None:
    key = gateway.call(invoice("<amount>100</amount><locationid>E200</locationid>")).key
    gateway.call(receipt(f"<RECORDKEY>{key}</RECORDKEY><TRX_PAYMENTAMOUNT>100</TRX_PAYMENTAMOUNT>"))
    [(payment,)] = gateway.rows("ARPYMT", "RECORDNO")
    fields = "RECORDKEY LINE_NO ACCOUNTNO TRX_AMOUNT LOCATIONID"
    assert gateway.rows("ARPYMTENTRY", fields) == [(payment, "1", "1000", "100", "E200")]
    condition = f"<equalto><field>RECORDKEY</field><value>{payment}</value></equalto>"
    entries = gateway.rows("ARPYMTENTRY", "RECORDNO", condition)
    assert entries == gateway.rows("ARPYMTDETAIL", "PAYMENTENTRYKEY")


def test_advance__keeps_its_lines(gateway: Any, desk: Any) -> None:
    desk.book.options.user_dimensions = (UserDimension("ASSET", "Asset"),)
    member = str(desk.book.add_user_dimension_value("ASSET", "Boiler", by="admin").record_no)
    line = "<ARADVANCEITEM><ACCOUNTNO>4000</ACCOUNTNO><TRX_AMOUNT>{}</TRX_AMOUNT>{}</ARADVANCEITEM>"
    lines = line.format(75, "<LOCATIONID>E200</LOCATIONID>") + line.format(
        25, f"<GLDIMASSET>{member}</GLDIMASSET>"
    )
    answer = gateway.call(
        f"<create><ARADVANCE>{HEAD}<CUSTOMERID>C-17</CUSTOMERID><ARADVANCEITEMS>{lines}"
        "</ARADVANCEITEMS></ARADVANCE></create>"
    )
    assert answer.results == ["success"], answer.reason
    assert gateway.rows("ARADVANCE", "TRX_TOTALDUE LOCATIONID") == [("100", "E200")]
    rows = gateway.rows("ARADVANCEITEM", "LINE_NO TRX_AMOUNT LOCATIONNAME GLDIMASSET")
    assert rows == [("1", "75", "Quay", ""), ("2", "25", "", member)]
    number = answer.text("operation/result/data/aradvance/RECORDNO")
    read = gateway.call(f"<read><object>ARADVANCE</object><keys>{number}</keys></read>").data[0]
    assert len(read.find("ARADVANCEITEMS")) == 2
    assert "ARADVANCE" in read.findtext("RECORD_URL")


def test_payables_advance__pays_a_bill_later(gateway: Any) -> None:
    bill = gateway.call(
        f"<create_bill><vendorid>V-5</vendorid><datecreated>{DAY}</datecreated><termname>N30"
        "</termname><billitems><lineitem><glaccountno>4100</glaccountno><amount>80</amount>"
        "</lineitem></billitems></create_bill>"
    ).key
    advance = gateway.call(
        f"<create><APADVANCE>{HEAD}<VENDORID>V-5</VENDORID><APADVANCEITEMS><APADVANCEITEM>"
        "<ACCOUNTNO>4100</ACCOUNTNO><TRX_AMOUNT>100</TRX_AMOUNT></APADVANCEITEM></APADVANCEITEMS>"
        "</APADVANCE></create>"
    ).text("operation/result/data/apadvance/RECORDNO")
    used = (
        f"<create><APPYMT>{HEAD}<VENDORID>V-5</VENDORID><APPYMTDETAILS><APPYMTDETAIL><RECORDKEY>"
        f"{bill}</RECORDKEY><ADVANCEKEY>{advance}</ADVANCEKEY><TRX_ADVANCEAMOUNT>80"
        "</TRX_ADVANCEAMOUNT></APPYMTDETAIL></APPYMTDETAILS></APPYMT></create>"
    )
    assert gateway.call(used).results == ["success"]
    assert gateway.rows("APBILL", "STATE TRX_TOTALDUE") == [("Paid", "0")]
    assert gateway.rows("APADVANCE", "VENDORNAME TRX_TOTALDUE") == [("Crane Lifts Ltd", "20")]
    assert gateway.rows("ARADVANCE", "RECORDNO") == []
    wrong_ledger = receipt(f"<RECORDKEY>{bill}</RECORDKEY><ADVANCEKEY>{advance}</ADVANCEKEY>")
    assert gateway.call(wrong_ledger).results == ["failure"]


def test_inline_credit__the_negative_line_is_used_with_the_money(gateway: Any) -> None:
    key = gateway.call(invoice("<amount>100</amount>", "<amount>-20</amount>")).key
    inner = (
        f"<RECORDKEY>{key}</RECORDKEY><TRX_PAYMENTAMOUNT>80</TRX_PAYMENTAMOUNT><INLINEKEY>{{}}"
        "</INLINEKEY><TRX_INLINEAMOUNT>{}</TRX_INLINEAMOUNT>"
    )
    other = gateway.call(invoice("<amount>10</amount>", "<amount>-20</amount>")).key
    refused = gateway.call(receipt(inner.format(key, 21)), receipt(inner.format(other, 20)))
    assert refused.results == ["failure", "failure"]
    assert gateway.call(receipt(inner.format(key, 20))).results == ["success"]
    condition = f"<equalto><field>RECORDNO</field><value>{key}</value></equalto>"
    assert gateway.rows("ARINVOICE", "STATE TRX_TOTALDUE", condition) == [("Paid", "0")]
    rows = gateway.rows("ARPYMTDETAIL", "TRX_PAYMENTAMOUNT INLINEKEY TRX_INLINEAMOUNT")
    assert rows == [("80", str(key), "20")]


def test_tax_rows__name_their_line_and_detail(gateway: Any, desk: Any) -> None:
    posted, draft = desk.invoice(), desk.invoice("50", draft=True)
    line = posted.items[0].record_no
    rows = gateway.rows("PRTAXENTRY", "RECORDKEY DETAILID TRX_TAX TAXDETAIL.VALUE")
    assert rows == [
        (str(posted.record_no), "UK Sale Standard", "20", "20"),
        (str(draft.record_no), "UK Sale Standard", "10", "20"),
    ]
    condition = f"<equalto><field>PRENTRYKEY</field><value>{line}</value></equalto>"
    assert len(gateway.rows("PRTAXENTRY", "RECORDNO", condition)) == 1
    rows = gateway.rows("TAXRECORD", "RECORDKEY TRX_TAXABLEAMOUNT TRX_TAXAMOUNT STATE")
    assert rows == [(str(posted.record_no), "100", "20", "S")]


def test_get_arpayment__shows_what_was_applied(gateway: Any, desk: Any) -> None:
    key = desk.invoice(tax=None).record_no
    number = desk.book.pay_invoice(key, on=date(2026, 3, 16), by="fsmith").record_no
    for function in (
        f'<get_arpayment key="{number}"/>',
        f'<get object="arpayment" key="{number}"/>',
    ):
        shown = gateway.call(function).data[0]
        assert shown.findtext("paymentapplied") == "100.00"
        assert shown.findtext("arpaymentitems/arpaymentitem/invoicekey") == str(key)
    assert gateway.call('<get_arpayment key="1"/>').results == ["failure"]


def test_get__is_the_documents_own_function(gateway: Any, desk: Any) -> None:
    key = desk.invoice(number="RL-1").record_no
    assert (
        gateway.call(f'<get object="invoice" key="{key}"/>').data[0].findtext("invoiceno") == "RL-1"
    )
    assert gateway.call('<get object="gadget" key="1"/>').errors == ["XL03000009"]


def listed(gateway: Any, inner: str, extra: str = "") -> Any:
    answer = gateway.call(f'<get_list object="invoice" {extra}>{inner}</get_list>')
    assert answer.results == ["success"], answer.reason
    numbers = [row.findtext("invoiceno") for row in answer.data]
    return dict(answer.root.find("operation/result/listtype").attrib), numbers


def expression(field: str, sign: str, value: str) -> str:
    return (
        f"<expression><field>{field}</field><operator>{sign}</operator><value>{value}</value>"
        "</expression>"
    )


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("", ["A-1", "A-2", "B-3"]),
        (f"<filter>{expression('invoiceno', 'like', 'A%')}</filter>", ["A-1", "A-2"]),
        (f"<filter>{expression('totalamount', '&gt;=', '20')}</filter>", ["A-2", "B-3"]),
        (f"<filter>{expression('datecreated', '&lt;', '03/02/2026')}</filter>", []),
        (
            (
                f'<filter><logical logical_operator="or">{expression("invoiceno", "=", "A-1")}'
                f"{expression('invoiceno', '=', 'B-3')}</logical></filter>"
            ),
            ["A-1", "B-3"],
        ),
        ('<sorts><sortfield order="desc">totalamount</sortfield></sorts>', ["B-3", "A-2", "A-1"]),
    ],
)
def test_get_list__filters_and_sorts(gateway: Any, desk: Any, inner: str, expected: Any) -> None:
    for number, amount in (("A-1", "10"), ("A-2", "20"), ("B-3", "30")):
        desk.invoice(amount, number=number, tax=None)
    assert listed(gateway, inner)[1] == expected


def test_get_list__pages(gateway: Any, desk: Any) -> None:
    for number in ("A-1", "A-2", "A-3"):
        desk.invoice(number=number)
    place, numbers = listed(gateway, "", 'start="1" maxitems="1"')
    assert (place, numbers) == ({"start": "1", "end": "1", "total": "3"}, ["A-2"])


def test_get_list__of_what_is_not_served(gateway: Any) -> None:
    assert gateway.call('<get_list object="smarteventlog"/>').errors == ["XL03000009"]
