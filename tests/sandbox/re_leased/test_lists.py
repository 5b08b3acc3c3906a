"""Paging, modified-since, sorting and filters."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.re_leased.book import SYSTEM, ReLeasedBook
from sandbox.re_leased.fields import ContactFields
from sandbox.storage import Storage
from tests.sandbox.re_leased.re_leased_office import COMPANY, PAT, Building, Office

KINDS = (
    "contacts",
    "properties",
    "areas",
    "tenancies",
    "invoices",
    "payments",
    "accounts",
    "tax-types",
    "tracking-categories",
)
LONG_AGO = "2000-01-01T00:00:00.000Z"


def every_page(office: Office, path: str, size: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    page, has_more = 1, True
    while has_more:
        answer = office.ok("GET", f"{path}&page={page}&pageSize={size}")
        assert len(answer["data"]) <= size
        rows += answer["data"]
        page, has_more = page + 1, answer["hasMore"]
        assert answer["totalPages"] == -(-answer["totalCount"] // size)
    assert len(rows) == answer["totalCount"]
    return rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", ["?a=1", f"?modifiedSince={LONG_AGO}"])
def test_pages__together_give_every_record_once(office: Office, kind: str, query: str) -> None:
    small = [row["id"] for row in every_page(office, f"/{kind}{query}", 7)]
    large = [row["id"] for row in every_page(office, f"/{kind}{query}", 200)]
    assert small == large
    assert len(set(small)) == len(small) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_record__carries_the_common_fields(office: Office, kind: str) -> None:
    for row in office.ok("GET", f"/{kind}")["data"]:
        common = {"id", "companyId", "createdAt", "modifiedAt", "version", "modifiedBy"}
        assert common | {"externalRefs"} <= row.keys()
        assert row["companyId"] == COMPANY
        assert office.ok("GET", f"/{kind}/{row['id']}") == row


def test_page__past_the_end_is_empty(office: Office) -> None:
    answer = office.ok("GET", "/invoices?page=99")
    assert (answer["data"], answer["hasMore"], answer["page"]) == ([], False, 99)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "pageSize=201",
        "pageSize=x",
        "modifiedSince=yesterday",
        "sort=colour",
        "issueDateFrom=soon",
        "overdue=perhaps",
        "includeArchived=1",
    ],
)
def test_list__what_cannot_be_read_is_malformed(office: Office, query: str) -> None:
    response = office.ask("GET", f"/invoices?{query}")
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "malformed_request"


def test_modified_since__is_inclusive_and_in_order_of_change(office: Office) -> None:
    first, second = office.invoice(), office.invoice()
    office.ok("PATCH", f"/invoices/{first['id']}", {"reference": "later"})
    since = second["modifiedAt"]
    rows = office.ok("GET", f"/invoices?modifiedSince={since}")["data"]
    assert [row["id"] for row in rows] == [second["id"], first["id"]]
    stamps = [
        row["modifiedAt"] for row in every_page(office, f"/invoices?modifiedSince={LONG_AGO}", 50)
    ]
    assert stamps == sorted(stamps)


def test_modified_since__shows_archived_records(office: Office) -> None:
    contact = office.ok("POST", "/contacts", {"name": "Short-lived Ltd"})
    office.ok("POST", f"/contacts/{contact['id']}/archive")
    path = f"/contacts?modifiedSince={contact['modifiedAt']}"
    assert [row["archived"] for row in office.ok("GET", path)["data"]] == [True]
    total = office.ok("GET", "/contacts")["totalCount"]
    assert office.ok("GET", "/contacts?includeArchived=true")["totalCount"] == total + 1
    assert office.ok("GET", "/contacts?archived=true")["totalCount"] == 1


def test_modified_since__shows_deleted_drafts_for_thirty_days(office: Office) -> None:
    draft = office.invoice("Draft")
    office.ok("DELETE", f"/invoices/{draft['id']}")
    path = f"/invoices?modifiedSince={draft['modifiedAt']}"
    [tombstone] = office.ok("GET", path)["data"]
    assert (tombstone["id"], tombstone["status"]) == (draft["id"], "Deleted")
    assert tombstone["version"] == draft["version"] + 1
    listed = office.ok("GET", "/invoices?includeArchived=true&pageSize=200")["data"]
    assert draft["id"] not in {row["id"] for row in listed}
    office.clock.advance(timedelta(days=29))
    assert office.ok("GET", path)["totalCount"] == 1
    office.clock.advance(timedelta(days=2))
    assert office.ok("GET", path)["totalCount"] == 0


def test_modified_at__rises_with_every_write_though_the_clock_stands(office: Office) -> None:
    office.clock.advance(timedelta(days=1))
    made = office.invoice("Draft")
    office.clock.advance(timedelta(days=-1))
    stamps = [made["modifiedAt"]]
    for reference in "abc":
        edited = office.ok("PATCH", f"/invoices/{made['id']}", {"reference": reference})
        stamps.append(edited["modifiedAt"])
    assert stamps == sorted(set(stamps))
    assert all(len(stamp) == len("2026-03-02T20:11:05.000Z") for stamp in stamps)


@pytest.mark.parametrize(
    ("sort", "field"),
    [("issueDate", "issueDate"), ("dueDate", "dueDate"), ("modifiedAt", "modifiedAt")],
)
def test_sort__both_ways(office: Office, sort: str, field: str) -> None:
    up = [row[field] for row in office.ok("GET", f"/invoices?sort={sort}&pageSize=200")["data"]]
    down = [row[field] for row in office.ok("GET", f"/invoices?sort=-{sort}&pageSize=200")["data"]]
    assert up == sorted(up)
    assert down == sorted(up, reverse=True)


def test_sort__by_id_is_by_number(office: Office) -> None:
    for name in ("x", "y"):
        fields = ContactFields(name=name)
        office.book.contacts.create(COMPANY, fields, by=PAT)
    low = office.book.contacts.get(COMPANY, "501")
    office.book.contacts.shelf.add(COMPANY, by=SYSTEM, id="99", name=low.name)
    ids = [row["id"] for row in office.ok("GET", "/contacts?pageSize=200")["data"]]
    assert ids == sorted(ids, key=int)
    backwards = office.ok("GET", "/contacts?pageSize=200&sort=-id")["data"]
    assert [row["id"] for row in backwards] == ids[::-1]


def test_filters__of_documents(office: Office) -> None:
    bill = office.ok("POST", "/invoices", office.bill())
    credit = office.invoice("Draft", documentType="CreditNote", propertyId="72", tenancyId="902")
    late = office.invoice(dueDate="2026-03-17", contactId="503")

    def ids(query: str) -> set[str]:
        return {row["id"] for row in office.ok("GET", f"/invoices?pageSize=200&{query}")["data"]}

    assert ids("kind=Expense") == {bill["id"]}
    assert ids("documentType=CreditNote") == {credit["id"]}
    assert {bill["id"], credit["id"]} <= ids("status=Draft,Rejected")
    assert late["id"] not in ids("status=Draft,Rejected")
    assert late["id"] in ids("contactId=503")
    assert credit["id"] in ids("propertyId=72") & ids("tenancyId=902")
    assert late["id"] in ids("overdue=true") - ids("overdue=false")
    assert ids("issueDateFrom=2026-03-02&issueDateTo=2026-03-02") >= {late["id"]}
    assert ids("issueDateFrom=2027-01-01") == set()
    assert ids(f"ids={bill['id']},{late['id']},nonsense") == {bill["id"], late["id"]}
    assert ids(f"ids={bill['id']}&kind=Income") == set()
    assert ids("taxStatus=Pending") == set()


def test_filters__with_modified_since_keep_the_order_of_change(office: Office) -> None:
    first, second = office.invoice("Draft"), office.invoice("Draft")
    office.invoice("Approved")
    office.ok("PATCH", f"/invoices/{first['id']}", {"reference": "later"})
    path = f"/invoices?status=Draft&modifiedSince={first['modifiedAt']}"
    rows = office.ok("GET", path)["data"]
    assert [row["id"] for row in rows] == [second["id"], first["id"]]


def test_filters__of_contacts_and_payments(office: Office) -> None:
    tenant = office.ok("GET", f"/contacts/{office.tenant}")
    [found] = office.ok("GET", f"/contacts?email={tenant['email'].upper()}")["data"]
    assert found["id"] == tenant["id"]
    part = tenant["name"].split(" ")[0].lower()
    assert tenant in office.ok("GET", f"/contacts?name={part}")["data"]
    creditors = office.ok("GET", "/contacts?category=Creditor")["data"]
    assert {row["id"] for row in creditors} >= {office.supplier}
    payment = office.pay(office.invoice(), date="2026-03-17")
    for query in (
        f"invoiceId={payment['allocations'][0]['invoiceId']}",
        "dateFrom=2026-03-17&dateTo=2026-03-17&kind=Receipt&status=Active",
    ):
        rows = office.ok("GET", f"/payments?{query}")["data"]
        assert payment["id"] in {row["id"] for row in rows}


def test_companies__both_are_listed_each_by_itself(office: Office) -> None:
    rows = office.http.get("/companies").json()["data"]
    assert [(row["id"], row["companyId"]) for row in rows] == [("12", "12"), ("13", "13")]
    assert rows[0]["accountingConnection"]["status"] == "NotConnected"


def test_storage__everything_is_there_after_a_restart(building: Building) -> None:
    storage = Storage()
    office = building.office(storage=storage)
    invoice = office.invoice("Paid", externalRefs=[{"entity": "ARINVOICE", "externalId": "1"}])
    office.ok("DELETE", f"/invoices/{office.invoice('Draft')['id']}")
    before = office.ok("GET", f"/invoices?modifiedSince={LONG_AGO}&pageSize=200")
    restarted = ReLeasedBook(storage, office.clock)
    assert restarted.documents.get(COMPANY, invoice["id"]).status == "Paid"
    again = building.office(storage=storage, is_filled=False)
    assert again.ok("GET", f"/invoices?modifiedSince={LONG_AGO}&pageSize=200") == before
    fresh = again.invoice()
    assert int(fresh["id"]) > int(invoice["id"])
    assert fresh["invoiceNumber"] > invoice["invoiceNumber"]
    assert again.ok("GET", "/invoices?externalId=1")["totalCount"] == 1
