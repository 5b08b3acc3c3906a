"""Reading invoices, bills and adjustments with their lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sync.domain.errors import BrokenPromise
from sync.domain.records import Document, DocumentStatus, Reference, Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.documents.item_rows import ItemsByDocument, item_fields
from sync.ledgers.intacct.documents.keys import KEY_FIELDS, document_key, order_document_in
from sync.ledgers.intacct.documents.objects import DocumentObject
from sync.ledgers.intacct.reading.query import (
    KEY,
    Condition,
    Query,
    any_of,
    changed_at,
    differs,
    unlike,
)
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import CREATED_TRANSACTION, Found, RowsWhere, Source
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import day_of

_REVERSED, _REVERSAL = "reversed", "reversal"
_OUTSIDE_THE_BOOKS = frozenset(
    {"draft", "analyzing", "submitted", "partially approved", "declined"}
)


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reads the documents of one kind: drafts too, and those private to an entity.

    Attributes:
        read_elsewhere: The transaction definition whose documents are read where they are kept, in Order
            Entry or Purchasing; empty for none.
    """

    reader: Reader
    company: Company
    what: DocumentObject
    read_elsewhere: str = ""

    def source(self) -> Source:
        """The documents as a source; the items of a batch are read together."""
        return Source(
            self.what.kind,
            Query(self.what.object_name, header_fields(self.what), self._read_here()),
            self._sightings,
            companions=(self._items,),
            created_field=CREATED_TRANSACTION,
        )

    def by_key(self, keys: Sequence[str]) -> dict[str, Sighting]:
        """The documents with these keys that exist."""
        doc_ids = [doc_id for key in keys if (doc_id := order_document_in(key))]
        numbers = [key for key in keys if not order_document_in(key)]
        found = self._by(KEY, numbers) if numbers else {}
        return found | (self._by("DESCRIPTION2", doc_ids) if doc_ids else {})

    def by_number(self, numbers: Sequence[str]) -> dict[str, Sighting]:
        """The documents of these numbers, by RECORDNO; a number may stand on several."""
        return self._by("RECORDID", numbers)

    def _by(self, field: str, values: Sequence[str]) -> dict[str, Sighting]:
        found = self.reader.look_up(self.source(), field, values)
        return {sighting.key: sighting for sighting in found}

    def _read_here(self) -> Condition | None:
        """All but what a document of `read_elsewhere` made.

        A definition whose name goes on behind that one's and a hyphen would be left out with it.
        """
        if not self.read_elsewhere:
            return None
        return any_of(
            differs("MODULEKEY", self.what.from_orders),
            unlike("DESCRIPTION2", f"{self.read_elsewhere}-%"),
        )

    def _items(self, rows: Sequence[Row], _found: Found) -> RowsWhere:
        query = Query(self.what.items_name, item_fields(self.company.facts.dimensions))
        return RowsWhere(query, "RECORDKEY", tuple(row[KEY] for row in rows if _is_kept(row)))

    def _sightings(self, rows: Sequence[Row], found: Found) -> Iterator[Sighting]:
        facts = self.company.facts
        items = ItemsByDocument(
            found.get(self.what.items_name, ()), facts.dimensions, sign=self.what.sign
        )
        return (
            document(self.what, row, items, base_currency=facts.currency)
            for row in rows
            if _is_kept(row)
        )


def header_fields(what: DocumentObject) -> tuple[str, ...]:
    """What is read of each document itself."""
    due = (what.due_field,) if what.due_field else ()
    return (
        "RECORDID",
        "DOCNUMBER",
        "STATE",
        what.contact_field,
        "WHENCREATED",
        "SUPDOCID",
        *due,
        "CURRENCY",
        *KEY_FIELDS,
        CREATED_TRANSACTION,
        "WHENMODIFIED",
        "MODIFIEDBY",
        "CREATEDBY",
        "RECORD_URL",
    )


def document(
    what: DocumentObject, row: Row, items: ItemsByDocument, *, base_currency: str
) -> Sighting:
    """A document with its items.

    Without a currency it is in the company's; without a due date it is due at once.
    """
    currency = row["CURRENCY"] or base_currency
    issued = day_of(row["WHENCREATED"])
    if issued is None or not currency:
        missing = "currency" if issued else "date"
        raise BrokenPromise(f"Intacct's {what.kind.singular} {row[KEY]} has no {missing}.")
    due = day_of(row[what.due_field]) if what.due_field else None
    record = Document(
        number=row["RECORDID"],
        reference=row["DOCNUMBER"],
        contact=Reference(what.contact_kind, row[what.contact_field]),
        issue_date=issued,
        due_date=due or issued,
        currency=currency,
        status=status_of(row["STATE"]),
        lines=items.lines_of(row[KEY], currency),
    )
    return Sighting(
        what.kind,
        document_key(row),
        record,
        changed_at=changed_at(row, created_field=CREATED_TRANSACTION),
        changed_by=row["MODIFIEDBY"],
        entered_by=row["CREATEDBY"],
        address=row["RECORD_URL"],
        attachments=_attachments(row, record),
    )


def _attachments(row: Row, record: Document) -> int:
    """A document names one folder of files, or none; what is voided needs none any more."""
    return int(bool(row["SUPDOCID"]) and record.status is not DocumentStatus.VOIDED)


def status_of(state: str) -> DocumentStatus:
    """Where a document stands.

    Payment is no status: Partially Paid, Paid and Selected are posted. So is every state that is not known
    here (a guess, for `No Value`): only drafts, and bills on their way through Intacct's own approval, are
    outside the books.
    """
    label = state.lower()
    if label in _OUTSIDE_THE_BOOKS:
        return DocumentStatus.DRAFT
    return DocumentStatus.VOIDED if label == _REVERSED else DocumentStatus.POSTED


def _is_kept(row: Row) -> bool:
    """A reversal is a record of its own; what it reverses says by itself that it was reversed."""
    return row["STATE"].lower() != _REVERSAL
