"""A stand-in company, Harbour, behind a real gateway over HTTP, and records to write to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from sandbox.clock import Clock
from sandbox.intacct import credentials
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.calls import GatewayCall
from sandbox.intacct.faults import Faults
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
from sandbox.intacct.gateway import PATH, routes
from sandbox.intacct.records import Invoice
from sandbox.storage import Storage
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import (
    Address,
    Contact,
    Document,
    DocumentLine,
    DocumentStatus,
    Record,
    Reference,
    Sighting,
)
from sync.ledgers.intacct.ledger import IntacctLedger
from sync.ledgers.intacct.settings import IntacctSettings
from sync.use_cases.ports import Write, WriteVerb

PERSON = "asmith"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRETS = (credentials.SENDER_PASSWORD, credentials.USER_PASSWORD)


@dataclass(slots=True)
class Company:
    """One stand-in company and what was asked of it."""

    book: IntacctBook
    url: str
    faults: Faults = field(default_factory=Faults)
    calls: list[GatewayCall] = field(default_factory=list)
    opened: list[IntacctLedger] = field(default_factory=list)

    def settings(self, **changes: Any) -> IntacctSettings:
        """Settings that fit this company; quick to give up."""
        fitting: dict[str, Any] = {
            "url": self.url,
            "sender_id": credentials.SENDER_ID,
            "sender_password": credentials.SENDER_PASSWORD,
            "company_id": credentials.COMPANY_ID,
            "entity_id": "",
            "user_id": credentials.USER_ID,
            "user_password": credentials.USER_PASSWORD,
            "timeout_seconds": 10,
            "first_wait_seconds": 0.001,
        }
        return IntacctSettings(**{**fitting, **changes})

    def ledger(self, **changes: Any) -> IntacctLedger:
        """A ledger on this company; not signed in yet."""
        made = IntacctLedger(self.settings(**changes))
        self.opened.append(made)
        return made

    def close(self) -> None:
        """Close every ledger that was opened here."""
        for one in self.opened:
            one.close()

    def asked(self) -> list[str]:
        """Names of all functions asked for so far, and forget them."""
        names = [name for call in self.calls for name in call.function_names]
        self.calls.clear()
        return names

    def asked_beside_facts(self) -> list[str]:
        """As `asked`, without the requests for the company's facts."""
        self.calls[:] = [
            call for call in self.calls if "readUserFormatting" not in call.function_names
        ]
        return self.asked()

    def invoice(self, number: str = "INV-1", *, draft: bool = False, **changes: Any) -> Invoice:
        """A person enters an invoice of 1,200.00 and 20 percent tax."""
        line = LineForm(
            account_no="4000",
            amount=Decimal("1200.00"),
            memo="Rent March 2026",
            location_id="E200",
            department_id="RES",
            tax_entries=(TaxEntryForm(detail_id="UK Sale Standard"),),
        )
        form = {
            "customer_id": "C-17",
            "invoice_date": date(2026, 3, 2),
            "due_date": date(2026, 3, 16),
            "record_id": number,
            "doc_number": "Q1",
            "lines": (line,),
        }
        return self.book.create_invoice(InvoiceForm(**{**form, **changes}), draft=draft, by=PERSON)


def new_book() -> IntacctBook:
    """A company with accounts, taxes, dimensions, one customer and one vendor."""
    clock = Clock()
    clock.set(START)
    book = IntacctBook(
        Storage(),
        clock,
        company_id=credentials.COMPANY_ID,
        company_name="Harbour Property",
        currency="GBP",
    )
    for number, title, statement, balance in (
        ("1000", "Bank", "balancesheet", "debit"),
        ("2200", "Output VAT", "balancesheet", "credit"),
        ("4000", "Rent income", "incomestatement", "credit"),
        ("5000", "Repairs", "incomestatement", "debit"),
    ):
        form = AccountForm(
            account_no=number, title=title, account_type=statement, normal_balance=balance
        )
        book.create_account(form, by=PERSON)
    book.install_tax_solution("United Kingdom - VAT", by=PERSON)
    for detail, tax_type, rate in (
        ("UK Sale Standard", "Sale", "20"),
        ("UK Sale Zero", "Sale", "0"),
        ("UK Purchase Standard", "Purchase", "20"),
    ):
        tax = TaxDetailForm(
            detail_id=detail,
            description=f"{detail} rate",
            tax_type=tax_type,
            value=Decimal(rate),
            account_no="2200",
            tax_solution_id="United Kingdom - VAT",
        )
        book.create_tax_detail(tax, by=PERSON)
    for dimension, code, name in (
        ("LOCATION", "E200", "Quay House"),
        ("LOCATION", "E300", "Mill House"),
        ("DEPARTMENT", "RES", "Residential"),
        ("CLASS", "QUAY", "Quayside"),
        ("PROJECT", "ROOF", "Roof works"),
    ):
        book.create_dimension_value(dimension, DimensionValueForm(code=code, name=name), by=PERSON)
    _enter_parties(book)
    return book


def _enter_parties(book: IntacctBook) -> None:
    contact = ContactForm(
        print_as="Quay Foods Ltd",
        first_name="Dana",
        last_name="Quay",
        email1="ap@quayfoods.test",
        phone1="0113 111",
        cellphone="07700 1",
        fax="0113 222",
        address1="4 Quay St",
        address2="Riverside",
        city="Leeds",
        zip_code="LS1 4AB",
        country="United Kingdom",
        country_code="GB",
    )
    book.create_customer(
        PartyForm(party_id="C-17", name="Quay Foods Ltd", contact=contact), by=PERSON
    )
    builder = ContactForm(print_as="Bolt Builders", city="York", country="United Kingdom")
    book.create_vendor(PartyForm(party_id="V-3", name="Bolt Builders", contact=builder), by=PERSON)


class Switchboard:
    """Serves whichever company is on, so that one server does for all tests."""

    def __init__(self) -> None:
        self.app = Starlette()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@contextmanager
def serving(switchboard: Switchboard) -> Iterator[str]:
    """The switchboard on a port of its own; gives the address of the gateway."""
    config = uvicorn.Config(switchboard, port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}{PATH}"
    finally:
        server.should_exit = True
        thread.join()


def put_on(switchboard: Switchboard, url: str) -> Company:
    """A new company, served from now on."""
    company = Company(new_book(), url)
    gateway = routes(company.book, on_call=company.calls.append, faults=company.faults)
    switchboard.app = Starlette(routes=gateway)
    return company


def all_of(
    ledger: IntacctLedger, kind: RecordKind, since: datetime | None = None
) -> list[Sighting]:
    """Everything that a reading shows, pages joined."""
    return [one for page in ledger.changes({kind: since}) for one in page.sightings]


def gbp(amount: str) -> Money:
    """Pounds."""
    return Money(Decimal(amount), "GBP")


def a_line(net: str = "1200.00", tax: str = "240.00", **changes: Any) -> DocumentLine:
    """A line of rent at Quay House."""
    fields: dict[str, Any] = {
        "description": "Unit 4, Quay House",
        "account": Reference(RecordKind.ACCOUNT, "4000"),
        "net": gbp(net),
        "tax": gbp(tax),
        "tax_detail": Reference(RecordKind.TAX_DETAIL, "UK Sale Standard"),
        "dimensions": (
            Reference(RecordKind.DIMENSION_VALUE, "DEPARTMENT:RES"),
            Reference(RecordKind.DIMENSION_VALUE, "LOCATION:E200"),
        ),
    }
    return DocumentLine(**{**fields, **changes})


def an_invoice(**changes: Any) -> Document:
    """An invoice as it would come over from Re-Leased."""
    fields: dict[str, Any] = {
        "number": "RL-5521",
        "reference": "Mar rent",
        "contact": Reference(RecordKind.CUSTOMER, "C-17"),
        "issue_date": date(2026, 3, 2),
        "due_date": date(2026, 3, 16),
        "currency": "GBP",
        "status": DocumentStatus.DRAFT,
        "lines": (a_line(),),
    }
    return Document(**{**fields, **changes})


def a_contact(**changes: Any) -> Contact:
    """A contact as it would come over from Re-Leased."""
    street = Address("1 Quay St", "", "Auckland", "", "1010", "NZ")
    fields: dict[str, Any] = {
        "name": "Acme Cafe Ltd",
        "correspondence_name": "Acme Cafe",
        "first_name": "Ana",
        "last_name": "Lee",
        "email": "ana@acme.test",
        "telephone": "09 1",
        "mobile": "",
        "fax": "",
        "postal_address": street,
        "street_address": street,
        "active": True,
    }
    return Contact(**{**fields, **changes})


def a_write(
    verb: WriteVerb,
    record: Record,
    *,
    kind: RecordKind = RecordKind.SALES_INVOICE,
    key: str = "184512",
    intent: str = "",
    fields: frozenset[str] = frozenset(),
) -> Write:
    """A write of `record`; the same `intent` on every attempt."""
    return Write(intent or f"rl:{kind}:{key}:{verb}:1", kind, verb, key, record, fields)
