"""Lines of Order Entry and Purchasing: dimensions, own fields, subtotals; definitions; the trail."""

from datetime import date
from typing import Any

import pytest

from sandbox.intacct.options import (
    CustomField,
    OrderModule,
    TransactionDefinition,
    UserDimension,
)
from sandbox.intacct.order_records import OrderState
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY

DAY = "<year>2026</year><month>03</month><day>02</day>"
PLACES = "<locationid>E200</locationid><departmentid>RES</departmentid>"


def custom(name: str, value: str) -> str:
    return (
        f"<customfields><customfield><customfieldname>{name}</customfieldname><customfieldvalue>"
        f"{value}</customfieldvalue></customfield></customfields>"
    )


def sale(line: str = "", tail: str = "", definition: str = "Sales Invoice", head: str = "") -> str:
    return (
        f"<create_sotransaction><transactiontype>{definition}</transactiontype><datecreated>{DAY}"
        f"</datecreated><customerid>C-17</customerid><documentno>RL-1</documentno>{head}"
        "<sotransitems><sotransitem><itemid>RENT</itemid><quantity>1</quantity><price>100</price>"
        f"{line}</sotransitem></sotransitems>{tail}</create_sotransaction>"
    )


def edit(inner: str) -> str:
    return f'<update_sotransaction key="Sales Invoice-RL-1">{inner}</update_sotransaction>'


@pytest.fixture(autouse=True)
def asset(gateway: Any, desk: Any) -> str:
    """An item, and a dimension of the company's own with one member; gives the member's id."""
    gateway.call(
        "<create><ITEM><ITEMID>RENT</ITEMID><NAME>Rent</NAME><INCOMEACCTKEY>4000</INCOMEACCTKEY>"
        "<EXPENSEACCTKEY>4100</EXPENSEACCTKEY></ITEM></create>"
    )
    desk.book.options.user_dimensions = (UserDimension("ASSET", "Asset"),)
    return str(desk.book.add_user_dimension_value("ASSET", "Boiler", by="admin").record_no)


def test_lines__carry_their_dimensions_into_receivables(gateway: Any, asset: str) -> None:
    answer = gateway.call(sale(PLACES + custom("GLDIMASSET", asset)))
    assert answer.results == ["success"]
    fields = "LOCATIONID LOCATIONNAME DEPARTMENTNAME ITEMID ITEMNAME CUSTOMERID GLDIMASSET"
    expected = ("E200", "Quay", "Homes", "RENT", "Rent", "C-17", asset)
    assert gateway.rows("SODOCUMENTENTRY", fields) == [expected]
    condition = "<equalto><field>LINEITEM</field><value>T</value></equalto>"
    assert gateway.rows("ARINVOICEITEM", fields, condition) == [expected]


def test_lines__are_read_inside_their_document(gateway: Any, asset: str) -> None:
    gateway.call(sale(custom("GLDIMASSET", asset)))
    [(number,)] = gateway.rows("SODOCUMENT", "RECORDNO")
    row = gateway.call(f"<read><object>SODOCUMENT</object><keys>{number}</keys></read>").data[0]
    assert row.findtext("SODOCUMENTENTRIES/sodocumententry/GLDIMASSET") == asset


def test_lines__are_found_by_their_document(gateway: Any) -> None:
    gateway.call(sale(), sale(definition="Sales Order"))
    condition = "<equalto><field>SODOCUMENT.DOCPARID</field><value>Sales Order</value></equalto>"
    rows = gateway.rows("SODOCUMENTENTRY", "DOCHDRID SODOCUMENT.CUSTOMER.NAME", condition)
    assert rows == [("Sales Order-RL-1", "Quay Foods Ltd")]


@pytest.mark.parametrize("line", ["<locationid>E9</locationid>", custom("GLDIMASSET", "999")])
@pytest.mark.parametrize("definition", ["Sales Invoice", "Sales Order"])
def test_lines__members_that_are_not_there_are_refused(
    gateway: Any, line: str, definition: str
) -> None:
    assert gateway.call(sale(line, definition=definition)).results == ["failure"]
    assert gateway.rows("SODOCUMENT", "RECORDNO") == []


def test_edit__keeps_the_dimensions_it_does_not_name(gateway: Any, asset: str) -> None:
    gateway.call(sale(PLACES + custom("GLDIMASSET", asset)))
    gateway.call(
        edit(
            '<updatesotransitems><updatesotransitem line_num="1"><memo>April</memo>'
            "</updatesotransitem></updatesotransitems>"
        )
    )
    rows = gateway.rows("SODOCUMENTENTRY", "MEMO LOCATIONID DEPARTMENTID GLDIMASSET")
    assert rows == [("April", "E200", "RES", asset)]


def test_subtotals__have_dimensions_too(gateway: Any) -> None:
    subtotal = (
        "<subtotals><subtotal><description>Carriage</description><total>5</total>"
        "<locationid>E200</locationid></subtotal></subtotals>"
    )
    gateway.call(sale(tail=subtotal))
    rows = gateway.rows("SODOCUMENTSUBTOTALS", "DESCRIPTION TRX_TOTAL LOCATIONNAME DOCHDRID")
    assert rows == [
        ("Carriage", "5", "Quay", "Sales Invoice-RL-1"),
        ("Sales Tax", "20", "", "Sales Invoice-RL-1"),
    ]


def test_custom_fields__on_documents_and_lines(gateway: Any, desk: Any) -> None:
    desk.book.options.custom_fields = (
        CustomField("SODOCUMENT", "RL_ID"),
        CustomField("SODOCUMENTENTRY", "RL_LINE"),
    )
    gateway.call(sale(custom("RL_LINE", "1"), head=custom("RL_ID", "7")))
    condition = "<equalto><field>RL_ID</field><value>7</value></equalto>"
    assert gateway.rows("SODOCUMENT", "DOCID RL_ID", condition) == [("Sales Invoice-RL-1", "7")]
    assert gateway.rows("SODOCUMENTENTRY", "RL_LINE") == [("1",)]
    gateway.call(edit("<message>Again</message>"))
    assert gateway.rows("SODOCUMENT", "RL_ID MESSAGE") == [("7", "Again")]
    assert (
        gateway.call(sale(head=custom("NO", "7"), definition="Sales Order")).errors[0]
        == "XL03000010"
    )


def test_definitions__are_the_companys_own(gateway: Any, desk: Any) -> None:
    desk.book.options.transaction_definitions = (
        TransactionDefinition("Rent", OrderModule.ORDER_ENTRY, posts=True, taxes=False),
        TransactionDefinition("Quote", OrderModule.ORDER_ENTRY, posts=False, state="Draft"),
    )
    assert gateway.call(sale(definition="Sales Invoice")).results == ["failure"]
    gateway.call(sale(definition="Rent"), sale(definition="Quote"))
    rows = gateway.rows("SODOCUMENT", "DOCID STATE TRX_TOTAL")
    assert rows == [("Rent-RL-1", "Pending", "100"), ("Quote-RL-1", "Draft", "120")]
    assert gateway.rows("ARINVOICE", "DESCRIPTION2 TRX_TOTALDUE") == [("Rent-RL-1", "100")]


def trail(gateway: Any, *kinds: str) -> list[Any]:
    listed = "".join(f"<value>{kind}</value>" for kind in kinds)
    condition = f"<in><field>OBJECTTYPE</field>{listed}</in>"
    return [row[:2] for row in gateway.rows("AUDITHISTORY", "OBJECTTYPE ACCESSMODE", condition)]


def test_trail__a_real_deletion_is_of_the_document_too(gateway: Any) -> None:
    gateway.call(sale(), edit("<message>Again</message>"))
    assert trail(gateway, "arinvoice", "sodocument") == [
        *(("arinvoice", "C"), ("sodocument", "C")),
        *(("arinvoice", "D"), ("arinvoice", "C"), ("sodocument", "M")),
    ]
    gateway.call('<delete_sotransaction key="Sales Invoice-RL-1"/>')
    rows = trail(gateway, "arinvoice", "sodocument")
    assert rows[-2:] == [("arinvoice", "D"), ("sodocument", "D")]


def test_old_key__is_answered_as_intacct_does_after_re_creation(gateway: Any) -> None:
    gateway.call(sale())
    [(old,)] = gateway.rows("SODOCUMENT", "PRRECORDKEY")
    gateway.call(edit("<message>Again</message>"))
    applied = gateway.call(f'<get_invoice key="{old}"/>')
    assert (applied.errors[0], applied.reason) == (
        *("DL03000005", f"No record exits for the invoicekey {old}"),
    )


def test_purchasing__lines_and_subtotals_mirror(gateway: Any, desk: Any, asset: str) -> None:
    gateway.call(
        f"<create_potransaction><transactiontype>Vendor Invoice</transactiontype><datecreated>{DAY}"
        f"</datecreated><vendorid>V-5</vendorid><documentno>B-1</documentno><datedue>{DAY}</datedue>"
        "<potransitems><potransitem><itemid>RENT</itemid><quantity>1</quantity><price>50</price>"
        f"<locationid>E200</locationid>{custom('GLDIMASSET', asset)}</potransitem></potransitems>"
        "</create_potransaction>"
    )
    fields = "LOCATIONNAME VENDORID GLDIMASSET"
    assert gateway.rows("PODOCUMENTENTRY", fields) == [("Quay", "V-5", asset)]
    assert gateway.rows("PODOCUMENTSUBTOTALS", "TRX_TOTAL") == [("10",)]
    [(key, url)] = gateway.rows("PODOCUMENT", "PRRECORDKEY RECORD_URL")
    assert "PODOCUMENT" in url
    assert gateway.rows("APBILLITEM", f"RECORDKEY {fields}")[0] == (key, "Quay", "V-5", asset)
    assert date(2026, 3, 2) == desk.book.bills.get(int(key)).invoice_date


@pytest.mark.parametrize(
    ("state", "letter", "results"),
    [
        (OrderState.PENDING, "O", ["success", "success"]),
        (OrderState.SUBMITTED, "S", ["failure", "success"]),
        (OrderState.APPROVED, "A", ["failure", "success"]),
        (OrderState.DECLINED, "R", ["failure", "success"]),
        (OrderState.IN_PROGRESS, "G", ["failure", "success"]),
        (OrderState.CONVERTED, "C", ["failure", "failure"]),
    ],
)
def test_state__decides_what_can_be_changed_and_has_its_letter(
    gateway: Any, desk: Any, state: OrderState, letter: str, results: list[str]
) -> None:
    gateway.call(sale())
    desk.book.move_order(ORDER_ENTRY, "Sales Invoice-RL-1", state, by="fsmith")
    found = gateway.call(
        f"<readByQuery><object>SODOCUMENT</object><fields>STATE</fields><query>STATE = '{letter}'"
        "</query></readByQuery>"
    )
    assert [row.findtext("STATE") for row in found.data] == [state.value]
    delete = '<delete_sotransaction key="Sales Invoice-RL-1"/>'
    assert gateway.call(edit("<message>Again</message>"), delete).results == results


def test_state__that_only_screens_lead_to_cannot_be_sent(gateway: Any) -> None:
    assert gateway.call(sale(head="<state>Submitted</state>")).results == ["failure"]
