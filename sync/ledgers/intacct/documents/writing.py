"""Writing AR invoices: making, changing and posting them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import zip_longest
from typing import cast

from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentLine, DocumentStatus, Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.documents.finding import DocumentFinder
from sync.ledgers.intacct.documents.line_items import (
    changed_line_item,
    is_written_with_lines,
    line_item,
    stored_line,
)
from sync.ledgers.intacct.documents.reading import DocumentReader
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.ledgers.intacct.wire.values import TEXT_LIMITS, day_element, stored
from sync.ledgers.intacct.wire.xml_text import Element, element
from sync.ledgers.intacct.writing.family import Prepared
from sync.use_cases.ports import Done, Refused, Write, WriteVerb

_EVERYTHING = frozenset(field.name for field in fields(Document))
_CREATED_AS = {DocumentStatus.DRAFT: "Draft", DocumentStatus.POSTED: "Submit"}
_GONE = Refused(
    code="gone",
    message="The invoice is no longer in Intacct.",
    remedy="Check in Intacct whether it was deleted.",
    moved=True,
)
_CHANGED = Refused(
    code="changed_since",
    message="The draft in Intacct is no longer what was to be approved.",
    remedy="Look at the draft again before approving it.",
    moved=True,
)


@dataclass(frozen=True, slots=True)
class SalesInvoiceWriting:
    """Writes the AR invoices of one company."""

    company: Company
    settings: IntacctSettings
    reader: DocumentReader
    finder: DocumentFinder

    @property
    def verbs(self) -> frozenset[WriteVerb]:
        """Everything but voiding: reversing in Intacct is for people."""
        return frozenset({WriteVerb.CREATE, WriteVerb.UPDATE, WriteVerb.APPROVE})

    def prepare(self, writes: Sequence[Write]) -> Mapping[str, Prepared]:
        """What each write comes to. Those of existing invoices are read first, all together."""
        existing = [write.key for write in writes if write.verb is not WriteVerb.CREATE]
        now = self.reader.by_key(existing) if existing else {}
        return {write.intent_key: self._prepared(write, now) for write in writes}

    def done(self, write: Write, result: Result) -> Done:
        """The invoice under the RECORDNO of the answer, holding what was sent.

        The number may turn out to be another one, where the company numbers invoices itself; the next
        reading shows it.
        """
        key = result.key or write.key
        record = stored_invoice(invoice_of(write))
        if write.verb is WriteVerb.APPROVE:
            record = replace(record, status=DocumentStatus.POSTED)
        if not record.number:
            return Done(key)
        return Done(key, Sighting(RecordKind.SALES_INVOICE, key, record))

    def find(self, writes: Sequence[Write]) -> Mapping[str, Done]:
        """Those that have taken effect: new ones by their external id, others by what they changed."""
        created = [write for write in writes if write.verb is WriteVerb.CREATE]
        found = dict(self.finder.created(created, wanted=stored_wanted(created))) if created else {}
        changed = [write for write in writes if write.verb is not WriteVerb.CREATE]
        now = self.reader.by_key([write.key for write in changed]) if changed else {}
        for write in changed:
            sighting = now.get(write.key)
            if sighting is not None and _has_taken_effect(write, _invoice_in(sighting)):
                found[write.intent_key] = Done(write.key, sighting)
        return found

    def _prepared(self, write: Write, now: Mapping[str, Sighting]) -> Prepared:
        record = stored_invoice(invoice_of(write))
        sent = _EVERYTHING if write.verb is WriteVerb.CREATE else write.fields
        problem = _problem_with(record, sent, self.company.facts.currency)
        if problem is not None:
            return problem
        if write.verb is WriteVerb.CREATE:
            if record.status not in _CREATED_AS:
                return _status_not_carried(record)
            return [Function(write.intent_key, self._creation(write, record))]
        sighting = now.get(write.key)
        if sighting is None:
            return _GONE
        if write.verb is WriteVerb.APPROVE:
            return _approval(write, record, sighting)
        return _change(write, record, _invoice_in(sighting))

    def _creation(self, write: Write, record: Document) -> Element:
        solution = self.settings.tax_solution
        return element(
            "create_invoice",
            element("customerid", record.contact.key),
            day_element("datecreated", record.issue_date),
            day_element("datedue", record.due_date),
            element("action", _CREATED_AS[record.status]),
            element("invoiceno", record.number) if record.number else None,
            element("ponumber", record.reference) if record.reference else None,
            element("externalid", self.finder.external_id(write)),
            element("taxsolutionid", solution) if solution else None,
            element("invoiceitems", *(line_item(line) for line in record.lines)),
        )


def invoice_of(write: Write) -> Document:
    """The invoice that a write carries."""
    return cast("Document", write.record)


def stored_invoice(record: Document) -> Document:
    """The invoice as Intacct will show it again. The number is no text to be cut: see `_problem_with`."""
    return replace(
        record,
        number=record.number.strip(),
        reference=stored(record.reference, "reference"),
        lines=tuple(stored_line(line) for line in record.lines),
    )


def stored_wanted(writes: Sequence[Write]) -> dict[str, Document]:
    """What each write wants to see stored, by intent key."""
    return {write.intent_key: stored_invoice(invoice_of(write)) for write in writes}


def _invoice_in(sighting: Sighting) -> Document:
    return cast("Document", sighting.record)


def _problem_with(record: Document, sent: frozenset[str], base_currency: str) -> Refused | None:
    """Why Intacct would keep something else in the fields `sent` than this invoice says, before it is sent."""
    number = record.number
    if "number" in sent and len(number) > TEXT_LIMITS["invoice_number"]:
        return Refused(
            code="number_too_long",
            message=f"Invoice number {number[:60]} has {len(number)} characters; Intacct holds 30.",
            remedy="Give the invoice a shorter number in Re-Leased.",
        )
    if "currency" in sent and record.currency != base_currency:
        return Refused(
            code="foreign_currency",
            message=f"Invoice {number} is in {record.currency}; Intacct's books are in {base_currency}.",
            remedy="Enter the invoice in Intacct by hand.",
        )
    if "lines" not in sent:
        return None
    if not record.lines:
        return Refused(
            code="no_lines",
            message=f"Invoice {number} has no lines, and Intacct takes none without.",
            remedy="Add a line to the invoice in Re-Leased.",
        )
    problems = (_problem_with_line(number, line) for line in record.lines)
    return next((problem for problem in problems if problem is not None), None)


def _status_not_carried(record: Document) -> Refused:
    return Refused(
        code="status_not_carried",
        message=f"Invoice {record.number} is {record.status}; Intacct holds drafts and posted ones.",
        remedy="Submit or approve the invoice in Re-Leased.",
    )


def _problem_with_line(number: str, line: DocumentLine) -> Refused | None:
    if line.tax_detail is None and line.tax.amount != 0:
        return Refused(
            code="tax_without_type",
            message=f"Invoice {number} charges tax of {line.tax} without a tax type.",
            remedy="Give the line a tax type in Re-Leased.",
        )
    strange = [one.key for one in line.dimensions if not is_written_with_lines(one)]
    if strange:
        return Refused(
            code="dimension_not_carried",
            message=f"Invoice {number} is tagged with {strange[0]}, which is not carried to Intacct.",
            remedy="Take the tag off the line in Re-Leased.",
        )
    return None


def _approval(write: Write, record: Document, sighting: Sighting) -> Prepared:
    """An approval is worth what was shown: a draft that says something else now is not posted."""
    now = _invoice_in(sighting)
    if _what_is_owed(now) != _what_is_owed(record):
        return _CHANGED
    if now.status is DocumentStatus.POSTED:
        return Done(write.key, sighting)
    posting = element("update_invoice", element("action", "Submit"), key=write.key)
    return [Function(write.intent_key, posting)]


def _what_is_owed(invoice: Document) -> tuple[object, ...]:
    """What an approver answers for: who owes how much when, and where it goes in the books."""
    lines = tuple(
        (one.account, one.net, one.tax, one.tax_detail, one.dimensions) for one in invoice.lines
    )
    return invoice.contact, invoice.issue_date, invoice.due_date, invoice.currency, lines


def _change(write: Write, record: Document, now: Document) -> Prepared:
    if "lines" in write.fields and len(record.lines) < len(now.lines):
        return Refused(
            code="line_removed",
            message=f"Invoice {now.number} has lost a line; Intacct's interface cannot remove lines.",
            remedy="Remove the line in Intacct by hand.",
        )
    # Without an action an update posts a draft, so a draft is only posted where that is asked for.
    posts = "status" in write.fields and record.status is DocumentStatus.POSTED
    stays_draft = now.status is DocumentStatus.DRAFT and not posts
    lines = list(_changed_lines(record, now)) if "lines" in write.fields else []
    change = element(
        "update_invoice",
        *_changed_header(write, record, action="Draft" if stays_draft else "Submit"),
        element("updateinvoiceitems", *lines) if lines else None,
        key=write.key,
        set_nulls="true",
    )
    return [Function(write.intent_key, change)]


def _changed_header(write: Write, record: Document, *, action: str) -> Iterator[Element | None]:
    given = write.fields
    yield element("customerid", record.contact.key) if "contact" in given else None
    yield day_element("datecreated", record.issue_date) if "issue_date" in given else None
    yield day_element("datedue", record.due_date) if "due_date" in given else None
    yield element("action", action)
    yield element("invoiceno", record.number) if "number" in given else None
    yield element("ponumber", record.reference) if "reference" in given else None


def _changed_lines(record: Document, now: Document) -> Iterator[Element]:
    """The lines that differ, by their place among the user lines (a guess: tax lines are not counted)."""
    for place, (line, before) in enumerate(zip_longest(record.lines, now.lines), start=1):
        if before is None:
            yield line_item(line)
        elif line != before:
            yield changed_line_item(line, before=before, place=place)


def _has_taken_effect(write: Write, now: Document) -> bool:
    if write.verb is WriteVerb.APPROVE:
        return now.status is DocumentStatus.POSTED
    wanted = stored_invoice(invoice_of(write))
    return all(getattr(wanted, name) == getattr(now, name) for name in write.fields)
