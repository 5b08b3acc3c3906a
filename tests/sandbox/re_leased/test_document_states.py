"""The state machine of documents: every status against every action."""

import pytest

from sandbox.re_leased.credentials import USUAL_KEY
from tests.sandbox.re_leased.re_leased_office import PAT, Office, codes, read

STATUSES = ("Draft", "AwaitingApproval", "Rejected", "Approved", "Paid", "Voided")
CONFLICT = "invalid_status_transition"

# Where each action leads from each status, in the order of STATUSES; a refusal's code otherwise.
TABLE = {
    "submit": (
        "AwaitingApproval",
        CONFLICT,
        "AwaitingApproval",
        CONFLICT,
        CONFLICT,
        CONFLICT,
    ),
    "approve": ("Approved", "Approved", CONFLICT, CONFLICT, CONFLICT, CONFLICT),
    "reject": (CONFLICT, "Rejected", CONFLICT, CONFLICT, CONFLICT, CONFLICT),
    "reset-to-draft": (CONFLICT, "Draft", CONFLICT, "Draft", CONFLICT, CONFLICT),
    "void": (CONFLICT, CONFLICT, CONFLICT, "Voided", "invoice_has_payments", CONFLICT),
    "delete": ("Deleted", CONFLICT, CONFLICT, CONFLICT, CONFLICT, CONFLICT),
    "edit": (
        "Draft",
        "AwaitingApproval",
        "Rejected",
        "Approved",
        "invoice_not_editable",
        "invoice_not_editable",
    ),
    "pay": (CONFLICT, CONFLICT, CONFLICT, "Paid", "invoice_already_paid", CONFLICT),
}
CELLS = [
    (action, status, outcome)
    for action, outcomes in TABLE.items()
    for status, outcome in zip(STATUSES, outcomes, strict=True)
]


@pytest.mark.parametrize(("action", "status", "outcome"), CELLS)
def test_state_machine__every_cell(office: Office, action: str, status: str, outcome: str) -> None:
    invoice = office.invoice(status)
    path = f"/invoices/{invoice['id']}"
    if action == "edit":
        response = office.ask("PATCH", path, {"reference": "New"})
    elif action == "delete":
        response = office.ask("DELETE", path)
    elif action == "pay":
        response = office.ask("POST", "/payments", office.payment(invoice, amount=1))
        if outcome == "Paid":
            response = office.ask("POST", "/payments", office.payment(invoice, amount=119))
    else:
        response = office.ask("POST", f"{path}/{action}")
    if outcome == CONFLICT:
        assert response.status_code == 409
        error = response.json()["error"]
        assert (error["code"], error["currentStatus"]) == (CONFLICT, status)
        assert office.ok("GET", path)["version"] == invoice["version"]
    elif response.status_code == 422:
        assert outcome in codes(response)
    elif outcome == "Deleted":
        assert response.status_code == 204
        assert office.ask("GET", path).status_code == 404
    else:
        assert response.is_success, response.text
        after = office.ok("GET", path)
        assert after["status"] == outcome
        assert after["version"] > invoice["version"]


@pytest.mark.parametrize("status", ["Draft", "AwaitingApproval", "Approved"])
def test_a_new_invoice_starts_as_asked(office: Office, status: str) -> None:
    made = office.ask("POST", "/invoices", office.draft(status=status))
    assert made.status_code == 201
    assert made.json()["status"] == status


def test_a_new_invoice_starts_as_asked__not_as_paid(office: Office) -> None:
    assert codes(office.ask("POST", "/invoices", office.draft(status="Paid"))) == ["invalid_value"]


def test_void__not_while_paid_in_part(office: Office) -> None:
    invoice = office.invoice()
    office.pay(invoice, amount=20)
    path = f"/invoices/{invoice['id']}"
    assert codes(office.ask("POST", f"{path}/void")) == ["invoice_has_payments"]
    assert codes(office.ask("POST", f"{path}/reset-to-draft")) == ["invoice_has_payments"]
    assert codes(office.ask("PATCH", path, {"reference": "x"})) == ["invoice_not_editable"]


def test_void__possible_once_the_receipt_is_reversed(office: Office) -> None:
    invoice = office.invoice("Paid")
    payment = office.ok("GET", f"/payments?invoiceId={invoice['id']}")["data"][0]
    reversed_payment = office.ok("POST", f"/payments/{payment['id']}/reverse")
    assert reversed_payment["status"] == "Reversed"
    due_again = office.ok("GET", f"/invoices/{invoice['id']}")
    assert (due_again["status"], due_again["amountDue"]) == ("Approved", 120)
    voided = office.ok("POST", f"/invoices/{invoice['id']}/void", {"comment": "Wrong tenant"})
    assert (voided["status"], voided["voidReason"], voided["amountDue"]) == (
        "Voided",
        "Wrong tenant",
        0,
    )


def test_reverse__only_once(office: Office) -> None:
    payment = office.pay(office.invoice())
    office.ok("POST", f"/payments/{payment['id']}/reverse")
    again = office.ask("POST", f"/payments/{payment['id']}/reverse")
    assert again.status_code == 409
    assert again.json()["error"]["currentStatus"] == "Reversed"


def test_a_decision_names_who_took_it(office: Office) -> None:
    invoice = office.invoice("AwaitingApproval")
    office.ok(
        "POST",
        f"/invoices/{invoice['id']}/approve",
        {
            "actor": {"name": "Ana Lee", "email": "ana@harbour.test"},
            "comment": "Agreed",
            "initiatedIn": "Slack",
        },
    )
    decision = office.ok("GET", f"/invoices/{invoice['id']}")["approval"]["lastDecision"]
    assert decision["decision"] == "Approved"
    assert decision["actor"] == {"name": "Ana Lee", "email": "ana@harbour.test"}
    assert (decision["comment"], decision["initiatedIn"]) == ("Agreed", "Slack")


def test_approve__needs_the_right(office: Office) -> None:
    invoice = office.invoice("AwaitingApproval")
    office.book.approvals.withhold_right(USUAL_KEY.id)
    for response in (
        office.ask("POST", f"/invoices/{invoice['id']}/approve"),
        office.ask("POST", "/invoices", office.draft(status="Approved")),
    ):
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "forbidden"


def test_approve__a_person_acts_by_the_same_rules(office: Office) -> None:
    invoice = office.invoice("AwaitingApproval")
    approved = office.book.documents.approve("12", invoice["id"], by=PAT)
    shown = read(office.ask("GET", f"/invoices/{invoice['id']}"))
    assert approved.status == shown["status"] == "Approved"
    assert shown["modifiedBy"] == {"type": "user", "id": "u-pat", "name": "Pat Lowe"}
