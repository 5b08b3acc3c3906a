"""Each level of failure, sessions, and the faults that can be switched on."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from sandbox.intacct.faults import Fault, FaultKind

COMPANY_INFO = '<get_list object="company_info"/>'
SESSION = "<getAPISession/>"
CREATE = "<create><CUSTOMER><CUSTOMERID>C-18</CUSTOMERID><NAME>Tide Ltd</NAME></CUSTOMER></create>"


def test_control_failure__bad_xml_has_no_operation(gateway: Any) -> None:
    response = gateway.post("<request><control>")
    assert response.status_code == 200
    assert b"<operation>" not in response.content
    assert b"<errorno>XL03000003</errorno>" in response.content


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE request [<!ENTITY e "x">]>',
        '<!DOCTYPE request SYSTEM "file:///nowhere.dtd">',
    ],
)
def test_control_failure__document_type_is_refused(gateway: Any, prologue: str) -> None:
    response = gateway.post(prologue + gateway.envelope(COMPANY_INFO))
    assert b"XL03000003" in response.content
    assert b"<result>" not in response.content


def test_control_failure__wrong_sender_echoes_the_control_block(gateway: Any) -> None:
    answer = gateway.call(COMPANY_INFO, sender_password="wrong")
    assert answer.text("control/status") == "failure"
    assert answer.text("control/senderid") == "leasebridge"
    assert answer.text("control/controlid") == "request"
    assert answer.text("control/uniqueid") == "false"
    assert answer.text("errormessage/error/errorno") == "XL03000006"
    assert answer.root.find("operation") is None


def test_control_failure__password_before_company(gateway: Any) -> None:
    log_in = (
        "<login><userid>xmluser</userid><password>user-secret</password>"
        "<companyid>HARBOUR</companyid></login>"
    )
    answer = gateway.call(COMPANY_INFO, authentication=log_in)
    assert answer.text("errormessage/error/errorno") == "XL03000003"


def test_control_failure__legacy_elements_out_of_order_run_nothing(gateway: Any, desk: Any) -> None:
    function = (
        '<reverse_invoice key="1"><description>late</description>'
        "<datereversed><year>2026</year><month>03</month><day>31</day></datereversed>"
        "</reverse_invoice>"
    )
    answer = gateway.call(CREATE, function)
    assert answer.text("errormessage/error/errorno") == "XL03000003"
    assert "datereversed" in (answer.text("errormessage/error/description2") or "")
    assert desk.book.customers.named("C-18") is None


def test_control_failure__transport_policy_is_unknown(gateway: Any) -> None:
    body = gateway.envelope(COMPANY_INFO).replace("</control>", "<policyid>p</policyid></control>")
    assert b"p is not a valid transport policy" in gateway.post(body).content


def test_gateway_failure__wrong_content_type(gateway: Any) -> None:
    response = gateway.post(gateway.envelope(COMPANY_INFO), content_type="application/json")
    assert response.status_code == 400
    assert b"GW-0014" in response.content


def test_authentication_failure__wrong_password_has_no_result(gateway: Any) -> None:
    log_in = gateway.authentication.replace("user-secret", "wrong")
    answer = gateway.call(COMPANY_INFO, authentication=log_in)
    assert answer.text("control/status") == "success"
    assert answer.text("operation/authentication/status") == "failure"
    block = answer.root.find("operation/authentication")
    assert [child.tag for child in block] == ["status", "userid", "companyid"]
    assert answer.text("operation/errormessage/error/errorno") == "XL03000006"
    assert answer.results == []


def test_authentication_failure__unknown_session(gateway: Any) -> None:
    answer = gateway.call(COMPANY_INFO, authentication="<sessionid>nobody</sessionid>")
    assert answer.text("operation/errormessage/error/description2") == "Invalid session"


def test_function_failure__says_reason_first_and_then_the_wrapper(gateway: Any) -> None:
    function = (
        "<create_invoice><customerid>C-99</customerid>"
        "<datecreated><year>2026</year><month>03</month><day>02</day></datecreated>"
        "<termname>N14</termname><invoiceitems><lineitem><glaccountno>4000</glaccountno>"
        "<amount>1</amount></lineitem></invoiceitems></create_invoice>"
    )
    answer = gateway.call(function)
    assert answer.results == ["failure"]
    sentences = answer.texts("operation/result/errormessage/error/description2")
    assert sentences[0].startswith("Customer 'C-99' specified is not valid. [Support ID: ")
    assert sentences[0].endswith("]")
    assert "%7E" in sentences[0]
    assert sentences[1] == "Could not create invoice record!"


def test_function_failure__unknown_function_leaves_the_others_alone(gateway: Any) -> None:
    answer = gateway.call("<frobnicate/>", COMPANY_INFO)
    assert answer.results == ["failure", "success"]
    assert answer.errors == ["XL03000009"]


def test_results__come_in_request_order_under_their_control_ids(gateway: Any) -> None:
    answer = gateway.call(COMPANY_INFO, "<getDimensions/>", control_ids=("b", "a"))
    assert answer.texts("operation/result/controlid") == ["b", "a"]
    assert answer.texts("operation/result/function") == ["get_list", "getDimensions"]


def test_uniqueid__absent_means_true(gateway: Any) -> None:
    answer = gateway.call(COMPANY_INFO, unique=None)
    assert answer.text("control/uniqueid") == "true"


def open_session(gateway: Any) -> str:
    answer = gateway.call(SESSION)
    assert answer.data.attrib == {}
    session_id = answer.text("operation/result/data/api/sessionid")
    assert session_id
    return f"<sessionid>{session_id}</sessionid>"


def test_session__serves_at_the_endpoint_it_names(gateway: Any) -> None:
    answer = gateway.call(SESSION)
    assert answer.text("operation/result/data/api/endpoint") == gateway.url
    session = open_session(gateway)
    answer = gateway.call(COMPANY_INFO, authentication=session)
    assert answer.text("operation/result/data/company_info/name") == "HARBOUR"
    assert answer.text("operation/authentication/sessiontimeout").endswith("+00:00")


def test_session__slides_with_use_and_ends_without(gateway: Any, desk: Any) -> None:
    session = open_session(gateway)
    for _ in range(2):
        desk.clock.advance(timedelta(hours=7))
        assert gateway.call(COMPANY_INFO, authentication=session).results == ["success"]
    desk.clock.advance(timedelta(hours=8, seconds=1))
    answer = gateway.call(COMPANY_INFO, authentication=session)
    assert answer.text("operation/authentication/status") == "failure"


def test_session__must_be_asked_for_alone(gateway: Any) -> None:
    assert gateway.call(SESSION, COMPANY_INFO).results == ["failure", "success"]


def test_session__in_an_entity(gateway: Any, desk: Any) -> None:
    desk.book.create_entity("E200", "Quay House Ltd", by="admin")
    inside = "<getAPISession><locationid>E200</locationid></getAPISession>"
    answer = gateway.call(inside)
    assert answer.text("operation/result/data/api/locationid") == "E200"
    outside = "<getAPISession><locationid>E999</locationid></getAPISession>"
    assert gateway.call(outside).errors == ["Get API Session Failed"]


def test_log_in__company_and_entity_in_one_word(gateway: Any, desk: Any) -> None:
    desk.book.create_entity("E200", "Quay House Ltd", by="admin")
    log_in = gateway.authentication.replace("HARBOUR", "HARBOUR|E200")
    answer = gateway.call(COMPANY_INFO, authentication=log_in)
    assert answer.text("operation/authentication/companyid") == "HARBOUR"
    assert answer.text("operation/authentication/locationid") == "E200"


def test_fault__rate_limit_befalls_so_many_calls(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.RATE_LIMIT, times=1))
    response = gateway.post(gateway.envelope(CREATE))
    assert response.status_code == 429
    assert b"GW-0010" in response.content
    assert b"senderid" not in response.content
    assert gateway.call(CREATE).results == ["success"]


def test_fault__only_calls_with_the_function(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.HTTP_STATUS, function_name="create", status=503))
    assert gateway.call(COMPANY_INFO).results == ["success"]
    assert gateway.post(gateway.envelope(CREATE)).status_code == 503
    assert desk.book.customers.named("C-18") is None


def test_fault__html_page(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.HTML_PAGE, status=502))
    response = gateway.post(gateway.envelope(COMPANY_INFO))
    assert response.status_code == 502
    assert "cf-error-details" in response.text


def test_fault__lost_reply_comes_after_the_work(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.LOST_REPLY, status=524))
    assert gateway.post(gateway.envelope(CREATE)).status_code == 524
    assert desk.book.customers.named("C-18") is not None


def test_fault__dropped_connection_comes_after_the_work(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.DROPPED_CONNECTION))
    with pytest.raises(httpx.RemoteProtocolError):
        gateway.post(gateway.envelope(CREATE))
    assert desk.book.customers.named("C-18") is not None
    assert desk.calls[-1].status == 0


def test_fault__truncated_body(gateway: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.TRUNCATED_BODY))
    response = gateway.post(gateway.envelope(COMPANY_INFO))
    assert response.status_code == 200
    assert not response.text.endswith("</response>")


def test_fault__session_drop(gateway: Any, desk: Any) -> None:
    session = open_session(gateway)
    desk.faults.add(Fault(FaultKind.SESSION_DROP))
    answer = gateway.call(COMPANY_INFO, authentication=session)
    assert answer.text("operation/authentication/status") == "failure"


def test_calls__count_reads_and_written_records(gateway: Any, desk: Any) -> None:
    gateway.call(COMPANY_INFO, CREATE, "<frobnicate/>")
    call = desk.calls[-1]
    assert call.function_names == ("get_list", "create", "frobnicate")
    assert (call.reads, call.writes, call.status) == (1, 1, 200)


def test_authentication_failure__sender_is_not_on_the_companys_list(
    gateway: Any, desk: Any
) -> None:
    desk.book.options.sender_authorised = False
    answer = gateway.call("<getAPISession/>")
    error = answer.root.find("operation/errormessage/error")
    assert error.findtext("errorno") == "XL03000006"
    assert error.findtext("description") == "Invalid Web Services Authorization"
    assert answer.text("operation/authentication/status") == "failure"
    assert answer.root.find("operation/result") is None


def test_additional_error_info__comes_when_it_is_asked_for(gateway: Any) -> None:
    wrong = "<read><object>NOTHING</object><keys>1</keys></read>"
    plain = gateway.envelope(wrong)
    asked = plain.replace(
        "</control>", "<showadditionalerrorinfo>true</showadditionalerrorinfo></control>"
    )
    assert "additionalinfo" not in gateway.post(plain).text
    answer = gateway.post(asked).text
    assert "<additionalinfo><errorid>" in answer
