"""What documents say of themselves now: whether they can be paid, and how much of them is open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sync.domain.records import Reference
from sync.ledgers.intacct.documents.keys import KEY_FIELDS, document_key, order_document_in
from sync.ledgers.intacct.documents.objects import DocumentObject
from sync.ledgers.intacct.payments.objects import PaymentObject
from sync.ledgers.intacct.reading.query import KEY, Query
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import RowsWhere
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import decimal_of

_FIELDS = ("RECORDID", "STATE", "TRX_TOTALDUE", "TRX_TOTALSELECTED", *KEY_FIELDS)
_NOT_POSTED = frozenset({"draft", "analyzing", "submitted", "partially approved", "declined"})
_ENDED = frozenset({"reversed", "reversal"})
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document as it stands.

    Attributes:
        record_no: Its RECORDNO today; another one after the next edit in Order Entry.
        number: What people call it.
        contact: The customer or vendor.
        state: Its state in Intacct's words.
        open_amount: What is neither paid nor selected for a payment; negative on a credit.
    """

    record_no: str
    number: str
    contact: str
    state: str
    open_amount: Decimal

    @property
    def is_posted(self) -> bool:
        """Whether it is in the books."""
        return self.state.lower() not in _NOT_POSTED

    @property
    def has_ended(self) -> bool:
        """Whether it was reversed."""
        return self.state.lower() in _ENDED


@dataclass(frozen=True, slots=True)
class OpenDocuments:
    """Reads the documents that payments of one kind are for, however many, at once."""

    reader: Reader
    what: PaymentObject

    def of(self, references: Iterable[Reference]) -> dict[Reference, OpenDocument]:
        """Those of the documents that exist."""
        wanted = tuple(dict.fromkeys(references))
        asked = [
            (document, look_up)
            for document in (self.what.documents, self.what.adjustments)
            for look_up in self._look_ups(document, wanted)
        ]
        found = self.reader.rows_where([look_up for _, look_up in asked])
        return {
            Reference(document.kind, document_key(row)): self._open_document(row)
            for (document, _), rows in zip(asked, found, strict=True)
            for row in rows
        }

    def _look_ups(
        self, document: DocumentObject, wanted: Sequence[Reference]
    ) -> Iterator[RowsWhere]:
        """By RECORDNO, and what was born in Order Entry or Purchasing by the document it was born of."""
        keys = [one.key for one in wanted if one.kind is document.kind]
        doc_ids = tuple(doc_id for key in keys if (doc_id := order_document_in(key)))
        numbers = tuple(key for key in keys if not order_document_in(key))
        query = Query(document.object_name, (self.what.contact_field, *_FIELDS))
        if numbers:
            yield RowsWhere(query, KEY, numbers)
        if doc_ids:
            yield RowsWhere(query, "DESCRIPTION2", doc_ids)

    def _open_document(self, row: Row) -> OpenDocument:
        due = decimal_of(row["TRX_TOTALDUE"]) or _ZERO
        selected = decimal_of(row["TRX_TOTALSELECTED"]) or _ZERO
        return OpenDocument(
            record_no=row[KEY],
            number=row["RECORDID"],
            contact=row[self.what.contact_field],
            state=row["STATE"],
            open_amount=due - selected,
        )
