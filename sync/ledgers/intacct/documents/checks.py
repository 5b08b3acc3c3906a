"""Why Intacct would keep something else than a document says: known before it is sent, and refused."""

from sync.domain.records import EXTERNAL_TAX, Document, DocumentLine
from sync.ledgers.intacct.company import CompanyFacts
from sync.ledgers.intacct.dimensions import dimension_of
from sync.ledgers.intacct.documents.functions import ACTIONS
from sync.ledgers.intacct.documents.keys import order_document_in
from sync.ledgers.intacct.documents.objects import DocumentObject
from sync.ledgers.intacct.wire.values import TEXT_LIMITS
from sync.use_cases.ports import Refused

_LONGEST_NUMBER = TEXT_LIMITS["document_number"]
_LONGEST_SHOWN = 60


def problem_with(
    what: DocumentObject, record: Document, sent: frozenset[str], facts: CompanyFacts
) -> Refused | None:
    """What stands against sending the fields `sent` of this document; None where nothing does."""
    name = name_of(what, record)
    if "number" in sent and len(record.number) > _LONGEST_NUMBER:
        return Refused(
            code="number_too_long",
            message=f"{name} has a number of {len(record.number)} characters; "
            f"Intacct holds {_LONGEST_NUMBER}.",
            remedy="Give it a shorter number in Re-Leased.",
        )
    if "currency" in sent and record.currency != facts.currency:
        return Refused(
            code="foreign_currency",
            message=f"{name} is in {record.currency}; Intacct's books are in {facts.currency}.",
            remedy="Enter it in Intacct by hand.",
        )
    return _problem_with_lines(name, record, facts) if "lines" in sent else None


def problem_with_creation(what: DocumentObject, record: Document) -> Refused | None:
    """Intacct makes drafts and posted documents, and nothing else."""
    if record.status in ACTIONS:
        return None
    return Refused(
        code="status_not_carried",
        message=f"{name_of(what, record)} is {record.status}; Intacct holds drafts and posted ones.",
        remedy="Submit or approve it in Re-Leased.",
    )


def problem_with_removed_lines(
    what: DocumentObject, record: Document, now: Document
) -> Refused | None:
    """Lines cannot be removed through the interface (a guess: no function for it is known)."""
    if len(record.lines) >= len(now.lines):
        return None
    return Refused(
        code="line_removed",
        message=f"{name_of(what, now)} has lost a line; Intacct's interface cannot remove lines.",
        remedy="Remove the line in Intacct by hand.",
    )


def problem_with_key(what: DocumentObject, key: str) -> Refused | None:
    """A document that Order Entry or Purchasing keeps is changed there: its AR or AP record only follows."""
    kept_as = order_document_in(key)
    if not kept_as:
        return None
    return Refused(
        code="kept_by_orders",
        message=f"The {what.kind.singular} belongs to {kept_as} in Order Entry or Purchasing.",
        remedy=f"Change {kept_as} in Intacct; the change comes over by itself.",
    )


def gone(what: DocumentObject) -> Refused:
    """The document to be changed is not there."""
    return Refused(
        code="gone",
        message=f"The {what.kind.singular} is no longer in Intacct.",
        remedy="Check in Intacct whether it was deleted.",
        moved=True,
    )


CHANGED_SINCE = Refused(
    code="changed_since",
    message="The draft in Intacct is no longer what was to be approved.",
    remedy="Look at the draft again before approving it.",
    moved=True,
)


def _problem_with_lines(name: str, record: Document, facts: CompanyFacts) -> Refused | None:
    if not record.lines:
        return Refused(
            code="no_lines",
            message=f"{name} has no lines, and Intacct takes none without.",
            remedy="Add a line to it in Re-Leased.",
        )
    in_use = frozenset(one.object_name for one in facts.dimensions)
    problems = (_problem_with_line(name, line, in_use) for line in record.lines)
    return next((problem for problem in problems if problem is not None), None)


def _problem_with_line(name: str, line: DocumentLine, in_use: frozenset[str]) -> Refused | None:
    if line.tax_detail == EXTERNAL_TAX or line.tax is None:
        return Refused(
            code="tax_external",
            message=f"{name} leaves its tax to Intacct, which works it out in Order Entry and Purchasing only.",
            remedy="Give the line a tax type with a rate in Re-Leased.",
        )
    if line.tax_detail is None and line.tax.amount != 0:
        return Refused(
            code="tax_without_type",
            message=f"{name} charges tax of {line.tax} without a tax type.",
            remedy="Give the line a tax type in Re-Leased.",
        )
    strange = [one.key for one in line.dimensions if dimension_of(one) not in in_use]
    if strange:
        return Refused(
            code="dimension_not_carried",
            message=f"{name} is tagged with {strange[0]}, which is not carried to Intacct.",
            remedy="Take the tag off the line in Re-Leased.",
        )
    return None


def name_of(what: DocumentObject, record: Document) -> str:
    """How a sentence about this document begins: `Sales invoice RL-5521`."""
    kind = what.kind.singular
    return f"{kind[0].upper()}{kind[1:]} {record.number[:_LONGEST_SHOWN]}".rstrip()
