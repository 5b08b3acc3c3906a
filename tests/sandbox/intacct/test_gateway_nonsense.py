"""Whatever is sent, the gateway answers in XML and keeps its book whole."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

FUNCTIONS = (
    (
        "<create_invoice><customerid>C-17</customerid><datecreated><year>2026</year><month>03</month>"
        "<day>02</day></datecreated><termname>N14</termname><invoiceitems><lineitem>"
        "<glaccountno>4000</glaccountno><amount>10.00</amount><taxentries><taxentry>"
        "<detailid>UK Sale Standard</detailid><trx_tax></trx_tax></taxentry></taxentries>"
        "</lineitem></invoiceitems></create_invoice>"
    ),
    (
        '<update_invoice key="1"><updateinvoiceitems><updatelineitem line_num="1"><amount>1</amount>'
        "</updatelineitem></updateinvoiceitems></update_invoice>"
    ),
    (
        "<create><CUSTOMER><CUSTOMERID>C-18</CUSTOMERID><NAME>Tide</NAME><CREDITLIMIT>5</CREDITLIMIT>"
        "<ONHOLD>true</ONHOLD><DISPLAYCONTACT><PRINTAS>T</PRINTAS></DISPLAYCONTACT></CUSTOMER></create>"
    ),
    "<update><GLACCOUNT><RECORDNO>2</RECORDNO><STATUS>active</STATUS></GLACCOUNT></update>",
    "<delete><object>CUSTOMER</object><keys>1,2</keys></delete>",
    (
        "<query><object>ARINVOICE</object><select><field>RECORDNO</field></select><filter><and>"
        "<between><field>WHENCREATED</field><value>03/02/2026</value><value>03/03/2026</value></between>"
        "<in><field>RECORDNO</field><value>1</value></in></and></filter><orderby><order>"
        "<field>RECORDNO</field><descending/></order></orderby><pagesize>5</pagesize></query>"
    ),
    "<read><object>ARINVOICE</object><keys>1</keys><fields>*</fields></read>",
    '<get_list object="company_info"/>',
    (
        "<create_aradjustment><customerid>C-17</customerid><datecreated><year>2026</year>"
        "<month>03</month><day>02</day></datecreated><aradjustmentitems><lineitem>"
        "<glaccountno>4000</glaccountno><amount>-10.00</amount></lineitem></aradjustmentitems>"
        "</create_aradjustment>"
    ),
    (
        "<create><APBILL><VENDORID>V-5</VENDORID><WHENCREATED>03/02/2026</WHENCREATED>"
        "<WHENDUE>2026-03-09</WHENDUE><INCLUSIVETAX>true</INCLUSIVETAX><APBILLITEMS><APBILLITEM>"
        "<ACCOUNTNO>4000</ACCOUNTNO><TOTALTRXAMOUNT>12</TOTALTRXAMOUNT><TAXENTRIES><TAXENTRY>"
        "<DETAILID>UK Purchase Standard</DETAILID></TAXENTRY></TAXENTRIES></APBILLITEM>"
        "</APBILLITEMS></APBILL></create>"
    ),
    '<get_invoice key="1"/>',
    (
        "<create_sotransaction><transactiontype>Sales Order</transactiontype><datecreated>"
        "<year>2026</year><month>03</month><day>02</day></datecreated><customerid>C-17</customerid>"
        "<sotransitems><sotransitem><itemid>RENT</itemid><quantity>1</quantity><price>9</price>"
        "<customfields><customfield><customfieldname>GLDIMX</customfieldname><customfieldvalue>1"
        "</customfieldvalue></customfield></customfields></sotransitem></sotransitems>"
        "<subtotals><subtotal><description>D</description><total>1</total></subtotal></subtotals>"
        "</create_sotransaction>"
    ),
    (
        "<create><ARADVANCE><FINANCIALENTITY>BARCLAYS</FINANCIALENTITY><CUSTOMERID>C-17</CUSTOMERID>"
        "<RECEIPTDATE>03/16/2026</RECEIPTDATE><ARADVANCEITEMS><ARADVANCEITEM><ACCOUNTNO>4000"
        "</ACCOUNTNO><TRX_AMOUNT>75</TRX_AMOUNT></ARADVANCEITEM></ARADVANCEITEMS></ARADVANCE></create>"
    ),
    (
        '<get_list object="invoice" maxitems="5" start="0"><filter><expression><field>totalamount'
        "</field><operator>&gt;=</operator><value>1</value></expression></filter><sorts>"
        '<sortfield order="asc">datecreated</sortfield></sorts></get_list>'
    ),
    "<getAuditTrail><object>CUSTOMER</object><recordNo>1</recordNo></getAuditTrail>",
)
ODD_TEXTS = (
    *("", " ", "-1", "1e9", "9" * 30, "²", "12.345", "NaN", "Infinity", "01/01/0001", "99/99/9999"),
    *("2026-02-30", "true", "%", "C-17", "2", "RECORDNO", "WHENMODIFIED", "and", "&amp;", "ﬀ"),
)


def mangled(function: str, place: int, how: str, text: str) -> str:
    """The function with one element emptied, filled oddly, doubled, renamed or taken out."""
    root: Any = etree.fromstring(function)
    elements = list(root.iter())
    element = elements[place % len(elements)]
    parent = element.getparent()
    match how:
        case "fill":
            element.text = text
        case "attribute":
            for name in element.attrib:
                element.set(name, text)
        case "rename":
            element.tag = "object" if element.tag != "object" else "OBJECT"
        case "double" if parent is not None:
            parent.append(etree.fromstring(etree.tostring(element)))
        case "remove" if parent is not None:
            parent.remove(element)
    return etree.tostring(root, encoding="unicode")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    function=st.builds(
        mangled,
        st.sampled_from(FUNCTIONS),
        st.integers(min_value=0, max_value=30),
        st.sampled_from(("fill", "attribute", "rename", "double", "remove")),
        st.sampled_from(ODD_TEXTS),
    )
)
def test_nonsense__is_answered_and_leaves_the_book_whole(
    gateway: Any, desk: Any, function: str
) -> None:
    answer = gateway.call(function)
    assert answer.status == 200
    assert answer.text("control/status") in {"success", "failure"}
    for invoice in desk.book.invoices:
        assert invoice.total_entered == sum((item.amount for item in invoice.items), Decimal(0))
        assert desk.book.customers.named(invoice.party_id) is not None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00",
        b"<request/>",
        b"<request><control/></request>",
        b"<request><control/><operation/></request>",
        b"<other/>",
        "<request>£</request>".encode("latin-1"),
    ],
)
def test_nonsense__bodies_that_are_no_request(gateway: Any, body: bytes) -> None:
    response = gateway.http.post(
        gateway.url, content=body, headers={"Content-Type": "application/xml"}
    )
    assert response.status_code == 200
    assert b"<status>failure</status>" in response.content


def test_nonsense__operations_without_parts(gateway: Any) -> None:
    whole = gateway.envelope("<getDimensions/>")
    for part in ("<function", "<content>", "<authentication>"):
        start = whole.index(part)
        end = whole.index(f"</{part.strip('<>')}>") + len(f"</{part.strip('<>')}>")
        response = gateway.post(whole[:start] + whole[end:])
        assert b"XL03000003" in response.content
