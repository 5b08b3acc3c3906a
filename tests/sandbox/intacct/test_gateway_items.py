"""Items in all their kinds, and which of them can be sold or bought."""

from typing import Any

import pytest

DAY = "<year>2026</year><month>03</month><day>02</day>"
KINDS = [
    ("I", "Inventory"),
    ("NI", "Non-Inventory"),
    ("NP", "Non-Inventory (Purchase only)"),
    ("NS", "Non-Inventory (Sales only)"),
    ("K", "Kit"),
    ("SK", "Stockable Kit"),
]


def item(kind: str, extra: str = "") -> str:
    return (
        f"<create><ITEM><ITEMID>X</ITEMID><NAME>Thing</NAME><ITEMTYPE>{kind}</ITEMTYPE>{extra}"
        "<INCOMEACCTKEY>4000</INCOMEACCTKEY><EXPENSEACCTKEY>4100</EXPENSEACCTKEY></ITEM></create>"
    )


def order(noun: str, definition: str, party: str) -> str:
    items = noun[:2] + "transitem"
    due = "" if noun.startswith("so") else f"<datedue>{DAY}</datedue>"
    return (
        f"<create_{noun}><transactiontype>{definition}</transactiontype><datecreated>{DAY}"
        f"</datecreated>{party}{due}<{items}s><{items}><itemid>X</itemid><quantity>1</quantity>"
        f"<price>10</price></{items}></{items}s></create_{noun}>"
    )


SALE = order("sotransaction", "Sales Invoice", "<customerid>C-17</customerid>")
PURCHASE = order("potransaction", "Vendor Invoice", "<vendorid>V-5</vendorid>")


@pytest.mark.parametrize(("code", "label"), KINDS)
def test_type__is_written_by_label_and_asked_for_by_either(
    gateway: Any, code: str, label: str
) -> None:
    assert gateway.call(item(label)).results == ["success"]
    condition = f"<equalto><field>ITEMTYPE</field><value>{label}</value></equalto>"
    assert gateway.rows("ITEM", "ITEMID ITEMTYPE", condition) == [("X", label)]
    found = gateway.call(
        f"<readByQuery><object>ITEM</object><fields>ITEMID</fields><query>ITEMTYPE = '{code}'</query>"
        "</readByQuery>"
    )
    assert found.data.get("count") == "1"


def test_type__that_there_is_not_is_refused(gateway: Any) -> None:
    assert gateway.call(item("Service")).reason == "Invalid value 'Service' for field ITEMTYPE"
    described = gateway.call("<lookup><object>ITEM</object></lookup>").data
    assert [label for _, label in KINDS] == [
        value.text
        for field in described.iter("Field")
        if field.findtext("ID") == "ITEMTYPE"
        for value in field.iter("VALIDVALUE")
    ]


@pytest.mark.parametrize(
    ("kind", "results"),
    [
        ("Non-Inventory", ["success", "success"]),
        ("Non-Inventory (Sales only)", ["success", "failure"]),
        ("Non-Inventory (Purchase only)", ["failure", "success"]),
    ],
)
def test_type__says_whether_it_is_sold_or_bought(
    gateway: Any, kind: str, results: list[str]
) -> None:
    gateway.call(item(kind))
    assert gateway.call(SALE, PURCHASE).results == results


def test_fields__come_back_as_they_went(gateway: Any) -> None:
    fields = {
        "GLGROUP": "Rent",
        "PRODUCTLINEID": "HOMES",
        "INVACCTKEY": "1300",
        "COGSACCTKEY": "5000",
        "ALLOWMULTIPLETAXGRPS": "true",
        "MRR": "true",
        "TAXABLE": "false",
        "EXTENDED_DESCRIPTION": "A thing",
        "STANDARD_UNIT": "Month",
        "BASE_PRICE": "12.5",
    }
    extra = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    tax_group = "<TAXGROUP><NAME>Standard</NAME></TAXGROUP>"
    assert gateway.call(item("Inventory", extra + tax_group)).results == ["success"]
    assert gateway.rows("ITEM", " ".join(fields)) == [tuple(fields.values())]
    assert gateway.rows("ITEM", "TAXGROUP.NAME UOMGRP") == [("Standard", "Month")]
