"""The rules of documents, each reached by data alone."""

from decimal import Decimal
from typing import Any

import pytest

from sandbox.re_leased.approvals import Workflow
from sandbox.re_leased.records import ContactApproval
from tests.sandbox.re_leased.re_leased_office import (
    COMPANY,
    PAT,
    SALE,
    Building,
    Office,
    codes,
    line,
)


def test_account_unknown(office: Office) -> None:
    lines = [line(accountCode="9999")]
    assert codes(office.ask("POST", "/invoices", office.draft(lines=lines))) == ["account_unknown"]


def test_account_archived__later_documents_fail_and_older_ones_stay(office: Office) -> None:
    before = office.invoice()
    office.ok("PUT", "/accounts/4000", {"archived": True})
    refused = office.ask("POST", "/invoices", office.draft())
    assert codes(refused) == ["account_archived"]
    assert refused.json()["error"]["details"][0]["field"] == "lines[0].accountCode"
    assert office.ok("GET", f"/invoices/{before['id']}")["status"] == "Approved"


def test_tax_type_archived(office: Office) -> None:
    office.ask("PUT", f"/tax-types/{SALE}", {"archived": True})
    assert codes(office.ask("POST", "/invoices", office.draft())) == ["tax_type_archived"]


@pytest.mark.parametrize(
    ("account", "tax_type"),
    [
        ("4000", "UK Purchase Standard"),  # a purchase rate on a sale
        ("5000", SALE),  # a sales rate on an expense account
        ("4000", "Nonsense"),
    ],
)
def test_tax_type_invalid_for_account(office: Office, account: str, tax_type: str) -> None:
    lines = [line(accountCode=account, taxTypeCode=tax_type)]
    assert codes(office.ask("POST", "/invoices", office.draft(lines=lines))) == [
        "tax_type_invalid_for_account"
    ]


def test_tax_type__the_account_picks_the_default(office: Office) -> None:
    made = office.invoice(lines=[line(taxTypeCode=None)])
    assert made["lines"][0]["taxTypeCode"] == SALE


def test_contact_archived(office: Office) -> None:
    contact = office.ok("POST", "/contacts", {"name": "Short-lived Ltd"})
    office.ok("POST", f"/contacts/{contact['id']}/archive")
    body = office.draft(contactId=contact["id"])
    assert codes(office.ask("POST", "/invoices", body)) == ["contact_archived"]


def test_contact_not_approved__until_somebody_approves(office: Office) -> None:
    office.book.contacts.require_approval(COMPANY)
    contact = office.ok("POST", "/contacts", {"name": "Newcomer Ltd"})
    assert contact["approvalStatus"] == "New"
    body = office.draft(contactId=contact["id"])
    assert codes(office.ask("POST", "/invoices", body)) == ["contact_not_approved"]
    office.book.contacts.decide(COMPANY, contact["id"], approval=ContactApproval.APPROVED, by=PAT)
    assert office.ask("POST", "/invoices", body).status_code == 201


def test_multi_currency_not_supported(office: Office) -> None:
    refused = office.ask("POST", "/invoices", office.draft(currency="EUR"))
    assert codes(refused) == ["multi_currency_not_supported"]
    invoice = office.invoice()
    payment = office.payment(invoice, currency="EUR")
    assert codes(office.ask("POST", "/payments", payment)) == ["multi_currency_not_supported"]


def test_line_without_amount(office: Office) -> None:
    lines = [line(), {"description": "As agreed by telephone", "accountCode": "4000"}]
    refused = office.ask("POST", "/invoices", office.draft(lines=lines))
    assert codes(refused) == ["line_without_amount"]


def test_negative_total__but_a_negative_line_is_fine(office: Office) -> None:
    lines = [line(unitPrice=Decimal("-10.00")), line(unitPrice=Decimal("9.99"))]
    assert codes(office.ask("POST", "/invoices", office.draft(lines=lines))) == ["negative_total"]
    lines[1] = line(unitPrice=Decimal("10.01"))
    assert office.invoice(lines=lines)["grossTotal"] == Decimal("0.01")


@pytest.mark.parametrize(("category", "option"), [("9", "4711"), ("77", "91")])
def test_tracking_option_unknown(office: Office, category: str, option: str) -> None:
    lines = [line(tracking=[{"categoryId": category, "optionId": option}])]
    assert codes(office.ask("POST", "/invoices", office.draft(lines=lines))) == [
        "tracking_option_unknown"
    ]


def test_several_broken_rules_are_told_at_once(office: Office) -> None:
    lines = [line(accountCode="9999"), line(taxTypeCode="Nonsense")]
    body = office.draft(contactId="4711", currency="USD", lines=lines)
    assert codes(office.ask("POST", "/invoices", body)) == [
        "multi_currency_not_supported",
        "contact_unknown",
        "account_unknown",
        "tax_type_invalid_for_account",
    ]


@pytest.mark.parametrize("missing", ["kind", "contactId", "issueDate", "lines"])
def test_a_new_invoice_needs_its_essentials(office: Office, missing: str) -> None:
    body = office.draft()
    del body[missing]
    assert codes(office.ask("POST", "/invoices", body)) == ["required"]


@pytest.mark.parametrize(
    ("document_type", "adjustment_type", "status"),
    [
        ("Adjustment", "Credit", 201),
        ("Adjustment", "Debit", 201),
        ("Adjustment", None, 422),
        ("Invoice", "Credit", 422),
        ("CreditNote", None, 201),
    ],
)
def test_adjustment_type__only_on_adjustments(
    office: Office, document_type: str, adjustment_type: str | None, status: int
) -> None:
    body = office.draft(documentType=document_type, adjustmentType=adjustment_type)
    assert office.ask("POST", "/invoices", body).status_code == status


def test_property__found_by_its_matching_option(office: Office) -> None:
    tracking = [{"categoryId": "9", "optionId": "92"}]
    made = office.invoice(lines=[line(tracking=tracking)])
    assert made["propertyId"] == made["lines"][0]["propertyId"] == "72"


def test_property__its_default_options_flow_onto_the_lines(office: Office) -> None:
    made = office.invoice(propertyId="73")
    assert made["lines"][0]["tracking"] == [{"categoryId": "9", "optionId": "93"}]


def test_property__that_of_the_tenancy(office: Office) -> None:
    tenancy = office.ok("GET", "/tenancies/902")
    assert office.invoice(tenancyId="902")["propertyId"] == tenancy["propertyId"]


def test_property__lines_of_different_properties_show_none(office: Office) -> None:
    lines = [line(propertyId="71"), line(propertyId="72")]
    assert office.invoice(lines=lines)["propertyId"] is None


def test_number__own_row_goes_on_and_a_given_number_stays(office: Office) -> None:
    first, second = office.invoice(), office.invoice()
    assert int(second["invoiceNumber"][3:]) == int(first["invoiceNumber"][3:]) + 1
    path = f"/invoices/{first['id']}"
    renamed = office.ok("PATCH", path, {"invoiceNumber": "INV-0042"})
    assert renamed["invoiceNumber"] == "INV-0042"


def test_edit__lines_are_replaced_as_a_whole_and_totalled_anew(office: Office) -> None:
    made = office.invoice(lines=[line(), line()])
    edited = office.ok(
        "PATCH", f"/invoices/{made['id']}", {"lines": [line(unitPrice=Decimal("10.01"))]}
    )
    assert [part["netAmount"] for part in edited["lines"]] == [Decimal("10.01")]
    assert (edited["netTotal"], edited["taxTotal"]) == (Decimal("10.01"), Decimal("2.00"))
    assert edited["contactId"] == made["contactId"]


def test_workflow__holds_expenses_from_an_amount(office: Office) -> None:
    office.book.approvals.set_workflow(
        COMPANY, Workflow(name="Large bills", from_total=Decimal(1000))
    )
    small = office.ok("POST", "/invoices", office.bill(status="AwaitingApproval"))
    assert small["approval"]["required"] is False
    office.ok("POST", f"/invoices/{small['id']}/approve")
    lines = [line(unitPrice=2000, accountCode="5000", taxTypeCode="UK Purchase Standard")]
    large = office.ok("POST", "/invoices", office.bill(status="AwaitingApproval", lines=lines))
    assert (large["approval"]["required"], large["approval"]["workflow"]) == (
        True,
        "Large bills",
    )
    refused = office.ask("POST", f"/invoices/{large['id']}/approve")
    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "approval_workflow_required"
    assert office.book.documents.approve(COMPANY, large["id"], by=PAT).status == "Approved"


def test_workflow__is_asked_anew_when_a_submitted_bill_is_edited(office: Office) -> None:
    workflow = Workflow(name="Large bills", from_total=Decimal(1000))
    office.book.approvals.set_workflow(COMPANY, workflow)
    bill = office.ok("POST", "/invoices", office.bill(status="AwaitingApproval"))
    lines = [line(unitPrice=2000, accountCode="5000", taxTypeCode="UK Purchase Standard")]
    edited = office.ok("PATCH", f"/invoices/{bill['id']}", {"lines": lines})
    assert (bill["approval"]["required"], edited["approval"]["required"]) == (False, True)


def test_workflow__never_holds_income(office: Office) -> None:
    office.book.approvals.set_workflow(COMPANY, Workflow(name="All", from_total=Decimal(0)))
    assert office.invoice("Approved")["status"] == "Approved"


def test_attachments__are_listed_and_counted(office: Office) -> None:
    invoice = office.invoice()
    office.book.attachments.attach(
        COMPANY,
        invoice["id"],
        file_name="meter.pdf",
        content_type="application/pdf",
        size=1200,
        by=PAT,
    )
    [file] = office.ok("GET", f"/invoices/{invoice['id']}/attachments")
    assert (file["fileName"], file["contentType"], file["size"]) == (
        "meter.pdf",
        "application/pdf",
        1200,
    )
    assert office.ok("GET", f"/invoices/{invoice['id']}")["attachmentCount"] == 1


def test_property_tracking__updates_open_invoices_if_asked(office: Office) -> None:
    opened, paid = office.invoice(propertyId="71"), office.invoice("Paid", propertyId="71")
    body: dict[str, Any] = {
        "tracking": [{"categoryId": "9", "optionId": "98", "propertyMatching": True}],
        "updateExistingInvoices": True,
    }
    office.ok("PUT", "/properties/71/tracking", body)
    changed = office.ok("GET", f"/invoices/{opened['id']}")
    assert changed["lines"][0]["tracking"] == [{"categoryId": "9", "optionId": "98"}]
    assert changed["version"] == opened["version"] + 1
    assert office.ok("GET", f"/invoices/{paid['id']}")["version"] == paid["version"]


def test_property_tracking__one_matching_category_only(office: Office) -> None:
    office.ok("PUT", "/tracking-categories/10", {"name": "Department"})
    option = {"code": "EST", "name": "Estates"}
    office.ok("PUT", "/tracking-categories/10/options/101", option)
    second = {"categoryId": "10", "optionId": "101", "propertyMatching": True}
    refused = office.ask("PUT", "/properties/71/tracking", {"tracking": [second]})
    assert codes(refused) == ["property_matching_taken"]
    unknown = {"categoryId": "10", "optionId": "4711"}
    refused = office.ask("PUT", "/properties/71/tracking", {"tracking": [unknown]})
    assert codes(refused) == ["tracking_option_unknown"]


def test_companies_do_not_cross(building: Building) -> None:
    office = building.office()
    [theirs, *_] = office.http.get("/companies/13/invoices").json()["data"]
    assert office.ask("GET", f"/invoices/{theirs['id']}").status_code == 404
    body = office.draft(contactId=theirs["contactId"])
    assert codes(office.ask("POST", "/invoices", body)) == ["contact_unknown"]
    before = office.http.get("/companies/13/invoices?modifiedSince=2000-01-01").json()
    office.invoice()
    after = office.http.get("/companies/13/invoices?modifiedSince=2000-01-01").json()
    assert before == after
