"""Sage's JavaScript SDK signs in, moves into an entity, is refused, and sends batches."""

from typing import Any

import pytest

from sandbox.intacct.faults import Fault, FaultKind

pytestmark = pytest.mark.xdist_group("javascript-sdk")


@pytest.fixture
def entity(desk: Any) -> None:
    desk.book.create_entity("E200", "Quay", by="admin")


def test_javascript_sdk__opens_a_session_and_works_in_it(javascript_sdk: Any) -> None:
    steps = javascript_sdk.told("session")
    config = steps["open"].config
    assert (config["companyId"], config["userId"], config["entityId"]) == ("HARBOUR", "xmluser", "")
    assert config["endpointUrl"].startswith("https://api.intacct.com:")
    assert config["sessionTimestamp"] == "2026-03-02T09:00:00+00:00"
    assert config["sessionTimeout"] > config["sessionTimestamp"]
    assert [row["CUSTOMERID"] for row in steps["read in the session"].data] == ["C-17"]


@pytest.mark.usefixtures("entity")
def test_javascript_sdk__works_inside_an_entity(javascript_sdk: Any, desk: Any) -> None:
    steps = javascript_sdk.told("session in an entity")
    assert steps["open"].config["entityId"] == "E200"
    rows = [(row["CUSTOMERID"], row["MEGAENTITYID"]) for row in steps["read inside"].data]
    assert rows == [("C-17", ""), ("C-200", "E200")]
    assert [row["CUSTOMERID"] for row in steps["read from the top"].data] == ["C-17"]
    assert desk.book.customers.named("C-200").entity == "E200"


@pytest.mark.usefixtures("entity")
def test_javascript_sdk__moves_its_session_into_an_entity(javascript_sdk: Any) -> None:
    steps = javascript_sdk.told("session moved into an entity")
    assert steps["move"].config["entityId"] == "E200"


@pytest.mark.parametrize(
    ("story", "step", "message"),
    [
        (
            "wrong password",
            "sign in",
            "Response authentication status failure - XL03000006 Sign-in information is incorrect",
        ),
        (
            "wrong sender",
            "sign in",
            "Response control status failure - XL03000006 Incorrect Intacct XML Partner ID or password.",
        ),
        (
            "session that ended",
            "read",
            "Response authentication status failure - XL03000006 Invalid session",
        ),
    ],
)
def test_javascript_sdk__throws_its_own_exception_when_it_may_not_come_in(
    javascript_sdk: Any, story: str, step: str, message: str
) -> None:
    refusal = javascript_sdk.told(story)[step].refusal
    assert refusal.exception == "ResponseException"
    assert refusal.message.startswith(message)


def test_javascript_sdk__throws_its_own_exception_with_the_reasons(
    javascript_sdk: Any, desk: Any
) -> None:
    desk.book.close_books_until(desk.book.now().date().replace(day=1))
    steps = javascript_sdk.told("refused invoice")
    unknown, closed, missing = (step.refusal for step in steps.values())
    assert {each.exception for each in (unknown, closed, missing)} == {"ResultException"}
    assert unknown.errors[0].startswith(
        "BL01001973 Customer 'O'Brien & sons' specified is not valid. [Support ID: "
    )
    assert unknown.errors[1] == "BL01001973 Could not create invoice record!"
    assert unknown.message.endswith(" - ".join(unknown.errors))
    assert "The date must be in an open period 'AR'" in closed.errors[0]
    assert "Object definition NO_SUCH_OBJECT not found" in missing.errors[0]
    assert list(desk.book.invoices) == []


def customer_ids(desk: Any) -> list[str]:
    return [customer.party_id for customer in desk.book.customers]


def test_javascript_sdk__runs_an_independent_batch_one_by_one(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("independent batch")
    assert [step.status for step in steps.values()] == ["success", "failure", "success"]
    assert steps["1"].errors[0].startswith("BL34000061 Another Customer with the given value(s)")
    assert customer_ids(desk) == ["C-17", "C-21", "C-22"]


def test_javascript_sdk__has_a_failed_transaction_rolled_back(
    javascript_sdk: Any, desk: Any
) -> None:
    refusal = javascript_sdk.told("batch rolled back")["all or none"].refusal
    assert refusal.exception == "ResultException"
    assert refusal.errors[0].startswith("BL34000061 Another Customer with the given value(s)")
    assert refusal.errors[1].startswith("XL03000009 The entire transaction")
    assert customer_ids(desk) == ["C-17"]
    assert desk.book.contacts.named("C-21(CC-21)") is None


def test_javascript_sdk__has_a_transaction_carried_through(javascript_sdk: Any, desk: Any) -> None:
    steps = javascript_sdk.told("batch carried through")
    assert [step.status for step in steps.values()] == ["success", "success"]
    assert customer_ids(desk) == ["C-17", "C-21", "C-22"]


def test_javascript_sdk__reads_the_answer_of_the_rate_limit(javascript_sdk: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.RATE_LIMIT))
    refusal = javascript_sdk.told("answer of the rate limit")["too many"].refusal
    assert (refusal.exception, refusal.message) == (
        "ResponseException",
        "Response control status failure - GW-0010 API rate limit exceeded",
    )
    assert customer_ids(desk) == ["C-17"]


def test_javascript_sdk__is_kept_from_running_a_function_twice(
    javascript_sdk: Any, desk: Any
) -> None:
    refusal = javascript_sdk.told("repeated request")["again"].refusal
    assert refusal.errors[0].startswith("SIM-DUPLICATE-CONTROLID")
    assert customer_ids(desk) == ["C-17", "C-21"]
