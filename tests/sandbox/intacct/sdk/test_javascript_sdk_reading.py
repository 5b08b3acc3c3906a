"""Sage's JavaScript SDK reads: query, readByQuery with readMore, read, readByName, lookup, inspect."""

from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("javascript-sdk")


@pytest.fixture(autouse=True)
def invoices(desk: Any) -> list[Any]:
    """Three posted invoices (120, 240, 360 with tax) and a draft of 12."""
    posted = [desk.invoice(amount, number=f"RL-{amount}") for amount in ("100", "200", "300")]
    return [*posted, desk.invoice("10", number="RL-10", draft=True)]


def test_javascript_sdk__queries_page_by_page(javascript_sdk: Any, invoices: list[Any]) -> None:
    steps = javascript_sdk.told("query")
    first, second = steps["first page"], steps["second page"]
    assert [row["RECORDID"] for row in first.data + second.data] == [
        *("RL-300", "RL-200", "RL-100", "RL-10"),
    ]
    assert (first.list_type, first.count, first.total_count) == ("ARINVOICE", 2, 4)
    assert (first.num_remaining, second.num_remaining) == (2, 0)
    assert first.data[0] == {
        "RECORDNO": str(invoices[2].record_no),
        "RECORDID": "RL-300",
        "STATE": "Posted",
        "CUSTOMER.NAME": "Quay Foods Ltd",
        "TRX_TOTALENTERED": "360",
        "WHENDUE": "04/01/2026",
    }
    assert steps["in any case"].count == 4
    assert (steps["nothing found"].count, steps["nothing found"].data) == (0, [])
    assert steps["nulls"].count == 4


def test_javascript_sdk__queries_sums_and_counts(javascript_sdk: Any) -> None:
    rows = javascript_sdk.told("aggregates")["by state"].data
    assert sorted(
        (row["STATE"], row["COUNT.RECORDNO"], row["TRX_TOTALENTERED"]) for row in rows
    ) == [
        ("Draft", "1", "12"),
        ("Posted", "3", "720"),
    ]


def test_javascript_sdk__reads_by_query_to_the_last_page(
    javascript_sdk: Any, invoices: list[Any]
) -> None:
    steps = javascript_sdk.told("readByQuery")
    pages = [steps["1"], steps["2"]]
    assert [page.num_remaining for page in pages] == [2, 0]
    assert {(page.list_type, page.total_count) for page in pages} == {("arinvoice", 4)}
    assert [row["RECORDNO"] for page in pages for row in page.data] == [
        str(invoice.record_no) for invoice in invoices
    ]
    assert steps["1"].data[0]["WHENCREATED"] == "03/02/2026"
    found = [row["RECORDNO"] for row in steps["with conditions"].data]
    assert found == [str(invoice.record_no) for invoice in invoices[1:3]]


def test_javascript_sdk__reads_records_with_their_lines(
    javascript_sdk: Any, invoices: list[Any]
) -> None:
    steps = javascript_sdk.told("read")
    [row] = steps["read"].data
    assert (row["RECORDNO"], row["WHENCREATED"]) == (str(invoices[0].record_no), "2026-03-02")
    lines = row["ARINVOICEITEMS"]["arinvoiceitem"]
    assert [(line["LINE_NO"], line["AMOUNT"], line["ACCOUNTNO"]) for line in lines] == [
        ("1", "100", "4000"),
        ("1", "20", "2200"),
    ]
    assert steps["read fields"].data == [{"RECORDID": "RL-100", "WHENCREATED": "2026-03-02"}]
    assert (steps["read none"].count, steps["read none"].data) == (0, [])


def test_javascript_sdk__reads_by_name(javascript_sdk: Any, desk: Any) -> None:
    steps = javascript_sdk.told("readByName")
    assert steps["customer"].data == [{"NAME": "Quay Foods Ltd", "STATUS": "active"}]
    [account] = steps["account"].data
    assert account["RECORDNO"] == str(desk.book.accounts.named("4000").record_no)
    assert (account["ACCOUNTNO"], account["TITLE"]) == ("4000", "Rent")


def test_javascript_sdk__looks_objects_up_and_inspects_them(javascript_sdk: Any) -> None:
    steps = javascript_sdk.told("descriptions")
    [described] = steps["lookup"].data
    assert described["$"] == {"Name": "ARINVOICE", "DocumentType": ""}
    kinds = {field["ID"]: field["DATATYPE"] for field in described["Fields"]["Field"]}
    assert (kinds["RECORDNO"], kinds["STATE"], kinds["WHENDUE"]) == ("INTEGER", "ENUM", "DATE")
    related = described["Relationships"]["Relationship"]
    assert {"CUSTOMER", "CONTACT"} <= {relation["OBJECTNAME"] for relation in related}
    [customer] = steps["inspect"].data
    assert {"CUSTOMERID", "NAME"} <= set(customer["Fields"]["Field"])
    types = {kind["$"]["typename"] for kind in steps["inspect all"].data}
    assert {"customer", "arinvoice", "sodocument"} <= types
