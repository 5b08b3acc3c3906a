"""Field tables of invoices and receipts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from sandbox.intacct.book import IntacctBook
from sandbox.intacct.objects.definition import (
    FieldSpec,
    Index,
    ObjectDefinition,
    OwnedLines,
    Reader,
    Relation,
    Rows,
    constant,
    fields_from,
    table_rows,
)
from sandbox.intacct.objects.masters import TOP_LEVEL
from sandbox.intacct.records import ZERO, Invoice, InvoiceItem, Payment, PaymentDetail
from sandbox.intacct.tables import SortedIndex, Table
from sandbox.intacct.wire.values import Kind

TEXT, INTEGER, ENUM, CURRENCY, DATE = Kind.TEXT, Kind.INTEGER, Kind.ENUM, Kind.CURRENCY, Kind.DATE
_TRANSACTION_STAMPS: tuple[FieldSpec, ...] = (
    ("AUWHENCREATED", Kind.TIMESTAMP, "created_at"),
    ("WHENMODIFIED", Kind.TIMESTAMP, "modified_at"),
    ("CREATEDBY", INTEGER, "created_by"),
    ("MODIFIEDBY", INTEGER, "modified_by"),
)
_TRANSACTION_INDEXES = {"WHENMODIFIED": "modified_at", "AUWHENCREATED": "created_at"}


def _both_currencies(name: str, source: str | Reader) -> tuple[FieldSpec, FieldSpec]:
    """An amount in base and in transaction currency, which are one here."""
    return (name, CURRENCY, source), (f"TRX_{name}", CURRENCY, source)


_INVOICE: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "record_no"),
    ("RECORDTYPE", TEXT, constant("ri")),
    ("RECORDID", TEXT, "record_id"),
    ("STATE", ENUM, "state"),
    ("RAWSTATE", TEXT, "raw_state"),
    ("CUSTOMERID", TEXT, "customer_id"),
    ("DOCNUMBER", TEXT, "doc_number"),
    ("DESCRIPTION", TEXT, "description"),
    ("DESCRIPTION2", TEXT, constant("")),
    ("TERMNAME", TEXT, "term_name"),
    ("WHENCREATED", DATE, "invoice_date"),
    ("WHENPOSTED", DATE, "posting_date"),
    ("WHENDUE", DATE, "due_date"),
    ("WHENPAID", DATE, "paid_date"),
    ("WHENDISCOUNT", DATE, constant(None)),
    ("BASECURR", TEXT, "base_currency"),
    ("CURRENCY", TEXT, "currency"),
    *_both_currencies("TOTALENTERED", "total_entered"),
    *_both_currencies("TOTALSELECTED", "total_selected"),
    *_both_currencies("TOTALPAID", "total_paid"),
    *_both_currencies("TOTALDUE", "total_due"),
    ("BILLTOPAYTOCONTACTNAME", TEXT, "bill_to"),
    ("SHIPTORETURNTOCONTACTNAME", TEXT, "ship_to"),
    ("TAXSOLUTIONID", TEXT, "tax_solution_id"),
    ("MODULEKEY", TEXT, "module_key"),
    ("SYSTEMGENERATED", TEXT, constant("F")),
    ("SUPDOCID", TEXT, constant("")),
    *_TRANSACTION_STAMPS,
    *TOP_LEVEL,
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
    *_both_currencies("AMOUNT", "line.amount"),
    *_both_currencies("TOTALPAID", "line.total_paid"),
    ("PARENTENTRY", INTEGER, "line.parent_entry"),
    ("DETAILID", TEXT, "line.detail_id"),
    ("DEPARTMENTID", TEXT, "line.department_id"),
    ("LOCATIONID", TEXT, "line.location_id"),
    ("CLASSID", TEXT, "line.class_id"),
    ("PROJECTID", TEXT, "line.project_id"),
    ("CUSTOMERID", TEXT, "owner.customer_id"),
    ("STATE", ENUM, "owner.state"),
    ("CURRENCY", TEXT, "owner.currency"),
    ("BASECURR", TEXT, "owner.base_currency"),
    ("WHENCREATED", Kind.TIMESTAMP, "owner.created_at"),
    ("WHENMODIFIED", Kind.TIMESTAMP, "owner.modified_at"),
)
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
    *_both_currencies("TOTALENTERED", "total_entered"),
    *_both_currencies("TOTALPAID", "total_entered"),
    *_both_currencies("TOTALDUE", constant(ZERO)),
    ("PARENTPAYMENTKEY", INTEGER, constant(None)),
    *_TRANSACTION_STAMPS,
    *TOP_LEVEL,
)
_PAYMENT_DETAIL: tuple[FieldSpec, ...] = (
    ("RECORDNO", INTEGER, "line.record_no"),
    ("PAYMENTKEY", INTEGER, "owner.record_no"),
    ("RECORDKEY", INTEGER, "line.invoice_key"),
    ("ENTRYKEY", INTEGER, "line.entry_key"),
    *_both_currencies("PAYMENTAMOUNT", "line.amount"),
    ("PAYMENTDATE", DATE, "owner.payment_date"),
    ("CURRENCY", TEXT, "owner.currency"),
    ("STATE", ENUM, "owner.state"),
    ("WHENCREATED", Kind.TIMESTAMP, "owner.created_at"),
    ("WHENMODIFIED", Kind.TIMESTAMP, "owner.modified_at"),
)


class LineRow(msgspec.Struct, frozen=True, gc=False):
    """A line together with the record that owns it."""

    owner: Any
    line: Any


@dataclass(frozen=True, slots=True)
class OwnerIndex:
    """Finds lines by a value of their owner."""

    owners: SortedIndex
    owner: Callable[[int], Any]
    lines: Callable[[Any], tuple[Any, ...]]

    def between(
        self, low: Any, high: Any, *, with_low: bool = True, with_high: bool = True
    ) -> range:
        """Places of the owners."""
        return self.owners.between(low, high, with_low=with_low, with_high=with_high)

    def numbers(self, places: range) -> list[int]:
        """Numbers of all their lines."""
        owners = (self.owner(number) for number in self.owners.numbers(places))
        return [line.record_no for owner in owners for line in self.lines(owner)]


def receivable_objects(book: IntacctBook) -> list[ObjectDefinition]:
    """Definitions of ARINVOICE, ARPYMT and their lines of `book`."""
    return [_invoice(book), _item(book), _payment(book), _payment_detail(book)]


def _invoice(book: IntacctBook) -> ObjectDefinition:
    customers, contacts = book.customers, book.contacts

    def customer(row: Invoice) -> Any:
        return customers.named(row.customer_id)

    def customer_name(row: Invoice) -> str | None:
        found = customers.named(row.customer_id)
        return None if found is None else found.name

    def items(row: Invoice) -> list[LineRow]:
        return [LineRow(row, item) for item in row.items]

    indexes = {"RECORDID": "record_id", "CUSTOMERID": "customer_id", **_TRANSACTION_INDEXES}
    return ObjectDefinition(
        "ARINVOICE",
        fields_from(*_INVOICE, ("CUSTOMERNAME", TEXT, customer_name)),
        table_rows(book.invoices, indexes),
        {
            "CUSTOMER": Relation("CUSTOMER", "CUSTOMERID", customer),
            "BILLTO": Relation(
                "CONTACT", "BILLTOPAYTOKEY", lambda row: contacts.named(row.bill_to)
            ),
            "SHIPTO": Relation(
                "CONTACT", "SHIPTORETURNTOKEY", lambda row: contacts.named(row.ship_to)
            ),
        },
        owned=OwnedLines("ARINVOICEITEMS", "ARINVOICEITEM", items),
    )


def _item(book: IntacctBook) -> ObjectDefinition:
    accounts, dimensions, details = book.accounts, book.dimensions, book.tax_details

    def name_in(dimension: str, attribute: str) -> Reader:
        table = dimensions[dimension]

        def read(row: LineRow) -> str | None:
            member = table.named(getattr(row.line, attribute))
            return None if member is None else member.name

        return read

    def tax_detail_key(row: LineRow) -> int | None:
        detail = details.named(row.line.detail_id)
        return None if detail is None else detail.record_no

    names: list[FieldSpec] = [
        (f"{dimension}NAME", TEXT, name_in(dimension, f"{dimension.lower()}_id"))
        for dimension in dimensions
    ]
    return ObjectDefinition(
        "ARINVOICEITEM",
        fields_from(*_ITEM, *names, ("DETAILKEY", INTEGER, tax_detail_key)),
        _line_rows(book.invoices, _items_of, {"RECORDKEY": book.invoices.numbers}),
        {
            "ARINVOICE": Relation("ARINVOICE", "RECORDKEY", lambda row: row.owner),
            "GLACCOUNT": Relation(
                "GLACCOUNT", "ACCOUNTNO", lambda row: accounts.named(row.line.account_no)
            ),
            "TAXDETAIL": Relation(
                "TAXDETAIL", "DETAILID", lambda row: details.named(row.line.detail_id)
            ),
        },
    )


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
        table_rows(book.payments, _TRANSACTION_INDEXES),
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
        _line_rows(book.payments, _details_of, owners),
        {
            "ARPYMT": Relation("ARPYMT", "PAYMENTKEY", lambda row: row.owner),
            "ARINVOICE": Relation(
                "ARINVOICE", "RECORDKEY", lambda row: book.invoices.get(row.line.invoice_key)
            ),
        },
    )


def _items_of(invoice: Invoice) -> tuple[InvoiceItem, ...]:
    return invoice.items


def _details_of(payment: Payment) -> tuple[PaymentDetail, ...]:
    return payment.details


def _line_rows(
    table: Table[Any], lines: Callable[[Any], tuple[Any, ...]], owners: dict[str, SortedIndex]
) -> Rows:
    def get(number: int) -> LineRow | None:
        owner = table.get(table.owners.get(number, 0))
        if owner is None:
            return None
        return next(LineRow(owner, line) for line in lines(owner) if line.record_no == number)

    indexes: dict[str, Index] = {"RECORDNO": table.owned_numbers}
    for name, index in owners.items():
        indexes[name] = OwnerIndex(index, table.get, lines)
    return Rows(numbers=table.owned_numbers, get=get, indexes=indexes)
