"""The audit trail: which deletions it shows, how it names records, what it leaves out."""

from typing import Any

import pytest

from sandbox.intacct.options import AuditKeyForm

DAY = "<year>2026</year><month>03</month><day>02</day>"
LINE = "<lineitem><glaccountno>4000</glaccountno><amount>10</amount></lineitem>"
ROOM = "<create><{0}><{0}ID>X</{0}ID><{1}>Room</{1}></{0}></create>"
MADE = {
    "CUSTOMER": "<create><CUSTOMER><CUSTOMERID>X</CUSTOMERID><NAME>N</NAME></CUSTOMER></create>",
    "VENDOR": "<create><VENDOR><VENDORID>X</VENDORID><NAME>N</NAME></VENDOR></create>",
    "GLACCOUNT": "<create><GLACCOUNT><ACCOUNTNO>X</ACCOUNTNO><TITLE>T</TITLE></GLACCOUNT></create>",
    "TAXDETAIL": "<create><TAXDETAIL><DETAILID>X</DETAILID><VALUE>5</VALUE></TAXDETAIL></create>",
    "ITEM": "<create><ITEM><ITEMID>X</ITEMID><NAME>N</NAME></ITEM></create>",
    "DEPARTMENT": ROOM.format("DEPARTMENT", "TITLE"),
    "LOCATION": ROOM.format("LOCATION", "NAME"),
    "CLASS": ROOM.format("CLASS", "NAME"),
    "PROJECT": ROOM.format("PROJECT", "NAME"),
    "ARINVOICE": (
        f"<create_invoice><customerid>C-17</customerid><datecreated>{DAY}</datecreated><termname>N14"
        f"</termname><action>Draft</action><invoiceitems>{LINE}</invoiceitems></create_invoice>"
    ),
    "APBILL": (
        f"<create_bill><vendorid>V-5</vendorid><datecreated>{DAY}</datecreated><termname>N14"
        f"</termname><action>Draft</action><billitems>{LINE}</billitems></create_bill>"
    ),
    "ARADJUSTMENT": (
        f"<create_aradjustment><customerid>C-17</customerid><datecreated>{DAY}</datecreated>"
        f"<aradjustmentitems>{LINE}</aradjustmentitems></create_aradjustment>"
    ),
    "APADJUSTMENT": (
        f"<create_apadjustment><vendorid>V-5</vendorid><datecreated>{DAY}</datecreated>"
        f"<apadjustmentitems>{LINE}</apadjustmentitems></create_apadjustment>"
    ),
}
WITHOUT_ROWS = {"ARADJUSTMENT", "APADJUSTMENT"}


def newest(gateway: Any, name: str) -> str:
    return str(max(int(row[0]) for row in gateway.rows(name, "RECORDNO")))


def make_and_delete(gateway: Any, name: str) -> str:
    answer = gateway.call(MADE[name])
    assert answer.results == ["success"], answer.reason
    number = newest(gateway, name)
    key = "X" if name == "TAXDETAIL" else number
    deleted = gateway.call(f"<delete><object>{name}</object><keys>{key}</keys></delete>")
    assert deleted.results == ["success"], deleted.reason
    return number


def deletions(gateway: Any, name: str) -> list[Any]:
    condition = (
        f"<and><equalto><field>OBJECTTYPE</field><value>{name.lower()}</value></equalto>"
        "<equalto><field>ACCESSMODE</field><value>D</value></equalto></and>"
    )
    rows: list[Any] = gateway.rows("AUDITHISTORY", "OBJECTKEY USERID", condition)
    return rows


@pytest.mark.parametrize("name", MADE)
def test_deletion__leaves_its_row(gateway: Any, name: str) -> None:
    number = make_and_delete(gateway, name)
    rows = [] if name in WITHOUT_ROWS else [(f"{number}--REC", "xmluser")]
    assert deletions(gateway, name) == rows


@pytest.mark.parametrize("name", sorted(WITHOUT_ROWS))
def test_adjustments__have_rows_where_the_company_says_so(
    gateway: Any, desk: Any, name: str
) -> None:
    desk.book.options.audit_adjustments = True
    number = make_and_delete(gateway, name)
    assert deletions(gateway, name) == [(f"{number}--REC", "xmluser")]


def test_lines__have_rows_where_the_company_says_so(gateway: Any, desk: Any) -> None:
    make_and_delete(gateway, "ARINVOICE")
    assert deletions(gateway, "ARINVOICEITEM") == []
    desk.book.options.audit_lines = True
    make_and_delete(gateway, "ARINVOICE")
    assert len(deletions(gateway, "ARINVOICEITEM")) == 1


def test_trail__can_be_off_for_some_objects_or_altogether(gateway: Any, desk: Any) -> None:
    desk.book.options.unaudited_objects = frozenset({"CLASS"})
    make_and_delete(gateway, "CLASS")
    make_and_delete(gateway, "PROJECT")
    assert (deletions(gateway, "CLASS"), len(deletions(gateway, "PROJECT"))) == ([], 1)
    desk.book.options.audit_trail = False
    make_and_delete(gateway, "PROJECT")
    assert len(deletions(gateway, "PROJECT")) == 1


@pytest.mark.parametrize(
    ("form", "customer", "invoice"),
    [
        (AuditKeyForm.RECORD, "{}--REC", "{}--REC"),
        (AuditKeyForm.PLAIN, "{}", "{}"),
        (AuditKeyForm.NATURAL, "X", "{}"),
    ],
)
def test_object_key__in_each_of_its_forms(
    gateway: Any, desk: Any, form: AuditKeyForm, customer: str, invoice: str
) -> None:
    desk.book.options.audit_key_form = form
    number = make_and_delete(gateway, "CUSTOMER")
    assert deletions(gateway, "CUSTOMER")[0][0] == customer.format(number)
    number = make_and_delete(gateway, "ARINVOICE")
    assert deletions(gateway, "ARINVOICE")[0][0] == invoice.format(number)


def test_sign_ins__stand_among_the_changes_where_they_are_kept(gateway: Any, desk: Any) -> None:
    gateway.call("<getAPISession/>")
    before = gateway.rows("AUDITHISTORY", "ID")
    desk.book.options.audit_sign_ins = True
    gateway.call("<getAPISession/>")
    rows = gateway.rows("AUDITHISTORY", "OBJECTTYPE ACCESSMODE")
    assert (len(rows) - len(before), rows[-1]) == (1, ("userinfo", "A"))


def test_query_text__takes_the_words_of_the_modes(gateway: Any) -> None:
    make_and_delete(gateway, "CLASS")
    answer = gateway.call(
        "<readByQuery><object>AUDITHISTORY</object><fields>OBJECTTYPE</fields>"
        "<query>ACCESSMODE = 'Delete'</query></readByQuery>"
    )
    assert [row.findtext("OBJECTTYPE") for row in answer.data] == ["class"]


def test_get_audit_trail__is_of_one_record(gateway: Any, desk: Any) -> None:
    gateway.call(
        "<update><CUSTOMER><CUSTOMERID>C-17</CUSTOMERID><TAXID>1</TAXID></CUSTOMER></update>"
    )
    number = newest(gateway, "CUSTOMER")
    for key in (f"<recordNo>{number}</recordNo>", "<objectKey>C-17</objectKey>"):
        answer = gateway.call(f"<getAuditTrail><object>CUSTOMER</object>{key}</getAuditTrail>")
        rows = answer.data.findall("auditTrail/auditTrailEntry")
        assert [row.findtext("accessMode") for row in rows] == ["C", "M"]
        assert [row.findtext("userId") for row in rows] == ["admin", "xmluser"]
    assert gateway.call("<getAuditTrail><object>CUSTOMER</object></getAuditTrail>").results == [
        "failure"
    ]
    desk.book.options.denied_objects = frozenset({"AUDITHISTORY"})
    refused = gateway.call(
        "<getAuditTrail><object>CUSTOMER</object><recordNo>1</recordNo></getAuditTrail>"
    )
    assert refused.errors == [None]
