"""A function sent twice, and functions that stand or fall together."""

from typing import Any

from sandbox.intacct.completed import DUPLICATE, CompletedFunctions
from sandbox.intacct.options import RepeatAnswer


def customer(customer_id: str) -> str:
    return (
        f"<create><CUSTOMER><CUSTOMERID>{customer_id}</CUSTOMERID>"
        f"<NAME>Name {customer_id}</NAME></CUSTOMER></create>"
    )


def test_repeat__is_refused(gateway: Any, desk: Any) -> None:
    first = gateway.call(customer("C-18"), control_ids=("once",), unique="true")
    again = gateway.call(customer("C-19"), control_ids=("once",), unique="true")
    assert first.results == ["success"]
    assert again.errors == [DUPLICATE]
    assert desk.book.customers.named("C-19") is None


def test_repeat__is_answered_again_when_the_company_replays(gateway: Any, desk: Any) -> None:
    desk.book.options.repeat_answer = RepeatAnswer.REPLAY
    first = gateway.call(customer("C-18"), control_ids=("once",), unique="true")
    again = gateway.call(customer("C-18"), control_ids=("once",), unique="true")
    path = "operation/result/data/customer/RECORDNO"
    assert again.results == ["success"]
    assert again.text(path) == first.text(path)
    assert desk.calls[-1].writes == 0


def test_repeat__absent_uniqueid_counts_as_true(gateway: Any) -> None:
    gateway.call(customer("C-18"), control_ids=("once",), unique=None)
    assert gateway.call(customer("C-19"), control_ids=("once",), unique=None).results == ["failure"]


def test_repeat__uniqueid_false_checks_nothing(gateway: Any) -> None:
    gateway.call(customer("C-18"), control_ids=("once",))
    assert gateway.call(customer("C-19"), control_ids=("once",)).results == ["success"]


def test_repeat__a_function_that_failed_may_be_sent_again(gateway: Any) -> None:
    gateway.call(customer("C-17"), control_ids=("once",), unique="true")
    again = gateway.call(customer("C-18"), control_ids=("once",), unique="true")
    assert again.results == ["success"]


def test_repeat__is_remembered_when_the_world_starts_again(gateway: Any, desk: Any) -> None:
    gateway.call(customer("C-18"), control_ids=("once",), unique="true")
    desk.book.options.repeat_answer = RepeatAnswer.REPLAY
    assert CompletedFunctions(desk.book).repeated("once") is not None


def test_transaction__first_failure_takes_everything_back(gateway: Any, desk: Any) -> None:
    before = len(desk.book.audit_trail)
    answer = gateway.call(
        customer("C-18"), customer("C-17"), customer("C-19"), transaction=True, unique="true"
    )
    assert answer.results == ["aborted", "failure", "aborted"]
    assert answer.errors == ["XL03000009", "BL34000061", "XL03000009", "XL03000009"]
    assert desk.book.customers.named("C-18") is None
    assert desk.book.contacts.named("Name C-18(CC-18)") is None
    assert len(desk.book.audit_trail) == before
    assert desk.calls[-1].writes == 0


def test_transaction__functions_that_were_taken_back_are_not_completed(gateway: Any) -> None:
    ids = ("a", "b")
    gateway.call(
        customer("C-18"), customer("C-17"), control_ids=ids, transaction=True, unique="true"
    )
    answer = gateway.call(
        customer("C-18"), customer("C-19"), control_ids=ids, transaction=True, unique="true"
    )
    assert answer.results == ["success", "success"]


def test_without_transaction__the_others_stand(gateway: Any, desk: Any) -> None:
    answer = gateway.call(customer("C-18"), customer("C-17"), customer("C-19"))
    assert answer.results == ["success", "failure", "success"]
    assert desk.book.customers.named("C-19") is not None


def test_failure__inside_a_function_leaves_nothing_behind(gateway: Any, desk: Any) -> None:
    clash = (
        "<create><CUSTOMER><CUSTOMERID>C-20</CUSTOMERID><NAME>Two</NAME>"
        "<DISPLAYCONTACT><CONTACTNAME>Quay Foods Ltd(CC-17)</CONTACTNAME><PRINTAS>Two</PRINTAS>"
        "</DISPLAYCONTACT></CUSTOMER></create>"
    )
    answer = gateway.call(clash)
    assert answer.errors == ["BL34000061"]
    assert "Contact" in answer.reason
    assert desk.book.customers.named("C-20") is None
