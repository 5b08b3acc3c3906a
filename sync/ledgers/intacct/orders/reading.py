"""Reading the documents of Order Entry and Purchasing with lines and tax."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money, total
from sync.domain.records import (
    EXTERNAL_TAX,
    Document,
    DocumentLine,
    DocumentStatus,
    Reference,
    Sighting,
)
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.dimensions import Tags
from sync.ledgers.intacct.documents.keys import order_document_in
from sync.ledgers.intacct.documents.reading import status_of
from sync.ledgers.intacct.orders.contents import ContentsByDocument, OrderContents
from sync.ledgers.intacct.orders.objects import OrderObject
from sync.ledgers.intacct.orders.tax import tax_on_lines
from sync.ledgers.intacct.reading.query import KEY, Query, changed_at, equals
from sync.ledgers.intacct.reading.reader import Reader
from sync.ledgers.intacct.reading.source import CREATED_TRANSACTION, Found, Source
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.values import day_of, decimal_of

_NOT_YET_APPROVED = frozenset({"draft", "submitted", "partially approved"})


@dataclass(frozen=True, slots=True)
class OrderAsItStands:
    """An order document with what decides whether it may be changed.

    Attributes:
        sighting: The document.
        state: Its STATE.
        has_subtotals: Whether somebody added subtotals of their own, such as a discount, below the lines.
    """

    sighting: Sighting
    state: str
    has_subtotals: bool


def order_in(order: OrderAsItStands) -> Document:
    """The document itself."""
    return cast("Document", order.sighting.record)


@dataclass(frozen=True, slots=True)
class OrderReader:
    """Reads the documents of one transaction definition: drafts too, and those private to an entity."""

    reader: Reader
    company: Company
    what: OrderObject
    definition: str

    def source(self) -> Source:
        """The documents as a source: their headers by query, what they hold by `read`."""
        query = Query(self.what.object_name, header_fields(self.what))
        return Source(
            self.what.posts_as.kind,
            query.narrowed(equals("DOCPARID", self.definition)),
            lambda rows, found: (one.sighting for one in self._orders(rows, found)),
            companions=(self._contents,),
            created_field=CREATED_TRANSACTION,
        )

    def by_key(self, keys: Iterable[str]) -> dict[str, OrderAsItStands]:
        """The documents with these keys that exist, by key."""
        doc_ids = [order_document_in(key) for key in keys]
        orders: dict[str, OrderAsItStands] = {}

        def build(rows: Sequence[Row], found: Found) -> Iterable[Sighting]:
            orders.update((one.sighting.key, one) for one in self._orders(rows, found))
            return ()

        self.reader.look_up(replace(self.source(), build=build), "DOCID", doc_ids)
        return orders

    def _contents(self, rows: Sequence[Row], _found: Found) -> OrderContents:
        return OrderContents(self.what, tuple(row[KEY] for row in rows))

    def _orders(self, rows: Sequence[Row], found: Found) -> Iterator[OrderAsItStands]:
        facts = self.company.facts
        contents = ContentsByDocument(found.get(self.what.object_name, ()))
        tags = Tags(facts.dimensions)
        return (
            order(self.what, row, contents, base_currency=facts.currency, tags=tags) for row in rows
        )


def header_fields(what: OrderObject) -> tuple[str, ...]:
    """What is read of each document itself. That the posted record's state is reached so is a guess."""
    return (
        "DOCID",
        "DOCNO",
        "STATE",
        "CUSTVENDID",
        "WHENCREATED",
        "WHENDUE",
        "PONUMBER",
        "CURRENCY",
        "PRRECORDKEY",
        f"{what.posts_as.object_name}.STATE",
        CREATED_TRANSACTION,
        "WHENMODIFIED",
        "MODIFIEDBY",
        "CREATEDBY",
        "RECORD_URL",
    )


def order(
    what: OrderObject,
    row: Row,
    contents: ContentsByDocument,
    *,
    base_currency: str,
    tags: Tags,
) -> OrderAsItStands:
    """A document with its lines. Without a currency it is in the company's; without a due date due at once."""
    currency, issued = row["CURRENCY"] or base_currency, day_of(row["WHENCREATED"])
    if issued is None or not currency:
        missing = "currency" if issued else "date"
        raise BrokenPromise(f"Intacct's {row['DOCID']} in {what.name} has no {missing}.")
    lines = _Lines(row["DOCID"], currency, tags)
    entries, subtotals = contents.entries_of(row[KEY]), contents.subtotals_of(row[KEY])
    record = Document(
        number=row["DOCNO"],
        reference=row["PONUMBER"],
        contact=Reference(what.posts_as.contact_kind, row["CUSTVENDID"]),
        issue_date=issued,
        due_date=day_of(row["WHENDUE"]) or issued,
        currency=currency,
        status=status_of_order(row["STATE"], row[f"{what.posts_as.object_name}.STATE"]),
        lines=lines.of(entries, subtotals),
    )
    sighting = Sighting(
        what.posts_as.kind,
        what.key_of(row["DOCID"]),
        record,
        changed_at=changed_at(row, created_field=CREATED_TRANSACTION),
        changed_by=row["MODIFIEDBY"],
        entered_by=row["CREATEDBY"],
        address=row["RECORD_URL"],
    )
    has_subtotals = any(not is_tax(one) for one in subtotals)
    return OrderAsItStands(sighting, row["STATE"].lower(), has_subtotals)


def status_of_order(state: str, posted_state: str) -> DocumentStatus:
    """Where an order document stands.

    Once it made a record in receivables or payables, as that record says. Before that it is a draft until it
    is approved; a document of a definition that makes no such record counts as posted then (a guess).
    """
    if posted_state:
        return status_of(posted_state)
    if state.lower() == "declined":
        return DocumentStatus.REJECTED
    in_draft = state.lower() in _NOT_YET_APPROVED
    return DocumentStatus.DRAFT if in_draft else DocumentStatus.POSTED


def is_tax(subtotal: Row) -> bool:
    """Whether a subtotal is tax that the engine worked out.

    Known is the description of Order Entry's own row, Sales Tax. That others say tax, VAT or GST in a word
    of theirs, or name a tax detail, is a guess.
    """
    words = subtotal.get("DESCRIPTION", "").lower().split()
    return bool(subtotal.get("TAXDETAIL")) or bool({"tax", "vat", "gst"} & set(words))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Makes the lines of one document."""

    doc_id: str
    currency: str
    tags: Tags

    def of(self, entries: Sequence[Row], subtotals: Sequence[Row]) -> tuple[DocumentLine, ...]:
        """The entries with their tax, then a line for each subtotal that is none.

        A subtotal without an item of its own stands under the first line's, as the document owes it either
        way. What is charged by whom is the tax engine's business: every line has Externally Calculated Tax.
        """
        nets = [self._money(row, "TRX_VALUE", "UIVALUE") for row in entries]
        said = [self._said(row, "TRX_TAXABSVAL", "TAXABSVAL") for row in entries]
        whole = self._tax(subtotals)
        # Of a document whose tax is not worked out yet, neither a line nor a subtotal says any.
        is_known = whole is not None or any(one is not None for one in said)
        taxes: Sequence[Money | None] = (
            tax_on_lines(nets, said, whole, self.currency) if is_known else said
        )
        lines = [self._line(*parts) for parts in zip(entries, nets, taxes, strict=True)]
        added = [row for row in subtotals if not is_tax(row)]
        return (*lines, *(self._added(row, lines) for row in added))

    def _tax(self, subtotals: Sequence[Row]) -> Money | None:
        taxes = [self._money(row, "TRX_TOTAL", "TOTAL") for row in subtotals if is_tax(row)]
        return total(taxes, self.currency) if taxes else None

    def _line(self, row: Row, net: Money, tax: Money | None) -> DocumentLine:
        return DocumentLine(
            description=row.get("MEMO") or row.get("ITEMDESC", ""),
            account=Reference(RecordKind.ITEM, row["ITEMID"]),
            net=net,
            tax=tax,
            tax_detail=EXTERNAL_TAX,
            dimensions=self.tags.on(row),
        )

    def _added(self, row: Row, lines: Sequence[DocumentLine]) -> DocumentLine:
        if not lines:
            raise BrokenPromise(f"Intacct's {self.doc_id} has subtotals and no lines.")
        return DocumentLine(
            description=row.get("DESCRIPTION", ""),
            account=lines[0].account,
            net=self._money(row, "TRX_TOTAL", "TOTAL"),
            tax=Money(Decimal(0), self.currency),
            tax_detail=EXTERNAL_TAX,
            dimensions=self.tags.on(row),
        )

    def _money(self, row: Row, *fields: str) -> Money:
        said = self._said(row, *fields)
        return Money(Decimal(0), self.currency) if said is None else said

    def _said(self, row: Row, *fields: str) -> Money | None:
        """The amount in the first of `fields` that holds one."""
        amounts = (decimal_of(row.get(name, "")) for name in fields)
        amount = next((one for one in amounts if one is not None), None)
        try:
            return None if amount is None else Money(amount, self.currency)
        except ValueError as error:
            raise BrokenPromise(f"Intacct's {self.doc_id} cannot be read. {error}") from error
