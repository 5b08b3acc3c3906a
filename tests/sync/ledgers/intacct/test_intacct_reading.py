from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from sandbox.intacct.forms import (
    AccountForm,
    ContactForm,
    DimensionValueForm,
    LineForm,
    PartyForm,
    TaxEntryForm,
)
from sync.domain.errors import BrokenPromise, FixSetup
from sync.domain.kinds import SYNCED_KINDS, RecordKind
from sync.domain.links import CompanyIdentity
from sync.domain.records import (
    RECORD_TYPES,
    Account,
    AccountClass,
    Address,
    Contact,
    Dimension,
    DimensionValue,
    Document,
    DocumentLine,
    DocumentStatus,
    Reference,
    TaxDetail,
    TaxUse,
)
from sync.domain.sides import Side
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.use_cases.ports import Page
from tests.sync.ledgers.intacct.harbour import PERSON, START, Company, all_of, gbp

HOUR = timedelta(hours=1)


def test_identity__is_the_company_that_answers(ledger: IntacctLedger) -> None:
    assert ledger.identity() == CompanyIdentity("HARBOUR", "", "Harbour Property", "GBP")
    assert ledger.side is Side.INTACCT


def test_another_company__is_refused_as_soon_as_it_answers(
    company: Company, ledger: IntacctLedger
) -> None:
    ledger.identity()
    company.book.company_id = "MARINA"
    with pytest.raises(FixSetup, match="answered for company MARINA, not for HARBOUR"):
        all_of(ledger, RecordKind.ACCOUNT)


def test_an_entity__answers_with_its_own_name(company: Company) -> None:
    company.book.create_entity("E200", "Harbour North", by=PERSON)
    ledger = company.ledger(entity_id="E200")
    assert ledger.identity().entity_id == "E200"


def test_a_company_of_several_base_currencies__has_its_entity_s(company: Company) -> None:
    company.book.create_entity("E200", "Harbour North", by=PERSON)
    company.book.currency = ""
    assert company.ledger(entity_id="E200").identity().currency == "GBP"
    assert company.ledger().identity().currency == ""


def test_unreadable_preferences__stop_every_reading_and_say_what_to_change(
    company: Company, ledger: IntacctLedger
) -> None:
    user = company.book.user("xmluser")
    changed = company.book.edited(user, "xmluser", clock="12", gmt_offset_minutes=780)
    company.book.users.put(changed)
    with pytest.raises(FixSetup, match=r"time format to 24 \(now 12\).*time zone to \+00:00"):
        ledger.identity()
    with pytest.raises(FixSetup, match="preferences of user xmluser"):
        all_of(ledger, RecordKind.ACCOUNT)


def test_dimensions__carry_the_company_s_own_words(company: Company, ledger: IntacctLedger) -> None:
    company.book.options.dimension_labels["LOCATION"] = "Property"
    seen = {one.key: one.record for one in all_of(ledger, RecordKind.DIMENSION)}
    assert seen["LOCATION"] == Dimension(name="Property", active=True)
    assert set(seen) == {"LOCATION", "DEPARTMENT", "CLASS", "PROJECT"}


def test_dimension_values__are_keyed_by_dimension_and_code(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.deactivate_dimension_value("CLASS", "QUAY", by=PERSON)
    seen = {one.key: one.record for one in all_of(ledger, RecordKind.DIMENSION_VALUE)}
    location = Reference(RecordKind.DIMENSION, "LOCATION")
    assert seen["LOCATION:E200"] == DimensionValue(location, "E200", "Quay House", active=True)
    assert set(seen) == {
        "LOCATION:E200",
        "LOCATION:E300",
        "DEPARTMENT:RES",
        "CLASS:QUAY",
        "PROJECT:ROOF",
    }
    quay = seen["CLASS:QUAY"]
    assert isinstance(quay, DimensionValue)
    assert not quay.active


def test_tax_details__say_their_use_and_rate(ledger: IntacctLedger) -> None:
    seen = {one.key: one.record for one in all_of(ledger, RecordKind.TAX_DETAIL)}
    assert seen["UK Sale Standard"] == TaxDetail(
        "UK Sale Standard", "UK Sale Standard rate", Decimal(20), TaxUse.SALES, active=True
    )
    bought = seen["UK Purchase Standard"]
    assert isinstance(bought, TaxDetail)
    assert bought.use is TaxUse.PURCHASES


def test_accounts__have_a_class_from_statement_and_side(ledger: IntacctLedger) -> None:
    seen = {one.key: one.record for one in all_of(ledger, RecordKind.ACCOUNT)}
    assert seen["4000"] == Account("4000", "Rent income", AccountClass.REVENUE, active=True)
    classes = [one.account_class for one in seen.values() if isinstance(one, Account)]
    assert classes == [
        AccountClass.ASSET,
        AccountClass.LIABILITY,
        AccountClass.REVENUE,
        AccountClass.EXPENSE,
    ]


QUAY_STREET = Address("4 Quay St", "Riverside", "Leeds", "", "LS1 4AB", "GB")


def test_customers__come_with_person_and_addresses(ledger: IntacctLedger) -> None:
    (seen,) = all_of(ledger, RecordKind.CUSTOMER)
    assert seen.key == "C-17"
    assert seen.record == Contact(
        name="Quay Foods Ltd",
        correspondence_name="Quay Foods Ltd",
        first_name="Dana",
        last_name="Quay",
        email="ap@quayfoods.test",
        telephone="0113 111",
        mobile="07700 1",
        fax="0113 222",
        postal_address=QUAY_STREET,
        street_address=QUAY_STREET,
        active=True,
    )


def test_bill_to_and_ship_to__give_street_and_postal_address(
    company: Company, ledger: IntacctLedger
) -> None:
    for name, town in (("Office", "Leeds Centre"), ("Post room", "Bradford")):
        form = ContactForm(contact_name=name, print_as=name, city=town, country="Narnia")
        company.book.create_contact(form, by=PERSON)
    changed = PartyForm(bill_to="Office", ship_to="Post room")
    company.book.update_customer("C-17", changed, by=PERSON)
    (seen,) = all_of(ledger, RecordKind.CUSTOMER)
    assert isinstance(seen.record, Contact)
    assert seen.record.street_address == Address(town="Leeds Centre", country="Narnia")
    assert seen.record.postal_address == Address(town="Bradford", country="Narnia")
    assert seen.changed_by == PERSON


@pytest.mark.parametrize("name", ["Front desk", "Office", "Post room"])
def test_an_edited_contact__makes_its_customer_a_changed_one(
    company: Company, ledger: IntacctLedger, name: str
) -> None:
    for other in ("Office", "Post room"):
        company.book.create_contact(
            ContactForm(contact_name=other, print_as=other, city="Leeds"), by=PERSON
        )
    display = company.book.customers.named("C-17")
    assert display is not None
    edited = display.display_contact if name == "Front desk" else name
    named = PartyForm(bill_to="Office", ship_to="Post room")
    company.book.update_customer("C-17", named, by=PERSON)
    company.book.clock.advance(HOUR)
    company.book.update_contact(edited, ContactForm(city="York", phone1="01904 1"), by=PERSON)
    pages = list(ledger.changes({RecordKind.CUSTOMER: START + HOUR}))
    (seen,) = (one for page in pages for one in page.sightings)
    assert isinstance(seen.record, Contact)
    found = {
        "Front desk": seen.record.telephone,
        "Office": seen.record.street_address.town,
        "Post room": seen.record.postal_address.town,
    }
    assert found[name] == ("01904 1" if name == "Front desk" else "York")
    assert seen.changed_at == pages[-1].newest == START + HOUR


def test_an_edited_contact__makes_its_vendor_a_changed_one(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.create_contact(ContactForm(contact_name="Till", print_as="Till"), by=PERSON)
    company.book.update_vendor("V-3", PartyForm(bill_to="Till"), by=PERSON)
    company.book.clock.advance(HOUR)
    company.book.update_contact("Till", ContactForm(city="Hull"), by=PERSON)
    (seen,) = all_of(ledger, RecordKind.VENDOR, START + HOUR)
    assert isinstance(seen.record, Contact)
    assert seen.record.street_address.town == "Hull"


def test_vendors__are_contacts_too(company: Company, ledger: IntacctLedger) -> None:
    company.book.archive_vendor("V-3", by=PERSON)
    (seen,) = all_of(ledger, RecordKind.VENDOR)
    assert seen.key == "V-3"
    assert isinstance(seen.record, Contact)
    assert seen.record.street_address == Address(town="York", country="GB")
    assert not seen.record.active


def test_invoices__come_with_lines_tax_and_tags(company: Company, ledger: IntacctLedger) -> None:
    invoice = company.invoice()
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert seen.key == str(invoice.record_no)
    assert seen.changed_at == START
    assert seen.record == Document(
        number="INV-1",
        reference="Q1",
        contact=Reference(RecordKind.CUSTOMER, "C-17"),
        issue_date=invoice.invoice_date,
        due_date=invoice.due_date,
        currency="GBP",
        status=DocumentStatus.POSTED,
        lines=(
            DocumentLine(
                description="Rent March 2026",
                account=Reference(RecordKind.ACCOUNT, "4000"),
                net=gbp("1200.00"),
                tax=gbp("240.00"),
                tax_detail=Reference(RecordKind.TAX_DETAIL, "UK Sale Standard"),
                dimensions=(
                    Reference(RecordKind.DIMENSION_VALUE, "DEPARTMENT:RES"),
                    Reference(RecordKind.DIMENSION_VALUE, "LOCATION:E200"),
                ),
            ),
        ),
    )


def test_invoice_lines__keep_their_order_and_untaxed_lines_have_no_tax_type(
    company: Company, ledger: IntacctLedger
) -> None:
    amounts = ("100.00", "-10.50", "0.07")
    lines = tuple(LineForm(account_no="4000", amount=Decimal(one), memo=one) for one in amounts)
    company.invoice(lines=lines)
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert isinstance(seen.record, Document)
    assert [line.description for line in seen.record.lines] == list(amounts)
    assert [line.net for line in seen.record.lines] == [gbp(one) for one in amounts]
    assert {line.tax_detail for line in seen.record.lines} == {None}
    assert seen.record.tax == gbp("0.00")


def test_several_tax_details_on_a_line__are_added_up_under_the_first(
    company: Company, ledger: IntacctLedger
) -> None:
    entries = (TaxEntryForm(detail_id="UK Sale Standard"), TaxEntryForm(detail_id="UK Sale Zero"))
    line = LineForm(account_no="4000", amount=Decimal("10.00"), tax_entries=entries)
    company.invoice(lines=(line,))
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert isinstance(seen.record, Document)
    assert seen.record.tax == gbp("2.00")
    assert seen.record.lines[0].tax_detail == Reference(RecordKind.TAX_DETAIL, "UK Sale Standard")


def test_drafts__are_read_as_drafts(company: Company, ledger: IntacctLedger) -> None:
    company.invoice(draft=True)
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert isinstance(seen.record, Document)
    assert seen.record.status is DocumentStatus.DRAFT


def test_a_paid_invoice__is_still_posted(company: Company, ledger: IntacctLedger) -> None:
    invoice = company.invoice()
    company.book.open_checking_account("BARCLAYS", "1000", by=PERSON)
    company.book.pay_invoice(
        invoice.record_no, on=invoice.due_date, amount=Decimal("40.00"), by=PERSON
    )
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert isinstance(seen.record, Document)
    assert seen.record.status is DocumentStatus.POSTED


def test_a_reversed_invoice__is_voided_and_its_other_half_is_left_out(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = company.invoice()
    company.book.reverse_invoice(invoice.record_no, on=invoice.due_date, by=PERSON)
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert seen.key == str(invoice.record_no)
    assert isinstance(seen.record, Document)
    assert seen.record.status is DocumentStatus.VOIDED
    assert seen.record.gross == gbp("1440.00")


@pytest.mark.parametrize("page_size", [1, 2, 3])
def test_small_pages__show_everything_once_and_in_order(company: Company, page_size: int) -> None:
    numbers = [f"INV-{place}" for place in range(5)]
    for number in numbers:
        company.invoice(number)
    ledger = company.ledger(page_size=page_size)
    pages = list(ledger.changes({RecordKind.SALES_INVOICE: None}))
    assert max(len(page.sightings) for page in pages) <= page_size
    records = [one.record for page in pages for one in page.sightings]
    assert [record.number for record in records if isinstance(record, Document)] == numbers
    assert all(isinstance(record, Document) and record.lines for record in records)


def test_a_page_of_invoices__costs_the_same_calls_however_many_there_are(
    company: Company, ledger: IntacctLedger
) -> None:
    for place in range(30):
        company.invoice(f"INV-{place}")
    assert len(all_of(ledger, RecordKind.SALES_INVOICE)) == 30
    assert company.asked_beside_facts().count("query") == 2


def test_changes_of_every_kind__cost_two_requests_beside_the_companys_facts(
    company: Company, ledger: IntacctLedger
) -> None:
    ledger.identity()
    company.book.clock.advance(3 * HOUR)
    company.invoice("INV-1")
    company.invoice("INV-2")
    company.calls.clear()
    kinds = [kind for kind in RECORD_TYPES if kind is not RecordKind.ITEM]
    pages = list(ledger.changes(dict.fromkeys(kinds, START + HOUR)))
    assert {page.kind for page in pages if page.is_last} == set(kinds)
    assert len(company.calls) == 3


@pytest.mark.parametrize("kind", SYNCED_KINDS)
def test_every_synced_kind__is_read(ledger: IntacctLedger, kind: RecordKind) -> None:
    assert all(one.kind is kind for one in all_of(ledger, kind, START - HOUR))


def test_records_that_were_never_edited__count_from_their_creation(
    company: Company, ledger: IntacctLedger
) -> None:
    company.book.clock.advance(HOUR)
    company.book.create_account(AccountForm(account_no="4100", title="Parking"), by=PERSON)
    assert [one.key for one in all_of(ledger, RecordKind.ACCOUNT, START + HOUR)] == ["4100"]


def test_edited_records__count_from_their_edit(company: Company, ledger: IntacctLedger) -> None:
    company.invoice("INV-1")
    second = company.invoice("INV-2", draft=True)
    company.book.clock.advance(HOUR)
    company.book.post_invoice(second.record_no, by=PERSON)
    company.book.update_dimension_value(
        "LOCATION", "E300", DimensionValueForm(name="Mill"), by=PERSON
    )
    invoices = all_of(ledger, RecordKind.SALES_INVOICE, START + HOUR)
    assert [one.key for one in invoices] == [str(second.record_no)]
    values = all_of(ledger, RecordKind.DIMENSION_VALUE, START + HOUR)
    # Projects carry no stamp to rely on and are read whole.
    assert [one.key for one in values] == ["LOCATION:E300", "PROJECT:ROOF"]


def test_newest__is_the_greatest_stamp_so_far(company: Company) -> None:
    company.book.clock.advance(3 * HOUR)
    company.invoice("INV-1")
    company.book.clock.advance(-2 * HOUR)
    company.invoice("INV-2")
    ledger = company.ledger(page_size=1)
    pages = list(ledger.changes({RecordKind.SALES_INVOICE: None}))
    assert [len(page.sightings) for page in pages] == [1, 1, 0]
    assert [page.newest for page in pages] == [START + 3 * HOUR] * 3


def test_newest__is_none_where_nothing_was_read(ledger: IntacctLedger) -> None:
    long_ahead = datetime(2030, 1, 1, tzinfo=UTC)
    nothing = Page(RecordKind.CUSTOMER, (), newest=None, is_last=True)
    assert list(ledger.changes({RecordKind.CUSTOMER: long_ahead})) == [nothing]
    assert [page.newest for page in ledger.changes({RecordKind.DIMENSION: None})] == [None]


def test_kinds_of_later_versions__are_refused_in_words(ledger: IntacctLedger) -> None:
    with pytest.raises(BrokenPromise, match="attachments are not read yet"):
        list(ledger.changes({RecordKind.ATTACHMENT: None}))


def test_an_invoice__carries_the_address_where_a_person_opens_it(
    company: Company, ledger: IntacctLedger
) -> None:
    invoice = company.invoice()
    (seen,) = all_of(ledger, RecordKind.SALES_INVOICE)
    assert seen.address.startswith("https://")
    assert str(invoice.record_no) in seen.address
