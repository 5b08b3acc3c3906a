"""Reading every kind from the stand-in Re-Leased."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from sandbox.clock import Clock
from sandbox.re_leased.book import SYSTEM, ReLeasedBook
from sandbox.re_leased.document_records import DocumentType, Kind, Status
from sandbox.re_leased.fields import (
    AccountFields,
    OptionFields,
)
from sandbox.re_leased.records import Category, Provider
from sandbox.re_leased.seeding import fill
from sandbox.seed.generate import portfolio
from sandbox.storage import Storage
from sync.domain.errors import BrokenPromise, FixSetup, SignInRefused
from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyIdentity
from sync.domain.records import (
    Account,
    AccountClass,
    Contact,
    Dimension,
    DimensionValue,
    Document,
    DocumentStatus,
    Payment,
    Reference,
    Sighting,
    TaxDetail,
    TaxUse,
)
from sync.ledgers.re_leased.families import FAMILIES
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from tests.sync.ledgers.re_leased.asking import Connect, keys, seen
from tests.sync.ledgers.re_leased.stand_in import (
    COMPANY,
    PERSON,
    Server,
    StandIn,
    ledger_of,
    nzd,
)


def test_identity__names_the_company_and_no_native_connection(ledger: ReLeasedLedger) -> None:
    assert ledger.identity() == CompanyIdentity(COMPANY, "", "Harbour Holdings Ltd", "NZD", "")


def test_identity__names_the_native_connection(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    stand_in.book.companies.connect_natively(COMPANY, provider=Provider.SAGE_INTACCT, by=SYSTEM)

    assert ledger.identity().native_connection == "SageIntacct"


def test_reference_data__is_read_in_our_words(ledger: ReLeasedLedger) -> None:
    location = Reference(RecordKind.DIMENSION, "9")

    assert [(it.key, it.record) for it in seen(ledger, RecordKind.DIMENSION)] == [
        ("9", Dimension("Location", active=True))
    ]
    assert [(it.key, it.record) for it in seen(ledger, RecordKind.DIMENSION_VALUE)] == [
        ("9:91", DimensionValue(location, "QT", "Quay Tower", active=True)),
        ("9:92", DimensionValue(location, "MH", "Mill House", active=True)),
    ]
    assert {it.key: it.record for it in seen(ledger, RecordKind.ACCOUNT)} == {
        "4000": Account("4000", "Rental income", AccountClass.REVENUE, active=True),
        "1000": Account("1000", "Bank", AccountClass.ASSET, active=True),
    }
    [gst] = [it.record for it in seen(ledger, RecordKind.TAX_DETAIL) if it.key == "GST15"]
    assert isinstance(gst, TaxDetail)
    assert (gst.name, gst.rate, gst.use) == ("GST 15%", Decimal(15), TaxUse.BOTH)


def test_archived_records__are_seen_as_inactive(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    data = stand_in.book.reference_data
    data.put_account(COMPANY, "1000", AccountFields(archived=True), by=SYSTEM)
    data.put_option(COMPANY, "9", "92", OptionFields(archived=True), by=SYSTEM)
    contact = stand_in.add_contact("Acme", Category.TENANT)
    stand_in.book.contacts.archive(COMPANY, contact.id, by=PERSON)

    inactive = [
        it.key
        for kind in (RecordKind.ACCOUNT, RecordKind.DIMENSION_VALUE, RecordKind.CUSTOMER)
        for it in seen(ledger, kind)
        if isinstance(it.record, Account | DimensionValue | Contact) and not it.record.active
    ]

    assert inactive == ["1000", "9:92", contact.id]


def test_contacts__are_seen_in_their_roles(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    tenant = stand_in.add_contact("Acme Cafe Ltd", Category.TENANT, email="ana@acme.example")
    creditor = stand_in.add_contact("Sparks Ltd", Category.CREDITOR)
    stand_in.add_contact("Both Ltd", Category.TENANT, Category.CREDITOR)
    owner = stand_in.add_contact("Owner Ltd", Category.OWNER)

    by_use_only = {
        kind: [one.key for one in seen(ledger, kind) if one.only_if_known]
        for kind in (RecordKind.CUSTOMER, RecordKind.VENDOR)
    }
    assert by_use_only == {
        RecordKind.CUSTOMER: [creditor.id, owner.id],
        RecordKind.VENDOR: [tenant.id, owner.id],
    }
    first = seen(ledger, RecordKind.CUSTOMER)[0]
    assert isinstance(first.record, Contact)
    assert (first.record.correspondence_name, first.record.email, first.record.fax) == (
        "Acme Cafe Ltd",
        "ana@acme.example",
        "",
    )
    assert (first.version, first.changed_by, first.gone) == ("1", "Ana Lee", False)


def test_first_used__are_the_contacts_named_that_exist(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    owner = stand_in.add_contact("Owner Ltd", Category.OWNER)
    stand_in.book.contacts.archive(COMPANY, owner.id, by=PERSON)
    other = stand_in.add_contact("Other Ltd")
    named = [
        Reference(RecordKind.VENDOR, owner.id),
        Reference(RecordKind.VENDOR, "9999"),
        Reference(RecordKind.CUSTOMER, other.id),
        Reference(RecordKind.CUSTOMER, owner.id),
    ]
    found = ledger.first_used(named)
    assert {(one.kind, one.key, one.only_if_known) for one in found} == {
        (RecordKind.VENDOR, owner.id, False),
        (RecordKind.CUSTOMER, other.id, False),
        (RecordKind.CUSTOMER, owner.id, False),
    }


def test_invoice__is_read_to_the_cent(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT)
    document = stand_in.add_invoice(contact)

    [sighting] = seen(ledger, RecordKind.SALES_INVOICE)

    invoice = sighting.record
    assert isinstance(invoice, Document)
    assert (sighting.key, invoice.number) == (document.id, document.invoice_number)
    assert invoice.status is DocumentStatus.DRAFT
    assert invoice.contact == Reference(RecordKind.CUSTOMER, contact.id)
    assert (invoice.net, invoice.tax, invoice.gross) == (nzd("7000"), nzd("1050"), nzd("8050"))
    assert invoice.lines[0].dimensions == (Reference(RecordKind.DIMENSION_VALUE, "9:91"),)


def test_sales_invoices__leave_bills_and_credit_notes_out(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    contact = stand_in.add_contact("Acme", Category.TENANT, Category.CREDITOR)
    stand_in.add_invoice(contact, kind=Kind.EXPENSE, lines=stand_in.lines(account="1000"))
    stand_in.add_invoice(contact, document_type=DocumentType.CREDIT_NOTE)

    assert keys(ledger, RecordKind.SALES_INVOICE) == []


def test_deleted_draft__is_gone(stand_in: StandIn, ledger: ReLeasedLedger) -> None:
    draft = stand_in.add_invoice(stand_in.add_contact("Acme", Category.TENANT), status=Status.DRAFT)
    stand_in.book.documents.delete(COMPANY, draft.id, by=PERSON)

    [sighting] = seen(ledger, RecordKind.SALES_INVOICE)

    assert (sighting.key, sighting.gone) == (draft.id, True)


def test_since__is_inclusive_and_leaves_older_changes_out(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    stand_in.add_contact("Old", Category.TENANT)
    stand_in.book.clock.advance(timedelta(hours=1))
    new = stand_in.add_contact("New", Category.TENANT)
    [*_, page] = ledger.changes({RecordKind.CUSTOMER: None})
    assert page.newest is not None

    assert keys(ledger, RecordKind.CUSTOMER, page.newest) == [new.id]
    assert keys(ledger, RecordKind.CUSTOMER, page.newest + timedelta(milliseconds=1)) == []


def test_newest__moves_on_with_pages_that_hold_no_record_of_the_kind(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    stand_in.add_contact("Sparks", Category.CREDITOR)

    [page] = ledger.changes({RecordKind.CUSTOMER: None})

    assert all(one.only_if_known for one in page.sightings)
    assert page.newest is not None
    assert page.newest.tzinfo is not None


def test_nothing_changed__is_one_empty_page(ledger: ReLeasedLedger) -> None:
    [page] = ledger.changes({RecordKind.CUSTOMER: datetime.now(tz=UTC)})

    assert (page.sightings, page.newest) == ((), None)


def test_unknown_status__sets_the_invoice_aside_and_names_it(
    stand_in: StandIn, ledger: ReLeasedLedger
) -> None:
    body = (
        b'{"hasMore":false,"data":[{"id":"77","version":1,"modifiedAt":"2026-03-02T00:00:00.000Z",'
        b'"kind":"Income","documentType":"Invoice","status":"Frozen","contactId":"1",'
        b'"issueDate":"2026-03-01","dueDate":"2026-03-01","currency":"NZD","lines":[]}]}'
    )
    stand_in.line.play("GET", "invoices", reaches_the_book=False, answer=(200, body, {}))

    [page] = ledger.changes({RecordKind.SALES_INVOICE: None})

    [unreadable] = page.unreadable
    assert page.sightings == ()
    assert unreadable.name == "sales invoice 77"
    assert "invoice 77 has the status 'Frozen'" in unreadable.why
    assert unreadable.changed_at == datetime(2026, 3, 2, tzinfo=UTC)


def test_wrong_key__is_a_refused_sign_in_that_keeps_the_key_secret(connect: Connect) -> None:
    ledger = connect(api_key="wrong-but-secret")

    with pytest.raises(SignInRefused) as caught:
        ledger.identity()

    assert "wrong-but-secret" not in str(caught.value)


def test_wrong_company__is_a_matter_of_set_up(connect: Connect) -> None:
    with pytest.raises(FixSetup, match="company 99"):
        connect(company_id="99").identity()


def test_kinds_of_later_steps__are_not_read_yet(ledger: ReLeasedLedger) -> None:
    with pytest.raises(BrokenPromise, match="does not read items"):
        list(ledger.changes({RecordKind.ITEM: None}))
    with pytest.raises(BrokenPromise, match="does not read attachments"):
        list(ledger.changes({RecordKind.ATTACHMENT: None}))


def test_address__comes_from_the_template(connect: Connect, ledger: ReLeasedLedger) -> None:
    template = "https://app.example/{company_id}/{resource}/{key}"
    linked = connect(record_address_template=template)

    plain, with_address = (seen(one, RecordKind.ACCOUNT)[0] for one in (ledger, linked))

    assert plain.address == ""
    assert with_address.address == f"https://app.example/12/accounts/{plain.key}"


def test_believable_estate__is_read_whole_and_to_the_cent(server: Server) -> None:
    book = ReLeasedBook(Storage(), Clock())
    estate = portfolio(documents=400, today=date(2026, 11, 20))
    fill(book, estate)
    stand_in = server.open(book)
    ledger = ledger_of(stand_in, company_id=estate.company.re_leased_id, page_size=100)

    found = {kind: seen(ledger, kind) for kind in FAMILIES}
    ledger.close()

    company_id = estate.company.re_leased_id
    documents = [
        it
        for it in book.documents.shelf.every(company_id)
        if (it.kind, it.document_type) == (Kind.INCOME, DocumentType.INVOICE)
    ]
    assert documents
    assert {kind for kind in FAMILIES if not found[kind]} == {
        RecordKind.BILL,
        RecordKind.SALES_CREDIT,
        RecordKind.PURCHASE_CREDIT,
        RecordKind.DISBURSEMENT,
        RecordKind.SALES_CREDIT_ALLOCATION,
        RecordKind.PURCHASE_CREDIT_ALLOCATION,
    }
    assert {it.key: _gross(it) for it in found[RecordKind.SALES_INVOICE]} == {
        it.id: it.gross_total for it in documents
    }
    assert {it.key: _amount(it) for it in found[RecordKind.RECEIPT]} == {
        it.id: it.amount for it in book.payments.shelf.every(company_id)
    }


def _gross(sighting: Sighting) -> Decimal:
    assert isinstance(sighting.record, Document)
    return sighting.record.gross.amount


def _amount(sighting: Sighting) -> Decimal:
    assert isinstance(sighting.record, Payment)
    return sighting.record.amount.amount
