"""ARPAYMENT: receipts in their older shape, with what they paid inside."""

from collections.abc import Iterator
from typing import Any

import msgspec

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import (
    Embedded,
    FieldSpec,
    ObjectDefinition,
    constant,
    fields_from,
    table_rows,
)
from sandbox.intacct.objects.transactions import TRANSACTION_INDEXES, TRANSACTION_STAMPS
from sandbox.intacct.payment_records import CreditKind, Payment, PaymentDetail
from sandbox.intacct.records import ZERO, Document
from sandbox.intacct.rules.document_kinds import kind_of
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, CURRENCY, DATE = Kind.TEXT, Kind.INTEGER, Kind.CURRENCY, Kind.DATE
_RECORD_TYPES = {CreditKind.ADVANCE: "rr", CreditKind.OVERPAYMENT: "ro"}


class _Part(msgspec.Struct, frozen=True, gc=False):
    """A document that was paid, or a credit that was used."""

    key: int
    record_id: str
    record_type: str
    applied: Any
    paid: Any
    document: Document | None


_PART: tuple[FieldSpec, ...] = (
    ("RECORD", INTEGER, "key"),
    ("RECORDID", TEXT, "record_id"),
    ("RECORDTYPE", TEXT, "record_type"),
    ("APPLIEDAMOUNT", CURRENCY, "applied"),
    ("PAYMENTAMOUNT", CURRENCY, "paid"),
    ("TOTALDUE", CURRENCY, lambda part: part.document.total_due if part.document else ZERO),
    ("WHENPAID", DATE, lambda part: part.document.paid_date if part.document else None),
)
_RECEIPT: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("RECORDTYPE", TEXT, "record_type"),
    ("STATE", TEXT, "state.letter"),
    ("CUSTOMERID", TEXT, "party_id"),
    ("PAYMENTMETHOD", Kind.ENUM, "payment_method"),
    ("FINANCIALENTITY", TEXT, "financial_entity"),
    ("DOCNUMBER", TEXT, "doc_number"),
    ("DESCRIPTION", TEXT, "description"),
    ("WHENCREATED", DATE, "receipt_date"),
    ("WHENPAID", DATE, "payment_date"),
    ("CURRENCY", TEXT, "currency"),
    ("BASECURR", TEXT, "base_currency"),
    ("TOTALENTERED", CURRENCY, "total_entered"),
    ("TRX_TOTALENTERED", CURRENCY, "total_entered"),
    ("TOTALDUE", CURRENCY, constant(ZERO)),
    *TRANSACTION_STAMPS,
)


def old_payment_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """The definition of ARPAYMENT; its STATE cannot be asked for in a query."""
    fields = fields_from(*_PART)
    return [
        ObjectDefinition(
            "ARPAYMENT",
            fields_from(*_RECEIPT),
            table_rows(book.payments, TRANSACTION_INDEXES),
            embedded=(
                Embedded("INVOICES", fields, lambda row: list(_documents(book, row))),
                Embedded("CREDITS", fields, lambda row: list(_credits(book, row))),
            ),
            not_queried=frozenset({"STATE"}),
        )
    ]


def _documents(book: IntacctBook, payment: Payment) -> Iterator[_Part]:
    for detail in payment.details:
        document = book.any_document(detail.document_key)
        if document is not None:
            kind = kind_of(document)
            yield _Part(
                document.record_no,
                document.record_id,
                kind.record_type,
                detail.applied,
                detail.amount,
                document,
            )


def _credits(book: IntacctBook, payment: Payment) -> Iterator[_Part]:
    for detail in payment.details:
        if detail.credit_key is not None:
            yield _credit(book, detail, detail.credit_key)


def _credit(book: IntacctBook, detail: PaymentDetail, key: int) -> _Part:
    document = book.any_document(key)
    if document is not None:
        record_type, record_id = kind_of(document).record_type, document.record_id
    else:
        record_type, record_id = _RECORD_TYPES.get(detail.credit_kind or CreditKind.ADVANCE, ""), ""
    amount = detail.credit_amount
    return _Part(key, record_id, record_type, amount, amount, document)
