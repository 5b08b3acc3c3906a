"""`read`, `readByName`, and the functions that tell which company this is."""

from typing import Any

from sandbox.intacct.forms import ContactForm, PartyForm


def test_read__nests_and_owns_lines_and_writes_iso_dates(gateway: Any, desk: Any) -> None:
    invoice = desk.invoice("0.40")
    answer = gateway.call(
        f"<read><object>ARINVOICE</object><keys>{invoice.record_no}</keys><fields>*</fields></read>"
    )
    assert dict(answer.data.attrib) == {"listtype": "arinvoice", "count": "1"}
    [row] = answer.data
    assert row.tag == "arinvoice"
    assert row.findtext("WHENCREATED") == "2026-03-02"
    assert row.findtext("AUWHENCREATED").startswith("2026-03-02T09:00:0")
    assert row.findtext("AUWHENCREATED").endswith("Z")
    assert row.findtext("TRX_TOTALENTERED") == "0.48"
    lines = row.findall("ARINVOICEITEMS/arinvoiceitem")
    assert [line.findtext("TRX_AMOUNT") for line in lines] == ["0.4", "0.08"]


def test_read__several_keys_and_a_missing_one(gateway: Any, desk: Any) -> None:
    keys = [desk.invoice().record_no for _ in range(2)]
    answer = gateway.call(
        f"<read><object>ARINVOICE</object><keys>{keys[0]},999999,{keys[1]}</keys>"
        "<fields>RECORDNO,STATE</fields></read>"
    )
    assert answer.data.get("count") == "2"
    assert [child.tag for child in answer.data[0]] == ["RECORDNO", "STATE"]


def test_read_by_name__customer_with_display_contact(gateway: Any, desk: Any) -> None:
    desk.book.update_customer(
        "C-17", PartyForm(contact=ContactForm(city="Leeds", country="United Kingdom")), by="admin"
    )
    answer = gateway.call(
        "<readByName><object>CUSTOMER</object><keys>C-17</keys><fields>*</fields></readByName>"
    )
    [row] = answer.data
    assert row.findtext("DISPLAYCONTACT/CONTACTNAME") == "Quay Foods Ltd(CC-17)"
    assert row.findtext("DISPLAYCONTACT/MAILADDRESS/CITY") == "Leeds"
    assert row.findtext("DISPLAYCONTACT/MAILADDRESS/COUNTRY") == "United Kingdom"


def test_read__tax_detail_goes_by_its_id(gateway: Any) -> None:
    answer = gateway.call(
        "<read><object>TAXDETAIL</object><keys>UK Sale Reduced</keys><fields>VALUE</fields></read>"
    )
    assert answer.text("operation/result/data/taxdetail/VALUE") == "5"


def test_get_dimensions__uses_the_companys_own_words(gateway: Any, desk: Any) -> None:
    desk.book.options.dimension_labels["LOCATION"] = "Property"
    data = gateway.call("<getDimensions/>").data
    labels = {
        row.findtext("objectName"): row.findtext("termLabel") for row in data.find("dimensions")
    }
    assert labels["LOCATION"] == "Property"
    assert labels["DEPARTMENT"] == "Department"


def test_read_user_formatting__is_what_the_gateway_writes(gateway: Any) -> None:
    data = gateway.call("<readUserFormatting><userId>xmluser</userId></readUserFormatting>").data
    formatting = data.find("userformatting")
    found = [formatting.findtext(tag) for tag in ("locale", "dateformat", "gmtoffset", "clock")]
    assert found == ["en_US", "/mdY", "+00:00", "24"]


def test_company__its_name_currency_and_entities(gateway: Any, desk: Any) -> None:
    desk.book.create_entity("E200", "Quay House Ltd", by="admin")
    answer = gateway.call(
        '<get_list object="company_info"/>', "<getFinancialSetup/>", "<readEntityDetails/>"
    )
    assert answer.results == ["success"] * 3
    assert answer.text("operation/result/listtype") == "company_info"
    assert answer.text("operation/result/data/company_info/title") == "Harbour Property"
    assert answer.text("operation/result/data/financialSetup/baseCurrency") == "GBP"
    assert answer.text("operation/result/data/entity/id") == "E200"
