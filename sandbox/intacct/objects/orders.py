"""Field tables of Order Entry and Purchasing documents."""

from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import (
    FieldSpec,
    ObjectDefinition,
    OwnedLines,
    Relation,
    constant,
    fields_from,
    table_rows,
)
from sandbox.intacct.objects.documents import dimension_fields, dimension_relations, record_url
from sandbox.intacct.objects.lines import LineRow, line_rows
from sandbox.intacct.objects.masters import TOP_LEVEL
from sandbox.intacct.objects.transactions import (
    LINE_STAMPS,
    TRANSACTION_INDEXES,
    TRANSACTION_STAMPS,
    both_currencies,
)
from sandbox.intacct.order_records import OrderDocument, OrderSubtotal
from sandbox.intacct.records import ZERO
from sandbox.intacct.rules.order_kinds import ORDER_ENTRY, PURCHASING, OrderKind
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, ENUM, DATE, DECIMAL = (
    Kind.TEXT,
    Kind.INTEGER,
    Kind.ENUM,
    Kind.DATE,
    Kind.DECIMAL,
)
_ORDER: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("DOCNO", TEXT, "doc_no"),
    ("DOCID", TEXT, "doc_id"),
    ("DOCPARID", TEXT, "definition"),
    ("CUSTVENDID", TEXT, "party_id"),
    ("STATE", ENUM, "state"),
    ("WHENCREATED", DATE, "order_date"),
    ("WHENPOSTED", DATE, "posting_date"),
    ("WHENDUE", DATE, "due_date"),
    ("PONUMBER", TEXT, "reference"),
    ("VENDORDOCNO", TEXT, "vendor_doc_no"),
    ("MESSAGE", TEXT, "message"),
    ("CREATEDFROM", TEXT, "created_from"),
    ("CURRENCY", TEXT, "currency"),
    ("BASECURR", TEXT, "currency"),
    ("TERM.NAME", TEXT, "term_name"),
    ("TAXSOLUTIONID", TEXT, "tax_solution_id"),
    *both_currencies("SUBTOTAL", "subtotal"),
    *both_currencies("TOTAL", "total"),
    *both_currencies("TOTALENTERED", "total"),
    ("PRRECORDKEY", INTEGER, "document_key"),
    *TRANSACTION_STAMPS,
    *TOP_LEVEL,
)
# Known: number, line, item, memo, quantity, multiplier, unit, prices and values; the rest is expected.
_ENTRY: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "line.record_no"),
    ("DOCHDRNO", INTEGER, "owner.record_no"),
    ("DOCHDRID", TEXT, "owner.doc_id"),
    ("LINE_NO", INTEGER, "line.line_no"),
    ("ITEMDESC", TEXT, "line.description"),
    ("MEMO", TEXT, "line.memo"),
    ("QUANTITY", DECIMAL, "line.quantity"),
    ("MULTIPLIER", DECIMAL, constant(1)),
    ("UNIT", TEXT, "line.unit"),
    ("UIPRICE", DECIMAL, "line.price"),
    ("UIVALUE", Kind.CURRENCY, "line.value"),
    ("PRICE", DECIMAL, "line.price"),
    ("TRX_PRICE", DECIMAL, "line.price"),
    ("TRX_VALUE", Kind.CURRENCY, "line.value"),
    ("TAXABSVAL", Kind.CURRENCY, "line.tax"),
    ("TRX_TAXABSVAL", Kind.CURRENCY, "line.tax"),
    ("SOURCE_DOCID", TEXT, "owner.created_from"),
    *LINE_STAMPS,
)
# Known: number, description, total and location; the rest is expected.
_SUBTOTAL: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, lambda row: row.line.record_no or None),
    ("DOCHDRNO", INTEGER, "owner.record_no"),
    ("DOCHDRID", TEXT, "owner.doc_id"),
    ("DESCRIPTION", TEXT, "line.description"),
    ("ABSVAL", Kind.CURRENCY, "line.total"),
    ("PERCENTVAL", DECIMAL, "line.percent"),
    *both_currencies("TOTAL", "line.total"),
    ("TAXDETAIL", TEXT, "line.detail_id"),
    *LINE_STAMPS,
)


def order_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of SODOCUMENT and PODOCUMENT, their entries and their subtotals."""
    return [
        definition
        for kind in (ORDER_ENTRY, PURCHASING)
        for definition in (_order(book, kind), _entry(book, kind), _subtotal(book, kind))
    ]


def _order(book: IntacctBook, kind: OrderKind) -> ObjectDefinition:
    parties, named = book.parties_of(kind.party), book.contacts.named
    name, document = kind.object_name, kind.posts_as.object_name

    def posted(row: OrderDocument) -> Any:
        return book.documents_of(kind.posts_as).get(row.document_key or 0)

    def party(attribute: str) -> Any:
        return lambda row: getattr(parties.named(row.party_id), attribute, None)

    def of_posted(attribute: str) -> Any:
        return lambda row: getattr(posted(row), attribute, ZERO)

    return ObjectDefinition(
        name,
        fields_from(
            *_ORDER,
            ("CUSTVENDNAME", TEXT, party("name")),
            ("CUSTREC", INTEGER, party("record_no")),
            *both_currencies("TOTALPAID", of_posted("total_paid")),
            *both_currencies("TOTALDUE", of_posted("total_due")),
            ("RECORD_URL", TEXT, lambda row: record_url(book, name, row.record_no)),
        ),
        table_rows(book.orders_of(kind), TRANSACTION_INDEXES),
        {
            kind.party.object_name: Relation(
                kind.party.object_name, "CUSTVENDID", lambda row: parties.named(row.party_id)
            ),
            document: Relation(document, "PRRECORDKEY", posted),
            "BILLTO": Relation("CONTACT", "BILLTOKEY", lambda row: named(row.bill_to)),
            "SHIPTO": Relation("CONTACT", "SHIPTOKEY", lambda row: named(row.ship_to)),
        },
        natural_id="DOCID",
        nested=("BILLTO", "SHIPTO"),
        owned=(
            OwnedLines(
                f"{name}ENTRIES",
                f"{name}ENTRY",
                lambda row: [LineRow(row, line) for line in row.lines],
            ),
            OwnedLines("SUBTOTALS", f"{name}SUBTOTALS", _subtotals_shown),
        ),
    )


def _subtotals_shown(order: OrderDocument) -> list[LineRow]:
    """The stored rows between the display rows, which have no number."""
    before = OrderSubtotal(record_no=0, description="SubTotal", total=order.subtotal)
    after = OrderSubtotal(record_no=0, description="TOTAL", total=order.total)
    return [LineRow(order, row) for row in (before, *order.subtotals, after)]


def _entry(book: IntacctBook, kind: OrderKind) -> ObjectDefinition:
    table = book.orders_of(kind)
    return ObjectDefinition(
        f"{kind.object_name}ENTRY",
        fields_from(*_ENTRY, *dimension_fields(book, kind.party.object_name)),
        line_rows(table, "lines", {"DOCHDRNO": table.numbers}),
        {
            kind.object_name: Relation(kind.object_name, "DOCHDRNO", lambda row: row.owner),
            **dimension_relations(book, kind.party.object_name),
        },
    )


def _subtotal(book: IntacctBook, kind: OrderKind) -> ObjectDefinition:
    table = book.orders_of(kind)
    return ObjectDefinition(
        f"{kind.object_name}SUBTOTALS",
        fields_from(*_SUBTOTAL, *dimension_fields(book)),
        line_rows(table, "subtotals", {"DOCHDRNO": table.numbers}),
        {kind.object_name: Relation(kind.object_name, "DOCHDRNO", lambda row: row.owner)},
    )
