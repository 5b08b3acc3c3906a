"""AP bills: generic and legacy, drafts, tax, reversal, deletion."""

from datetime import date
from typing import Any

import pytest

DAY = "<year>2026</year><month>03</month><day>02</day>"
TAX = "<TAXENTRIES><TAXENTRY><DETAILID>UK Purchase Standard</DETAILID></TAXENTRY></TAXENTRIES>"


def legacy(middle: str = "<termname>N30</termname>", line: str = "") -> str:
    return (
        f"<create_bill><vendorid>V-5</vendorid><datecreated>{DAY}</datecreated>{middle}<billitems>"
        f"<lineitem><glaccountno>4100</glaccountno><amount>80.00</amount>{line}</lineitem>"
        "</billitems></create_bill>"
    )


def generic(header: str = "", amount: str = "<TRX_AMOUNT>80.00</TRX_AMOUNT>") -> str:
    return (
        "<create><APBILL><VENDORID>V-5</VENDORID><WHENCREATED>03/02/2026</WHENCREATED>"
        f"<WHENDUE>03/16/2026</WHENDUE><RECORDID>B-1</RECORDID>{header}<APBILLITEMS><APBILLITEM>"
        f"<ACCOUNTNO>4100</ACCOUNTNO>{amount}<ENTRYDESCRIPTION>Lift</ENTRYDESCRIPTION>{TAX}"
        "</APBILLITEM></APBILLITEMS></APBILL></create>"
    )


def record_no(answer: Any) -> int:
    return int(answer.text("operation/result/data/apbill/RECORDNO"))


def test_generic_create__posts_with_purchase_tax(gateway: Any) -> None:
    answer = gateway.call(generic())
    assert answer.results == ["success"]
    fields = "RECORDID STATE RAWSTATE VENDORNAME WHENDUE TRX_TOTALENTERED RECORDTYPE MODULEKEY"
    assert gateway.rows("APBILL", fields) == [
        ("B-1", "Posted", "A", "Crane Lifts Ltd", "03/16/2026", "96", "pi", "3.AP")
    ]


def test_generic_create__draft_is_posted_by_an_update(gateway: Any) -> None:
    number = record_no(gateway.call(generic("<ACTION>Draft</ACTION>")))
    assert gateway.rows("APBILL", "STATE") == [("Draft",)]
    update = (
        f"<update><APBILL><RECORDNO>{number}</RECORDNO><ACTION>Submit</ACTION></APBILL></update>"
    )
    assert gateway.call(update).results == ["success"]
    assert gateway.rows("APBILL", "STATE") == [("Posted",)]


def test_generic_create__net_and_tax_are_worked_out_of_the_gross(gateway: Any) -> None:
    gross = "<TOTALTRXAMOUNT>100.00</TOTALTRXAMOUNT>"
    gateway.call(generic("<INCLUSIVETAX>true</INCLUSIVETAX>", gross))
    assert gateway.rows("APBILLITEM", "AMOUNT") == [("83.33",), ("16.67",)]


def test_generic_create__nonsense_is_refused(gateway: Any) -> None:
    for header in ("<ACTION>Later</ACTION>", "<WHENPOSTED>soon</WHENPOSTED>", "<COLOUR>1</COLOUR>"):
        assert gateway.call(generic(header)).results == ["failure"]
    assert gateway.rows("APBILL", "RECORDNO") == []


def test_legacy_create__and_look_up(gateway: Any) -> None:
    middle = (
        "<termname>N30</termname><action>Draft</action><billno>B-7</billno><ponumber>PO</ponumber>"
        "<externalid>E-7</externalid>"
    )
    key = gateway.call(legacy(middle)).key
    answer = gateway.call('<get_bill key="E-7" externalkey="true"/>')
    path = "operation/result/data/bill/"
    assert [answer.text(path + tag) for tag in ("key", "vendorid", "billno", "ponumber")] == [
        *(str(key), "V-5", "B-7", "PO")
    ]
    assert answer.text(f"{path}datedue/month") == "04"


def test_legacy_create__sale_tax_has_no_place_on_a_bill(gateway: Any) -> None:
    entry = "<taxentries><taxentry><detailid>UK Sale Standard</detailid></taxentry></taxentries>"
    assert gateway.call(legacy(line=entry)).reason == "Tax detail 'UK Sale Standard' is not valid"


def test_legacy_update__edits_a_line(gateway: Any) -> None:
    key = gateway.call(legacy()).key
    gateway.call(
        f'<update_bill key="{key}"><description>New</description><updatebillitems>'
        '<updatelineitem line_num="1"><amount>70</amount></updatelineitem></updatebillitems>'
        "</update_bill>"
    )
    assert gateway.rows("APBILL", "DESCRIPTION TRX_TOTALENTERED") == [("New", "70")]


def test_reverse__makes_a_second_record(gateway: Any) -> None:
    key = gateway.call(legacy()).key
    reversal = gateway.call(
        f'<reverse_bill key="{key}"><datereversed>{DAY}</datereversed></reverse_bill>'
    ).key
    assert gateway.rows("APBILL", "RECORDNO STATE TRX_TOTALENTERED") == [
        (str(key), "Reversed", "80"),
        (str(reversal), "Reversal", "-80"),
    ]


@pytest.mark.parametrize("generic_function", [True, False])
def test_delete__a_draft(gateway: Any, *, generic_function: bool) -> None:
    key = gateway.call(legacy("<termname>N30</termname><action>Draft</action>")).key
    function = (
        f"<delete><object>APBILL</object><keys>{key}</keys></delete>"
        if generic_function
        else f'<delete_bill key="{key}"/>'
    )
    assert gateway.call(function).results == ["success"]
    condition = (
        "<and><equalto><field>OBJECTTYPE</field><value>apbill</value></equalto>"
        "<equalto><field>ACCESSMODE</field><value>D</value></equalto></and>"
    )
    assert gateway.rows("AUDITHISTORY", "OBJECTKEY", condition) == [(f"{key}--REC",)]


def test_closed_period__names_the_payables(gateway: Any, desk: Any) -> None:
    desk.book.close_books_until(date(2026, 3, 31))
    assert gateway.call(legacy()).reason == "The date must be in an open period 'AP'"


def test_vendor__shows_what_is_owed_and_cannot_go(gateway: Any, desk: Any) -> None:
    gateway.call(legacy(), generic())
    assert gateway.rows("VENDOR", "TOTALDUE") == [("176",)]
    number = desk.book.vendors.named("V-5").record_no
    assert gateway.call(
        f"<delete><object>VENDOR</object><keys>{number}</keys></delete>"
    ).reason == ("Vendor V-5 is in use and cannot be deleted.")


def test_vendor__unknown(gateway: Any) -> None:
    assert gateway.call(legacy().replace("V-5", "V-9")).errors[0] == "BL03002126"
