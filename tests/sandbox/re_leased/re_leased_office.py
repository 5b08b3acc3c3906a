"""A stand-in Re-Leased behind real HTTP, with a small estate in it."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.clock import Clock
from sandbox.re_leased.api import routes
from sandbox.re_leased.book import SYSTEM, ReLeasedBook
from sandbox.re_leased.calls import InterfaceCall
from sandbox.re_leased.credentials import USUAL_KEY, Key
from sandbox.re_leased.document_records import Kind, TaxMode
from sandbox.re_leased.faults import Faults
from sandbox.re_leased.fields import AccountFields, TaxTypeFields
from sandbox.re_leased.limits import Limits
from sandbox.re_leased.records import Actor, Category
from sandbox.re_leased.reference_records import AccountClass
from sandbox.re_leased.seeding import fill
from sandbox.seed.generate import portfolio
from sandbox.storage import Storage

TODAY = date(2026, 3, 18)
COMPANY = "12"
SALE = "UK Sale Standard"
NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
_SMALL = portfolio(documents=60, today=TODAY)
PAT = Actor(type="user", id="u-pat", name="Pat Lowe")


class Switch:
    """One server for all tests, handing each request to the test's own application."""

    def __init__(self) -> None:
        self.application: ASGIApp = Starlette()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.application(scope, receive, send)


@dataclass
class Server:
    switch: Switch
    client: httpx.Client


@dataclass
class Office:
    """What a test works with: the interface by HTTP, and the book for what only people do."""

    book: ReLeasedBook
    http: httpx.Client
    faults: Faults
    clock: Clock
    calls: list[InterfaceCall] = field(default_factory=list)

    @property
    def tenant(self) -> str:
        return "501"

    @property
    def supplier(self) -> str:
        contacts = self.book.contacts.shelf.every(COMPANY)
        return next(contact.id for contact in contacts if Category.CREDITOR in contact.categories)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """A request below the company; header names with underscores."""
        return self.http.request(
            method,
            f"/companies/{COMPANY}{path}",
            content=None if body is None else write(body),
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def ok(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer's body, which must be no refusal."""
        response = self.ask(method, path, body, **headers)
        assert response.is_success, response.text
        return read(response) if response.content else None

    def draft(self, **changes: Any) -> dict[str, Any]:
        """The body of a sales invoice of one line of 100.00 plus tax."""
        body = {
            "kind": "Income",
            "contactId": self.tenant,
            "issueDate": "2026-03-02",
            "dueDate": "2026-03-20",
            "lines": [line()],
        }
        return body | changes

    def bill(self, **changes: Any) -> dict[str, Any]:
        """The body of a supplier's bill."""
        lines = [line(accountCode="5000", taxTypeCode="UK Purchase Standard")]
        return self.draft(kind="Expense", contactId=self.supplier, lines=lines) | changes

    def invoice(self, status: str = "Approved", **changes: Any) -> dict[str, Any]:
        """An invoice brought to `status` the way the interface allows."""
        starts = status if status in {"Draft", "AwaitingApproval", "Approved"} else "Approved"
        if status == "Rejected":
            starts = "AwaitingApproval"
        made: dict[str, Any] = self.ok("POST", "/invoices", self.draft(status=starts, **changes))
        if status == "Rejected":
            made = self.ok("POST", f"/invoices/{made['id']}/reject")
        if status == "Voided":
            made = self.ok("POST", f"/invoices/{made['id']}/void")
        if status == "Paid":
            self.pay(made)
            made = self.ok("GET", f"/invoices/{made['id']}")
        return made

    def payment(self, invoice: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """The body of a payment of all that is due on the invoice."""
        amount = changes.pop("amount", invoice["amountDue"])
        body = {
            "kind": "Receipt",
            "contactId": invoice["contactId"],
            "date": "2026-03-18",
            "amount": amount,
            "bankAccountCode": "1000",
            "allocations": [{"invoiceId": invoice["id"], "amount": amount}],
        }
        return body | changes

    def pay(self, invoice: dict[str, Any], **changes: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.ok("POST", "/payments", self.payment(invoice, **changes))
        return made


def line(**changes: Any) -> dict[str, Any]:
    usual = {
        "description": "Rent",
        "quantity": 1,
        "unitPrice": Decimal("100.00"),
        "accountCode": "4000",
        "taxTypeCode": SALE,
    }
    return usual | changes


def write(body: Any) -> bytes:
    """JSON with decimals written as plain numbers, so that no float comes in between."""
    marks: dict[str, str] = {}

    def mark(value: Decimal) -> str:
        name = f"decimal-{len(marks)}"
        marks[f'"{name}"'] = format(value, "f")
        return name

    text = json.dumps(body, default=mark)
    for name, number in marks.items():
        text = text.replace(name, number)
    return text.encode()


def read(response: httpx.Response) -> Any:
    return json.loads(response.text, parse_float=Decimal)


def codes(response: httpx.Response) -> list[str]:
    """The detail codes of a refusal for broken rules."""
    assert response.status_code == 422, response.text
    error = response.json()["error"]
    assert error["code"] == "validation_failed"
    return [detail["code"] for detail in error["details"]]


@dataclass
class Building:
    """Opens offices; a test that needs another set-up opens its own."""

    server: Server

    def office(
        self,
        *,
        limits: Limits | None = None,
        keys: tuple[Key, ...] = (USUAL_KEY,),
        storage: Storage | None = None,
        is_filled: bool = True,
    ) -> Office:
        clock = Clock()
        clock.set(NOON)
        book = ReLeasedBook(storage or Storage(), clock)
        if is_filled:
            fill(book, _SMALL)
            _add_purchasing(book)
        office = Office(book=book, http=self.server.client, faults=Faults(), clock=clock)
        self.server.switch.application = Starlette(
            routes=routes(
                book,
                on_call=office.calls.append,
                faults=office.faults,
                limits=limits or Limits(per_minute=None, concurrent=None),
                keys=keys,
            )
        )
        return office


def _add_purchasing(book: ReLeasedBook) -> None:
    """What bills need, and a tax type that is calculated elsewhere."""
    purchase = TaxTypeFields(
        display_name="Purchases 20%", rate=Decimal(20), applies_to=(Kind.EXPENSE,)
    )
    external = TaxTypeFields(
        display_name="Externally Calculated Tax", rate=None, calculation=TaxMode.EXTERNAL
    )
    repairs = AccountFields(
        name="Repairs",
        account_class=AccountClass.EXPENSE,
        default_tax_type_code="UK Purchase Standard",
    )
    book.reference_data.put_tax_type(COMPANY, "UK Purchase Standard", purchase, by=SYSTEM)
    book.reference_data.put_tax_type(COMPANY, "EXT", external, by=SYSTEM)
    book.reference_data.put_account(COMPANY, "5000", repairs, by=SYSTEM)
