"""A stand-in Re-Leased over real HTTP, with a small company in it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import uvicorn
from starlette.applications import Starlette

from sandbox.clock import Clock
from sandbox.re_leased.api import routes
from sandbox.re_leased.book import SYSTEM, ReLeasedBook
from sandbox.re_leased.credentials import API_KEY
from sandbox.re_leased.document_records import (
    Document,
    Kind,
    LineTracking,
    PaymentAllocation,
    PaymentKind,
    Status,
)
from sandbox.re_leased.faults import Fault, FaultKind, Faults
from sandbox.re_leased.fields import (
    AccountFields,
    CategoryFields,
    ContactFields,
    DocumentFields,
    LineFields,
    OptionFields,
    PaymentFields,
    TaxTypeFields,
)
from sandbox.re_leased.limits import Limits
from sandbox.re_leased.property_records import Tenancy
from sandbox.re_leased.records import Actor, Category, Contact
from sandbox.re_leased.reference_records import AccountClass
from sandbox.storage import Storage
from sync.domain.money import Money
from sync.ledgers.re_leased.ledger import ReLeasedLedger
from sync.ledgers.re_leased.settings import ReLeasedSettings
from tests.sync.ledgers.re_leased.mischief import Line, Message, Receive, Send

COMPANY = "12"
PERSON = Actor(type="user", id="u1", name="Ana Lee")


class StoppableClock(Clock):
    """A clock that can be made to stand still, so that everything happens in one millisecond."""

    _stopped_at: datetime | None = None

    def now(self) -> datetime:
        """The present, or the moment it was stopped at."""
        return self._stopped_at or super().now()

    def stop(self) -> None:
        """Stand still from now on."""
        self._stopped_at = self.now()


@dataclass(slots=True)
class StandIn:
    """A running stand-in."""

    book: ReLeasedBook
    line: Line
    faults: Faults
    base_url: str

    @property
    def clock(self) -> StoppableClock:
        """The ledger's clock."""
        assert isinstance(self.book.clock, StoppableClock)
        return self.book.clock

    @property
    def contact_count(self) -> int:
        """How many contacts the company has."""
        return len(self.book.contacts.shelf.every(COMPANY))

    def fail(self, kind: FaultKind, path: str = "*", **more: Any) -> None:
        """Let the next request below the company that matches `path` go wrong."""
        self.faults.add(Fault(kind, path=f"/companies/{COMPANY}/{path}", **more))

    def add_contact(self, name: str, *categories: Category, **fields: Any) -> Contact:
        """A person enters a contact."""
        wanted = ContactFields(name=name, categories=categories, **fields)
        return self.book.contacts.create(COMPANY, wanted, by=PERSON)

    def add_invoice(self, contact: Contact, **changes: Any) -> Document:
        """A person enters an income invoice of 7,000.00 and 15 percent tax."""
        fields = {
            "kind": Kind.INCOME,
            "status": Status.AWAITING_APPROVAL,
            "reference": "Mar rent",
            "contact_id": contact.id,
            "issue_date": date(2026, 3, 1),
            "due_date": date(2026, 3, 20),
            "lines": self.lines(),
        }
        return self.book.documents.create(
            COMPANY, DocumentFields(**{**fields, **changes}), by=PERSON
        )

    def lines(self, account: str = "4000") -> tuple[LineFields, ...]:
        """One line of 7,000.00 and 15 percent tax for Quay Tower."""
        line = LineFields(
            description="Rent March 2026",
            unit_price=Decimal("7000.00"),
            account_code=account,
            tax_type_code="GST15",
            tracking=(LineTracking(category_id="9", option_id="91"),),
        )
        return (line,)

    def add_tenancy(self, contact_id: str) -> Tenancy:
        """The contact rents something."""
        return self.book.properties.tenancies.add(
            COMPANY,
            by=PERSON,
            property_id="77",
            name="Acme Cafe - Ground",
            primary_contact_id=contact_id,
            account_contact_id=contact_id,
        )

    def pay(self, document: Document) -> None:
        """A person records that the document is paid in full."""
        allocation = PaymentAllocation(invoice_id=document.id, amount=document.amount_due)
        payment = PaymentFields(
            kind=PaymentKind.RECEIPT,
            contact_id=document.contact_id,
            date=document.due_date,
            amount=document.amount_due,
            bank_account_code="1000",
            allocations=(allocation,),
        )
        self.book.payments.pay(COMPANY, payment, by=PERSON)


def ledger_of(stand_in: StandIn, **changes: Any) -> ReLeasedLedger:
    """An adapter for the stand-in; its settings may be changed."""
    usual: dict[str, Any] = {
        "base_url": stand_in.base_url,
        "api_key": API_KEY,
        "company_id": COMPANY,
        "requests_per_minute": None,
    }
    return ReLeasedLedger(ReLeasedSettings(**{**usual, **changes}))


def nzd(amount: str) -> Money:
    """New Zealand dollars."""
    return Money(Decimal(amount), "NZD")


def small_book() -> ReLeasedBook:
    """A company with two accounts, two tax types and one tracking category."""
    book = ReLeasedBook(Storage(), StoppableClock())
    book.companies.open(
        COMPANY,
        by=SYSTEM,
        name="Harbour Holdings Ltd",
        billing_group="HARB",
        country="NZ",
        currency="NZD",
        time_zone="Pacific/Auckland",
    )
    data = book.reference_data
    for code, name, rate in (("GST15", "GST 15%", Decimal("15.0")), ("ZERO", "Zero", Decimal(0))):
        data.put_tax_type(COMPANY, code, TaxTypeFields(display_name=name, rate=rate), by=SYSTEM)
    for code, name, account_class in (
        ("4000", "Rental income", AccountClass.REVENUE),
        ("1000", "Bank", AccountClass.ASSET),
    ):
        wanted = AccountFields(
            name=name, account_class=account_class, enable_payments=code == "1000"
        )
        data.put_account(COMPANY, code, wanted, by=SYSTEM)
    data.put_category(COMPANY, "9", CategoryFields(name="Location"), by=SYSTEM)
    for option, code, name in (("91", "QT", "Quay Tower"), ("92", "MH", "Mill House")):
        data.put_option(COMPANY, "9", option, OptionFields(code=code, name=name), by=SYSTEM)
    return book


class Server:
    """One web server for all stand-ins of a test session, each below a path of its own."""

    def __init__(self) -> None:
        self.port = 0
        self.lines: dict[str, Line] = {}

    def open(self, book: ReLeasedBook) -> StandIn:
        """The book behind its interface."""
        faults = Faults()
        unlimited = Limits(per_minute=None, concurrent=None)
        line = Line(Starlette(routes=routes(book, faults=faults, limits=unlimited)))
        name = str(len(self.lines))
        self.lines[name] = line
        return StandIn(book, line, faults, f"http://127.0.0.1:{self.port}/{name}/re-leased/v1")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        _, name, below = scope["path"].split("/", 2)
        await self.lines[name]({**scope, "path": f"/{below}"}, receive, send)


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a port that the system gives."""
    server = Server()
    config = uvicorn.Config(server, port=0, log_level="critical", lifespan="off")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        thread.join(0.005)
    server.port = running.servers[0].sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        running.should_exit = True
        thread.join()
