"""Invoices. Bills and credit notes will stand beside sales invoices here: one collection, more kinds."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.money import Money
from sync.domain.records import Document, DocumentLine, Reference, Sighting
from sync.ledgers.re_leased import wire, wire_shapes
from sync.ledgers.re_leased.client import Client, Request
from sync.ledgers.re_leased.family import Family, cannot_do, only, our_mark, sighting
from sync.ledgers.re_leased.json_text import Reader, written
from sync.ledgers.re_leased.lookup import marked_record, record_by_id
from sync.ledgers.re_leased.meanings import (
    DOCUMENT_STATUSES,
    STATUSES_OF_NEW_DOCUMENTS,
    meaning_of,
    unknown_spelling,
)
from sync.use_cases.ports import Write, WriteVerb

CENTS = Decimal("0.01")

_ATTRIBUTES = {
    "number": "invoice_number",
    "reference": "reference",
    "contact": "contact_id",
    "issue_date": "issue_date",
    "due_date": "due_date",
    "currency": "currency",
    "lines": "lines",
}
"""The body's attribute for each field that can be changed; the status changes by actions only."""

_ACTIONS = {WriteVerb.APPROVE: wire.Action.APPROVE, WriteVerb.VOID: wire.Action.VOID}


class SalesInvoices(Family[wire_shapes.Invoice]):
    """Income invoices; an invoice's key is its id."""

    resource = wire.Resource.INVOICES
    filters = wire.document_query(wire.Kind.INCOME, wire.DocumentType.INVOICE)
    reader = Reader(wire_shapes.Invoice, "invoice")

    def sightings(self, stored: wire_shapes.Invoice, kind: RecordKind) -> Sequence[Sighting]:
        """The invoice, where it is an income invoice; the tombstone of a deleted draft is gone."""
        if not is_sales_invoice(stored):
            return []
        seen = sighting(kind, stored.id, invoice_from(stored), stored)
        return [replace(seen, gone=stored.status == wire.InvoiceStatus.DELETED)]

    def requests(self, write: Write) -> Sequence[Request]:
        """A new invoice, its changes, or an action on it."""
        record = write.record
        if not isinstance(record, Document):
            raise cannot_do(write)
        match write.verb:
            case WriteVerb.CREATE if record.status in STATUSES_OF_NEW_DOCUMENTS:
                return [self._creation(write, record)]
            case WriteVerb.UPDATE if write.fields <= _ATTRIBUTES.keys():
                return [self._changes(write, record)]
            case WriteVerb.APPROVE | WriteVerb.VOID:
                return [self._decision(write)]
            case _:
                raise cannot_do(write)

    def seen(self, stored: wire_shapes.Invoice, write: Write) -> Sighting | None:
        """The invoice that was asked for; its key is not known before it is made.

        Raises:
            BrokenPromise: It is another sort of document.
        """
        if not is_sales_invoice(stored):
            raise BrokenPromise(f"Re-Leased's invoice {stored.id} is not a sales invoice.")
        return next(iter(self.sightings(stored, write.kind)), None)

    def look_up(self, client: Client, write: Write, *, page_size: int) -> Sighting | None:  # noqa: ARG002 - no list is read
        """By our mark for a new invoice, else by its id."""
        if write.verb is WriteVerb.CREATE:
            stored = marked_record(client, self, write)
        else:
            stored = record_by_id(client, self, write.key)
        return self.seen(stored, write) if stored else None

    def _creation(self, write: Write, record: Document) -> Request:
        body = invoice_body(record)
        body.kind = wire.Kind.INCOME
        body.document_type = wire.DocumentType.INVOICE
        body.status = STATUSES_OF_NEW_DOCUMENTS[record.status]
        body.amounts_are = wire.TAX_EXCLUSIVE
        body.source = wire.SOURCE_INTEGRATION
        body.external_refs = [our_mark(write, number=record.number)]
        return Request("POST", self.resource, written(body), idempotency_key=write.intent_key)

    def _changes(self, write: Write, record: Document) -> Request:
        said = {_ATTRIBUTES[field] for field in write.fields}
        body = only(invoice_body(record), said)
        if "lines" in write.fields:
            # The lines we send hold prices without tax, whatever the invoice held before.
            body.amounts_are = wire.TAX_EXCLUSIVE
        path = wire.record_path(self.resource, write.key)
        return Request("PATCH", path, written(body), version=write.version)

    def _decision(self, write: Write) -> Request:
        body = wire_shapes.Decision(
            actor=wire_shapes.Actor(name=wire.ACTOR_NAME), initiated_in=wire.INITIATED_IN_INTACCT
        )
        return Request(
            "POST",
            wire.record_path(self.resource, write.key, _ACTIONS[write.verb]),
            written(body),
            idempotency_key=write.intent_key,
            version=write.version,
        )


def is_sales_invoice(stored: wire_shapes.Invoice) -> bool:
    """Whether a document is an invoice to a tenant: not a bill, a credit note or an adjustment."""
    name = f"invoice {stored.id}"
    if stored.kind not in set(wire.Kind):
        raise unknown_spelling(stored.kind, field="kind", of=name)
    if stored.document_type not in set(wire.DocumentType):
        raise unknown_spelling(stored.document_type, field="document type", of=name)
    return (stored.kind, stored.document_type) == (wire.Kind.INCOME, wire.DocumentType.INVOICE)


def invoice_from(stored: wire_shapes.Invoice) -> Document:
    """What Re-Leased says about an income invoice. Paid is posted: payment is not a status here."""
    name = f"invoice {stored.id}"
    try:
        lines = tuple(_line_from(line, stored.currency) for line in stored.lines)
    except (ValueError, ArithmeticError) as error:
        raise BrokenPromise(
            f"Re-Leased's {name} has an amount that is not money: {error}"
        ) from error
    return Document(
        number=stored.invoice_number or "",
        reference=stored.reference or "",
        contact=Reference(RecordKind.CUSTOMER, stored.contact_id),
        issue_date=stored.issue_date,
        due_date=stored.due_date,
        currency=stored.currency,
        status=meaning_of(stored.status, DOCUMENT_STATUSES, field="status", of=name),
        lines=lines,
    )


def invoice_body(record: Document) -> wire_shapes.InvoiceBody:
    """The fields of an invoice as Re-Leased takes them, without its status."""
    return wire_shapes.InvoiceBody(
        invoice_number=record.number,
        reference=record.reference,
        contact_id=record.contact.key,
        issue_date=record.issue_date,
        due_date=record.due_date,
        currency=record.currency,
        lines=[_line_body(line) for line in record.lines],
    )


def _line_from(line: wire_shapes.InvoiceLine, currency: str) -> DocumentLine:
    values = sorted(f"{item.category_id}:{item.option_id}" for item in line.tracking)
    tax_code = line.tax_type_code
    return DocumentLine(
        description=line.description or "",
        account=Reference(RecordKind.ACCOUNT, line.account_code),
        net=Money(line.net_amount, currency),
        tax=Money(line.tax_amount or Decimal(0), currency),
        tax_detail=Reference(RecordKind.TAX_DETAIL, tax_code) if tax_code else None,
        dimensions=tuple(Reference(RecordKind.DIMENSION_VALUE, value) for value in values),
    )


def _line_body(line: DocumentLine) -> wire_shapes.InvoiceLineBody:
    net = _amount(line.net)
    return wire_shapes.InvoiceLineBody(
        description=line.description,
        quantity=1,
        unit_price=net,
        account_code=line.account.key,
        net_amount=net,
        tax_amount=_amount(line.tax),
        tax_type_code=line.tax_detail.key if line.tax_detail else None,
        tracking=[_tracking(value) for value in line.dimensions],
    )


def _tracking(value: Reference) -> wire_shapes.LineTracking:
    category_id, _, option_id = value.key.partition(":")
    return wire_shapes.LineTracking(category_id=category_id, option_id=option_id)


def _amount(money: Money) -> Decimal:
    """The interface wants two decimals always, also for currencies that have none."""
    return money.amount.quantize(CENTS)
