"""Sage's JavaScript SDK keeps customers, vendors, contacts and items."""

from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("javascript-sdk")


def test_javascript_sdk__creates_changes_and_deletes_a_customer(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("customer")
    customer = desk.book.customers.named("C-18")
    keys = {"RECORDNO": str(customer.record_no), "CUSTOMERID": "C-18"}
    assert (steps["create"].list_type, steps["create"].data) == ("objects", [keys])
    assert steps["update"].data == [keys]
    assert (customer.name, customer.comments, customer.status, customer.term_name) == (
        *("Mill & Sons <Ltd>", "Pays late", "inactive", "N14"),
    )
    contact = desk.book.contacts.named("Mill & Sons <Ltd>(CC-18)")
    assert (contact.print_as, contact.email1, contact.city, contact.country) == (
        *("Mill & Sons", "ap@mill.test", "Leeds", "United Kingdom"),
    )
    [seen] = steps["read"].data
    assert (seen["NAME"], seen["DISPLAYCONTACT"]["MAILADDRESS"]["ZIP"]) == (
        *("Mill & Sons <Ltd>", "LS1 4AB"),
    )
    assert steps["delete it"].status == "success"
    assert desk.book.customers.named("C-19") is None


def test_javascript_sdk__creates_changes_and_deletes_a_vendor(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("vendor")
    vendor = desk.book.vendors.named("V-6")
    assert steps["create"].data == [{"RECORDNO": str(vendor.record_no), "VENDORID": "V-6"}]
    assert (vendor.name, vendor.comments, vendor.term_name) == ("Roof Works", "Insured", "N30")
    assert desk.book.contacts.named(vendor.display_contact).print_as == "Roof Works Ltd"
    assert desk.book.vendors.named("V-7") is None


def test_javascript_sdk__creates_changes_and_deletes_a_contact(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("contact")
    contact = desk.book.contacts.named("Dana Quay (C-17)")
    assert steps["create"].data[0]["CONTACTNAME"] == "Dana Quay (C-17)"
    assert (contact.first_name, contact.email1, contact.phone1, contact.address1) == (
        *("Dana", "dana@quayfoods.test", "0113 496 0000", "4 Quay St"),
    )
    assert desk.book.contacts.named("Passing") is None


def test_javascript_sdk__creates_changes_and_deletes_an_item(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("item")
    item = desk.book.items.named("4000-s")
    assert steps["create"].data == [{"RECORDNO": str(item.record_no), "ITEMID": "4000-s"}]
    assert (item.name, item.item_type, item.status, item.income_account_no, item.taxable) == (
        *("Rent income [s]", "Non-Inventory (Sales only)", "inactive", "4000", True),
    )
    assert desk.book.items.named("4100-s") is None


@pytest.mark.parametrize(
    ("story", "natural_id", "changed"),
    [
        ("department", "DEPARTMENTID", {"name": "Retail"}),
        ("location", "LOCATIONID", {"name": "Mill House", "parent_id": "E200"}),
        ("class", "CLASSID", {"name": "Blue", "description": "Old", "status": "inactive"}),
        ("project", "PROJECTID", {"customer_id": "C-17", "description": "New roof"}),
    ],
)
def test_javascript_sdk__creates_changes_and_deletes_dimension_values(
    javascript_sdk: Any, desk: Any, story: str, natural_id: str, changed: dict[str, str]
) -> None:
    steps = javascript_sdk.told(story)
    members = desk.book.dimensions[story.upper()]
    kept = members.named("A")
    assert steps["create"].data == [{"RECORDNO": str(kept.record_no), natural_id: "A"}]
    assert {name: getattr(kept, name) for name in changed} == changed
    assert steps["delete it"].status == "success"
    assert members.named("B") is None


def test_javascript_sdk__creates_changes_and_deletes_an_account(
    javascript_sdk: Any, desk: Any
) -> None:
    steps = javascript_sdk.told("account")
    kept = desk.book.accounts.named("A")
    assert steps["create"].data == [{"RECORDNO": str(kept.record_no), "ACCOUNTNO": "A"}]
    assert (kept.title, kept.account_type, kept.normal_balance, kept.require_location) == (
        *("Parking income", "incomestatement", "credit", True),
    )
    assert steps["delete it"].status == "success"
    assert desk.book.accounts.named("B") is None


def test_javascript_sdk__asks_what_company_this_is(javascript_sdk: Any) -> None:
    steps = javascript_sdk.told("company information")
    [company] = steps["company"].data
    assert (company["name"], company["title"]) == ("HARBOUR", "Harbour Property")
