"""Contacts, companies and reference data."""

from typing import Any

import pytest

from sandbox.re_leased.credentials import USUAL_KEY, Key
from sandbox.re_leased.fields import ContactFields
from sandbox.re_leased.records import Provider
from tests.sandbox.re_leased.re_leased_office import COMPANY, PAT, Building, Office, codes

LINK = {
    "provider": "ExternalApi",
    "externalCompanyId": "HARBOUR",
    "externalEntityId": None,
    "syncFromDate": "2026-01-01",
}


def connect(office: Office, company: str = COMPANY, **changes: Any) -> Any:
    path = f"/companies/{company}/accounting-connection"
    return office.http.put(path, json={**LINK, **changes})


def test_contact__made_and_changed_field_by_field(office: Office) -> None:
    made = office.ok(
        "POST",
        "/contacts",
        {"name": "Acme Cafe Ltd", "categories": ["Tenant"], "email": "a@b.test"},
    )
    assert (made["approvalStatus"], made["companies"], made["version"]) == ("Approved", ["12"], 1)
    path = f"/contacts/{made['id']}"
    changed = office.ok("PATCH", path, {"telephone": "01632 960001", "email": None})
    assert (changed["name"], changed["telephone"], changed["email"]) == (
        "Acme Cafe Ltd",
        "01632 960001",
        None,
    )
    assert changed["version"] == 2
    assert changed["modifiedAt"] > made["modifiedAt"]
    assert changed["modifiedBy"] == {"type": "api", "id": "key-1", "name": "Tests"}


@pytest.mark.parametrize("body", [{}, {"name": " "}])
def test_contact__needs_a_name(office: Office, body: dict[str, str]) -> None:
    assert codes(office.ask("POST", "/contacts", body)) == ["required"]


def test_contact__people_edit_it_even_on_a_connected_company(office: Office) -> None:
    connect(office)
    fields = ContactFields(telephone="01632 960999")
    office.book.contacts.edit(COMPANY, office.tenant, fields, by=PAT)
    shown = office.ok("GET", f"/contacts/{office.tenant}")
    assert (shown["telephone"], shown["modifiedBy"]["type"]) == ("01632 960999", "user")


def test_contact_in_active_tenancy(office: Office) -> None:
    path = f"/contacts/{office.tenant}/archive"
    assert codes(office.ask("POST", path)) == ["contact_in_active_tenancy"]
    office.book.properties.vacate(COMPANY, "901", by=PAT)
    assert office.ok("POST", path)["archived"] is True
    assert office.ask("POST", path).status_code == 409
    assert office.ok("POST", f"/contacts/{office.tenant}/unarchive")["archived"] is False


def test_connection__is_set_once(office: Office) -> None:
    company = connect(office).json()
    connection = company["accountingConnection"]
    assert (connection["status"], connection["externalCompanyId"]) == (
        "SuccessfullySynced",
        "HARBOUR",
    )
    assert company["id"] == company["companyId"] == COMPANY
    assert connect(office).json()["version"] == company["version"]
    for change in ({"externalCompanyId": "OTHER"}, {"syncFromDate": "2026-02-01"}):
        refused = connect(office, **change)
        assert refused.status_code == 409
        assert refused.json()["error"]["code"] == "company_link_locked"
    changed = connect(office, status="SyncHasErrors", orderEntry=True).json()
    assert changed["accountingConnection"]["orderEntry"] is True
    assert changed["accountingConnection"]["connectedAt"] == connection["connectedAt"]


def test_connection__one_company_to_one_set_of_books(office: Office) -> None:
    connect(office)
    refused = connect(office, company="13")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "already_linked")
    assert connect(office, company="13", externalEntityId="TRUST").status_code == 200


def test_connection__not_from_before_2018(office: Office) -> None:
    assert codes(connect(office, syncFromDate="2017-12-31")) == ["before_sync_from_date"]


def test_connection__a_native_one_is_in_the_way(office: Office) -> None:
    office.book.companies.connect_natively(COMPANY, provider=Provider.SAGE_INTACCT, by=PAT)
    company = office.http.get(f"/companies/{COMPANY}").json()
    assert company["accountingConnection"]["provider"] == "SageIntacct"
    assert connect(office).json()["error"]["code"] == "company_link_locked"


def test_reference_data__only_by_the_connected_key(building: Building) -> None:
    other = Key(secret="other-key", id="key-2")
    office = building.office(keys=(USUAL_KEY, other))
    connect(office)
    body = {"name": "Filming Fees", "class": "Revenue"}
    refused = office.ask("PUT", "/accounts/4450", body, Authorization="Bearer other-key")
    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "managed_by_accounting_system"
    assert office.ok("PUT", "/accounts/4450", body)["class"] == "Revenue"


def test_account__put_again_unchanged_is_no_change(office: Office) -> None:
    body = {"name": "Filming Fees", "class": "Revenue", "defaultTaxTypeCode": "UK Sale Standard"}
    first = office.ok("PUT", "/accounts/4450", body)
    assert office.ok("PUT", "/accounts/4450", body)["version"] == first["version"] == 1
    assert office.ok("PUT", "/accounts/4450", {"archived": True})["version"] == 2
    assert first["id"] == first["code"] == "4450"


def test_account__names_are_unique(office: Office) -> None:
    refused = office.ask("PUT", "/accounts/4450", {"name": "Rental Income", "class": "Revenue"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "duplicate_code")


def test_account__a_new_one_needs_name_and_class(office: Office) -> None:
    assert codes(office.ask("PUT", "/accounts/4450", {})) == ["required", "required"]


def test_tax_type__needs_a_rate_unless_calculated_elsewhere(office: Office) -> None:
    body = {"displayName": "New rate"}
    assert codes(office.ask("PUT", "/tax-types/NEW", body)) == ["required"]
    made = office.ok("PUT", "/tax-types/NEW", {**body, "calculation": "External"})
    assert (made["rate"], made["calculation"]) == (None, "External")
    assert office.ok("PUT", "/tax-types/UK Sale Odd", {**body, "rate": 17.5})["rate"] == 17.5


def test_tracking__options_are_put_one_by_one(office: Office) -> None:
    before = office.ok("PUT", "/tracking-categories/10", {"name": "Department"})
    path = "/tracking-categories/10/options"
    made = office.ok("PUT", f"{path}/101", {"code": "EST", "name": "Estates"})
    assert made["options"] == [{"id": "101", "code": "EST", "name": "Estates", "archived": False}]
    assert made["modifiedAt"] > before["modifiedAt"]
    refused = office.ask("PUT", f"{path}/102", {"code": "EST", "name": "Estates again"})
    assert refused.json()["error"]["code"] == "duplicate_code"
    archived = office.ok("PUT", f"{path}/101", {"archived": True})
    assert archived["options"][0]["archived"] is True
    assert office.ask("PUT", "/tracking-categories/77/options/1", {}).status_code == 404


def test_external_reference__is_used_once(office: Office) -> None:
    body = {"entity": "CUSTOMER", "externalId": "C-1", "externalNumber": "C-1"}
    linked = office.ok("PUT", "/contacts/501/external-refs/sage_intacct", body)
    assert linked["version"] == 2
    assert linked["externalRefs"][0]["linkStatus"] == "Linked"
    refused = office.ask("PUT", "/contacts/502/external-refs/sage_intacct", body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "already_linked")
    made = office.ask("POST", "/contacts", {"name": "Twin", "externalRefs": [body]})
    assert made.json()["error"]["code"] == "already_linked"
    other = {**body, "entity": "VENDOR"}
    assert office.ask("POST", "/contacts", {"name": "T", "externalRefs": [other]}).is_success
    unlinked = {**body, "linkStatus": "Unlinked", "lastSyncedAt": "2026-03-18T12:00:00.000Z"}
    again = office.ok("PUT", "/contacts/501/external-refs/sage_intacct", unlinked)
    assert [ref["linkStatus"] for ref in again["externalRefs"]] == ["Unlinked"]


def test_external_reference__finds_the_record_again(office: Office) -> None:
    reference = {"entity": "ARINVOICE", "externalId": "77", "externalNumber": "INV-0042"}
    made = office.invoice(externalRefs=[reference])
    query = "/invoices?externalSystem=sage_intacct&externalId="
    [found] = office.ok("GET", f"{query}77")["data"]
    assert found["id"] == made["id"]
    assert office.ok("GET", f"{query}78")["totalCount"] == 0


@pytest.mark.parametrize("path", ["accounts/4000", "properties/71", "tracking-categories/9"])
def test_external_reference__on_every_kind_of_record(office: Office, path: str) -> None:
    body = {"entity": "GLACCOUNT", "externalId": "9"}
    linked = office.ok("PUT", f"/{path}/external-refs/sage_intacct", body)
    assert linked["externalRefs"][0]["externalId"] == "9"


def test_before_sync_from_date__older_documents_are_never_linked(office: Office) -> None:
    connect(office, syncFromDate="2026-03-10")
    reference = {"entity": "ARINVOICE", "externalId": "77"}
    body = office.draft(issueDate="2026-03-09", externalRefs=[reference])
    assert codes(office.ask("POST", "/invoices", body)) == ["before_sync_from_date"]
    older = office.invoice(issueDate="2026-03-09")
    path = f"/invoices/{older['id']}/external-refs/sage_intacct"
    assert codes(office.ask("PUT", path, reference)) == ["before_sync_from_date"]
    body = office.draft(issueDate="2026-03-10", externalRefs=[reference])
    assert office.ask("POST", "/invoices", body).status_code == 201
    invoice = office.invoice()
    payment = office.payment(
        invoice, date="2026-03-09", externalRefs=[{"entity": "ARPYMT", "externalId": "5"}]
    )
    assert codes(office.ask("POST", "/payments", payment)) == ["before_sync_from_date"]
