"""The book of a stand-in Intacct company that holds nothing but many AR invoices.

Every invoice is entered through the same form a clerk fills in: two lines of rent, each with its tax,
over 2,000 customers. They are entered evenly over the 400 days before the company opens, so that
modification times differ as they do in a real company.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sandbox.clock import Clock
from sandbox.intacct import credentials
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.forms import (
    AccountForm,
    ContactForm,
    DimensionValueForm,
    InvoiceForm,
    LineForm,
    PartyForm,
    TaxDetailForm,
    TaxEntryForm,
)
from sandbox.storage import Storage

OPENING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The company's time when it starts to be served."""
CUSTOMERS = 2000
PERSON = "asmith"
_ENTERED_OVER = timedelta(days=400)
_QUIET_BEFORE_OPENING = timedelta(days=1)
_TAX_SOLUTION = "United Kingdom - VAT"
_TAX_DETAIL = "UK Sale Standard"


def company_book(invoices: int) -> IntacctBook:
    """A company with its accounts, tax, dimensions and customers, and so many posted invoices."""
    clock = Clock()
    clock.set(OPENING - _QUIET_BEFORE_OPENING - _ENTERED_OVER)
    book = IntacctBook(
        Storage(),
        clock,
        company_id=credentials.COMPANY_ID,
        company_name="Harbour Property",
        currency="GBP",
    )
    _enter_reference_data(book)
    _enter_customers(book)
    _enter_invoices(book, invoices)
    clock.set(OPENING)
    return book


def change_invoices(book: IntacctBook, count: int) -> tuple[datetime, list[int]]:
    """Edit `count` invoices spread evenly over the book, ten minutes after whatever came before.

    Returns:
        The moment (aware, UTC, to the second) at or after which they were edited and nothing else
        was, and their RECORDNOs.
    """
    book.clock.advance(timedelta(minutes=10))
    since = book.now()
    numbers = [invoice.record_no for invoice in book.invoices]
    chosen = [numbers[place * len(numbers) // count] for place in range(count)]
    for number in chosen:
        form = InvoiceForm(description=f"Changed {since:%d.%m.%Y %H:%M}")
        book.update_invoice(number, form, by=PERSON)
    return since, chosen


def _enter_reference_data(book: IntacctBook) -> None:
    for number, title, statement, balance in (
        ("1000", "Bank", "balancesheet", "debit"),
        ("2200", "Output VAT", "balancesheet", "credit"),
        ("4000", "Rent income", "incomestatement", "credit"),
        ("4100", "Service charge income", "incomestatement", "credit"),
    ):
        account = AccountForm(
            account_no=number, title=title, account_type=statement, normal_balance=balance
        )
        book.create_account(account, by=PERSON)
    book.install_tax_solution(_TAX_SOLUTION, by=PERSON)
    tax = TaxDetailForm(
        detail_id=_TAX_DETAIL,
        description="Standard rate",
        tax_type="Sale",
        value=Decimal(20),
        account_no="2200",
        tax_solution_id=_TAX_SOLUTION,
    )
    book.create_tax_detail(tax, by=PERSON)
    for dimension, code, name in (
        ("LOCATION", "E200", "Quay House"),
        ("LOCATION", "E300", "Mill House"),
        ("DEPARTMENT", "RES", "Residential"),
    ):
        book.create_dimension_value(dimension, DimensionValueForm(code=code, name=name), by=PERSON)


def _enter_customers(book: IntacctBook) -> None:
    for place in range(CUSTOMERS):
        contact = ContactForm(
            print_as=f"Tenant {place + 1} Ltd",
            email1=f"accounts@tenant{place + 1}.test",
            address1=f"{place + 1} Quay St",
            city="Leeds",
            zip_code="LS1 4AB",
            country="United Kingdom",
            country_code="GB",
        )
        form = PartyForm(party_id=_customer(place), name=f"Tenant {place + 1} Ltd", contact=contact)
        book.create_customer(form, by=PERSON)


def _enter_invoices(book: IntacctBook, count: int) -> None:
    first = book.now()
    for place in range(count):
        moment = first + _ENTERED_OVER * place / count
        book.clock.set(moment)
        book.create_invoice(_invoice(place, moment.date()), by=PERSON)


def _invoice(place: int, day: date) -> InvoiceForm:
    return InvoiceForm(
        customer_id=_customer(place % CUSTOMERS),
        invoice_date=day,
        due_date=day + timedelta(days=14),
        record_id=f"INV-{place + 1:06}",
        doc_number=f"Lease {place % 1500 + 1}",
        description=f"Rent and service charge {day:%B %Y}",
        lines=(
            _line("4000", Decimal(85_000 + 7 * (place % 9_000)) / 100, f"Rent, unit {place % 60}"),
            _line("4100", Decimal(4_500 + 3 * (place % 900)) / 100, "Service charge"),
        ),
    )


def _line(account_no: str, amount: Decimal, memo: str) -> LineForm:
    return LineForm(
        account_no=account_no,
        amount=amount,
        memo=memo,
        location_id="E200",
        department_id="RES",
        tax_entries=(TaxEntryForm(detail_id=_TAX_DETAIL),),
    )


def _customer(place: int) -> str:
    return f"C-{place + 1:03}"
