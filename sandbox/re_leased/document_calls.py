"""Calls about invoices, credit notes and adjustments."""

from collections.abc import Callable
from typing import Protocol

from sandbox.re_leased.book import ReLeasedBook
from sandbox.re_leased.document_records import Document, Status
from sandbox.re_leased.endpoint import NOTHING, Answer, Call, Endpoint, list_of, one_of
from sandbox.re_leased.fields import (
    AllocationFields,
    CalculatedTaxFields,
    DecisionFields,
    DocumentFields,
    Fields,
)
from sandbox.re_leased.linking_calls import linking
from sandbox.re_leased.listing import Filter, Lister
from sandbox.re_leased.records import Actor
from sandbox.re_leased.wire import read_date, read_flag

_INVOICES = "/companies/{company_id}/invoices"
_ONE = f"{_INVOICES}/{{record_id}}"
_SORT_FIELDS = {"issueDate": "issue_date", "dueDate": "due_date", "name": "invoice_number"}


class AllocationsFields(Fields):
    """Credit to be put against several invoices."""

    items: tuple[AllocationFields, ...]


class Decide(Protocol):
    """Takes a decision about a document."""

    def __call__(
        self, company_id: str, document_id: str, decision: DecisionFields, /, *, by: Actor
    ) -> Document:
        """Return the document as it stands after it."""


def endpoints(book: ReLeasedBook) -> list[Endpoint]:
    """Everything that can be asked about documents."""
    documents = book.documents
    lister = Lister(documents.shelf, _filters(book), _SORT_FIELDS)
    return [
        list_of("invoices", lister),
        one_of("invoices", documents.get),
        *_writing(book),
        *_deciding(book),
        linking("invoices", documents.get, documents.link),
    ]


def _writing(book: ReLeasedBook) -> list[Endpoint]:
    documents = book.documents

    def create(call: Call) -> Answer:
        fields = call.read(DocumentFields)
        return Answer(documents.create(call.company_id, fields, by=call.by), status=201)

    def edit(call: Call) -> Answer:
        call.require_version(documents.get(call.company_id, call.record_id))
        fields = call.read(DocumentFields)
        return Answer(documents.edit(call.company_id, call.record_id, fields, by=call.by))

    def delete(call: Call) -> Answer:
        call.require_version(documents.get(call.company_id, call.record_id))
        documents.delete(call.company_id, call.record_id, by=call.by)
        return NOTHING

    def allocate(call: Call) -> Answer:
        call.require_version(documents.get(call.company_id, call.record_id))
        items = call.read(AllocationsFields).items
        return Answer(book.credits.allocate(call.company_id, call.record_id, items, by=call.by))

    def apply_tax(call: Call) -> Answer:
        call.require_version(documents.get(call.company_id, call.record_id))
        tax = call.read(CalculatedTaxFields)
        return Answer(book.calculated_tax.apply(call.company_id, call.record_id, tax, by=call.by))

    def list_attachments(call: Call) -> Answer:
        return Answer(book.attachments.of(call.company_id, call.record_id))

    return [
        Endpoint("POST", _INVOICES, create),
        Endpoint("PATCH", _ONE, edit),
        Endpoint("DELETE", _ONE, delete),
        Endpoint("POST", f"{_ONE}/allocations", allocate),
        Endpoint("POST", f"{_ONE}/calculated-tax", apply_tax),
        Endpoint("GET", f"{_ONE}/attachments", list_attachments),
    ]


def _deciding(book: ReLeasedBook) -> list[Endpoint]:
    documents = book.documents

    def deciding(action: str, decide: Decide) -> Endpoint:
        def act(call: Call) -> Answer:
            call.require_version(documents.get(call.company_id, call.record_id))
            decision = call.read(DecisionFields)
            return Answer(decide(call.company_id, call.record_id, decision, by=call.by))

        return Endpoint("POST", f"{_ONE}/{action}", act)

    return [
        deciding("submit", documents.submit),
        deciding("approve", documents.approve),
        deciding("reject", documents.reject),
        deciding("reset-to-draft", documents.reset_to_draft),
        deciding("void", documents.void),
    ]


def _filters(book: ReLeasedBook) -> dict[str, Filter[Document]]:
    return {
        "kind": lambda document, value: document.kind == value,
        "documentType": lambda document, value: document.document_type == value,
        "status": lambda document, value: document.status in value.split(","),
        "contactId": lambda document, value: document.contact_id == value,
        "propertyId": lambda document, value: document.property_id == value,
        "tenancyId": lambda document, value: document.tenancy_id == value,
        "issueDateFrom": lambda document, value: document.issue_date >= read_date(value),
        "issueDateTo": lambda document, value: document.issue_date <= read_date(value),
        "overdue": _overdue(book),
        "taxStatus": lambda document, value: document.tax_calculation.status == value,
    }


def _overdue(book: ReLeasedBook) -> Callable[[Document, str], bool]:
    """Overdue is a view, not a stored state: approved, unpaid and past the due date."""

    def passes(document: Document, value: str) -> bool:
        is_open = document.status is Status.APPROVED and document.amount_due > 0
        is_overdue = is_open and document.due_date < book.clock.now().date()
        return is_overdue is read_flag(value)

    return passes
