"""readByQuery and readMore: query texts, codes, pages."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.intacct.forms import PartyForm


def statement(text: str, name: str = "CUSTOMER", extra: str = "", fields: str = "NAME") -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<readByQuery><object>{name}</object><fields>{fields}</fields><query>{text}</query>{extra}"
        "</readByQuery>"
    )


def names(answer: Any) -> list[str]:
    return [row.findtext("NAME") for row in answer.data]


@pytest.fixture
def customers(desk: Any) -> None:
    for customer_id, name in (("C-20", "Able"), ("C-21", "O'Neill"), ("C-22", "Zed & <Co>")):
        desk.book.create_customer(PartyForm(party_id=customer_id, name=name), by="admin")
    desk.book.archive_customer("C-20", by="admin")


@pytest.mark.usefixtures("customers")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Quay Foods Ltd", "Able", "O'Neill", "Zed & <Co>"]),
        ("CUSTOMERID = 'C-20'", ["Able"]),
        ('CUSTOMERID = "C-20"', ["Able"]),
        ("NAME = 'O\\'Neill'", ["O'Neill"]),
        ("NAME = 'Zed & <Co>'", ["Zed & <Co>"]),
        ("STATUS = 'F'", ["Able"]),
        ("status <> 'T'", ["Able"]),
        ("STATUS = 'inactive'", ["Able"]),
        ("CUSTOMERID > 'C-20' AND STATUS = 'T'", ["O'Neill", "Zed & <Co>"]),
        ("CUSTOMERID in ('C-20', 'C-22')", ["Able", "Zed & <Co>"]),
        ("CUSTOMERID not in ('C-20', 'C-22')", ["Quay Foods Ltd", "O'Neill"]),
        ("NAME like '%e%l%'", ["O'Neill"]),
        ("NAME not like '%e%'", ["Quay Foods Ltd"]),
        ("TAXID IS NULL AND NOT (CUSTOMERID = 'C-17' OR NAME = 'Able')", ["O'Neill", "Zed & <Co>"]),
        ("WHENMODIFIED is not null", ["Able"]),
        (
            "WHENCREATED >= '03/02/2026' and ONHOLD = 'F' and CUSTOMERID <= 'C-17'",
            ["Quay Foods Ltd"],
        ),
    ],
)
def test_statement__finds(gateway: Any, text: str, found: list[str]) -> None:
    assert names(gateway.call(statement(text))) == found


@pytest.mark.parametrize(
    ("text", "errorno"),
    [
        ("NOTHING = 'x'", "XL03000010"),
        ("DISPLAYCONTACT.EMAIL1 = 'x'", "XL03000010"),
        *(
            (text, "Query Failed")
            for text in (
                *("NAME", "NAME =", "NAME = 'x", "NAME = 'x' AND", "(NAME = 'x'", "NAME = 'x')"),
                *("NAME in 'x'", "NAME not = 'x'", "NAME is 'x'", "WHENCREATED > 'soon'"),
                "(" * 60 + "NAME = 'x'" + ")" * 60,
            )
        ),
    ],
)
def test_statement__nonsense_is_refused(gateway: Any, text: str, errorno: str) -> None:
    assert gateway.call(statement(text)).errors == [errorno]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "NAME",
                "STATUS",
                "=",
                "'x'",
                "(",
                ")",
                "AND",
                "OR",
                "NOT",
                "in",
                "is",
                "null",
                ",",
                "<",
            ]
        ),
        max_size=9,
    )
)
def test_statement__any_words_are_answered(gateway: Any, words: list[str]) -> None:
    assert gateway.call(statement(" ".join(words))).results[0] in {"success", "failure"}


def test_statement__codes_of_states(gateway: Any, desk: Any) -> None:
    desk.invoice(draft=True)
    desk.invoice()
    for text, state in (("STATE = 'D'", "Draft"), ("STATE = 'A'", "Posted")):
        data = gateway.call(statement(text, "ARINVOICE", fields="STATE")).data
        assert [row.findtext("STATE") for row in data] == [state]
    modes = gateway.call(statement("ACCESSMODE = 'Delete'", "AUDITHISTORY", fields="ID")).data
    assert len(modes) == 0


@pytest.mark.usefixtures("customers")
def test_pages__go_on_with_the_result_id(gateway: Any) -> None:
    first = gateway.call(statement("", extra="<pagesize>3</pagesize>"))
    attributes = dict(first.data.attrib)
    result_id = attributes.pop("resultId")
    assert attributes == {
        "listtype": "customer",
        "count": "3",
        "totalcount": "4",
        "numremaining": "1",
    }
    more = f"<readMore><resultId>{result_id}</resultId></readMore>"
    second = gateway.call(more)
    assert names(second) == ["Zed & <Co>"]
    assert second.data.get("numremaining") == "0"
    assert gateway.call(more).results == ["failure"]


def test_pages__too_large_is_refused(gateway: Any) -> None:
    assert gateway.call(statement("", extra="<pagesize>1001</pagesize>")).results == ["failure"]


def test_everything__is_flat_and_american(gateway: Any, desk: Any) -> None:
    desk.invoice()
    [row] = gateway.call(statement("", "ARINVOICE", fields="*")).data
    assert row.tag == "arinvoice"
    assert row.findtext("WHENCREATED") == "03/02/2026"
    assert all(len(child) == 0 for child in row)
