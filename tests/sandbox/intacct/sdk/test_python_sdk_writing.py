"""The Python SDK writes: masters, bills, invoices, payments, Order Entry transactions."""

from decimal import Decimal
from typing import Any

import pytest
from sageintacctsdk.exceptions import WrongParamsError

from tests.sandbox.intacct.sdk.python_sdk import signed_in

MARCH_2 = {"year": "2026", "month": "03", "day": "02"}
APRIL_1 = {"year": "2026", "month": "04", "day": "01"}


@pytest.fixture
def sdk(gateway: Any) -> Any:
    """The SDK, signed in at the top level."""
    return signed_in(gateway.url)


def test_python_sdk__creates_changes_and_deletes_a_customer(sdk: Any, desk: Any) -> None:
    address = {"ADDRESS1": "4 Quay St", "CITY": "Leeds", "COUNTRY": "United Kingdom"}
    contact = {"PRINTAS": "Mill & Sons", "EMAIL1": "ap@mill.test", "MAILADDRESS": address}
    created = sdk.customers.post({"CUSTOMERID": "C-18", "NAME": "Mill", "DISPLAYCONTACT": contact})
    customer = desk.book.customers.named("C-18")
    assert created["data"]["customer"] == {
        "RECORDNO": str(customer.record_no),
        "CUSTOMERID": "C-18",
    }
    assert desk.book.contacts.named("Mill(CC-18)").city == "Leeds"
    sdk.customers.update({"CUSTOMERID": "C-18", "STATUS": "inactive"})
    assert desk.book.customers.named("C-18").status == "inactive"
    assert sdk.customers.delete(customer.record_no)["status"] == "success"
    assert desk.book.customers.named("C-18") is None


def test_python_sdk__creates_a_contact_an_item_and_a_vendor(sdk: Any, desk: Any) -> None:
    sdk.contacts.post({"CONTACTNAME": "Dana", "PRINTAS": "Dana Quay", "FIRSTNAME": "Dana"})
    assert desk.book.contacts.named("Dana").first_name == "Dana"
    kind = "Non-Inventory (Sales only)"
    created = sdk.items.post({"ITEMID": "4000-s", "NAME": "Rent [s]", "ITEMTYPE": kind})
    assert created["data"]["item"]["ITEMID"] == "4000-s"
    assert desk.book.items.named("4000-s").item_type == kind
    sdk.vendors.post({"VENDORID": "V-6", "NAME": "Roof Works"})
    assert desk.book.vendors.named("V-6").name == "Roof Works"


def test_python_sdk__creates_a_bill(sdk: Any, desk: Any) -> None:
    line = {"ACCOUNTNO": "4100", "TRX_AMOUNT": "80.50", "ENTRYDESCRIPTION": "Lift"}
    given = {
        "WHENCREATED": "03/02/2026",
        "VENDORID": "V-5",
        "RECORDID": "B-1",
        "WHENDUE": "04/01/2026",
        "APBILLITEMS": {"APBILLITEM": [line, {**line, "TRX_AMOUNT": "9.50"}]},
    }
    created = sdk.bills.post(given)
    [bill] = desk.book.bills
    assert created["data"]["apbill"] == {"RECORDNO": str(bill.record_no)}
    assert (bill.record_id, bill.state, bill.total_entered) == ("B-1", "Posted", Decimal(90))
    assert [item.memo for item in bill.items] == ["Lift", "Lift"]


def invoice(**more: Any) -> dict[str, Any]:
    return {
        "customerid": "C-17",
        "datecreated": MARCH_2,
        "datedue": APRIL_1,
        "invoiceno": "RL-1",
        "invoiceitems": {"lineitem": [{"glaccountno": "4000", "amount": "100.00", "memo": "Rent"}]},
        **more,
    }


def test_python_sdk__creates_an_invoice_and_its_payment(sdk: Any, desk: Any) -> None:
    created = sdk.ar_invoices.post(invoice())
    [posted] = desk.book.invoices
    assert created["key"] == str(posted.record_no)
    assert (posted.record_id, posted.total_entered) == ("RL-1", Decimal(100))
    detail = {"RECORDKEY": created["key"], "TRX_PAYMENTAMOUNT": "60.00"}
    paid = sdk.ar_payments.post(
        {
            "FINANCIALENTITY": "BARCLAYS",
            "PAYMENTMETHOD": "EFT",
            "CUSTOMERID": "C-17",
            "DOCNUMBER": "RLP-1",
            "RECEIPTDATE": "03/09/2026",
            "CURRENCY": "GBP",
            "ARPYMTDETAILS": {"ARPYMTDETAIL": [detail]},
        }
    )
    [payment] = desk.book.payments
    assert paid["data"]["@listtype"] == "objects"
    assert (payment.doc_number, payment.total_entered) == ("RLP-1", Decimal(60))
    after = desk.book.invoice(posted.record_no)
    assert (after.state, after.total_due) == ("Partially Paid", Decimal(40))


def test_python_sdk__raises_its_own_error_and_writes_nothing(sdk: Any, desk: Any) -> None:
    with pytest.raises(WrongParamsError, match="Error during create_invoice") as raised:
        sdk.ar_invoices.post(invoice(customerid="C-99"))
    reasons = [error["description2"] for error in raised.value.response["error"]]
    assert reasons[0].startswith("Customer 'C-99' specified is not valid. [Support ID: ")
    assert reasons[1] == "Could not create invoice record!"
    assert list(desk.book.invoices) == []


def test_python_sdk__creates_an_order_entry_transaction(sdk: Any, desk: Any) -> None:
    sdk.items.post({"ITEMID": "4000-s", "NAME": "Rent [s]", "INCOMEACCTKEY": "4000"})
    line = {"itemid": "4000-s", "quantity": "2", "price": "100.00"}
    created = sdk.order_entry_transactions.post(
        {
            "transactiontype": "Sales Invoice",
            "datecreated": MARCH_2,
            "customerid": "C-17",
            "documentno": "RL-1",
            "datedue": APRIL_1,
            "sotransitems": {"sotransitem": [line]},
        }
    )
    assert created["key"] == "Sales Invoice-RL-1"
    [order] = desk.book.sales_documents
    [posted] = desk.book.invoices
    assert (order.document_key, order.total, posted.total_entered) == (
        *(posted.record_no, Decimal(240), Decimal(240)),
    )
