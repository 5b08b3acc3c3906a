"""Payments, credit allocations and tax calculated elsewhere."""

from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.re_leased.re_leased_office import Office, codes, line


def credit_note(office: Office, **changes: Any) -> dict[str, Any]:
    return office.invoice(documentType="CreditNote", **changes)


def allocate(office: Office, credit: dict[str, Any], invoice_id: str, amount: object) -> Any:
    items = [{"invoiceId": invoice_id, "amount": amount, "date": "2026-03-18"}]
    return office.ask("POST", f"/invoices/{credit['id']}/allocations", {"items": items})


def test_payment__in_parts_until_paid(office: Office) -> None:
    invoice = office.invoice()
    office.pay(invoice, amount=Decimal("119.99"))
    part = office.ok("GET", f"/invoices/{invoice['id']}")
    assert (part["status"], part["amountPaid"], part["amountDue"]) == (
        "Approved",
        Decimal("119.99"),
        Decimal("0.01"),
    )
    office.pay(part)
    assert office.ok("GET", f"/invoices/{invoice['id']}")["status"] == "Paid"


def test_payment__bumps_the_invoice(office: Office) -> None:
    invoice = office.invoice()
    office.pay(invoice)
    paid = office.ok("GET", f"/invoices/{invoice['id']}")
    assert paid["version"] == invoice["version"] + 1
    assert paid["modifiedAt"] > invoice["modifiedAt"]


def test_payment_exceeds_balance(office: Office) -> None:
    payment = office.payment(office.invoice(), amount=Decimal("120.01"))
    assert codes(office.ask("POST", "/payments", payment)) == ["payment_exceeds_balance"]


def test_payment_exceeds_balance__one_invoice_named_twice(office: Office) -> None:
    invoice = office.invoice()
    twice = [{"invoiceId": invoice["id"], "amount": 70}] * 2
    payment = office.payment(invoice, amount=140, allocations=twice)
    assert codes(office.ask("POST", "/payments", payment)) == ["payment_exceeds_balance"]


def test_payment__a_zero_invoice_takes_none(office: Office) -> None:
    invoice = office.invoice(lines=[line(unitPrice=0)])
    payment = office.payment(invoice, amount=1)
    assert codes(office.ask("POST", "/payments", payment)) == ["payment_exceeds_balance"]


def test_invoice_already_paid(office: Office) -> None:
    payment = office.payment(office.invoice("Paid"), amount=1)
    assert codes(office.ask("POST", "/payments", payment)) == ["invoice_already_paid"]


@pytest.mark.parametrize(
    ("account", "code"),
    [("4000", "bank_account_not_enabled"), ("9999", "account_unknown")],
)
def test_payment__only_to_accounts_enabled_for_it(office: Office, account: str, code: str) -> None:
    payment = office.payment(office.invoice(), bankAccountCode=account)
    assert codes(office.ask("POST", "/payments", payment)) == [code]


def test_payment__nothing_stays_unallocated(office: Office) -> None:
    invoice = office.invoice()
    allocations = [{"invoiceId": invoice["id"], "amount": 50}]
    payment = office.payment(invoice, amount=60, allocations=allocations)
    assert codes(office.ask("POST", "/payments", payment)) == ["unallocated_amount"]
    assert office.ok("GET", f"/invoices/{invoice['id']}")["amountPaid"] == 0


def test_payment__all_allocations_or_none(office: Office) -> None:
    good, paid = office.invoice(), office.invoice("Paid")
    allocations = [
        {"invoiceId": good["id"], "amount": 120},
        {"invoiceId": paid["id"], "amount": 1},
    ]
    payment = office.payment(good, amount=121, allocations=allocations)
    assert codes(office.ask("POST", "/payments", payment)) == ["invoice_already_paid"]
    assert office.ok("GET", f"/invoices/{good['id']}")["amountDue"] == 120


def test_payment__of_the_same_contact_and_the_right_kind(office: Office) -> None:
    invoice = office.invoice()
    payment = office.payment(invoice, contactId="502")
    assert codes(office.ask("POST", "/payments", payment)) == ["payment_contact_mismatch"]
    payment = office.payment(invoice, kind="Disbursement")
    assert codes(office.ask("POST", "/payments", payment)) == ["payment_kind_mismatch"]


def test_refund__pays_credit_back(office: Office) -> None:
    credit = credit_note(office)
    office.pay(credit, kind="Refund")
    assert office.ok("GET", f"/invoices/{credit['id']}")["status"] == "Paid"


def test_allocation__settles_invoice_and_credit(office: Office) -> None:
    invoice, credit = office.invoice(), credit_note(office)
    response = allocate(office, credit, invoice["id"], 50)
    assert response.json()["amountDue"] == 70
    credited = office.ok("GET", f"/invoices/{invoice['id']}")
    assert (credited["amountCredited"], credited["amountDue"]) == (50, 70)
    assert credited["allocations"] == response.json()["allocations"]
    assert allocate(office, credit, invoice["id"], 70).json()["status"] == "Paid"
    assert office.ok("GET", f"/invoices/{invoice['id']}")["status"] == "Paid"


def test_credit_not_approved(office: Office) -> None:
    invoice = office.invoice()
    credit = credit_note(office, status="AwaitingApproval")
    assert codes(allocate(office, credit, invoice["id"], 1)) == ["credit_not_approved"]


def test_credit_contact_mismatch(office: Office) -> None:
    invoice = office.invoice(contactId="502")
    assert codes(allocate(office, credit_note(office), invoice["id"], 1)) == [
        "credit_contact_mismatch"
    ]


def test_allocation_exceeds_balance__of_either_side(office: Office) -> None:
    invoice = office.invoice(lines=[line(unitPrice=1000)])
    credit = credit_note(office)
    assert codes(allocate(office, credit, invoice["id"], Decimal("120.01"))) == [
        "allocation_exceeds_balance"
    ]
    small = office.invoice(lines=[line(unitPrice=1)])
    assert codes(allocate(office, credit, small["id"], 100)) == ["allocation_exceeds_balance"]


def test_allocation__a_debit_adjustment_gives_no_credit(office: Office) -> None:
    debit = office.invoice(documentType="Adjustment", adjustmentType="Debit")
    assert codes(allocate(office, debit, office.invoice()["id"], 1)) == ["invalid_value"]


def test_allocation__holds_the_credit_note_from_being_voided(office: Office) -> None:
    credit = credit_note(office)
    allocate(office, credit, office.invoice()["id"], 5)
    assert codes(office.ask("POST", f"/invoices/{credit['id']}/void")) == ["invoice_has_payments"]


def taxed(**changes: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "source": "SageIntacct",
        "externalDocumentId": "SO-881",
        "lines": [{"lineId": "1", "taxAmount": Decimal("20.00"), "taxRate": 20}],
        "taxTotal": Decimal("20.00"),
    }
    return usual | changes


def test_calculated_tax__is_pending_then_applied(office: Office) -> None:
    invoice = office.invoice(lines=[line(taxTypeCode="EXT")])
    assert invoice["taxCalculation"]["status"] == "Pending"
    assert (invoice["lines"][0]["taxAmount"], invoice["grossTotal"]) == (None, 100)
    path = f"/invoices/{invoice['id']}/calculated-tax"
    applied = office.ok("POST", path, taxed())
    assert applied["taxCalculation"]["status"] == "Applied"
    assert (applied["taxTotal"], applied["grossTotal"], applied["amountDue"]) == (20, 120, 120)
    assert office.ok("POST", path, taxed())["version"] == applied["version"]


def test_tax_not_external(office: Office) -> None:
    invoice = office.invoice()
    refused = office.ask("POST", f"/invoices/{invoice['id']}/calculated-tax", taxed())
    assert codes(refused) == ["tax_not_external"]


def test_tax_total_mismatch__beyond_a_cent(office: Office) -> None:
    invoice = office.invoice(lines=[line(taxTypeCode="EXT")])
    path = f"/invoices/{invoice['id']}/calculated-tax"
    refused = office.ask("POST", path, taxed(taxTotal=Decimal("20.02")))
    assert codes(refused) == ["tax_total_mismatch"]
    assert office.ok("POST", path, taxed(taxTotal=Decimal("20.01")))["taxTotal"] == 20


def test_calculated_tax__not_on_a_draft_or_a_paid_invoice(office: Office) -> None:
    draft = office.invoice("Draft", lines=[line(taxTypeCode="EXT")])
    path = f"/invoices/{draft['id']}/calculated-tax"
    assert office.ask("POST", path, taxed()).status_code == 409
    office.ok("POST", f"/invoices/{draft['id']}/approve")
    office.pay(draft)
    assert codes(office.ask("POST", path, taxed())) == ["invoice_not_editable"]
