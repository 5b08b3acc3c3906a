"""`query`: fields, operators, order, pages."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from sandbox.intacct.forms import ContactForm, PartyForm
from sandbox.intacct.objects.catalogue import catalogue_of

BY_NUMBER = "<orderby><order><field>RECORDNO</field><ascending/></order></orderby>"

QUERIED = [
    *("CUSTOMER", "VENDOR", "CONTACT", "ARINVOICE", "ARINVOICEITEM", "ARPYMT", "ARPYMTDETAIL"),
    *("GLACCOUNT", "TAXDETAIL", "TAXSOLUTION", "DEPARTMENT", "LOCATION", "CLASS", "PROJECT"),
    *("ARADJUSTMENT", "ARADJUSTMENTITEM", "APBILL", "APBILLITEM", "APADJUSTMENT"),
    *("CHECKINGACCOUNT", "APIUSAGEDETAIL", "APIUSAGESUMMARY"),
    *("ITEM", "SODOCUMENT", "SODOCUMENTENTRY", "PODOCUMENT", "PODOCUMENTSUBTOTALS"),
    *("ARADVANCE", "ARPOSTEDOVERPAYMENT", "ARINVOICEPAYMENT", "APPYMT", "APPYMTDETAIL"),
    *("ARPYMTENTRY", "APPYMTENTRY", "ARADVANCEITEM", "APADVANCE", "APADVANCEITEM"),
    *("PRTAXENTRY", "TAXRECORD", "SODOCUMENTSUBTOTALS", "PODOCUMENTENTRY"),
    *("APADJUSTMENTITEM", "APBILLPAYMENT", "COMPANY", "LOCATIONENTITY", "USERINFO", "AUDITHISTORY"),
]


def compare(operator: str, field: str, *values: str) -> str:
    inner = "".join(f"<value>{value}</value>" for value in values)
    return f"<{operator}><field>{field}</field>{inner}</{operator}>"


def customers(desk: Any, *names: str) -> None:
    for number, name in enumerate(names, start=20):
        desk.book.create_customer(PartyForm(party_id=f"C-{number}", name=name), by="admin")


def test_query__page_has_its_place_in_the_whole(gateway: Any, desk: Any) -> None:
    for _ in range(5):
        desk.invoice()
    answer = gateway.query(
        "ARINVOICE", "RECORDNO", extra=f"{BY_NUMBER}<pagesize>2</pagesize><offset>2</offset>"
    )
    assert dict(answer.data.attrib) == {
        "listtype": "ARINVOICE",
        "totalcount": "5",
        "offset": "2",
        "count": "2",
        "numremaining": "1",
    }


def test_query__paging_by_key_meets_every_record_once(gateway: Any, desk: Any) -> None:
    expected = [str(desk.invoice().record_no) for _ in range(7)]
    met: list[str] = []
    last = "0"
    for _ in range(4):
        condition = compare("greaterthan", "RECORDNO", last)
        page = gateway.rows(
            "ARINVOICE", "RECORDNO", condition, f"{BY_NUMBER}<pagesize>2</pagesize>"
        )
        met.extend(row[0] for row in page)
        last = met[-1]
    assert met == expected


def test_query__empty_list(gateway: Any) -> None:
    data = gateway.query("ARINVOICE", "RECORDNO").data
    assert (data.get("totalcount"), data.get("count"), len(data)) == ("0", "0", 0)


def test_query__dates_are_american(gateway: Any, desk: Any) -> None:
    desk.invoice()
    [row] = gateway.rows("ARINVOICE", "WHENCREATED WHENDUE AUWHENCREATED")
    assert row[:2] == ("03/02/2026", "04/01/2026")
    assert row[2].startswith("03/02/2026 09:00:0")


def test_query__times_are_in_the_users_zone(gateway: Any, desk: Any) -> None:
    user = desk.book.user("xmluser")
    desk.book.users.put(msgspec.structs.replace(user, gmt_offset_minutes=-480))
    desk.invoice()
    [row] = gateway.rows("ARINVOICE", "AUWHENCREATED")
    assert row[0].startswith("03/02/2026 01:00:0")
    since = compare("greaterthanorequalto", "AUWHENCREATED", "03/02/2026 01:00:00")
    assert len(gateway.rows("ARINVOICE", "RECORDNO", since)) == 1
    later = compare("greaterthanorequalto", "AUWHENCREATED", "03/02/2026 02:00:00")
    assert gateway.rows("ARINVOICE", "RECORDNO", later) == []


@pytest.mark.parametrize(
    ("amount", "written"),
    [("1200.00", "1200"), ("0.50", ".5"), ("-0.50", "-.5"), ("12.05", "12.05"), ("0.00", "0")],
)
def test_query__amounts_lose_their_zeros(
    gateway: Any, desk: Any, amount: str, written: str
) -> None:
    desk.invoice(amount, tax=None)
    assert gateway.rows("ARINVOICE", "TRX_TOTALENTERED") == [(written,)]


def test_query__dotted_paths_reach_related_records(gateway: Any, desk: Any) -> None:
    form = PartyForm(contact=ContactForm(email1="ap@quay.test", city="Leeds"))
    desk.book.update_customer("C-17", form, by="admin")
    desk.invoice()
    fields = "CUSTOMER.NAME CUSTOMER.DISPLAYCONTACT.EMAIL1 CUSTOMER.DISPLAYCONTACT.MAILADDRESS.CITY"
    assert gateway.rows("ARINVOICE", fields) == [("Quay Foods Ltd", "ap@quay.test", "Leeds")]
    condition = compare("equalto", "CUSTOMER.NAME", "Quay Foods Ltd")
    assert len(gateway.rows("ARINVOICE", "RECORDNO", condition)) == 1


def test_query__own_hierarchy_is_followed_once(gateway: Any, desk: Any) -> None:
    desk.book.create_customer(
        PartyForm(party_id="C-18", name="Child", parent_id="C-17"), by="admin"
    )
    rows = gateway.rows("CUSTOMER", "NAME PARENT.NAME", compare("equalto", "NAME", "Child"))
    assert rows == [("Child", "Quay Foods Ltd")]
    assert gateway.query("CUSTOMER", "PARENT.PARENT.NAME").errors == ["XL03000010"]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (compare("equalto", "NAME", "Able"), ["Able"]),
        (compare("notequalto", "NAME", "Able"), ["Baker", "abel", "Quay Foods Ltd"]),
        (compare("lessthan", "NAME", "Baker"), ["Able"]),
        (compare("lessthanorequalto", "NAME", "Baker"), ["Able", "Baker"]),
        (compare("greaterthan", "NAME", "Quay Foods Ltd"), ["abel"]),
        (compare("greaterthanorequalto", "NAME", "Quay Foods Ltd"), ["Quay Foods Ltd", "abel"]),
        (compare("between", "NAME", "Able", "Baker"), ["Able", "Baker"]),
        (compare("in", "NAME", "abel", "Baker", "nobody"), ["Baker", "abel"]),
        (compare("notin", "NAME", "abel", "Baker"), ["Able", "Quay Foods Ltd"]),
        (compare("like", "NAME", "%b%e%"), ["Able", "abel"]),
        (compare("like", "NAME", "A_le"), ["Able"]),
        (compare("notlike", "NAME", "%b%"), ["Baker", "Quay Foods Ltd"]),
        (compare("isnull", "WHENMODIFIED"), ["Baker", "Quay Foods Ltd", "abel"]),
        (compare("isnotnull", "WHENMODIFIED"), ["Able"]),
        (compare("isnull", "TERMNAME"), ["Able", "Baker", "Quay Foods Ltd", "abel"]),
        (compare("equalto", "ONHOLD", "false"), ["Able", "Baker", "Quay Foods Ltd", "abel"]),
        (
            (
                f"<or>{compare('equalto', 'NAME', 'Able')}"
                f"<and>{compare('equalto', 'STATUS', 'active')}"
                f"{compare('equalto', 'NAME', 'Baker')}</and></or>"
            ),
            ["Able", "Baker"],
        ),
    ],
)
def test_query__operators(gateway: Any, desk: Any, condition: str, found: list[str]) -> None:
    customers(desk, "Able", "Baker", "abel")
    desk.book.update_customer("C-20", PartyForm(comments="edited"), by="admin")
    names = [row[0] for row in gateway.rows("CUSTOMER", "NAME", condition)]
    assert sorted(names) == sorted(found)


def test_query__case_counts_unless_it_is_told_not_to(gateway: Any, desk: Any) -> None:
    customers(desk, "Able", "ABLE")
    condition = compare("equalto", "NAME", "able")
    assert gateway.rows("CUSTOMER", "NAME", condition) == []
    option = "<options><caseinsensitive>true</caseinsensitive></options>"
    assert len(gateway.rows("CUSTOMER", "NAME", condition, option)) == 2


def test_query__order_by_several_fields(gateway: Any, desk: Any) -> None:
    for day, number in ((3, "a"), (2, "b"), (3, "c")):
        desk.invoice(number=number, on=date(2026, 3, day))
    order = (
        "<orderby><order><field>WHENCREATED</field><descending/></order>"
        "<order><field>RECORDID</field><ascending/></order></orderby>"
    )
    assert gateway.rows("ARINVOICE", "RECORDID", "", order) == [("a",), ("c",), ("b",)]


@pytest.mark.parametrize(
    "condition",
    [
        compare("in", "RECORDKEY", "{0}", "{2}"),
        f"<or>{compare('equalto', 'RECORDKEY', '{0}')}{compare('equalto', 'RECORDKEY', '{2}')}</or>",
        (
            f"<and>{compare('between', 'RECORDKEY', '{0}', '{2}')}"
            f"{compare('notequalto', 'RECORDKEY', '{1}')}</and>"
        ),
        (
            f"<and>{compare('lessthanorequalto', 'RECORDKEY', '{2}')}"
            f"{compare('notequalto', 'ARINVOICE.RECORDNO', '{1}')}</and>"
        ),
    ],
)
def test_query__lines_by_their_invoice(gateway: Any, desk: Any, condition: str) -> None:
    keys = [str(desk.invoice().record_no) for _ in range(3)]
    rows = gateway.rows("ARINVOICEITEM", "RECORDKEY LINEITEM", condition.format(*keys))
    assert sorted(rows) == sorted((key, kind) for key in (keys[0], keys[2]) for kind in "TF")


def test_query__tax_lines_point_to_their_line(gateway: Any, desk: Any) -> None:
    desk.invoice("33.33")
    fields = "RECORDNO LINEITEM PARENTENTRY DETAILID TRX_AMOUNT ACCOUNTNO"
    user_line, tax_line = gateway.rows("ARINVOICEITEM", fields, extra=BY_NUMBER)
    assert user_line[1:] == ("T", "", "", "33.33", "4000")
    assert tax_line[1:] == ("F", user_line[0], "UK Sale Standard", "6.67", "2200")
    assert gateway.rows("ARINVOICE", "TRX_TOTALENTERED TRX_TOTALDUE") == [("40", "40")]


def test_query__changes_since_are_found_by_index_as_by_test(gateway: Any, desk: Any) -> None:
    first = desk.invoice(draft=True)
    desk.clock.advance(timedelta(hours=1))
    second = desk.invoice(draft=True)
    desk.clock.advance(timedelta(hours=1))
    desk.book.post_invoice(first.record_no, by="fsmith")
    since = compare("greaterthan", "WHENMODIFIED", "03/02/2026 09:30:00")
    states = gateway.rows("ARINVOICE", "RECORDNO STATE", since)
    assert states == [(str(first.record_no), "Posted"), (str(second.record_no), "Draft")]
    posted = f"<and>{since}{compare('equalto', 'STATE', 'Posted')}</and>"
    assert gateway.rows("ARINVOICE", "RECORDNO", posted) == [(str(first.record_no),)]


def test_query__deletions_are_found_in_the_audit_trail(gateway: Any, desk: Any) -> None:
    invoice = desk.invoice(draft=True)
    desk.book.delete_invoice(invoice.record_no, by="fsmith")
    condition = (
        f"<and>{compare('equalto', 'OBJECTTYPE', 'arinvoice')}"
        f"{compare('equalto', 'ACCESSMODE', 'D')}"
        f"{compare('greaterthan', 'ACCESSTIME', '03/02/2026 07:00:00')}</and>"
    )
    rows = gateway.rows("AUDITHISTORY", "OBJECTKEY USERID", condition)
    assert rows == [(f"{invoice.record_no}--REC", "fsmith")]


@pytest.mark.parametrize(
    "name",
    QUERIED,
)
def test_query__every_object_and_field_answers(gateway: Any, desk: Any, name: str) -> None:
    invoice = desk.invoice()
    desk.book.pay_invoice(invoice.record_no, on=date(2026, 3, 9), by="fsmith")
    fields = " ".join(catalogue_of(desk.book)[name].fields)
    answer = gateway.query(name, fields)
    assert answer.results == ["success"]
    assert gateway.call(f"<read><object>{name}</object><keys>1</keys></read>").results == [
        "success"
    ]


@pytest.mark.parametrize(
    ("function", "errorno"),
    [
        (
            "<query><object>NOTHING</object><select><field>A</field></select></query>",
            "Query Failed",
        ),
        ("<query><object>CUSTOMER</object><select><field>A</field></select></query>", "XL03000010"),
        ("<query><object>CUSTOMER</object></query>", "Query Failed"),
        (
            (
                "<query><object>CUSTOMER</object><select><field>NAME</field></select>"
                "<pagesize>2001</pagesize></query>"
            ),
            "Query Failed",
        ),
        (
            (
                "<query><object>CUSTOMER</object><select><field>NAME</field></select>"
                f"<filter>{compare('equalto', 'RECORDNO', 'seventeen')}</filter></query>"
            ),
            "Query Failed",
        ),
        (
            (
                "<query><object>CUSTOMER</object><select><field>NAME</field></select>"
                f"<filter>{compare('between', 'RECORDNO', '1')}</filter></query>"
            ),
            "Query Failed",
        ),
        (
            (
                "<query><object>CUSTOMER</object><select><field>NAME</field></select>"
                f"<filter><and>{compare('equalto', 'RECORDNO', '1')}</and></filter></query>"
            ),
            "Query Failed",
        ),
        ("<read><object>NOTHING</object><keys>1</keys></read>", "XL03000009"),
        (
            "<read><object>CUSTOMER</object><keys>1</keys><fields>NAME,A</fields></read>",
            "Invalid fields list A",
        ),
    ],
)
def test_query__nonsense_is_refused(gateway: Any, desk: Any, function: str, errorno: str) -> None:
    number = desk.book.customers.named("C-17").record_no
    answer = gateway.call(function.replace("<keys>1<", f"<keys>{number}<"))
    assert answer.errors == [errorno]
