"""The company's own rules for lines and numbers, addresses of records, and pages by object."""

from typing import Any

import pytest

from sandbox.intacct.forms import DimensionValueForm
from sandbox.intacct.objects.catalogue import catalogue_of
from sandbox.intacct.options import FilledIn, LongTexts, UserDimension

DAY = "<year>2026</year><month>03</month><day>02</day>"


def custom(name: str, value: str) -> str:
    return (
        f"<customfields><customfield><customfieldname>{name}</customfieldname><customfieldvalue>"
        f"{value}</customfieldvalue></customfield></customfields>"
    )


def document(noun: str, party: str, line: str, items: str) -> str:
    term = "" if "adjustment" in noun else "<termname>N14</termname>"
    return (
        f"<create_{noun}>{party}<datecreated>{DAY}</datecreated>{term}<{items}><lineitem>"
        f"<glaccountno>4000</glaccountno><amount>10</amount>{line}</lineitem></{items}>"
        f"</create_{noun}>"
    )


CUSTOMER, VENDOR = "<customerid>C-17</customerid>", "<vendorid>V-5</vendorid>"
DOCUMENTS = [
    ("invoice", CUSTOMER, "invoiceitems", "ARINVOICEITEM"),
    ("aradjustment", CUSTOMER, "aradjustmentitems", "ARADJUSTMENTITEM"),
    ("bill", VENDOR, "billitems", "APBILLITEM"),
    ("apadjustment", VENDOR, "apadjustmentitems", "APADJUSTMENTITEM"),
]


@pytest.mark.parametrize(("noun", "party", "items", "name"), DOCUMENTS)
def test_own_dimension__is_required_where_the_company_says_so(
    gateway: Any, desk: Any, noun: str, party: str, *, items: str, name: str
) -> None:
    desk.book.options.user_dimensions = (UserDimension("ASSET", "Plant"),)
    desk.book.options.required_dimensions = ("ASSET",)
    member = str(desk.book.add_user_dimension_value("ASSET", "Boiler", by="admin").record_no)
    refused = gateway.call(document(noun, party, "", items))
    assert refused.errors[0] == "BL03000018"
    assert refused.reason == (
        "This transaction is missing the Plant dimension for the Account 4000"
    )
    named = document(noun, party, custom("GLDIMASSET", member), items)
    assert gateway.call(named).results == ["success"]
    assert gateway.rows(name, "GLDIMASSET") == [(member,)]


def test_required_dimension__by_its_own_label(gateway: Any, desk: Any) -> None:
    desk.book.options.required_dimensions = ("DEPARTMENT",)
    desk.book.options.dimension_labels["DEPARTMENT"] = "Team"
    refused = gateway.call(document("invoice", CUSTOMER, "", "invoiceitems"))
    assert "missing the Team dimension" in refused.reason
    line = "<departmentid>RES</departmentid>"
    answer = gateway.call(document("invoice", CUSTOMER, line, "invoiceitems"))
    assert answer.results == ["success"]


def test_customers__are_numbered_by_the_company(gateway: Any, desk: Any) -> None:
    create = "<create><CUSTOMER><NAME>Tide</NAME></CUSTOMER></create>"
    assert gateway.call(create).results == ["failure"]
    desk.book.options.customer_number_prefix = "CUS-"
    answer = gateway.call(create)
    customer_id = answer.data.findtext("customer/CUSTOMERID")
    assert customer_id.startswith("CUS-")
    assert gateway.rows("CONTACT", "CONTACTNAME")[-1] == (f"Tide(C{customer_id})",)


def test_address__of_every_record(gateway: Any, desk: Any) -> None:
    missing = {
        name
        for name, definition in catalogue_of(desk.book).items()
        if "RECORDNO" in definition.fields and "RECORD_URL" not in definition.fields
    }
    assert missing == {"APIUSAGEDETAIL", "APIUSAGESUMMARY", "COMPANY"}
    key = desk.invoice().record_no
    [(number, url), *_] = gateway.rows("ARINVOICEITEM", "RECORDNO RECORD_URL")
    assert url.startswith("https://www.intacct.com/")
    assert url.endswith(f"&.o=ARINVOICEITEM&.r={number}")
    read = gateway.call(f"<read><object>ARINVOICE</object><keys>{key}</keys></read>").data[0]
    assert read.findtext("RECORD_URL").endswith(f"&.o=ARINVOICE&.r={key}")


FIRST_PAGE = (
    "<readByQuery><object>{}</object><fields>RECORDNO</fields><query></query><pagesize>2</pagesize>"
    "</readByQuery>"
)


def test_read_more__goes_on_by_object(gateway: Any) -> None:
    first = gateway.call(FIRST_PAGE.format("GLACCOUNT"), FIRST_PAGE.format("TAXDETAIL"))
    assert first.data.get("numremaining") == "1"
    more = "<readMore><object>GLACCOUNT</object></readMore>"
    answer = gateway.call(more)
    assert (answer.data.get("listtype"), answer.data.get("numremaining")) == ("glaccount", "0")
    assert gateway.call(more).results == ["failure"]
    assert gateway.call("<readMore><view>NONE</view></readMore>").results == ["failure"]


def test_read_more__is_tied_to_its_session(gateway: Any) -> None:
    def session() -> str:
        opened = gateway.call("<getAPISession/>")
        return f"<sessionid>{opened.text('operation/result/data/api/sessionid')}</sessionid>"

    first, second = session(), session()
    page = gateway.call(FIRST_PAGE.format("GLACCOUNT"), authentication=first)
    more = f"<readMore><resultId>{page.data.get('resultId')}</resultId></readMore>"
    assert gateway.call(more, authentication=second).results == ["failure"]
    assert gateway.call(more, authentication=first).results == ["success"]


def test_own_dimension__its_object_has_names_in_small_letters(gateway: Any, desk: Any) -> None:
    desk.book.options.user_dimensions = (UserDimension("ASSET", "Plant"),)
    desk.book.add_user_dimension_value("ASSET", "Boiler", by="admin")
    listed = [row.findtext("objectName") for row in gateway.call("<getDimensions/>").data[0]]
    assert "ASSET" in listed
    fields = "id name createdBy updatedBy createdAt updatedAt"
    [row] = gateway.rows("ASSET", fields)
    assert row[1] == "Boiler"
    since = "<greaterthan><field>createdAt</field><value>03/01/2026 00:00:00</value></greaterthan>"
    assert len(gateway.rows("ASSET", "name", since)) == 1


LONG = "<create><CUSTOMER><CUSTOMERID>C-9</CUSTOMERID><NAME>{}</NAME></CUSTOMER></create>".format(
    "n" * 120
)


@pytest.mark.parametrize(("what_happens", "length"), [(LongTexts.KEEP, 120), (LongTexts.CUT, 100)])
def test_long_text__is_kept_or_cut(
    gateway: Any, desk: Any, what_happens: LongTexts, length: int
) -> None:
    desk.book.options.long_texts = what_happens
    assert gateway.call(LONG).results == ["success"]
    condition = "<equalto><field>CUSTOMERID</field><value>C-9</value></equalto>"
    assert gateway.rows("CUSTOMER", "NAME", condition) == [("n" * length,)]


def test_long_text__is_refused_where_the_company_says_so(gateway: Any, desk: Any) -> None:
    desk.book.options.long_texts = LongTexts.REFUSE
    memo = f"<memo>{'m' * 501}</memo>"
    refused = gateway.call(LONG, document("invoice", CUSTOMER, memo, "invoiceitems"))
    assert refused.results == ["failure", "failure"]
    assert refused.reason == "The value of NAME is longer than 100 characters"
    memo = f"<memo>{'m' * 500}</memo>"
    answer = gateway.call(document("invoice", CUSTOMER, memo, "invoiceitems"))
    assert answer.results == ["success"]


def test_filled_in__by_another_dimension_unless_it_is_named_wrongly(
    gateway: Any, desk: Any
) -> None:
    desk.book.options.filled_in = (FilledIn("DEPARTMENT", "RES", "LOCATION", "E200"),)
    desk.book.create_dimension_value(
        "LOCATION", DimensionValueForm(code="E300", name="Mill"), by="admin"
    )
    homes = "<departmentid>RES</departmentid>"
    wrong = document("invoice", CUSTOMER, f"<locationid>E300</locationid>{homes}", "invoiceitems")
    assert gateway.call(wrong).reason == "Location must be E200. This value is auto-filled"
    left_out = document("invoice", CUSTOMER, homes, "invoiceitems")
    assert gateway.call(left_out).results == ["success"]
    assert gateway.rows("ARINVOICEITEM", "LOCATIONID") == [("E200",)]
