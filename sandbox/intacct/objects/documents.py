"""Field tables of invoices, bills and adjustments, and of their lines."""

import re
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import (
    FieldSpec,
    ObjectDefinition,
    OwnedLines,
    Reader,
    Relation,
    constant,
    fields_from,
    table_rows,
)
from sandbox.intacct.objects.lines import LineRow, line_rows
from sandbox.intacct.objects.masters import TOP_LEVEL
from sandbox.intacct.objects.transactions import (
    EXCHANGE,
    LINE_STAMPS,
    TRANSACTION_INDEXES,
    TRANSACTION_STAMPS,
    both_currencies,
    empty_amounts,
    empty_texts,
)
from sandbox.intacct.records import ZERO, Document
from sandbox.intacct.rules.document_kinds import DOCUMENT_KINDS, DocumentKind
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, ENUM, CURRENCY, DATE = Kind.TEXT, Kind.INTEGER, Kind.ENUM, Kind.CURRENCY, Kind.DATE


def _term_value(row: Document) -> str:
    """TERMVALUE as `::#30#:O:`; what its other places mean is unknown."""
    days = re.search(r"\d+", row.term_name)
    return f"::#{days.group()}#:O:" if days else ""


_DOCUMENT: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("RECORDID", TEXT, "record_id"),
    ("STATE", ENUM, "state"),
    ("RAWSTATE", TEXT, "raw_state"),
    ("DOCNUMBER", TEXT, "doc_number"),
    ("DESCRIPTION", TEXT, "description"),
    ("DESCRIPTION2", TEXT, "source_document"),
    ("TERMNAME", TEXT, "term_name"),
    ("TERMVALUE", TEXT, _term_value),
    ("WHENCREATED", DATE, "invoice_date"),
    ("WHENPOSTED", DATE, "posting_date"),
    ("WHENDUE", DATE, "due_date"),
    ("WHENPAID", DATE, "paid_date"),
    ("WHENDISCOUNT", DATE, constant(None)),
    ("BASECURR", TEXT, "base_currency"),
    ("CURRENCY", TEXT, "currency"),
    *EXCHANGE,
    *both_currencies("TOTALENTERED", "total_entered"),
    *both_currencies("TOTALSELECTED", "total_selected"),
    *both_currencies("TOTALPAID", "total_paid"),
    *both_currencies("TOTALDUE", "total_due"),
    ("TRX_TOTALDISCOUNTAPPLIED", CURRENCY, constant(ZERO)),
    ("BILLTOPAYTOCONTACTNAME", TEXT, "bill_to"),
    ("SHIPTORETURNTOCONTACTNAME", TEXT, "ship_to"),
    ("TAXSOLUTIONID", TEXT, "tax_solution_id"),
    ("MODULEKEY", TEXT, "module_key"),
    ("SYSTEMGENERATED", TEXT, lambda row: "T" if row.source_document else "F"),
    ("DUE_IN_DAYS", INTEGER, lambda row: (row.due_date - row.invoice_date).days),
    *empty_texts("TERMKEY", "CONTACTTAXGROUP", "PRBATCH", "PRBATCHKEY"),
    ("SUPDOCID", TEXT, "supdoc_id"),
    *TRANSACTION_STAMPS,
    *TOP_LEVEL,
)
_RECEIVABLE: tuple[FieldSpec, ...] = (
    ("DUNNINGCOUNT", INTEGER, constant(0)),
    *empty_texts("CUSTEMAILOPTIN"),
    *empty_amounts("RETAINAGEPERCENTAGE", "TRX_TOTALRETAINED", "TRX_TOTALRELEASED"),
)
_ITEM: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "line.record_no"),
    ("RECORDKEY", INTEGER, "owner.record_no"),
    ("LINE_NO", INTEGER, "line.line_no"),
    ("LINEITEM", TEXT, lambda row: "T" if row.line.is_user_line else "F"),
    ("ACCOUNTNO", TEXT, "line.account_no"),
    ("OFFSETGLACCOUNTNO", TEXT, "line.offset_account_no"),
    ("ENTRY_DATE", DATE, "owner.posting_date"),
    ("ENTRYDESCRIPTION", TEXT, "line.memo"),
    *both_currencies("AMOUNT", "line.amount"),
    *both_currencies("TOTALPAID", "line.total_paid"),
    *both_currencies("TOTALSELECTED", constant(ZERO)),
    ("PARENTENTRY", INTEGER, "line.parent_entry"),
    ("DETAILID", TEXT, "line.detail_id"),
    ("SUBTOTAL", TEXT, lambda row: "" if row.line.is_user_line else "T"),
    ("STATE", ENUM, "owner.state"),
    ("CURRENCY", TEXT, "owner.currency"),
    ("BASECURR", TEXT, "owner.base_currency"),
    *EXCHANGE,
    *empty_texts("ACCOUNTLABEL", "PAYMENTTAXCAPTURE", "ALLOCATION", "REVRECTEMPLATE"),
    *LINE_STAMPS,
)
_DIMENSIONS = ("DEPARTMENT", "LOCATION", "CLASS", "PROJECT", "ITEM", "CUSTOMER", "VENDOR")


def document_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of ARINVOICE, ARADJUSTMENT, APBILL, APADJUSTMENT and their lines."""
    return [
        definition
        for kind in DOCUMENT_KINDS
        for definition in (_document(book, kind), _item(book, kind))
    ]


def _document(book: IntacctBook, kind: DocumentKind[Any]) -> ObjectDefinition:
    party = kind.party.object_name
    parties = book.parties_of(kind.party)

    def party_field(attribute: str) -> Reader:
        def read(row: Document) -> Any:
            found = parties.named(row.party_id)
            return None if found is None else getattr(found, attribute)

        return read

    def tax_method(row: Document) -> str | None:
        solution = book.tax_solutions.named(row.tax_solution_id)
        return None if solution is None else solution.tax_method

    specific: tuple[FieldSpec, ...] = (
        ("RECORDTYPE", TEXT, constant(kind.record_type)),
        (f"{party}ID", TEXT, "party_id"),
        (f"{party}NAME", TEXT, party_field("name")),
        ("TRX_ENTITYDUE", CURRENCY, lambda row: book.owed_by(kind.party, row.party_id)),
        ("TAXMETHOD", ENUM, tax_method),
        ("RECORD_URL", TEXT, lambda row: record_url(book, kind.object_name, row.record_no)),
        *(_RECEIVABLE if kind.ledger == "AR" else ()),
    )
    indexes = {"RECORDID": "record_id", f"{party}ID": "party_id", **TRANSACTION_INDEXES}
    return ObjectDefinition(
        kind.object_name,
        fields_from(*_DOCUMENT, *specific),
        table_rows(book.documents_of(kind), indexes),
        {
            party: Relation(party, f"{party}ID", lambda row: parties.named(row.party_id)),
            **_contacts(book, kind),
        },
        owned=(
            OwnedLines(
                f"{kind.object_name}ITEMS",
                f"{kind.object_name}ITEM",
                lambda row: [LineRow(row, item) for item in row.items],
            ),
        ),
    )


def _contacts(book: IntacctBook, kind: DocumentKind[Any]) -> dict[str, Relation]:
    bill_to, ship_to = ("BILLTO", "SHIPTO") if kind.ledger == "AR" else ("PAYTO", "RETURNTO")
    named = book.contacts.named
    parties = book.parties_of(kind.party)

    def shown(row: Document) -> Any:
        party = parties.named(row.party_id)
        return None if party is None else named(party.display_contact)

    return {
        bill_to: Relation("CONTACT", "BILLTOPAYTOKEY", lambda row: named(row.bill_to)),
        ship_to: Relation("CONTACT", "SHIPTORETURNTOKEY", lambda row: named(row.ship_to)),
        "CONTACT": Relation("CONTACT", "CONTACTKEY", shown),
    }


def _item(book: IntacctBook, kind: DocumentKind[Any]) -> ObjectDefinition:
    accounts, details = book.accounts, book.tax_details
    table = book.documents_of(kind)
    owner = kind.object_name
    return ObjectDefinition(
        f"{owner}ITEM",
        fields_from(
            *_ITEM,
            *dimension_fields(book, kind.party.object_name),
            ("DETAILKEY", INTEGER, lambda row: _number_of(details.named(row.line.detail_id))),
            *(empty_texts("PRENTRYOFFSETACCOUNTNO") if kind.is_adjustment else ()),
        ),
        line_rows(table, "items", {"RECORDKEY": table.numbers}),
        {
            **dimension_relations(book, kind.party.object_name),
            owner: Relation(owner, "RECORDKEY", lambda row: row.owner),
            "GLACCOUNT": Relation(
                "GLACCOUNT", "ACCOUNTNO", lambda row: accounts.named(row.line.account_no)
            ),
            "TAXDETAIL": Relation(
                "TAXDETAIL", "DETAILID", lambda row: details.named(row.line.detail_id)
            ),
        },
    )


def dimension_fields(book: IntacctBook, party: str = "") -> list[FieldSpec]:
    """Key, id and name of every dimension of a line; `party` is the owner's when a line has none."""
    return [spec for name in _DIMENSIONS for spec in _triplet(book, name, is_party=name == party)]


def dimension_relations(book: IntacctBook, party: str = "") -> dict[str, Relation]:
    """The relation to every dimension of a line, by the field that holds its id."""

    def to(dimension: str) -> Relation:
        named = book.members_of(dimension)
        code = member_code(dimension, is_party=dimension == party)
        return Relation(dimension, f"{dimension}ID", lambda row: named(code(row)))

    return {dimension: to(dimension) for dimension in _DIMENSIONS}


def member_code(dimension: str, *, is_party: bool) -> Callable[[LineRow], str]:
    """Reads which member of a dimension a line names."""
    own: Callable[[LineRow], str] = attrgetter(f"line.{dimension.lower()}_id")
    return (lambda row: own(row) or row.owner.party_id) if is_party else own


def _triplet(book: IntacctBook, dimension: str, *, is_party: bool) -> list[FieldSpec]:
    named = book.members_of(dimension)
    code = member_code(dimension, is_party=is_party)

    def name(row: LineRow) -> str | None:
        member = named(code(row))
        return None if member is None else member.name

    return [
        (f"{dimension}DIMKEY", INTEGER, lambda row: _number_of(named(code(row)))),
        (f"{dimension}ID", TEXT, code),
        (f"{dimension}NAME", TEXT, name),
    ]


def record_url(book: IntacctBook, object_name: str, record_no: int) -> str:
    """RECORD_URL, which opens the record in a browser. Its form is a guess."""
    return (
        f"https://www.intacct.com/ia/acct/ur.phtml?.c={book.company_id}"
        f"&.o={object_name}&.r={record_no}"
    )


def _number_of(record: Any) -> int | None:
    return None if record is None else record.record_no
