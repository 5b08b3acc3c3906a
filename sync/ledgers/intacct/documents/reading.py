"""Reading AR invoices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus, Reference, Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.documents.item_rows import ItemsByDocument, item_fields
from sync.ledgers.intacct.reading.query import (
    KEY,
    Query,
    Row,
    changed_at,
    changed_since,
    newest_of,
    pages_of_rows,
    rows_by_values,
)
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.values import day_of
from sync.use_cases.ports import Page

CREATED = "AUWHENCREATED"
"""On transactions the audit stamp of creation; WHENCREATED is the document's own date there."""

INVOICE_FIELDS = (
    "RECORDID",
    "DOCNUMBER",
    "STATE",
    "CUSTOMERID",
    "WHENCREATED",
    "WHENDUE",
    "CURRENCY",
    CREATED,
    "WHENMODIFIED",
    "MODIFIEDBY",
)
_REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class SalesInvoiceReader:
    """Reads the AR invoices of one company."""

    gateway: Gateway
    company: Company
    settings: IntacctSettings

    def changes(self, since: datetime | None) -> Iterator[Page]:
        """All invoices, drafts too, changed at or after `since`, or all there are.

        The items of a page are read together, so a page costs the same few calls however many
        invoices it holds.
        """
        condition = None if since is None else changed_since(since, created_field=CREATED)
        query = Query("ARINVOICE", INVOICE_FIELDS, condition)
        newest: datetime | None = None
        for rows in pages_of_rows(self.gateway, query, page_size=self.settings.page_size):
            newest = newest_of(newest, rows, created_field=CREATED)
            yield Page(self._sightings(rows), newest)

    def by_key(self, keys: Sequence[str]) -> dict[str, Sighting]:
        """The invoices of these RECORDNOs that exist."""
        return self._by("RECORDNO", keys)

    def by_number(self, numbers: Sequence[str]) -> dict[str, Sighting]:
        """The invoices of these invoice numbers, by RECORDNO; a number may stand on several."""
        return self._by("RECORDID", numbers)

    def _by(self, field: str, values: Sequence[str]) -> dict[str, Sighting]:
        query = Query("ARINVOICE", INVOICE_FIELDS)
        size = self.settings.page_size
        rows = list(rows_by_values(self.gateway, query, field, tuple(values), page_size=size))
        return {sighting.key: sighting for sighting in self._sightings(rows)}

    def _sightings(self, rows: Sequence[Row]) -> tuple[Sighting, ...]:
        invoices = [row for row in rows if row["STATE"].lower() != _REVERSAL]
        if not invoices:
            return ()
        facts = self.company.facts
        query = Query("ARINVOICEITEM", item_fields(facts.dimensions))
        keys = tuple(row[KEY] for row in invoices)
        size = self.settings.page_size
        items = ItemsByDocument(
            rows_by_values(self.gateway, query, "RECORDKEY", keys, page_size=size)
        )
        return tuple(sales_invoice(row, items, base_currency=facts.currency) for row in invoices)


def sales_invoice(row: Row, items: ItemsByDocument, *, base_currency: str) -> Sighting:
    """An ARINVOICE with its items.

    Without a currency it is in the company's; without a due date it is due at once.
    """
    currency = row["CURRENCY"] or base_currency
    issued = day_of(row["WHENCREATED"])
    if issued is None or not currency:
        raise BrokenPromise(
            f"Intacct's invoice {row[KEY]} has no {'currency' if issued else 'date'}."
        )
    record = Document(
        number=row["RECORDID"],
        reference=row["DOCNUMBER"],
        contact=Reference(RecordKind.CUSTOMER, row["CUSTOMERID"]),
        issue_date=issued,
        due_date=day_of(row["WHENDUE"]) or issued,
        currency=currency,
        status=status_of(row["STATE"]),
        lines=items.lines_of(row[KEY], currency),
    )
    return Sighting(
        RecordKind.SALES_INVOICE,
        row[KEY],
        record,
        changed_at=changed_at(row, created_field=CREATED),
        changed_by=row["MODIFIEDBY"],
    )


def status_of(state: str) -> DocumentStatus:
    """Where an invoice stands.

    Payment is no status: Partially Paid, Paid and Selected are posted. So is every state that is not known
    here (a guess, for `No Value`): only drafts are outside the books.
    """
    match state.lower():
        case "draft":
            return DocumentStatus.DRAFT
        case "reversed":
            return DocumentStatus.VOIDED
        case _:
            return DocumentStatus.POSTED
