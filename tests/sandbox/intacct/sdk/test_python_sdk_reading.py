"""The Python SDK signs in and reads: counts, pages, filters, descriptions."""

import warnings
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sageintacctsdk.exceptions import (
    InternalServerError,
    InvalidTokenError,
    NoPrivilegeError,
    WrongParamsError,
)

from sandbox.intacct.faults import Fault, FaultKind
from sandbox.intacct.forms import BillForm, DimensionValueForm, LineForm, PartyForm
from sandbox.intacct.options import UserDimension
from sandbox.intacct.rules.document_kinds import BILL
from tests.sandbox.intacct.sdk.python_sdk import signed_in


@pytest.fixture
def sdk(gateway: Any) -> Any:
    """The SDK, signed in at the top level."""
    return signed_in(gateway.url)


@pytest.fixture
def invoices(desk: Any) -> list[Any]:
    """Three posted invoices (120, 240, 360 with tax) and a draft of 12."""
    posted = [desk.invoice(amount, number=f"RL-{amount}") for amount in ("100", "200", "300")]
    return [*posted, desk.invoice("10", number="RL-10", draft=True)]


def ids(rows: Any) -> list[str]:
    return [row["RECORDID"] for row in rows]


def test_python_sdk__works_inside_an_entity(gateway: Any, desk: Any) -> None:
    desk.book.create_entity("E200", "Quay", by="admin")
    inside = signed_in(gateway.url, entity="E200")
    inside.customers.post({"CUSTOMERID": "C-200", "NAME": "Private"})
    assert desk.book.customers.named("C-200").entity == "E200"
    assert inside.customers.count() == 2
    assert signed_in(gateway.url).customers.count() == 1
    from_the_top = signed_in(gateway.url, show_private=True)
    assert [row["CUSTOMERID"] for row in from_the_top.customers.get_all()] == ["C-17", "C-200"]


@pytest.mark.usefixtures("invoices")
def test_python_sdk__counts(sdk: Any) -> None:
    assert sdk.customers.count() == 1
    assert sdk.customers.count(None) == 1
    assert sdk.ar_invoices.count("STATE", "Draft") == 1
    posted, big = ("equalto", "STATE", "Posted"), ("greaterthan", "TRX_TOTALENTERED", "200")
    assert sdk.ar_invoices.count(and_filter=[posted, big]) == 2
    assert sdk.ar_invoices.count(or_filter=[("equalto", "STATE", "Draft"), big]) == 3
    both = {"isnotnull": {"field": "WHENDUE"}}
    assert sdk.ar_invoices.count(filter_payload=both) == 4


@pytest.fixture
def a_paid_invoice_and_a_bill(desk: Any, invoices: list[Any]) -> None:
    day = invoices[0].invoice_date
    desk.book.pay_invoice(invoices[0].record_no, on=day, by="fsmith")
    line = LineForm(account_no="4100", amount=Decimal(10))
    bill = BillForm(vendor_id="V-5", invoice_date=day, due_date=day, record_id="B-1", lines=(line,))
    desk.book.create_document(BILL, bill, draft=False, by="fsmith")


@pytest.mark.usefixtures("a_paid_invoice_and_a_bill")
@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("customers", "CUSTOMERID", "C-17"),
        ("vendors", "VENDORID", "V-5"),
        ("contacts", "CONTACTNAME", "Quay Foods Ltd(CC-17)"),
        ("accounts", "ACCOUNTNO", "4000"),
        ("departments", "DEPARTMENTID", "RES"),
        ("locations", "LOCATIONID", "E200"),
        ("tax_details", "DETAILID", "UK Sale Standard"),
        ("tax_solutions", "SOLUTIONID", "United Kingdom - VAT"),
        ("checking_accounts", "BANKACCOUNTID", "BARCLAYS"),
        ("ar_invoices", "RECORDID", "RL-100"),
        ("ar_invoice_items", "ACCOUNTNO", "4000"),
        ("ar_payments", "STATE", "Complete"),
        ("bills", "RECORDID", "B-1"),
    ],
)
def test_python_sdk__gets_all_records_with_all_its_own_fields(
    sdk: Any, part: str, key: str, value: str
) -> None:
    rows = getattr(sdk, part).get_all()
    assert value in [row[key] for row in rows]


def test_python_sdk__gets_all_records_page_by_page(sdk: Any, desk: Any) -> None:
    codes = [f"K-{number}" for number in range(2003)]  # the package's page has 2,000
    for code in codes:
        desk.book.create_dimension_value("CLASS", DimensionValueForm(code=code, name=code), by="x")
    assert [row["CLASSID"] for row in sdk.classes.get_all()] == codes
    pages = list(sdk.classes.get_all_generator(fields=["CLASSID"]))
    assert [len(page) for page in pages] == [2000, 3]


def test_python_sdk__gets_the_parents_of_records(sdk: Any, desk: Any) -> None:
    child = PartyForm(party_id="C-18", name="Branch", parent_id="C-17")
    desk.book.create_customer(child, by="admin")
    rows = {row["CUSTOMERID"]: row for row in sdk.customers.get_all()}
    parent = desk.book.customers.named("C-17")
    assert (rows["C-18"]["PARENTKEY"], rows["C-18"]["PARENTNAME"]) == (
        *(str(parent.record_no), "Quay Foods Ltd"),
    )
    assert rows["C-17"]["PARENTKEY"] is None


def test_python_sdk__gets_the_accounts_of_invoice_lines(
    sdk: Any, desk: Any, invoices: list[Any]
) -> None:
    row = sdk.ar_invoice_items.get_all("RECORDKEY", str(invoices[0].record_no))[0]
    account = desk.book.accounts.named("4000")
    assert (row["ACCOUNTKEY"], row["ACCOUNTTITLE"], row["RECORDTYPE"]) == (
        *(str(account.record_no), "Rent", "ri"),
    )
    assert (row["DEFERREVENUE"], row["EMPLOYEEID"]) == ("false", None)


def test_python_sdk__gets_only_what_changed(sdk: Any, desk: Any, invoices: list[Any]) -> None:
    desk.clock.advance(timedelta(hours=2))
    desk.book.post_invoice(invoices[3].record_no, by="fsmith")
    since = {"updated_at": "03/02/2026 10:00:00", "fields": ["RECORDID", "WHENMODIFIED"]}
    [page] = sdk.ar_invoices.get_all_generator(**since)
    assert page == [{"RECORDID": "RL-10", "WHENMODIFIED": "03/02/2026 11:00:00"}]
    order = {"order_by_field": "RECORDNO", "order": "descending"}
    [page] = sdk.ar_invoices.get_all_generator("STATE", "Posted", ["RECORDID"], **order)
    assert ids(page) == ["RL-10", "RL-300", "RL-200", "RL-100"]
    [nothing] = sdk.ar_invoices.get_all_generator(updated_at="03/03/2026 00:00:00")
    assert nothing == []


@pytest.mark.usefixtures("invoices")
def test_python_sdk__gets_by_query(sdk: Any) -> None:
    def found(**filters: Any) -> list[str]:
        return ids(sdk.ar_invoices.get_by_query(["RECORDID"], **filters))

    with warnings.catch_warnings():  # the package warns when rows are missing; here as an error
        warnings.simplefilter("error")
        assert found(and_filter=[("like", "RECORDID", "RL-1%")]) == ["RL-100", "RL-10"]
        draft, big = ("equalto", "STATE", "Draft"), ("between", "TRX_TOTALENTERED", ["200", "300"])
        assert found(or_filter=[draft, big]) == ["RL-200", "RL-10"]
        several = [("in", "RECORDID", ["RL-100", "RL-200"]), ("equalto", "STATE", "Posted")]
        assert found(and_filter=several) == ["RL-100", "RL-200"]
        assert found(and_filter=[("equalto", "RECORDID", "none")]) == []


@pytest.mark.usefixtures("invoices")
def test_python_sdk__gets_by_a_field(sdk: Any) -> None:
    found = sdk.ar_invoices.get("RECORDID", "RL-200", ["RECORDID", "TRX_TOTALENTERED"])
    assert (found["@listtype"], found["@totalcount"]) == ("arinvoice", "1")
    assert found["arinvoice"] == {"RECORDID": "RL-200", "TRX_TOTALENTERED": "240"}
    vendor = sdk.vendors.get("VENDORID", "V-5")["VENDOR"]
    assert [row["NAME"] for row in vendor] == ["Crane Lifts Ltd"]
    everything = sdk.customers.read_by_query(["CUSTOMERID"])["data"]
    assert everything["customer"] == {"CUSTOMERID": "C-17"}


def test_python_sdk__looks_an_object_up(sdk: Any) -> None:
    described = sdk.customers.get_lookup()["Type"]
    assert described["@Name"] == "CUSTOMER"
    kinds = {field["ID"]: field["DATATYPE"] for field in described["Fields"]["Field"]}
    assert (kinds["RECORDNO"], kinds["CUSTOMERID"], kinds["ONHOLD"]) == (
        "INTEGER",
        "TEXT",
        "BOOLEAN",
    )


def test_python_sdk__gets_dimensions_and_their_values(sdk: Any, desk: Any) -> None:
    desk.book.options.user_dimensions = (UserDimension("UNIT", "Unit"),)
    for name in ("Unit 4", "Unit 5"):
        desk.book.add_user_dimension_value("UNIT", name, by="admin")
    labels = {row["objectName"]: row["objectLabel"] for row in sdk.dimensions.get_all()}
    assert (labels["LOCATION"], labels["UNIT"]) == ("Location", "Unit")
    assert [row["name"] for row in sdk.dimension_values.get_all("UNIT")] == ["Unit 4", "Unit 5"]
    names = {kind["@typename"] for kind in sdk.dimensions.get_objects()["type"]}
    assert {"customer", "location"} <= names


def test_python_sdk__raises_its_own_error_when_it_may_not_come_in(gateway: Any) -> None:
    with pytest.raises(InvalidTokenError, match="Invalid token / Incorrect credentials"):
        signed_in(gateway.url, password="not-the-password")


def test_python_sdk__raises_its_own_error_when_its_session_ended(sdk: Any, desk: Any) -> None:
    desk.clock.advance(timedelta(days=1))
    with pytest.raises(InvalidTokenError):
        sdk.customers.count()


def test_python_sdk__raises_its_own_error_without_permission(sdk: Any, desk: Any) -> None:
    desk.book.options.denied_objects = frozenset({"CUSTOMER"})
    with pytest.raises(NoPrivilegeError, match="insufficient privilege"):
        sdk.customers.count()


def test_python_sdk__raises_its_own_error_at_the_rate_limit(sdk: Any, desk: Any) -> None:
    desk.faults.add(Fault(FaultKind.RATE_LIMIT_IN_ANSWER))
    with pytest.raises(InternalServerError, match="API rate limit exceeded"):
        sdk.customers.count()


def test_python_sdk__raises_its_own_error_with_the_reason(sdk: Any, desk: Any) -> None:
    with pytest.raises(WrongParamsError, match="Error during create") as raised:
        sdk.customers.post({"CUSTOMERID": "C-17", "NAME": "Again"})
    error = raised.value.response["error"][0]
    assert error["errorno"] == "BL34000061"
    assert error["description2"].startswith("Another Customer with the given value(s) 'C-17'")
    assert "~" in error["description2"]
    assert len(desk.book.customers) == 1
