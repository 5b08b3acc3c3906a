"""What Re-Leased's refusals mean."""

import json
from typing import Any

import pytest

from sync.domain.errors import FixSetup, RetryLater, SignInRefused
from sync.ledgers.re_leased.answers import TROUBLES, Unclear, understood
from sync.ledgers.re_leased.wire import ErrorCode


def body(code: str, *details: dict[str, str], message: str = "No.", **more: Any) -> bytes:
    error = {"code": code, "message": message, "requestId": "req_9f", "details": details, **more}
    return json.dumps({"error": error}).encode()


def test_refusal__carries_the_detail_code_sentence_and_remedy() -> None:
    detail = {"field": "lines[0].accountCode", "code": "account_archived", "message": "Archived."}

    refusal = understood(422, body("validation_failed", detail), retry_after="")

    refused = refusal.refused
    assert (refused.code, refused.message, refused.moved) == (
        "account_archived",
        "Archived.",
        False,
    )
    assert "reactivate the account in Intacct" in refused.remedy
    assert not refusal.look_first


@pytest.mark.parametrize(
    ("status", "code"),
    [(412, "version_mismatch"), (409, "invalid_status_transition"), (409, "new")],
)
def test_moved_record__is_planned_anew_after_a_look(status: int, code: str) -> None:
    refusal = understood(status, body(code), retry_after="")

    assert refusal.refused.moved
    assert refusal.look_first


@pytest.mark.parametrize("code", ["already_linked", "idempotency_key_reused", "duplicate_code"])
def test_refusal_that_may_be_our_own_doing__is_looked_up_first(code: str) -> None:
    refusal = understood(409, body(code), retry_after="")

    assert refusal.look_first
    assert not refusal.refused.moved


def test_message__drops_request_ids_and_is_cut() -> None:
    long = "Request req_9f failed.   " + "x" * 600

    refusal = understood(400, body("malformed_request", message=long), retry_after="")

    assert refusal.refused.message.startswith("Request failed. xxx")
    assert len(refusal.refused.message) == 500


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
@pytest.mark.parametrize("text", [b"", b"<html>Bad gateway</html>", b"\xff\xfe"])
def test_failure__leaves_the_outcome_unclear_whatever_the_body(status: int, text: bytes) -> None:
    with pytest.raises(Unclear) as caught:
        understood(status, text, retry_after="7")

    assert caught.value.wait_seconds == 7


def test_rate_limit__says_how_long_to_wait() -> None:
    with pytest.raises(RetryLater) as caught:
        understood(429, body("rate_limited"), retry_after="12")

    assert caught.value.wait_seconds == 12
    assert not isinstance(caught.value, Unclear)


def test_running_request__is_asked_again_in_five_seconds() -> None:
    with pytest.raises(RetryLater) as caught:
        understood(409, body("request_in_progress"), retry_after="")

    assert caught.value.wait_seconds == 5


@pytest.mark.parametrize("text", [b"", body("unauthenticated")])
def test_key_not_accepted__is_a_refused_sign_in(text: bytes) -> None:
    with pytest.raises(SignInRefused, match="Put a valid Re-Leased API key into the settings"):
        understood(401, text, retry_after="")


@pytest.mark.parametrize(
    ("status", "code"), [(403, "forbidden"), (403, "managed_by_accounting_system"), (403, "other")]
)
def test_missing_right__is_a_matter_of_set_up(status: int, code: str) -> None:
    with pytest.raises(FixSetup):
        understood(status, body(code), retry_after="")


def test_approval_workflow__refuses_one_record_and_says_where_to_approve() -> None:
    refusal = understood(403, body("approval_workflow_required"), retry_after="")

    assert "Approve it in Re-Leased" in refusal.refused.remedy


def test_redirect__is_a_wrong_base_address() -> None:
    with pytest.raises(FixSetup, match="base address"):
        understood(302, b"", retry_after="")


def test_unknown_code__is_passed_on_as_it_came() -> None:
    refusal = understood(422, body("frobnicated", message="Too blue."), retry_after="")

    assert (refusal.refused.code, refusal.refused.message) == ("frobnicated", "Too blue.")


def test_table__speaks_of_every_code_we_name_but_the_general_ones() -> None:
    general = {
        ErrorCode.VALIDATION_FAILED,
        ErrorCode.TAX_TOTAL_MISMATCH,
        ErrorCode.TAX_NOT_EXTERNAL,
    }

    assert set(ErrorCode) - set(TROUBLES) == general
