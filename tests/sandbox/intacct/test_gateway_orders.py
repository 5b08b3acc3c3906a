"""Items, Order Entry and Purchasing: tax on save, posting, re-creation of the AR record."""

from datetime import date
from typing import Any

import pytest

DAY = "<year>2026</year><month>03</month><day>02</day>"


@pytest.fixture(autouse=True)
def items(gateway: Any) -> None:
    """A thing to sell and a thing to buy."""
    answer = gateway.call(
        "<create><ITEM><ITEMID>4000-s</ITEMID><NAME>Rent [s]</NAME><ITEMTYPE>Non-Inventory (Sales "
        "only)</ITEMTYPE><INCOMEACCTKEY>4000</INCOMEACCTKEY><TAXABLE>true</TAXABLE></ITEM></create>",
        "<create><ITEM><ITEMID>4100-p</ITEMID><NAME>Repair [p]</NAME><ITEMTYPE>Non-Inventory "
        "(Purchase only)</ITEMTYPE><EXPENSEACCTKEY>4100</EXPENSEACCTKEY></ITEM></create>",
    )
    assert answer.results == ["success", "success"]


def sale(
    line: str = "", middle: str = "", tail: str = "", definition: str = "Sales Invoice"
) -> str:
    return (
        f"<create_sotransaction><transactiontype>{definition}</transactiontype><datecreated>{DAY}"
        "</datecreated><customerid>C-17</customerid><documentno>RL-1</documentno><termname>N14"
        f"</termname>{middle}<sotransitems><sotransitem><itemid>4000-s</itemid><quantity>2</quantity>"
        f"<price>100.00</price>{line}</sotransitem></sotransitems>{tail}</create_sotransaction>"
    )


def purchase(line: str = "") -> str:
    return (
        f"<create_potransaction><transactiontype>Vendor Invoice</transactiontype><datecreated>{DAY}"
        "</datecreated><vendorid>V-5</vendorid><documentno>B-1</documentno><vendordocno>X-9"
        f"</vendordocno><datedue>{DAY}</datedue><potransitems><potransitem><itemid>4100-p</itemid>"
        f"<quantity>1</quantity><price>50</price>{line}</potransitem></potransitems>"
        "</create_potransaction>"
    )


def order(gateway: Any, fields: str) -> Any:
    [row] = gateway.rows("SODOCUMENT", fields)
    return row


def test_item__is_created_read_changed_and_deleted(gateway: Any) -> None:
    read = "<readByName><object>ITEM</object><keys>4000-s</keys><fields>NAME,ITEMTYPE</fields></readByName>"
    row = gateway.call(read).data[0]
    assert (row.findtext("NAME"), row.findtext("ITEMTYPE")) == (
        *("Rent [s]", "Non-Inventory (Sales only)"),
    )
    gateway.call("<update><ITEM><ITEMID>4000-s</ITEMID><STATUS>inactive</STATUS></ITEM></update>")
    assert gateway.call(sale()).reason == "Item '4000-s' is not valid"
    number = gateway.rows("ITEM", "RECORDNO")[0][0]
    gateway.call(f"<delete><object>ITEM</object><keys>{number}</keys></delete>")
    assert gateway.rows("ITEM", "ITEMID") == [("4100-p",)]


def test_create__answers_with_the_docid_and_posts(gateway: Any) -> None:
    answer = gateway.call(sale())
    assert answer.text("operation/result/key") == "Sales Invoice-RL-1"
    key, total, due = order(gateway, "PRRECORDKEY TRX_TOTAL TRX_TOTALDUE")
    assert (total, due) == ("240", "240")
    fields = "RECORDNO RECORDID MODULEKEY DESCRIPTION2 TRX_TOTALENTERED STATE"
    assert gateway.rows("ARINVOICE", fields) == [
        (key, "RL-1", "8.SO", "Sales Invoice-RL-1", "240", "Posted")
    ]
    assert gateway.rows("SODOCUMENT", "ARINVOICE.RECORDNO") == [(key,)]


def test_create__tax_comes_back_in_subtotals_and_entries(gateway: Any) -> None:
    gateway.call(sale())
    [number] = order(gateway, "RECORDNO")
    row = gateway.call(f"<read><object>SODOCUMENT</object><keys>{number}</keys></read>").data[0]
    entry = row.find("SODOCUMENTENTRIES/sodocumententry")
    assert [entry.findtext(tag) for tag in ("LINE_NO", "TRX_VALUE", "TRX_TAXABSVAL")] == [
        *("0", "200", "40"),
    ]
    shown = [
        (part.findtext("RECORDNO") != "", part.findtext("DESCRIPTION"), part.findtext("TRX_TOTAL"))
        for part in row.find("SUBTOTALS")
    ]
    assert shown == [
        (False, "SubTotal", "200"),
        (True, "Sales Tax", "40"),
        (False, "TOTAL", "240"),
    ]
    rows = gateway.rows("SODOCUMENTSUBTOTALS", "DESCRIPTION TOTAL TAXDETAIL PERCENTVAL")
    assert rows == [("Sales Tax", "40", "UK Sale Standard", "20")]


def test_create__a_draft_makes_no_record_until_it_is_saved_otherwise(gateway: Any) -> None:
    gateway.call(sale(middle="<state>Draft</state>"))
    assert order(gateway, "STATE PRRECORDKEY") == ("Draft", "")
    gateway.call(
        '<update_sotransaction key="Sales Invoice-RL-1"><state>Pending</state></update_sotransaction>'
    )
    state, key = order(gateway, "STATE PRRECORDKEY")
    assert state == "Pending"
    assert gateway.rows("ARINVOICE", "RECORDNO") == [(key,)]


def test_create__a_definition_that_does_not_post(gateway: Any) -> None:
    gateway.call(sale(definition="Sales Order"))
    assert gateway.rows("ARINVOICE", "RECORDNO") == []
    converted = sale(middle="", definition="Sales Invoice").replace(
        "<customerid>", "<createdfrom>Sales Order-RL-1</createdfrom><customerid>"
    )
    assert gateway.call(converted).results == ["success"]
    rows = gateway.rows("SODOCUMENT", "DOCID STATE")
    assert rows == [("Sales Order-RL-1", "Converted"), ("Sales Invoice-RL-1", "Pending")]


def test_update__re_creates_the_ar_record_and_the_trail_tells(gateway: Any) -> None:
    gateway.call(sale(middle="<externalid>E-1</externalid>"))
    [before] = order(gateway, "PRRECORDKEY")
    answer = gateway.call(
        '<update_sotransaction key="E-1" externalkey="true"><updatesotransitems>'
        '<updatesotransitem line_num="1"><price>150</price></updatesotransitem>'
        "</updatesotransitems></update_sotransaction>"
    )
    assert answer.text("operation/result/key") == "Sales Invoice-RL-1"
    after, total = order(gateway, "PRRECORDKEY TRX_TOTAL")
    assert (after != before, total) == (True, "360")
    assert gateway.rows("ARINVOICE", "RECORDNO TRX_TOTALENTERED") == [(after, "360")]
    condition = "<equalto><field>OBJECTTYPE</field><value>arinvoice</value></equalto>"
    assert gateway.rows("AUDITHISTORY", "OBJECTKEY ACCESSMODE", condition) == [
        (f"{before}--REC", "C"),
        (f"{before}--REC", "D"),
        (f"{after}--REC", "C"),
    ]


def test_ar_record__is_in_order_entrys_hands(gateway: Any) -> None:
    gateway.call(sale())
    [key] = order(gateway, "PRRECORDKEY")
    delete = f"<delete><object>ARINVOICE</object><keys>{key}</keys></delete>"
    reverse = f'<reverse_invoice key="{key}"><datereversed>{DAY}</datereversed></reverse_invoice>'
    assert gateway.call(delete, reverse).results == ["failure", "failure"]


def test_delete__takes_the_ar_record_with_it_unless_paid(gateway: Any, desk: Any) -> None:
    gateway.call(sale())
    [key] = order(gateway, "PRRECORDKEY")
    payment = desk.book.pay_invoice(int(key), on=date(2026, 3, 9), by="fsmith")
    delete = '<delete_sotransaction key="Sales Invoice-RL-1"/>'
    assert gateway.call(delete).results == ["failure"]
    desk.book.reverse_payment(payment.record_no, on=date(2026, 3, 9), by="fsmith")
    assert gateway.call(delete).results == ["success"]
    assert gateway.rows("ARINVOICE", "RECORDNO") == []


def test_tax__untaxed_overridden_and_chosen(gateway: Any, desk: Any) -> None:
    gateway.call(sale().replace("<quantity>", "<taxable>false</taxable><quantity>"))
    assert order(gateway, "TRX_TOTAL") == ("200",)
    gateway.call('<delete_sotransaction key="Sales Invoice-RL-1"/>')
    override = (
        "<linesubtotals><linesubtotal><overridedetailid>UK Sale Reduced</overridedetailid>"
        "<trx_tax>9.99</trx_tax></linesubtotal></linesubtotals>"
    )
    gateway.call(sale(override))
    assert order(gateway, "TRX_TOTAL") == ("209.99",)
    gateway.call('<delete_sotransaction key="Sales Invoice-RL-1"/>')
    desk.book.options.order_tax_details["Sale"] = "UK Sale Reduced"
    gateway.call(sale())
    assert order(gateway, "TRX_TOTAL") == ("210",)


def test_subtotals__amounts_and_percentages_are_added(gateway: Any) -> None:
    tail = (
        "<subtotals><subtotal><description>Carriage</description><total>5</total></subtotal>"
        "<subtotal><description>Discount</description><total>0</total><percentval>-10</percentval>"
        "</subtotal></subtotals>"
    )
    gateway.call(sale(tail=tail))
    assert order(gateway, "TRX_TOTAL") == ("225",)
    assert gateway.rows("ARINVOICE", "TRX_TOTALENTERED") == [("225",)]


@pytest.mark.parametrize(
    "function",
    [
        sale(definition="Vendor Invoice"),
        sale(definition="Nothing"),
        sale(middle="<state>Someday</state>"),
        sale().replace("4000-s", "4100-p"),
        sale().replace("C-17", "C-99"),
        '<update_sotransaction key="No"><state>Draft</state></update_sotransaction>',
        '<delete_sotransaction key="No"/>',
    ],
)
def test_create__what_does_not_fit_is_refused(gateway: Any, function: str) -> None:
    assert gateway.call(function).results == ["failure"]
    assert gateway.rows("SODOCUMENT", "RECORDNO") == []
    assert gateway.rows("ARINVOICE", "RECORDNO") == []


def test_create__number_is_taken(gateway: Any) -> None:
    assert gateway.call(sale(), sale()).errors[0] == "BL34000061"


def test_purchasing__mirrors_into_payables(gateway: Any) -> None:
    tax = "<overridetaxamount>true</overridetaxamount><tax>9.00</tax>"
    assert gateway.call(purchase(tax)).text("operation/result/key") == "Vendor Invoice-B-1"
    [row] = gateway.rows("PODOCUMENT", "PRRECORDKEY TRX_TOTAL VENDORDOCNO CUSTVENDNAME")
    assert row[1:] == ("59", "X-9", "Crane Lifts Ltd")
    assert gateway.rows("APBILL", "RECORDNO MODULEKEY TRX_TOTALDUE") == [(row[0], "9.PO", "59")]
