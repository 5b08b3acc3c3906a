"""Field tables of receipts and their applications."""

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
from sandbox.intacct.objects.lines import LineRow, line_rows
from sandbox.intacct.objects.masters import TOP_LEVEL
from sandbox.intacct.objects.transactions import (
    TRANSACTION_INDEXES,
    TRANSACTION_STAMPS,
    both_currencies,
)
from sandbox.intacct.payment_records import Payment, PaymentDetail
from sandbox.intacct.records import ZERO
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, ENUM, DATE = Kind.TEXT, Kind.INTEGER, Kind.ENUM, Kind.DATE

_PAYMENT: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("RECORDTYPE", TEXT, "record_type"),
    ("RECORDID", TEXT, constant("")),
    ("STATE", ENUM, "state"),
    ("RAWSTATE", TEXT, "state.letter"),
    ("DISPLAYSTATE", ENUM, "state"),
    ("FINANCIALENTITY", TEXT, "financial_entity"),
    ("UNDEPOSITEDACCOUNTNO", TEXT, "undeposited_account_no"),
    ("PAYMENTMETHOD", ENUM, "payment_method"),
    ("CUSTOMERID", TEXT, "customer_id"),
    ("DOCNUMBER", TEXT, "doc_number"),
    ("DESCRIPTION", TEXT, "description"),
    ("WHENCREATED", DATE, "receipt_date"),
    ("RECEIPTDATE", DATE, "receipt_date"),
    ("PAYMENTDATE", DATE, "payment_date"),
    ("WHENPAID", DATE, "payment_date"),
    ("CLEARED", TEXT, lambda row: "T" if row.cleared else "F"),
    ("BASECURR", TEXT, "base_currency"),
    ("CURRENCY", TEXT, "currency"),
    *both_currencies("TOTALENTERED", "total_entered"),
    *both_currencies("TOTALPAID", "total_entered"),
    *both_currencies("TOTALDUE", constant(ZERO)),
    ("PARENTPAYMENTKEY", INTEGER, constant(None)),
    *TRANSACTION_STAMPS,
    *TOP_LEVEL,
)
_PAYMENT_DETAIL: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "line.record_no"),
    ("PAYMENTKEY", INTEGER, "owner.record_no"),
    ("RECORDKEY", INTEGER, "line.invoice_key"),
    ("ENTRYKEY", INTEGER, "line.entry_key"),
    *both_currencies("PAYMENTAMOUNT", "line.amount"),
    ("PAYMENTDATE", DATE, "owner.payment_date"),
    ("CURRENCY", TEXT, "owner.currency"),
    ("STATE", ENUM, "owner.state"),
    ("WHENCREATED", Kind.TIMESTAMP, "owner.created_at"),
    ("WHENMODIFIED", Kind.TIMESTAMP, "owner.modified_at"),
)


def payment_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of ARPYMT and ARPYMTDETAIL of `book`."""
    return [_payment(book), _payment_detail(book)]


def _payment(book: IntacctBook) -> ObjectDefinition:
    customers = book.customers

    def customer_name(row: Payment) -> str | None:
        found = customers.named(row.customer_id)
        return None if found is None else found.name

    def details(row: Payment) -> list[LineRow]:
        return [LineRow(row, detail) for detail in row.details]

    return ObjectDefinition(
        "ARPYMT",
        fields_from(*_PAYMENT, ("CUSTOMERNAME", TEXT, customer_name)),
        table_rows(book.payments, TRANSACTION_INDEXES),
        {
            "CUSTOMER": Relation(
                "CUSTOMER", "CUSTOMERID", lambda row: customers.named(row.customer_id)
            )
        },
        owned=OwnedLines("ARPYMTDETAILS", "ARPYMTDETAIL", details),
    )


def _payment_detail(book: IntacctBook) -> ObjectDefinition:
    owners = {
        "PAYMENTKEY": book.payments.numbers,
        "WHENMODIFIED": book.payments.indexes["modified_at"],
    }
    return ObjectDefinition(
        "ARPYMTDETAIL",
        fields_from(*_PAYMENT_DETAIL),
        line_rows(book.payments, _details_of, owners),
        {
            "ARPYMT": Relation("ARPYMT", "PAYMENTKEY", lambda row: row.owner),
            "ARINVOICE": Relation(
                "ARINVOICE", "RECORDKEY", lambda row: book.invoices.get(row.line.invoice_key)
            ),
        },
    )


def _details_of(payment: Payment) -> tuple[PaymentDetail, ...]:
    return payment.details
