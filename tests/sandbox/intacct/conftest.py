"""A small company behind a real gateway on a real port, and a plain client for it."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
import uvicorn
from lxml import etree
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.clock import Clock
from sandbox.intacct.book import IntacctBook
from sandbox.intacct.calls import GatewayCall
from sandbox.intacct.credentials import (
    COMPANY_ID,
    SENDER_ID,
    SENDER_PASSWORD,
    USER_ID,
    USER_PASSWORD,
)
from sandbox.intacct.faults import Faults
from sandbox.intacct.forms import (
    AccountForm,
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

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LOG_IN = (
    f"<login><userid>{USER_ID}</userid><companyid>{COMPANY_ID}</companyid>"
    f"<password>{USER_PASSWORD}</password></login>"
)


class Answer:
    """A gateway's answer, with the parts that tests look at."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.root: Any = etree.fromstring(response.content)

    def text(self, path: str) -> str | None:
        found: str | None = self.root.findtext(path)
        return found

    def texts(self, path: str) -> list[str | None]:
        return [element.text for element in self.root.iterfind(path)]

    @property
    def results(self) -> list[str | None]:
        return self.texts("operation/result/status")

    @property
    def errors(self) -> list[str | None]:
        return self.texts("operation/result/errormessage/error/errorno")

    @property
    def reason(self) -> str:
        """The first error's sentence, without the support id."""
        text = self.text("operation/result/errormessage/error/description2") or ""
        return text.split(" [Support ID:")[0]

    @property
    def key(self) -> int:
        return int(self.text("operation/result/key") or "0")

    @property
    def data(self) -> Any:
        return self.root.find("operation/result/data")


@dataclass
class GatewayClient:
    """Sends functions to the gateway."""

    url: str
    http: httpx.Client
    authentication: str = LOG_IN
    sent: int = 0

    def post(self, body: str, *, content_type: str = "application/xml") -> httpx.Response:
        return self.http.post(
            self.url, content=body.encode(), headers={"Content-Type": content_type}
        )

    def envelope(
        self,
        *functions: str,
        control_ids: tuple[str, ...] = (),
        unique: str | None = "false",
        transaction: bool = False,
        sender_password: str = SENDER_PASSWORD,
        authentication: str | None = None,
    ) -> str:
        ids = control_ids or tuple(f"f-{self.sent}-{n}" for n in range(len(functions)))
        self.sent += 1
        content = "".join(
            f'<function controlid="{control_id}">{function}</function>'
            for control_id, function in zip(ids, functions, strict=True)
        )
        unique_id = "" if unique is None else f"<uniqueid>{unique}</uniqueid>"
        return (
            f"<request><control><senderid>{SENDER_ID}</senderid>"
            f"<password>{sender_password}</password><controlid>request</controlid>{unique_id}"
            f"<dtdversion>3.0</dtdversion></control>"
            f'<operation transaction="{str(transaction).lower()}">'
            f"<authentication>{authentication or self.authentication}</authentication>"
            f"<content>{content}</content></operation></request>"
        )

    def call(self, *functions: str, **options: Any) -> Answer:
        return Answer(self.post(self.envelope(*functions, **options)))

    def query(
        self, name: str, fields: str, condition: str = "", extra: str = "", **options: Any
    ) -> Answer:
        select = "".join(f"<field>{field}</field>" for field in fields.split())
        return self.call(
            f"<query><object>{name}</object><select>{select}</select>"
            f"<filter>{condition}</filter>{extra}</query>",
            **options,
        )

    def rows(
        self, name: str, fields: str, condition: str = "", extra: str = ""
    ) -> list[tuple[str | None, ...]]:
        data = self.query(name, fields, condition, extra).data
        return [tuple(row.findtext(field) for field in fields.split()) for row in data]


@dataclass
class Desk:
    """The book with its clock, faults and recorded calls."""

    book: IntacctBook
    clock: Clock
    faults: Faults
    calls: list[GatewayCall] = field(default_factory=list)

    def invoice(
        self,
        amount: str = "100.00",
        *,
        number: str = "",
        draft: bool = False,
        on: date = date(2026, 3, 2),
        tax: str | None = "UK Sale Standard",
        external_id: str = "",
    ) -> Invoice:
        entries = () if tax is None else (TaxEntryForm(detail_id=tax),)
        form = InvoiceForm(
            customer_id="C-17",
            invoice_date=on,
            due_date=date(2026, 4, 1),
            record_id=number,
            external_id=external_id,
            lines=(LineForm(account_no="4000", amount=Decimal(amount), tax_entries=entries),),
        )
        return self.book.create_invoice(form, draft=draft, by="fsmith")

    def state(self, record_no: int) -> str:
        return self.book.invoice(record_no).state.value


@pytest.fixture
def desk() -> Desk:
    """A company with a customer, a few accounts, tax and dimensions, on 2 March 2026."""
    clock = Clock()
    clock.set(START)
    book = IntacctBook(
        Storage(), clock, company_id=COMPANY_ID, company_name="Harbour Property", currency="GBP"
    )
    by = "admin"
    for number, title in (("4000", "Rent"), ("4100", "Service charge"), ("2200", "VAT Output")):
        book.create_account(AccountForm(account_no=number, title=title), by=by)
    book.install_tax_solution("United Kingdom - VAT", by=by)
    for detail_id, rate in (("UK Sale Standard", "20"), ("UK Sale Reduced", "5")):
        book.create_tax_detail(
            TaxDetailForm(detail_id=detail_id, value=Decimal(rate), account_no="2200"), by=by
        )
    book.create_tax_detail(
        TaxDetailForm(
            detail_id="UK Purchase Standard",
            tax_type="Purchase",
            value=Decimal(20),
            account_no="2200",
        ),
        by=by,
    )
    book.create_dimension_value("LOCATION", DimensionValueForm(code="E200", name="Quay"), by=by)
    book.create_dimension_value("DEPARTMENT", DimensionValueForm(code="RES", name="Homes"), by=by)
    book.open_checking_account("BARCLAYS", "1000", by=by)
    book.create_customer(PartyForm(party_id="C-17", name="Quay Foods Ltd"), by=by)
    book.create_vendor(PartyForm(party_id="V-5", name="Crane Lifts Ltd"), by=by)
    return Desk(book, clock, Faults())


@dataclass
class Stage:
    """A server whose application is changed for every test, since starting one takes a while."""

    url: str = ""
    application: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.application is not None
        await self.application(scope, receive, send)


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """One server on a port that the system gave."""
    stage = Stage()
    config = uvicorn.Config(stage, port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.002)
    port = server.servers[0].sockets[0].getsockname()[1]
    stage.url = f"http://127.0.0.1:{port}"
    yield stage
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    """One client for all tests."""
    with httpx.Client(timeout=10, trust_env=False) as client:
        yield client


@pytest.fixture
def gateway(stage: Stage, desk: Desk, http: httpx.Client) -> GatewayClient:
    """A client that logs in with every request, before a gateway that serves the desk's book."""
    all_routes = routes(desk.book, on_call=desk.calls.append, faults=desk.faults)
    stage.application = Starlette(routes=list(all_routes))
    return GatewayClient(f"{stage.url}{PATH}", http)
