"""What the ledgers page asks, over real HTTP; and that it offers what the books allow, no more."""

from decimal import Decimal

import pytest

from tests.sandbox.ledgers_client import Json, LedgersClient, intacct_invoice, re_leased_invoice

HOSTILE = "<img src=x onerror=alert(1)> & \"Sons'"


def test_overview__counts_every_kind_and_sums_the_shared_invoices(client: LedgersClient) -> None:
    before = client.overview()
    intacct_invoice(client, net="50.00")
    intacct_invoice(client, net="50.00", save_as="Draft")
    after = client.overview()
    assert _count(after, "intacct", "invoices") == _count(before, "intacct", "invoices") + 2
    grown = _total(after, "intacct") - _total(before, "intacct")
    assert grown == Decimal("120.00")


def test_overview__private_drafts_of_re_leased_are_not_shared(client: LedgersClient) -> None:
    before = client.overview()["re_leased"]["invoices"]
    re_leased_invoice(client, status="Draft")
    assert client.overview()["re_leased"]["invoices"] == before


def test_overview__difference_is_re_leased_less_intacct(client: LedgersClient) -> None:
    before = client.overview()["difference"]
    re_leased_invoice(client, status="Approved", net="10.00")
    after = client.overview()["difference"]
    assert after["count"] == before["count"] + 1
    assert Decimal(after["total"]) - Decimal(before["total"]) == Decimal("12.00")


def test_every_kind__can_be_listed_opened_and_created_as_it_says(client: LedgersClient) -> None:
    overview = client.overview()
    for side in ("intacct", "re_leased"):
        for kind in overview[side]["kinds"]:
            listing = client.rows(side, kind["kind"])
            assert listing["total"] == kind["count"], kind
            row = listing["rows"][0]
            detail = client.detail(side, kind["kind"], row["key"])
            assert (detail["title"], detail["state"]) == (row["title"], row["state"])
            form = client.http.get(f"/ledgers/{side}/new/{kind['kind']}")
            assert form.status_code == (200 if kind["can_create"] else 404)


INTACCT_ACTIONS = {"post", "edit", "pay", "reverse", "delete"}


def _paid(client: LedgersClient, key: str, amount: str) -> str:
    values = client.form_values("intacct", "invoices", key, "pay") | {"amount": amount}
    client.do("intacct", "invoices", key, "pay", values)
    return key


def _intacct_in(client: LedgersClient, state: str) -> str:
    key = intacct_invoice(client, save_as="Draft" if state == "Draft" else "Posted")
    if state == "Partially Paid":
        _paid(client, key, "20.00")
    if state == "Paid":
        _paid(client, key, "120.00")
    if state == "Reversed":
        _act_as_filled_in(client, "intacct", key, "reverse")
    assert client.detail("intacct", "invoices", key)["state"] == state
    return key


def _act_as_filled_in(client: LedgersClient, side: str, key: str, action: str) -> int:
    form = client.http.get(f"/ledgers/{side}/invoices/{key}/{action}")
    values: Json = {}
    if form.status_code == 200:
        values = {field["name"]: field["value"] for field in form.json()["fields"]}
    values.setdefault("reason", "A reason")
    if values.get("amount") == "0.00":
        values["amount"] = "1.00"
    return client.act(side, "invoices", key, action, values).status_code


@pytest.mark.parametrize("action", sorted(INTACCT_ACTIONS))
@pytest.mark.parametrize("state", ["Draft", "Posted", "Partially Paid", "Paid", "Reversed"])
def test_intacct_invoice__offers_exactly_what_the_book_allows(
    client: LedgersClient, state: str, action: str
) -> None:
    key = _intacct_in(client, state)
    offered = action in client.offered("intacct", "invoices", key)
    done = _act_as_filled_in(client, "intacct", key, action)
    assert done == (200 if offered else 422)


RE_LEASED_ACTIONS = {"submit", "approve", "reject", "reset", "pay", "edit", "void", "delete"}


def _re_leased_in(client: LedgersClient, state: str) -> str:
    starts_as = {
        "Draft": "Draft",
        "Awaiting Approval": "AwaitingApproval",
        "Rejected": "AwaitingApproval",
    }
    key = re_leased_invoice(client, status=starts_as.get(state, "Approved"))
    if state == "Rejected":
        _act_as_filled_in(client, "re_leased", key, "reject")
    if state == "Voided":
        _act_as_filled_in(client, "re_leased", key, "void")
    if state in {"Paid", "Approved, paid in part"}:
        values = client.form_values("re_leased", "invoices", key, "pay")
        values |= {"amount": "120.00" if state == "Paid" else "20.00"}
        client.do("re_leased", "invoices", key, "pay", values)
    assert client.detail("re_leased", "invoices", key)["state"] == state.split(",", maxsplit=1)[0]
    return key


@pytest.mark.parametrize("action", sorted(RE_LEASED_ACTIONS))
@pytest.mark.parametrize(
    "state",
    [
        "Draft",
        "Awaiting Approval",
        "Rejected",
        "Approved",
        "Approved, paid in part",
        "Paid",
        "Voided",
    ],
)
def test_re_leased_invoice__offers_exactly_what_the_book_allows(
    client: LedgersClient, state: str, action: str
) -> None:
    key = _re_leased_in(client, state)
    offered = action in client.offered("re_leased", "invoices", key)
    done = _act_as_filled_in(client, "re_leased", key, action)
    assert done == (200 if offered else 422)


def test_refusal__shows_the_books_own_words(client: LedgersClient) -> None:
    key = _intacct_in(client, "Partially Paid")
    answer = client.act("intacct", "invoices", key, "reverse", {"date": "2026-11-20"})
    assert answer.status_code == 422
    assert "has payments" in answer.json()["message"]


def test_refusal__names_the_field_a_person_filled_in_wrongly(client: LedgersClient) -> None:
    key = _intacct_in(client, "Posted")
    values = client.form_values("intacct", "invoices", key, "pay") | {"amount": "1.005"}
    answer = client.act("intacct", "invoices", key, "pay", values)
    assert answer.status_code == 422
    assert answer.json() == {
        "message": "Amount has more than two decimals: 1.005.",
        "field": "amount",
    }


def test_refusal__changes_nothing(client: LedgersClient) -> None:
    key = _intacct_in(client, "Posted")
    before = client.detail("intacct", "invoices", key)
    values = client.form_values("intacct", "invoices", key, "pay") | {"amount": "120.01"}
    assert client.act("intacct", "invoices", key, "pay", values).status_code == 422
    assert client.detail("intacct", "invoices", key) == before


@pytest.mark.parametrize(
    "path",
    [
        "/ledgers/xero/invoices",
        "/ledgers/intacct/spells",
        "/ledgers/intacct/invoices/1e9",
        "/ledgers/re_leased/invoices/x",
    ],
)
def test_unknown__side_kind_or_record_is_not_found(client: LedgersClient, path: str) -> None:
    answer = client.http.get(path)
    assert answer.status_code == 404
    assert answer.json()["message"]


def test_people__act_in_the_name_of_one_user_on_each_side(client: LedgersClient) -> None:
    intacct = client.detail("intacct", "invoices", intacct_invoice(client))
    re_leased_key = re_leased_invoice(client, status="Draft")
    row = client.rows("re_leased", "invoices", find="Lobby")["rows"][0]
    assert intacct["changes"][0]["by"] == "Fiona Smith (fsmith)"
    assert (row["key"], row["changed_by"]) == (re_leased_key, "Marcus Poe")


def test_hostile_name__comes_back_letter_by_letter(client: LedgersClient) -> None:
    key = client.create("re_leased", "contacts", {"name": HOSTILE, "category": "Tenant"})
    assert client.detail("re_leased", "contacts", key)["title"] == HOSTILE
    found = client.rows("re_leased", "contacts", find="onerror")
    assert [row["title"] for row in found["rows"]] == [HOSTILE]


def test_customer__is_entered_edited_and_archived(client: LedgersClient) -> None:
    values = {"party_id": "C/9 %2F", "name": "Ink & Paper", "email1": "ink@paper.test"}
    key = client.create("intacct", "customers", values)
    edited = client.form_values("intacct", "customers", key, "edit") | {"name": "Ink Ltd"}
    client.do("intacct", "customers", key, "edit", edited)
    client.do("intacct", "customers", key, "archive")
    detail = client.detail("intacct", "customers", key)
    assert (detail["title"], detail["subtitle"], detail["state"]) == (
        "C/9 %2F",
        "Ink Ltd",
        "Inactive",
    )
    assert "unarchive" in client.offered("intacct", "customers", key)


def test_customer__with_invoices_cannot_be_deleted_and_it_is_not_offered(
    client: LedgersClient,
) -> None:
    intacct_invoice(client)
    used = client.rows("intacct", "customers", state="Active")["rows"][0]["key"]
    assert "delete" not in client.offered("intacct", "customers", used)
    assert client.act("intacct", "customers", used, "delete").status_code == 422


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("vendors", {"party_id": "V-NEW", "name": "Lift Engineers"}),
        (
            "accounts",
            {"account_no": "4999", "title": "Other income", "account_type": "incomestatement"},
        ),
        ("tax_details", {"detail_id": "UK Sale Odd", "value": "7.5", "account_no": "2200"}),
        ("dimension_values", {"dimension": "LOCATION", "code": "NEW1", "name": "New House"}),
    ],
)
def test_reference_data__lives_from_entry_to_deletion(
    client: LedgersClient, kind: str, values: Json
) -> None:
    key = client.create("intacct", kind, values)
    edited = client.form_values("intacct", kind, key, "edit")
    client.do("intacct", kind, key, "edit", edited)
    client.do("intacct", kind, key, "archive")
    assert client.detail("intacct", kind, key)["state"] == "Inactive"
    client.do("intacct", kind, key, "unarchive")
    assert client.do("intacct", kind, key, "delete")["gone"] is True
    assert client.http.get(f"/ledgers/intacct/{kind}/{key}").status_code == 404


def test_edit__of_intacct_moves_only_what_was_changed(client: LedgersClient) -> None:
    key = intacct_invoice(client, save_as="Draft")
    values = client.form_values("intacct", "invoices", key, "edit")
    values["description"] = "Corrected"
    values["lines"] = [*values["lines"], {"account": "4300", "tax": "", "net": "5.00"}]
    client.do("intacct", "invoices", key, "edit", values)
    detail = client.detail("intacct", "invoices", key)
    assert detail["state"] == "Draft"
    assert [(line["net"], line["tax"]) for line in detail["lines"]] == [
        ("100.00", "20.00"),
        ("5.00", "0.00"),
    ]
    assert _field(detail, "description") == "Corrected"


def test_edit__of_re_leased_keeps_lines_that_were_not_touched(client: LedgersClient) -> None:
    row = next(
        row
        for row in client.rows("re_leased", "invoices", state="Awaiting Approval", size=100)["rows"]
        if len(client.detail("re_leased", "invoices", row["key"])["lines"]) > 1
    )
    before = client.detail("re_leased", "invoices", row["key"])
    values = client.form_values("re_leased", "invoices", row["key"], "edit")
    values["lines"][0]["net"] = "10.00"
    client.do("re_leased", "invoices", row["key"], "edit", values)
    after = client.detail("re_leased", "invoices", row["key"])
    assert after["lines"][0]["net"] == "10.00"
    assert after["lines"][1:] == before["lines"][1:]
    assert after["lines"][0]["tracking"] == before["lines"][0]["tracking"]


def test_payment__shows_on_the_invoice_and_is_reversed_from_its_own_record(
    client: LedgersClient,
) -> None:
    key = _intacct_in(client, "Paid")
    payment = client.detail("intacct", "invoices", key)["related"][0]
    assert (payment["amount"], payment["state"]) == ("120.00", "Complete")
    values = client.form_values("intacct", "payments", payment["key"], "reverse")
    client.do("intacct", "payments", payment["key"], "reverse", values)
    invoice = client.detail("intacct", "invoices", key)
    assert invoice["state"] == "Posted"
    assert "locked" in invoice["note"]
    assert client.offered("intacct", "payments", payment["key"]) == set()


def test_re_leased_payment__is_reversed_and_the_invoice_is_due_again(client: LedgersClient) -> None:
    key = _re_leased_in(client, "Paid")
    payment = client.detail("re_leased", "invoices", key)["related"][0]["key"]
    client.do("re_leased", "payments", payment, "reverse")
    assert client.detail("re_leased", "invoices", key)["state"] == "Approved"


def test_contact__of_an_active_tenancy_cannot_be_archived_and_it_is_not_offered(
    client: LedgersClient,
) -> None:
    key = client.rows("re_leased", "contacts", find="Ltd", sort="changed", order="asc")["rows"][0][
        "key"
    ]
    assert "archive" not in client.offered("re_leased", "contacts", key)
    answer = client.act("re_leased", "contacts", key, "archive")
    assert answer.status_code == 422
    assert "active tenancy" in answer.json()["message"]


def test_events__name_every_record_that_was_written(client: LedgersClient) -> None:
    with client.events() as events:
        key = intacct_invoice(client)
        assert next(events) == ("changed", {"side": "intacct", "kind": "invoices", "key": key})


def test_events__also_tell_what_came_over_the_wire(client: LedgersClient) -> None:
    key = re_leased_invoice(client, status="Draft")
    with client.events() as events:
        answer = client.http.delete(
            f"/re-leased/v1/companies/12/invoices/{key}",
            headers={"Authorization": "Bearer re-leased-key", "Idempotency-Key": "delete-1"},
        )
        assert answer.is_success, answer.text
        assert next(events) == ("changed", {"side": "re_leased", "kind": "invoices", "key": key})


def _count(overview: Json, side: str, kind: str) -> int:
    counts = {each["kind"]: int(each["count"]) for each in overview[side]["kinds"]}
    return counts[kind]


def _total(overview: Json, side: str) -> Decimal:
    return Decimal(overview[side]["invoices"]["total"])


def _field(detail: Json, name: str) -> str:
    values = {field["name"]: str(field["value"]) for field in detail["fields"]}
    return values[name]
