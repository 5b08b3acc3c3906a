"""Pages of records from the bytes of their answers: made into ours, beside the SDK's own steps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from bench.intacct_company import intacct_company
from bench.intacct_settings import settings
from bench.python_sdk import PageTaker, answer_of
from sync.domain.records import DocumentLine, Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.documents.item_rows import ItemsByDocument
from sync.ledgers.intacct.documents.objects import SALES_INVOICES
from sync.ledgers.intacct.documents.reading import DocumentReader
from sync.ledgers.intacct.parties.contacts import CUSTOMERS, ContactReader
from sync.ledgers.intacct.reading.query import KEY
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import RowsWhere, Source
from sync.ledgers.intacct.settings import LARGEST_PAGE, IntacctSettings
from sync.ledgers.intacct.wire.envelope import (
    Function,
    Row,
    log_in,
    read_answer,
    records_in,
    request_document,
)
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.transport import Transport
from sync.ledgers.intacct.wire.xml_text import Element

Work = tuple[str, Callable[[], Any], Callable[[], Any]]
"""What it is called, how we do it, how the SDK does it."""

CONTENT_TYPE = "text/xml; charset=utf-8"
"""With the charset, which spares the SDK's library from guessing it."""
_PAGE = "page"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of 2,000 rows, as it came over the wire."""

    object_name: str
    body: bytes

    def rows(self) -> list[Row]:
        """Its rows, as our client takes them out."""
        return records_in(read_answer(self.body).results[_PAGE])

    def taken_by_sdk(self) -> Any:
        """What the SDK makes of it."""
        answer = answer_of(self.body, CONTENT_TYPE)
        return PageTaker(self.object_name).taken_apart(answer)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Pages of one company, and how their rows become records."""

    company: Company
    customers: Source
    invoices: Source
    customer_page: Page
    invoice_page: Page
    item_pages: tuple[Page, ...]

    def customer_records(self) -> list[Sighting]:
        """The customers with their addresses."""
        return list(self.customers.build(self.customer_page.rows(), {}))

    def lines(self, page: Page) -> list[tuple[DocumentLine, ...]]:
        """The lines of one page of items: what is no line of its own is the tax of one."""
        rows = page.rows()
        items = ItemsByDocument(rows, self.company.facts.dimensions)
        return [
            items.lines_of(key, "GBP") for key in dict.fromkeys(row["RECORDKEY"] for row in rows)
        ]

    def invoice_records(self) -> list[Sighting]:
        """The invoices with all their lines."""
        items = [row for page in self.item_pages for row in page.rows()]
        found = {SALES_INVOICES.items_name: items}
        return list(self.invoices.build(self.invoice_page.rows(), found))


def works() -> Iterator[Work]:
    """The comparisons, on answers fetched beforehand."""
    ledger = _fetched()
    assert len(ledger.customer_records()) == len(ledger.invoice_records()) == LARGEST_PAGE
    pages = (ledger.invoice_page, *ledger.item_pages)
    yield "a page of 2,000 customers", ledger.customer_records, ledger.customer_page.taken_by_sdk
    # Another page each time, so that nothing is remembered from the round before.
    ours, theirs = cycle(ledger.item_pages), cycle(ledger.item_pages)
    yield (
        "a page of 2,000 invoice items",
        lambda: ledger.lines(next(ours)),
        lambda: next(theirs).taken_by_sdk(),
    )
    yield (
        f"{len(pages)} pages: 2,000 invoices joined with their lines",
        ledger.invoice_records,
        lambda: [page.taken_by_sdk() for page in pages],
    )


def _fetched() -> Ledger:
    with intacct_company(invoices=LARGEST_PAGE) as served:
        chosen = settings(served.url)
        gateway = Gateway(chosen)
        company = Company(gateway, chosen)
        company.require_readable()
        reader = Reader(gateway, chosen)
        customers = ContactReader(reader, CUSTOMERS).source()
        invoices = DocumentReader(reader, company, SALES_INVOICES).source()
        invoice_page = _first_page(chosen, invoices)
        companion = invoices.companions[0](invoice_page.rows(), {})
        assert isinstance(companion, RowsWhere)
        items = tuple(_item_pages(chosen, companion))
        gateway.close()
        customer_page = _first_page(chosen, customers)
    return Ledger(company, customers, invoices, customer_page, invoice_page, items)


def _first_page(chosen: IntacctSettings, source: Source) -> Page:
    question = source.query.page(page_size=LARGEST_PAGE)
    return Page(source.query.object_name, _answer(chosen, question))


def _item_pages(chosen: IntacctSettings, companion: RowsWhere) -> Iterator[Page]:
    """Whole pages of items, in the order of their keys."""
    for start in range(0, len(companion.values), companion.most_values):
        values, after = companion.values[start : start + companion.most_values], ""
        while True:
            question = companion.question(values, after=after, page_size=LARGEST_PAGE)
            page = Page(SALES_INVOICES.items_name, _answer(chosen, question))
            rows = page.rows()
            if not rows:
                break
            yield page
            after = rows[-1][KEY]


def _answer(chosen: IntacctSettings, question: Element) -> bytes:
    request = request_document(
        chosen,
        authentication=log_in(chosen),
        functions=[Function(_PAGE, question)],
        control_id=_PAGE,
        unique=False,
    )
    with Transport(timeout_seconds=chosen.timeout_seconds) as transport:
        return transport.post(chosen.url, request).body
