"""Field tables of money on account: advances with their lines, and overpayments."""

from typing import Any

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import (
    ObjectDefinition,
    OwnedLines,
    Relation,
    constant,
    fields_from,
    table_rows,
)
from sandbox.intacct.objects.documents import dimension_fields, record_url
from sandbox.intacct.objects.lines import LineRow, line_rows
from sandbox.intacct.objects.payments import MONEY, party_of
from sandbox.intacct.objects.transactions import (
    LINE_STAMPS,
    TRANSACTION_INDEXES,
    both_currencies,
)
from sandbox.intacct.payment_records import OnAccount
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT, PaymentKind
from sandbox.intacct.tables import Table
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER = Kind.TEXT, Kind.INTEGER


def advance_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of ARADVANCE, APADVANCE, their lines, and ARPOSTEDOVERPAYMENT.

    The record type of an AP advance is a guess.
    """
    advances = ((RECEIPT, "rr"), (BILL_PAYMENT, "pr"))
    return [
        *(
            _on_account(book, kind, kind.advance_name, record_type, book.advances_of(kind))
            for kind, record_type in advances
        ),
        *(_item(book, kind) for kind, _ in advances),
        _on_account(book, RECEIPT, "ARPOSTEDOVERPAYMENT", "ro", book.overpayments),
    ]


def _on_account(
    book: IntacctBook,
    kind: PaymentKind[Any],
    name: str,
    record_type: str,
    table: Table[OnAccount],
) -> ObjectDefinition:
    fields, relations = party_of(book, kind)
    lines = OwnedLines(
        f"{name}ITEMS", f"{name}ITEM", lambda row: [LineRow(row, item) for item in row.items]
    )
    return ObjectDefinition(
        name,
        fields_from(
            *MONEY,
            *fields,
            ("RECORDTYPE", TEXT, constant(record_type)),
            *both_currencies("TOTALPAID", "total_applied"),
            *both_currencies("TOTALDUE", "unapplied"),
            ("PARENTPAYMENTKEY", INTEGER, "parent_payment"),
            ("ACCOUNTNO", TEXT, "account_no"),
            ("LOCATIONID", TEXT, "location_id"),
            ("DEPARTMENTID", TEXT, "department_id"),
            ("RECORD_URL", TEXT, lambda row: record_url(book, name, row.record_no)),
        ),
        table_rows(table, TRANSACTION_INDEXES),
        relations,
        owned=(lines,) if name == kind.advance_name else (),
    )


def _item(book: IntacctBook, kind: PaymentKind[Any]) -> ObjectDefinition:
    name, table = kind.advance_name, book.advances_of(kind)
    return ObjectDefinition(
        f"{name}ITEM",
        fields_from(
            ("RECORDNO", INTEGER, "line.record_no"),
            ("RECORDKEY", INTEGER, "owner.record_no"),
            ("LINE_NO", INTEGER, "line.line_no"),
            ("ACCOUNTNO", TEXT, "line.account_no"),
            ("ENTRYDESCRIPTION", TEXT, "line.memo"),
            *both_currencies("AMOUNT", "line.amount"),
            ("CURRENCY", TEXT, "owner.currency"),
            ("BASECURR", TEXT, "owner.base_currency"),
            *dimension_fields(book, kind.party.object_name),
            *LINE_STAMPS,
        ),
        line_rows(table, "items", {"RECORDKEY": table.numbers}),
        {name: Relation(name, "RECORDKEY", lambda row: row.owner)},
    )
