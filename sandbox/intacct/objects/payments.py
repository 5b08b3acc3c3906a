"""Field tables of payments and their applications."""

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
from sandbox.intacct.objects.documents import record_url
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
from sandbox.intacct.payment_records import CreditKind
from sandbox.intacct.records import ZERO
from sandbox.intacct.rules.document_kinds import kind_of
from sandbox.intacct.rules.payment_kinds import BILL_PAYMENT, RECEIPT, PaymentKind
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, ENUM, DATE = Kind.TEXT, Kind.INTEGER, Kind.ENUM, Kind.DATE

MONEY: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("RECORDID", TEXT, constant("")),
    ("STATE", ENUM, "state"),
    ("RAWSTATE", TEXT, "state.letter"),
    ("DISPLAYSTATE", ENUM, "state"),
    ("FINANCIALENTITY", TEXT, "financial_entity"),
    ("UNDEPOSITEDACCOUNTNO", TEXT, "undeposited_account_no"),
    ("PRBATCH", TEXT, "batch"),
    ("PAYMENTMETHOD", ENUM, "payment_method"),
    ("PAYERNAME", TEXT, "payer_name"),
    ("DOCNUMBER", TEXT, "doc_number"),
    ("DESCRIPTION", TEXT, "description"),
    ("WHENCREATED", DATE, "receipt_date"),
    ("RECEIPTDATE", DATE, "receipt_date"),
    ("PAYMENTDATE", DATE, "payment_date"),
    ("WHENPAID", DATE, "payment_date"),
    ("CLRDATE", DATE, constant(None)),
    ("BASECURR", TEXT, "base_currency"),
    ("CURRENCY", TEXT, "currency"),
    *EXCHANGE,
    *both_currencies("TOTALENTERED", "total_entered"),
    *empty_texts("PRBATCHKEY", "MULTIENTITYPYMTKEY"),
    *TRANSACTION_STAMPS,
    *TOP_LEVEL,
)
_PAYMENT: tuple[FieldSpec, ...] = (
    *MONEY,
    ("RECORDTYPE", TEXT, "record_type"),
    ("CLEARED", TEXT, lambda row: "T" if row.cleared else "F"),
    *both_currencies("TOTALPAID", "total_entered"),
    *both_currencies("TOTALDUE", constant(ZERO)),
    ("PARENTPAYMENTKEY", INTEGER, constant(None)),
)
_DETAIL: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "line.record_no"),
    ("PAYMENTKEY", INTEGER, "owner.record_no"),
    ("PAYMENTENTRYKEY", INTEGER, "line.record_no"),
    ("ENTRYKEY", INTEGER, "line.entry_key"),
    *both_currencies("PAYMENTAMOUNT", "line.amount"),
    *both_currencies("DISCOUNTAMOUNT", "line.discount"),
    ("PAYMENTDATE", DATE, "owner.payment_date"),
    ("CURRENCY", TEXT, "owner.currency"),
    ("STATE", ENUM, "owner.state"),
    ("PARENTPAYMENTKEY", INTEGER, constant(None)),
    *LINE_STAMPS,
)
_APPLICATION: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("PAYMENTKEY", INTEGER, "payment_key"),
    ("PAYITEMKEY", INTEGER, "detail_key"),
    ("RECORDKEY", INTEGER, "document_key"),
    ("PAIDITEMKEY", INTEGER, "paid_item"),
    *both_currencies("AMOUNT", "amount"),
    ("INVBASEAMT", Kind.CURRENCY, "amount"),
    ("INVTRXAMT", Kind.CURRENCY, "amount"),
    ("STATE", TEXT, "state.letter"),
    ("PARENTPYMT", INTEGER, "payment_key"),
    ("PAYMENTDATE", DATE, "payment_date"),
    ("CURRENCY", TEXT, "currency"),
    ("WHENCREATED", Kind.TIMESTAMP, "created_at"),
    ("WHENMODIFIED", Kind.TIMESTAMP, "modified_at"),
)


def payment_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of ARPYMT and APPYMT, their details, entries and links."""
    return [
        definition
        for kind in (RECEIPT, BILL_PAYMENT)
        for definition in (
            _payment(book, kind),
            _detail(book, kind),
            _entry(book, kind),
            _application(book, kind),
        )
    ]


def party_of(
    book: IntacctBook, kind: PaymentKind[Any]
) -> tuple[list[FieldSpec], dict[str, Relation]]:
    """The fields that name who paid or was paid, and the relation to it."""
    name, parties = kind.party.object_name, book.parties_of(kind.party)

    def party_name(row: Any) -> str | None:
        found = parties.named(row.party_id)
        return None if found is None else found.name

    relation = Relation(name, f"{name}ID", lambda row: parties.named(row.party_id))
    return [(f"{name}ID", TEXT, "party_id"), (f"{name}NAME", TEXT, party_name)], {name: relation}


def _payment(book: IntacctBook, kind: PaymentKind[Any]) -> ObjectDefinition:
    fields, relations = party_of(book, kind)
    name = kind.object_name
    return ObjectDefinition(
        name,
        fields_from(
            *_PAYMENT,
            *fields,
            ("RECORD_URL", TEXT, lambda row: record_url(book, name, row.record_no)),
        ),
        table_rows(book.payments_of(kind), TRANSACTION_INDEXES),
        relations,
        owned=(
            OwnedLines(
                f"{name}DETAILS",
                f"{name}DETAIL",
                lambda row: [LineRow(row, detail) for detail in row.details],
            ),
        ),
    )


def _detail(book: IntacctBook, kind: PaymentKind[Any]) -> ObjectDefinition:
    table = book.payments_of(kind)
    owners = {"PAYMENTKEY": table.numbers, "WHENMODIFIED": table.indexes["modified_at"]}

    def paid(row: LineRow, *, adjustment: bool) -> int | None:
        document = book.any_document(row.line.document_key)
        is_adjustment = document is not None and kind_of(document).is_adjustment
        key: int = row.line.document_key
        return key if is_adjustment is adjustment else None

    document = kind.document.object_name
    return ObjectDefinition(
        f"{kind.object_name}DETAIL",
        fields_from(
            *_DETAIL,
            ("RECORDKEY", INTEGER, lambda row: paid(row, adjustment=False)),
            ("POSADJKEY", INTEGER, lambda row: paid(row, adjustment=True)),
            *(spec for credit in CreditKind for spec in _credit_fields(credit)),
            *empty_texts("POSADJENTRYKEY", "POSTEDADVANCEKEY", "POSTEDOVERPAYMENTKEY"),
            *empty_amounts("TRX_POSTEDADVANCEAMOUNT", "TRX_POSTEDOVERPAYMENTAMOUNT"),
        ),
        line_rows(table, "details", owners),
        {
            kind.object_name: Relation(kind.object_name, "PAYMENTKEY", lambda row: row.owner),
            document: Relation(
                document,
                "RECORDKEY",
                lambda row: book.documents_of(kind.document).get(row.line.document_key),
            ),
        },
    )


def _credit_fields(credit: CreditKind) -> tuple[FieldSpec, ...]:
    def of_this_kind(attribute: str) -> Reader:
        return lambda row: getattr(row.line, attribute) if row.line.credit_kind is credit else None

    name = credit.value
    return (
        (f"{name}KEY", INTEGER, of_this_kind("credit_key")),
        (f"{name}ENTRYKEY", INTEGER, constant(None)),
        *both_currencies(f"{name}AMOUNT", of_this_kind("credit_amount")),
    )


def _entry(book: IntacctBook, kind: PaymentKind[Any]) -> ObjectDefinition:
    """ARPYMTENTRY, the lines of the payment itself: one for each detail (a guess).

    It stands where the first line of what it pays stands.
    """
    table = book.payments_of(kind)

    def paid_line(attribute: str) -> Reader:
        def read(row: LineRow) -> Any:
            document = book.any_document(row.line.document_key)
            return None if document is None else getattr(document.items[0], attribute)

        return read

    def account(row: LineRow) -> str:
        bank = book.checking_accounts.named(row.owner.financial_entity)
        return row.owner.undeposited_account_no if bank is None else bank.account_no

    return ObjectDefinition(
        f"{kind.object_name}ENTRY",
        fields_from(
            ("RECORDNO", INTEGER, "line.record_no"),
            ("RECORDKEY", INTEGER, "owner.record_no"),
            ("LINE_NO", INTEGER, lambda row: row.owner.details.index(row.line) + 1),
            ("ACCOUNTNO", TEXT, account),
            *both_currencies("AMOUNT", "line.amount"),
            ("LOCATIONID", TEXT, paid_line("location_id")),
            ("DEPARTMENTID", TEXT, paid_line("department_id")),
            ("ENTRY_DATE", DATE, "owner.receipt_date"),
            ("CURRENCY", TEXT, "owner.currency"),
            ("BASECURR", TEXT, "owner.base_currency"),
            ("STATE", ENUM, "owner.state"),
            *LINE_STAMPS,
        ),
        line_rows(table, "details", {"RECORDKEY": table.numbers}),
        {kind.object_name: Relation(kind.object_name, "RECORDKEY", lambda row: row.owner)},
    )


def _application(book: IntacctBook, kind: PaymentKind[Any]) -> ObjectDefinition:
    """ARINVOICEPAYMENT, and APBILLPAYMENT as its mirror."""
    document = kind.document.object_name
    indexes = {"PAYMENTKEY": "payment_key", "RECORDKEY": "document_key"}
    stamps = {"WHENMODIFIED": "modified_at", "WHENCREATED": "created_at"}
    return ObjectDefinition(
        f"{document}PAYMENT",
        fields_from(*_APPLICATION),
        table_rows(book.applications_of(kind), {**indexes, **stamps}),
        {
            document: Relation(
                document,
                "RECORDKEY",
                lambda row: book.documents_of(kind.document).get(row.document_key),
            ),
            kind.object_name: Relation(
                kind.object_name,
                "PAYMENTKEY",
                lambda row: book.payments_of(kind).get(row.payment_key),
            ),
        },
    )
