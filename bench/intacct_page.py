"""Pages of records from the bytes of their answers: made into ours, beside the SDK's own steps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.intacct_company import intacct_company
from bench.intacct_settings import settings
from bench.python_sdk import parsed
from sync.domain.records import Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.documents.objects import SALES_INVOICES
from sync.ledgers.intacct.documents.reading import DocumentReader
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

_PAGE = "page"


@dataclass(frozen=True, slots=True)
class Pages:
    """The answers that hold 2,000 invoices and all their lines, as they came over the wire."""

    source: Source
    headers: bytes
    items: tuple[bytes, ...]

    def invoices(self) -> list[Sighting]:
        """The invoices as records, amounts as decimals."""
        items = [row for body in self.items for row in rows_of(body)]
        found = {SALES_INVOICES.items_name: items}
        return list(self.source.build(rows_of(self.headers), found))

    def parsed_by_sdk(self) -> list[Any]:
        """The same answers as the SDK takes them apart."""
        items = [parsed(body, SALES_INVOICES.items_name) for body in self.items]
        return [parsed(self.headers, SALES_INVOICES.object_name), *items]


def works() -> Iterator[Work]:
    """The comparisons, on answers fetched beforehand."""
    pages = _pages()
    assert len(pages.invoices()) == LARGEST_PAGE
    count = 1 + len(pages.items)
    yield f"{count} pages of 2,000: invoices and lines", pages.invoices, pages.parsed_by_sdk


def rows_of(body: bytes) -> list[Row]:
    """The rows of an answer."""
    return records_in(read_answer(body).results[_PAGE])


def _pages() -> Pages:
    with intacct_company(invoices=LARGEST_PAGE) as company:
        chosen = settings(company.url)
        gateway = Gateway(chosen)
        known = Company(gateway, chosen)
        known.require_readable()
        source = DocumentReader(Reader(gateway, chosen), known, SALES_INVOICES).source()
        headers = _answer(chosen, source.query.page(page_size=LARGEST_PAGE))
        companion = source.companions[0](rows_of(headers), {})
        assert isinstance(companion, RowsWhere)
        items = tuple(_item_pages(chosen, companion))
        gateway.close()
    return Pages(source, headers, items)


def _item_pages(chosen: IntacctSettings, companion: RowsWhere) -> Iterator[bytes]:
    """Whole pages of items, in the order of their keys."""
    for start in range(0, len(companion.values), companion.most_values):
        values, after = companion.values[start : start + companion.most_values], ""
        rows: Sequence[Row] = ()
        while not after or len(rows) == LARGEST_PAGE:
            body = _answer(chosen, companion.question(values, after=after, page_size=LARGEST_PAGE))
            rows = rows_of(body)
            if not rows:
                break
            after = rows[-1][KEY]
            yield body


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
