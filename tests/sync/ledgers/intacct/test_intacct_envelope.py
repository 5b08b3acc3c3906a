import pytest

from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import (
    Function,
    by_session,
    log_in,
    read_answer,
    records_in,
    request_document,
)
from sync.ledgers.intacct.wire.error_table import Level
from sync.ledgers.intacct.wire.xml_text import UnreadableXml, document, element, parse

SETTINGS = IntacctSettings(
    url="https://api.intacct.com/ia/xml/xmlgw.phtml",
    sender_id="leasebridge",
    sender_password="sender & word",
    company_id="HARBOUR",
    entity_id="E200",
    user_id="xmluser",
    user_password="user word",
)
CONTROL = "<control><status>success</status></control>"
SIGNED_IN = (
    "<authentication><status>success</status><userid>u</userid><companyid>HARBOUR</companyid>"
    "<locationid>E200</locationid></authentication>"
)


def answer_of(results: str) -> bytes:
    return f"<response>{CONTROL}<operation>{SIGNED_IN}{results}</operation></response>".encode()


def result_of(control_id: str, inside: str = "", status: str = "success") -> str:
    return (
        f"<result><status>{status}</status><function>read</function>"
        f"<controlid>{control_id}</controlid>{inside}</result>"
    )


def test_a_request__has_its_parts_in_the_order_the_gateway_wants() -> None:
    functions = [Function("a:1", element("getDimensions")), Function("b", element("read"))]
    body = request_document(
        SETTINGS,
        authentication=log_in(SETTINGS),
        functions=functions,
        control_id="job-1",
        unique=True,
    )
    root = parse(body)
    assert [child.tag for child in root] == ["control", "operation"]
    assert [child.tag for child in root[0]] == [
        "senderid",
        "password",
        "controlid",
        "uniqueid",
        "dtdversion",
        "includewhitespace",
    ]
    assert root.findtext("control/password") == "sender & word"
    assert root.findtext("control/uniqueid") == "true"
    login = root.find("operation/authentication/login")
    assert login is not None
    assert [child.tag for child in login] == ["userid", "companyid", "password", "locationid"]
    operation = root.find("operation")
    assert operation is not None
    assert operation.get("transaction") == "false"
    sent = root.findall("operation/content/function")
    assert [(one.get("controlid"), one[0].tag) for one in sent] == [
        ("a:1", "getDimensions"),
        ("b", "read"),
    ]


def test_a_function__can_be_sent_again() -> None:
    function = Function("a", element("getDimensions"))
    bodies = {
        request_document(
            SETTINGS,
            authentication=by_session("s"),
            functions=[function],
            control_id="1",
            unique=False,
        )
        for _ in range(2)
    }
    assert len(bodies) == 1
    assert b"<getDimensions/>" in bodies.pop()


def test_results__are_paired_by_control_id_in_any_order() -> None:
    answer = read_answer(answer_of(result_of("b", "<key>2</key>") + result_of("a", "<key>1</key>")))
    assert (answer.results["a"].key, answer.results["b"].key) == ("1", "2")
    assert (answer.company_id, answer.entity_id, answer.failed_at) == ("HARBOUR", "E200", None)


def test_a_function_that_was_answered_twice__has_no_answer() -> None:
    answer = read_answer(answer_of(result_of("a") + result_of("a", status="failure")))
    assert "a" not in answer.results


@pytest.mark.parametrize("status", ["failure", "aborted"])
def test_a_failed_function__has_all_its_errors_in_order(status: str) -> None:
    errors = (
        "<data listtype='objects' count='0'/><errormessage>"
        "<error><errorno>BL01001973</errorno><description></description>"
        "<description2>The date must be in an open period &#039;AR&#039;</description2>"
        "<correction>Use another.</correction></error>"
        "<error><errorno>BL2</errorno><description2>Could not create</description2></error>"
        "</errormessage>"
    )
    result = read_answer(answer_of(result_of("a", errors, status))).results["a"]
    assert not result.succeeded
    assert [one.number for one in result.complaints] == ["BL01001973", "BL2"]
    assert result.complaints[0].text == "The date must be in an open period 'AR'"


def test_a_failure_of_the_whole_request__is_at_the_control_level() -> None:
    body = (
        b"<response><control><status>failure</status></control><errormessage><error>"
        b"<errorno>GW-0010</errorno><description>API rate limit exceeded</description>"
        b"</error></errormessage></response>"
    )
    answer = read_answer(body)
    assert answer.failed_at is Level.CONTROL
    assert [(one.number, one.text) for one in answer.complaints] == [
        ("GW-0010", "API rate limit exceeded")
    ]


def test_a_refused_sign_in__is_at_the_authentication_level() -> None:
    body = (
        f"<response>{CONTROL}<operation><authentication><status>failure</status>"
        "<companyid>HARBOUR</companyid></authentication><errormessage><error>"
        "<errorno>XL03000006</errorno><description2>Invalid session</description2>"
        "</error></errormessage></operation></response>"
    )
    answer = read_answer(body.encode())
    assert answer.failed_at is Level.AUTHENTICATION
    assert answer.complaints[0].text == "Invalid session"


def test_an_answer_among_other_roots__is_found() -> None:
    body = b"<?xml version='1.0'?><notice>hello</notice>" + answer_of(
        result_of("a", "<key>7</key>")
    )
    assert read_answer(body).results["a"].key == "7"


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>down</body></html>",
        b"<response/>",
        b"<response><control><status>success</status></control></response>",
        b"<response><control><status>success</status></control><operation/></response>",
        answer_of(result_of("a"))[:-20],
    ],
    ids=["page", "empty", "acknowledgement", "nobody", "cut"],
)
def test_what_is_no_answer__is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableXml):
        read_answer(body)


def test_records__are_flat_texts_with_fields_in_upper_case() -> None:
    data = (
        "<data listtype='ARINVOICE' count='2'><ARINVOICE><RECORDNO> 1 </RECORDNO>"
        "<CUSTOMER.NAME>Bob &amp; Co</CUSTOMER.NAME><MEMO/></ARINVOICE>"
        "<arinvoice><recordno>2</recordno></arinvoice></data>"
    )
    records = records_in(read_answer(answer_of(result_of("a", data))).results["a"])
    assert records == [
        {"RECORDNO": "1", "CUSTOMER.NAME": "Bob & Co", "MEMO": ""},
        {"RECORDNO": "2"},
    ]


def test_elements__can_be_shown_without_their_declaration() -> None:
    assert document(by_session("s1")).endswith(b"<sessionid>s1</sessionid>")
