"""Aggregates, bare answers, descriptions, the company's own fields, usage, permissions, entities."""

import csv
import io
from typing import Any

import msgspec
import pytest

from sandbox.intacct.forms import PartyForm
from sandbox.intacct.options import CustomField, UserDimension

DAY = "<year>2026</year><month>03</month><day>02</day>"


def invoice(extra: str = "", line: str = "") -> str:
    return (
        f"<create_invoice><customerid>C-17</customerid><datecreated>{DAY}</datecreated><termname>N14"
        f"</termname>{extra}<invoiceitems><lineitem><glaccountno>4000</glaccountno><amount>10</amount>"
        f"{line}</lineitem></invoiceitems></create_invoice>"
    )


def custom(name: str, value: str) -> str:
    return (
        f"<customfields><customfield><customfieldname>{name}</customfieldname><customfieldvalue>"
        f"{value}</customfieldvalue></customfield></customfields>"
    )


def select(gateway: Any, inner: str, name: str = "ARINVOICE", options: str = "") -> Any:
    return gateway.call(
        f"<query><object>{name}</object><select>{inner}</select><options>{options}</options></query>"
    )


def test_aggregates__by_group(gateway: Any, desk: Any) -> None:
    for amount, draft in (("10", True), ("20", False), ("40", False)):
        desk.invoice(amount, draft=draft, tax=None)
    data = select(
        gateway,
        "<field>STATE</field><count>RECORDNO</count><sum>TRX_TOTALDUE</sum><max>WHENCREATED</max>",
    ).data
    rows = [[child.text for child in row] for row in data]
    assert rows == [["Draft", "1", "10", "03/02/2026"], ["Posted", "2", "60", "03/02/2026"]]
    assert [child.tag for child in data[0]] == [
        *("STATE", "COUNT.RECORDNO", "TRX_TOTALDUE", "MAX.WHENCREATED"),
    ]


def test_aggregates__of_nothing_and_of_nonsense(gateway: Any) -> None:
    assert select(gateway, "<count>RECORDNO</count>").data[0][0].text == "0"
    assert select(gateway, "<field>STATE</field><median>RECORDNO</median>").results == ["failure"]


def test_bare_answers__json_and_csv(gateway: Any, desk: Any) -> None:
    desk.invoice(number="RL,1")
    query = gateway.envelope(
        "<query><object>ARINVOICE</object><select><field>RECORDID</field><field>WHENPAID</field>"
        "</select><options><returnformat>{}</returnformat></options></query>"
    )
    json = gateway.post(query.replace("{}", "json"))
    assert json.headers["Content-Type"] == "application/json"
    assert msgspec.json.decode(json.content) == [{"RECORDID": "RL,1", "WHENPAID": None}]
    text = gateway.post(query.replace("{}", "csv")).text
    assert list(csv.DictReader(io.StringIO(text))) == [{"RECORDID": "RL,1", "WHENPAID": ""}]
    assert gateway.post(query.replace("{}", "pdf")).text.startswith("<?xml")


def test_lookup__lists_fields_and_relations(gateway: Any, desk: Any) -> None:
    desk.book.options.custom_fields = (CustomField("ARINVOICE", "RL_ID", "Re-Leased id"),)
    described = gateway.call("<lookup><object>ARINVOICE</object></lookup>").data.find("Type")
    fields = {field.findtext("ID"): field for field in described.find("Fields")}
    assert fields["TRX_TOTALDUE"].findtext("DATATYPE") == "CURRENCY"
    assert "Posted" in [value.text for value in fields["STATE"].find("VALIDVALUES")]
    assert fields["RL_ID"].findtext("ISCUSTOM") == "true"
    paths = [relation.findtext("OBJECTPATH") for relation in described.find("Relationships")]
    assert "CUSTOMER" in paths
    assert gateway.call("<lookup><object>NOTHING</object></lookup>").errors == ["XL03000009"]


def test_lookup__lists_fields_that_queries_refuse(gateway: Any) -> None:
    described = gateway.call("<lookup><object>ARPAYMENT</object></lookup>").data
    assert "STATE" in [element.text for element in described.iter("ID")]
    assert gateway.query("ARPAYMENT", "STATE").errors == ["XL03000010"]


def test_inspect__names_and_fields(gateway: Any) -> None:
    listed = gateway.call("<inspect><object>*</object></inspect>").data
    assert "customer" in [child.get("typename") for child in listed]
    detailed = gateway.call('<inspect detail="1"><object>CUSTOMER</object></inspect>').data
    assert detailed.findtext("Type/Fields/Field/Name") == "CUSTOMERID"


def test_custom_fields__are_written_read_and_filtered(gateway: Any, desk: Any) -> None:
    assert gateway.call(invoice(custom("RL_ID", "7"))).errors[0] == "XL03000010"
    desk.book.options.custom_fields = (
        CustomField("ARINVOICE", "RL_ID"),
        CustomField("CUSTOMER", "RL_ID"),
    )
    gateway.call(invoice(custom("RL_ID", "7")), invoice())
    condition = "<equalto><field>RL_ID</field><value>7</value></equalto>"
    assert len(gateway.rows("ARINVOICE", "RECORDNO RL_ID", condition)) == 1
    gateway.call(
        "<update><CUSTOMER><CUSTOMERID>C-17</CUSTOMERID><RL_ID>x</RL_ID></CUSTOMER></update>"
    )
    assert gateway.rows("CUSTOMER", "RL_ID") == [("x",)]


def test_user_dimension__on_lines(gateway: Any, desk: Any) -> None:
    desk.book.options.user_dimensions = (UserDimension("ASSET", "Asset"),)
    member = desk.book.add_user_dimension_value("ASSET", "Boiler", by="admin").record_no
    dimensions = gateway.call("<getDimensions/>").data.find("dimensions")
    assert dimensions[-1].findtext("userDefinedDimension") == "true"
    assert gateway.rows("ASSET", "id name") == [(str(member), "Boiler")]
    answer = gateway.call(invoice(line=custom("GLDIMASSET", str(member))))
    assert answer.results == ["success"]
    assert gateway.rows("ARINVOICEITEM", "GLDIMASSET") == [(str(member),)]
    assert gateway.call(invoice(line=custom("GLDIMASSET", "999"))).results == ["failure"]


def test_dimension_relationships(gateway: Any, desk: Any) -> None:
    desk.book.options.dimension_relationships = (("LOCATION", "DEPARTMENT"),)
    data = gateway.call("<getDimensionRelationships/>").data
    assert data.findtext(".//relatedObjectName") == "DEPARTMENT"


def test_usage__is_charged_by_records_and_calls(gateway: Any) -> None:
    gateway.call(
        "<create><CONTACT><CONTACTNAME>A</CONTACTNAME><PRINTAS>A</PRINTAS></CONTACT><CONTACT>"
        "<CONTACTNAME>B</CONTACTNAME><PRINTAS>B</PRINTAS></CONTACT></create>",
        "<read><object>CUSTOMER</object><keys>1</keys></read>",
        "<create><CONTACT/></create>",
        control_ids=("w", "r", "bad"),
    )
    gateway.call("<getAPISession/>", control_ids=("s",))
    rows = gateway.rows("APIUSAGEDETAIL", "CONTROLID N_TRANS STATUS DOCCONTROLID")
    assert rows == [
        ("w", "2", "success", "request"),
        ("r", "1", "success", "request"),
        ("bad", "0", "failure", "request"),
        ("s", "0", "success", "request"),
    ]
    [day] = gateway.rows("APIUSAGESUMMARY", "TODAY DAILY_SUM")
    assert day == ("03/02/2026", "4")


def test_usage__asking_uses_up_no_record_number(gateway: Any, desk: Any) -> None:
    desk.invoice()
    first, second = desk.invoice().record_no, desk.invoice().record_no
    for _ in range(3):
        gateway.rows("CUSTOMER", "NAME")
    assert desk.invoice().record_no - second == second - first


@pytest.mark.parametrize("function", ["query", "readByQuery", "read"])
def test_permission__denied_by_object(gateway: Any, desk: Any, function: str) -> None:
    desk.book.options.denied_objects = frozenset({"TAXDETAIL"})
    inner = {
        "query": "<select><field>DETAILID</field></select>",
        "readByQuery": "<fields>*</fields><query></query>",
        "read": "<keys>x</keys>",
    }[function]
    answer = gateway.call(f"<{function}><object>TAXDETAIL</object>{inner}</{function}>")
    assert answer.errors == ["PL04000005"]
    assert gateway.call("<lookup><object>TAXDETAIL</object></lookup>").results == ["success"]


def test_permission__audit_history_has_no_error_number(gateway: Any, desk: Any) -> None:
    desk.book.options.denied_objects = frozenset({"AUDITHISTORY"})
    answer = gateway.query("AUDITHISTORY", "ID")
    assert answer.errors == [None]
    assert answer.reason == "You do not have permission to view audit history"


def test_party__unknown_field_is_still_refused(gateway: Any, desk: Any) -> None:
    answer = gateway.call(
        "<create><CUSTOMER><CUSTOMERID>C-9</CUSTOMERID><NAME>N</NAME><X>1</X></CUSTOMER></create>"
    )
    assert answer.errors[0] == "XL03000010"
    assert desk.book.customers.named("C-9") is None
    desk.book.create_customer(PartyForm(party_id="C-9", name="N"), by="admin")


def test_party__documented_fields_without_use_here_are_taken(gateway: Any) -> None:
    answer = gateway.call(
        "<create><CUSTOMER><CUSTOMERID>C-9</CUSTOMERID><NAME>N</NAME><ONETIME>false</ONETIME>"
        "<CONTACTINFO><CONTACTNAME>A</CONTACTNAME></CONTACTINFO></CUSTOMER></create>"
    )
    assert answer.results == ["success"]
