"""Generic create, update and delete of customers, vendors and reference data."""

from typing import Any

import pytest

CUSTOMER = (
    "<create><CUSTOMER><NAME>Tide &amp; Co</NAME><CUSTOMERID>C-18</CUSTOMERID><DISPLAYCONTACT>"
    "<MAILADDRESS><CITY>Leeds</CITY></MAILADDRESS><EMAIL1>ap@tide.test</EMAIL1>"
    "<PRINTAS>Tide</PRINTAS></DISPLAYCONTACT><TERMNAME>N14</TERMNAME></CUSTOMER></create>"
)


def test_create_customer__answers_with_both_keys(gateway: Any, desk: Any) -> None:
    answer = gateway.call(CUSTOMER)
    customer = desk.book.customers.named("C-18")
    assert dict(answer.data.attrib) == {"listtype": "objects", "count": "1"}
    assert answer.data.findtext("customer/RECORDNO") == str(customer.record_no)
    assert answer.data.findtext("customer/CUSTOMERID") == "C-18"
    assert customer.name == "Tide & Co"
    assert customer.modified_at is None
    contact = desk.book.contacts.named("Tide & Co(CC-18)")
    assert (contact.print_as, contact.city, contact.email1) == ("Tide", "Leeds", "ap@tide.test")


def test_create_customer__taken_id(gateway: Any) -> None:
    gateway.call(CUSTOMER)
    answer = gateway.call(CUSTOMER)
    assert answer.errors == ["BL34000061"]
    assert answer.reason == "Another Customer with the given value(s) 'C-18' already exists"
    assert answer.text("operation/result/errormessage/error/correction") == (
        "Use a unique value instead."
    )


def test_update_customer__absent_stays_and_empty_blanks(gateway: Any, desk: Any) -> None:
    gateway.call(CUSTOMER)
    gateway.call(
        "<update><CUSTOMER><CUSTOMERID>C-18</CUSTOMERID><TERMNAME></TERMNAME>"
        "<DISPLAYCONTACT><EMAIL1>new@tide.test</EMAIL1></DISPLAYCONTACT></CUSTOMER></update>"
    )
    customer = desk.book.customers.named("C-18")
    contact = desk.book.contacts.named(customer.display_contact)
    assert (customer.name, customer.term_name) == ("Tide & Co", "")
    assert (contact.email1, contact.city) == ("new@tide.test", "Leeds")
    assert customer.modified_at is not None


def test_update_customer__archived_by_record_number_cannot_be_invoiced(
    gateway: Any, desk: Any
) -> None:
    number = desk.book.customers.named("C-17").record_no
    update = (
        f"<update><CUSTOMER><RECORDNO>{number}</RECORDNO><STATUS>inactive</STATUS>"
        "</CUSTOMER></update>"
    )
    assert gateway.call(update).results == ["success"]
    assert gateway.rows("CUSTOMER", "STATUS") == [("inactive",)]


def test_delete_customer__answers_with_the_status_only(gateway: Any, desk: Any) -> None:
    number = desk.book.customers.named("C-17").record_no
    delete = f"<delete><object>CUSTOMER</object><keys>{number}</keys></delete>"
    answer = gateway.call(delete)
    [result] = answer.root.iterfind("operation/result")
    assert [child.tag for child in result] == ["status", "function", "controlid"]
    again = gateway.call(delete)
    assert again.errors == ["BL01001973"]
    assert again.reason == f"Cannot find customer with key '{number}' to delete."


@pytest.mark.parametrize(
    ("kind", "attribute", "body"),
    [
        ("CUSTOMER", "customerid", "<CUSTOMERID>X</CUSTOMERID><NAME>X</NAME>"),
        ("VENDOR", "vendorid", "<VENDORID>X</VENDORID><NAME>X</NAME>"),
        ("CONTACT", "contactname", "<CONTACTNAME>X</CONTACTNAME><PRINTAS>X</PRINTAS>"),
        ("ITEM", "itemid", "<ITEMID>X</ITEMID><NAME>X</NAME>"),
        ("GLACCOUNT", "glaccountno", "<ACCOUNTNO>X</ACCOUNTNO><TITLE>X</TITLE>"),
        ("DEPARTMENT", "departmentid", "<DEPARTMENTID>X</DEPARTMENTID><TITLE>X</TITLE>"),
        ("LOCATION", "locationid", "<LOCATIONID>X</LOCATIONID><NAME>X</NAME>"),
        ("CLASS", "key", "<CLASSID>X</CLASSID><NAME>X</NAME>"),
        (
            "PROJECT",
            "key",
            "<PROJECTID>X</PROJECTID><NAME>X</NAME><DEPARTMENTID>RES</DEPARTMENTID>",
        ),
    ],
)
def test_legacy_delete__goes_by_the_natural_id(
    gateway: Any, desk: Any, kind: str, attribute: str, body: str
) -> None:
    number = gateway.call(f"<create><{kind}>{body}</{kind}></create>").data[0].findtext("RECORDNO")
    noun = kind.lower()
    answer = gateway.call(f'<delete_{noun} {attribute}="X"/>')
    assert (answer.results, answer.data) == (["success"], None)
    last = list(desk.book.audit_trail)[-1]
    assert (last.object_type, last.access_mode, last.object_key) == (noun, "D", f"{number}--REC")
    again = gateway.call(f'<delete_{noun} {attribute}="X"/>')
    assert again.reason == f"Cannot find {noun} with key 'X' to delete."


def test_delete_contact__not_while_a_customer_goes_by_it(gateway: Any, desk: Any) -> None:
    name = desk.book.customers.named("C-17").display_contact
    number = desk.book.contacts.named(name).record_no
    delete = f"<delete><object>CONTACT</object><keys>{number}</keys></delete>"
    assert gateway.call(delete).reason == f"Contact {name} is in use and cannot be deleted."
    desk.book.delete_customer("C-17", by="fsmith")
    assert gateway.call(delete).results == ["success"]


def test_delete_customer__not_while_it_has_invoices(gateway: Any, desk: Any) -> None:
    desk.invoice()
    number = desk.book.customers.named("C-17").record_no
    answer = gateway.call(f"<delete><object>CUSTOMER</object><keys>{number}</keys></delete>")
    assert answer.errors == ["BL01001973"]


@pytest.mark.parametrize(
    ("name", "key", "created", "changed"),
    [
        ("GLACCOUNT", "ACCOUNTNO", "<TITLE>Parking</TITLE>", "<TITLE>Car parks</TITLE>"),
        ("TAXDETAIL", "DETAILID", "<VALUE>12.5</VALUE>", "<VALUE>13</VALUE>"),
        ("DEPARTMENT", "DEPARTMENTID", "<TITLE>Estates</TITLE>", "<TITLE>Estate</TITLE>"),
        ("LOCATION", "LOCATIONID", "<NAME>Dock</NAME>", "<NAME>Dock 1</NAME>"),
        ("CLASS", "CLASSID", "<NAME>Retail</NAME>", "<NAME>Shops</NAME>"),
        ("PROJECT", "PROJECTID", "<NAME>Refit</NAME>", "<NAME>Refit 2</NAME>"),
        ("VENDOR", "VENDORID", "<NAME>Lifts Ltd</NAME>", "<NAME>Lift Ltd</NAME>"),
    ],
)
def test_masters__live_and_leave_their_trail(
    gateway: Any, name: str, key: str, created: str, changed: str
) -> None:
    field = created[1 : created.index(">")]
    own = f"<{key}>NEW</{key}>"
    condition = f"<equalto><field>{key}</field><value>NEW</value></equalto>"
    gateway.call(f"<create><{name}>{own}{created}</{name}></create>")
    gateway.call(f"<update><{name}>{own}{changed}</{name}></update>")
    [(number, value)] = gateway.rows(name, f"RECORDNO {field}", condition)
    assert f"<{field}>{value}</{field}>" == changed
    deletion_key = "NEW" if name == "TAXDETAIL" else number
    gateway.call(f"<delete><object>{name}</object><keys>{deletion_key}</keys></delete>")
    assert gateway.rows(name, "RECORDNO", condition) == []
    trail = f"<equalto><field>OBJECTKEY</field><value>{number}--REC</value></equalto>"
    modes = gateway.rows("AUDITHISTORY", "ACCESSMODE", trail)
    assert modes == [("C",), ("M",), ("D",)]


@pytest.mark.parametrize(
    ("function", "errorno"),
    [
        ("<create><NOTHING/></create>", "XL03000009"),
        ("<create><ARINVOICE/></create>", "BL01001973"),
        ("<create><CUSTOMER><CUSTOMERID>C-30</CUSTOMERID></CUSTOMER></create>", "BL01001973"),
        ("<create><CUSTOMER><COLOUR>red</COLOUR></CUSTOMER></create>", "XL03000010"),
        ("<update><CUSTOMER><CUSTOMERID>C-99</CUSTOMERID></CUSTOMER></update>", "BL01001973"),
        ("<update><VENDOR><VENDORID>V-99</VENDORID></VENDOR></update>", "BL03002126"),
        (
            "<create><TAXDETAIL><DETAILID>T</DETAILID><VALUE>much</VALUE></TAXDETAIL></create>",
            "BL01001973",
        ),
    ],
)
def test_masters__nonsense_is_refused(gateway: Any, function: str, errorno: str) -> None:
    assert gateway.call(function).errors == [errorno]
