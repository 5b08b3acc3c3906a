"""Invoices, bills, credit notes and adjustments: one collection, four kinds of record."""

from collections.abc import Sequence
from dataclasses import replace

from msgspec import UNSET

from sync.domain.kinds import RecordKind
from sync.domain.records import EXTERNAL_TAX, Document, Sighting
from sync.ledgers.re_leased import wire, wire_bodies, wire_shapes
from sync.ledgers.re_leased.calculated_tax import is_only_tax, tax_request
from sync.ledgers.re_leased.client import Client, Request
from sync.ledgers.re_leased.document_form import document_body, document_from, is_debit
from sync.ledgers.re_leased.document_sorts import DocumentSort, debits, not_of
from sync.ledgers.re_leased.family import Family, cannot_do, only, our_mark, sighting
from sync.ledgers.re_leased.json_text import Reader, written
from sync.ledgers.re_leased.line_terms import PLAIN_LINES, LineTerms
from sync.ledgers.re_leased.lookup import marked_record, record_by_id
from sync.ledgers.re_leased.meanings import STATUSES_OF_NEW_DOCUMENTS
from sync.use_cases.ports import Refused, Write, WriteVerb

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

_ACTIONS = {
    WriteVerb.APPROVE: wire.Action.APPROVE,
    WriteVerb.REJECT: wire.Action.REJECT,
    WriteVerb.VOID: wire.Action.VOID,
}

INVOICE_READER = Reader(wire_shapes.Invoice, "invoice")


class Documents(Family[wire_shapes.Invoice]):
    """Documents of one kind; a document's key is its id.

    Args:
        sort: What tells them from the others.
        terms: What the accounts and tax types on their lines stand for.
    """

    resource = wire.Resource.INVOICES
    reader = INVOICE_READER

    def __init__(self, sort: DocumentSort, terms: LineTerms = PLAIN_LINES) -> None:
        self._sort = sort
        self._terms = terms
        self.lists = sort.lists

    def sightings(self, stored: wire_shapes.Invoice, kind: RecordKind) -> Sequence[Sighting]:
        """The document, where it is of this kind; the tombstone of a deleted draft is gone."""
        if not self._sort.holds(stored):
            return []
        seen = sighting(kind, stored.id, document_from(stored, self._sort, self._terms), stored)
        is_over = stored.status == wire.InvoiceStatus.VOIDED
        files = 0 if is_over else stored.attachment_count
        gone = stored.status == wire.InvoiceStatus.DELETED
        return [replace(seen, gone=gone, attachments=files, workflow=_workflow(stored))]

    def requests(self, write: Write) -> Sequence[Request]:
        """A new document, its changes, or an action on it."""
        record = write.record
        if not isinstance(record, Document):
            raise cannot_do(write)
        match write.verb:
            case WriteVerb.CREATE if record.status in STATUSES_OF_NEW_DOCUMENTS:
                return [self._creation(write, record)]
            case WriteVerb.UPDATE if write.fields <= _ATTRIBUTES.keys():
                return [self._changes(write, record)]
            case WriteVerb.APPROVE | WriteVerb.REJECT | WriteVerb.VOID:
                return [self._decision(write)]
            case _:
                raise cannot_do(write)

    def problem_with(self, client: Client, write: Write) -> Refused | None:
        """New lines turn a credit into a debit, or back: there it would stay what it is, its sign wrong."""
        record = write.record
        is_new_amount = write.verb is WriteVerb.UPDATE and "lines" in write.fields
        if not (self._sort.is_credit and is_new_amount and isinstance(record, Document)):
            return None
        stored = record_by_id(client, self, write.key)
        if stored is None or debits(stored) == is_debit(record):
            return None
        was, is_now = ("debited", "credits") if debits(stored) else ("credited", "debits")
        return Refused(
            code="credit_changed_direction",
            message=f"The {write.kind.singular} {record.number} {was} and now {is_now}; "
            "a document in Re-Leased never changes its type.",
            remedy="Reverse it in Intacct and raise it anew.",
        )

    def final_requests(
        self, client: Client, write: Write, requests: Sequence[Request]
    ) -> Sequence[Request]:
        """Where lines lack nothing but the tax that Intacct worked out, that is put on them as what it is."""
        record = write.record
        if write.verb is not WriteVerb.UPDATE or not isinstance(record, Document):
            return requests
        if "lines" not in write.fields or EXTERNAL_TAX not in {
            line.tax_detail for line in record.lines
        }:
            return requests
        stored = record_by_id(client, self, write.key)
        if stored is None or not is_only_tax(
            document_from(stored, self._sort, self._terms), record
        ):
            return requests
        others = replace(write, fields=write.fields - {"lines"})
        first = [self._changes(others, record)] if others.fields else []
        return [*first, tax_request(write, stored, record)]

    def seen(self, stored: wire_shapes.Invoice, write: Write) -> Sighting | None:
        """The document that was asked for; its key is not known before it is made.

        Raises:
            BrokenPromise: It is another sort of document.
        """
        if not self._sort.holds(stored):
            raise not_of(self._sort, stored)
        return next(iter(self.sightings(stored, write.kind)), None)

    def asked(self, write: Write) -> Document | None:
        """What a new document was to say; a credit is due on its own date."""
        record = write.record
        if write.verb is not WriteVerb.CREATE or not isinstance(record, Document):
            return None
        return replace(record, due_date=record.issue_date) if self._sort.is_credit else record

    def look_up(self, client: Client, write: Write, *, page_size: int) -> Sighting | None:  # noqa: ARG002 - no list is read
        """By our mark for a new document, else by its id."""
        if write.verb is WriteVerb.CREATE:
            stored = marked_record(client, self, write)
        else:
            stored = record_by_id(client, self, write.key)
        return self.seen(stored, write) if stored else None

    def _creation(self, write: Write, record: Document) -> Request:
        body = document_body(record, self._sort, self._terms)
        body.kind = self._sort.side
        body.document_type = self._sort.types[0]
        if self._sort.is_credit and is_debit(record):
            body.document_type = wire.DocumentType.ADJUSTMENT
            body.adjustment_type = wire.AdjustmentType.DEBIT
        body.status = STATUSES_OF_NEW_DOCUMENTS[record.status]
        body.amounts_are = wire.TAX_EXCLUSIVE
        body.source = wire.SOURCE_INTEGRATION
        body.external_refs = [our_mark(write, number=record.number)]
        return Request("POST", self.resource, written(body), idempotency_key=write.intent_key)

    def _changes(self, write: Write, record: Document) -> Request:
        said = {_ATTRIBUTES[field] for field in write.fields}
        if self._sort.is_credit and "issue_date" in said:
            said.add("due_date")
        body = only(document_body(record, self._sort, self._terms), said)
        if "lines" in write.fields:
            # The lines we send hold prices without tax, whatever the document held before.
            body.amounts_are = wire.TAX_EXCLUSIVE
        path = wire.record_path(self.resource, write.key)
        return Request("PATCH", path, written(body), version=write.version)

    def _decision(self, write: Write) -> Request:
        body = wire_bodies.Decision(
            actor=wire_shapes.Actor(name=write.actor or wire.ACTOR_NAME),
            initiated_in=wire.INITIATED_IN_SLACK if write.actor else wire.INITIATED_IN_INTACCT,
            comment=write.comment or UNSET,
        )
        return Request(
            "POST",
            wire.record_path(self.resource, write.key, _ACTIONS[write.verb]),
            written(body),
            idempotency_key=write.intent_key,
            version=write.version,
        )


def _workflow(stored: wire_shapes.Invoice) -> str:
    """The approval workflow that decides about the document; empty where none does."""
    if stored.approval is None or not stored.approval.required:
        return ""
    return stored.approval.workflow or "an approval workflow"
