"""Puts a portfolio into Re-Leased: what was born there, and what both ledgers know.

Records are put as they stand, without going through the rules one by one, so that a large
portfolio is there in seconds. The tests hold that what is put obeys the rules all the same.
"""

from datetime import timedelta
from decimal import Decimal

from sandbox.re_leased.book import SYSTEM, ReLeasedBook
from sandbox.re_leased.document_records import Kind, Source, Status
from sandbox.re_leased.fields import (
    AccountFields,
    ContactFields,
    DocumentFields,
    LineFields,
    TaxTypeFields,
)
from sandbox.re_leased.records import Category
from sandbox.re_leased.reference_records import AccountClass
from sandbox.re_leased.seeding_documents import DocumentSeeds
from sandbox.re_leased.seeding_estate import EstateSeeds
from sandbox.seed.portfolio import BornIn, Portfolio

OTHER_COMPANY = "13"
_BILLING_GROUP = "HARBOUR"


def fill(book: ReLeasedBook, portfolio: Portfolio) -> None:
    """Put everything of `portfolio` that Re-Leased knows into an empty `book`.

    The company starts Not Connected, its contacts Approved, each property with its Location as
    default and property-matching option. A second company with a few records of its own is opened
    beside it.
    """
    company = portfolio.company
    _open(book, portfolio, company_id=company.re_leased_id, name=company.name)
    _fill_estate(book, portfolio)
    seeds = DocumentSeeds(portfolio, now=book.clock.now())
    for document in portfolio.documents:
        if document.born_in is BornIn.RE_LEASED:
            made = book.documents.shelf.put(seeds.document(document))
            book.drafting.note_number(made.invoice_number)
            payment = seeds.payment(made)
            if payment is not None:
                book.payments.shelf.put(payment)
    _fill_other_company(book, portfolio)
    book.commit()


def _open(book: ReLeasedBook, portfolio: Portfolio, *, company_id: str, name: str) -> None:
    book.companies.open(
        company_id,
        by=SYSTEM,
        name=name,
        billing_group=_BILLING_GROUP,
        country=portfolio.company.country,
        currency=portfolio.company.currency,
        time_zone=portfolio.company.time_zone,
        tax_number=f"GB1234567{company_id}",
    )


def _fill_estate(book: ReLeasedBook, portfolio: Portfolio) -> None:
    seeds = EstateSeeds(portfolio)
    for account in seeds.accounts():
        book.reference_data.accounts.put(account)
    for tax_type in seeds.tax_types():
        book.reference_data.tax_types.put(tax_type)
    book.reference_data.categories.put(seeds.location())
    for contact in seeds.contacts():
        book.contacts.shelf.put(contact)
    for building in seeds.properties():
        book.properties.shelf.put(building)
    for area in seeds.areas():
        book.properties.areas.put(area)
    for tenancy in seeds.tenancies():
        book.properties.tenancies.put(tenancy)


def _fill_other_company(book: ReLeasedBook, portfolio: Portfolio) -> None:
    _open(book, portfolio, company_id=OTHER_COMPANY, name=portfolio.other_company_name)
    rent = AccountFields(
        name="Rental Income", account_class=AccountClass.REVENUE, default_tax_type_code="EXEMPT"
    )
    exempt = TaxTypeFields(display_name="Exempt", rate=Decimal(0), applies_to=(Kind.INCOME,))
    book.reference_data.put_tax_type(OTHER_COMPANY, "EXEMPT", exempt, by=SYSTEM)
    book.reference_data.put_account(OTHER_COMPANY, "4000", rent, by=SYSTEM)
    today = book.clock.now().date()
    for name in ("Almshouse Charity of St Nicholas", "Harbour Rowing Club"):
        fields = ContactFields(name=name, categories=(Category.TENANT,))
        contact = book.contacts.create(OTHER_COMPANY, fields, by=SYSTEM)
        book.documents.create(
            OTHER_COMPANY,
            DocumentFields(
                kind=Kind.INCOME,
                status=Status.APPROVED,
                source=Source.MANUAL,
                contact_id=contact.id,
                issue_date=today - timedelta(days=30),
                due_date=today,
                lines=(
                    LineFields(
                        account_code="4000",
                        description="Ground rent",
                        unit_price=Decimal("412.37"),
                    ),
                ),
            ),
            by=SYSTEM,
        )
