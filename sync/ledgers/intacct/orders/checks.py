"""Why Order Entry or Purchasing would not keep what a document says: known before it is sent, and refused."""

from sync.domain.kinds import RecordKind
from sync.domain.records import EXTERNAL_TAX, Document, DocumentLine, DocumentStatus
from sync.ledgers.intacct.company import CompanyFacts
from sync.ledgers.intacct.dimensions import dimension_of
from sync.ledgers.intacct.documents.checks import name_of, problem_with_removed_lines
from sync.ledgers.intacct.orders.objects import OrderObject
from sync.ledgers.intacct.orders.reading import OrderAsItStands, order_in
from sync.ledgers.intacct.wire.values import TEXT_LIMITS
from sync.use_cases.ports import Refused

_CREATED = frozenset({DocumentStatus.DRAFT, DocumentStatus.POSTED})
_NEVER_CHANGED = {"contact": "contact", "number": "number", "currency": "currency"}
_EDITABLE = frozenset({"draft", "pending"})


def problem_with_creation(
    what: OrderObject, record: Document, facts: CompanyFacts
) -> Refused | None:
    """What stands against a new document; None where nothing does."""
    name = name_of(what.posts_as, record)
    if record.status not in _CREATED:
        return Refused(
            code="status_not_carried",
            message=f"{name} is {record.status}; Intacct makes drafts and posted ones.",
            remedy="Submit or approve it in Re-Leased.",
        )
    if len(record.number) > TEXT_LIMITS["order_number"]:
        return Refused(
            code="number_too_long",
            message=f"{name} has a number of {len(record.number)} characters; "
            f"{what.name} holds {TEXT_LIMITS['order_number']}.",
            remedy="Give it a shorter number in Re-Leased.",
        )
    if record.currency != facts.currency:
        return Refused(
            code="foreign_currency",
            message=f"{name} is in {record.currency}; Intacct's books are in {facts.currency}.",
            remedy="Enter it in Intacct by hand.",
        )
    return _problem_with_lines(what, record, facts)


def problem_with_change(
    what: OrderObject,
    record: Document,
    *,
    fields: frozenset[str],
    now: OrderAsItStands,
    facts: CompanyFacts,
) -> Refused | None:
    """What stands against changing these fields of a document; None where nothing does."""
    fixed = [name for name in _NEVER_CHANGED if name in fields]
    if fixed:
        return Refused(
            code="never_changes",
            message=f"{name_of(what.posts_as, record)} keeps its {fixed[0]} for ever in {what.name}.",
            remedy="Enter the document anew in Intacct, and delete this one there.",
        )
    if "lines" not in fields:
        return problem_with_state(what, now)
    return (
        problem_with_state(what, now)
        or _problem_with_lines(what, record, facts)
        or _problem_with_places(what, record, now)
    )


def problem_with_state(what: OrderObject, now: OrderAsItStands) -> Refused | None:
    """Only drafts and pending documents are saved again; others Intacct keeps as they are."""
    if now.state in _EDITABLE:
        return None
    return Refused(
        code="state_not_editable",
        message=f"{now.sighting.key.partition(':')[2]} is {now.state}, and {what.name} changes only "
        "drafts and pending documents.",
        remedy="Return or credit the document in Intacct.",
    )


def _problem_with_lines(what: OrderObject, record: Document, facts: CompanyFacts) -> Refused | None:
    if not record.lines:
        return Refused(
            code="no_lines",
            message=f"{name_of(what.posts_as, record)} has no lines, and Intacct takes none without.",
            remedy="Add a line to it in Re-Leased.",
        )
    name = name_of(what.posts_as, record)
    in_use = frozenset(one.object_name for one in facts.dimensions)
    problems = (_problem_with_line(name, line, in_use) for line in record.lines)
    return next((problem for problem in problems if problem is not None), None)


def _problem_with_line(name: str, line: DocumentLine, in_use: frozenset[str]) -> Refused | None:
    if line.account.kind is not RecordKind.ITEM:
        return Refused(
            code="not_an_item",
            message=f"{name} charges account {line.account.key}, for which Intacct has no item.",
            remedy="Let the account's item be made in Intacct first.",
        )
    if line.tax_detail != EXTERNAL_TAX:
        tax = line.tax_detail.key if line.tax_detail else "no tax type"
        return Refused(
            code="tax_not_external",
            message=f"{name} has {tax} on a line; Intacct works the tax out by itself.",
            remedy="Give the line the tax type Externally Calculated Tax in Re-Leased.",
        )
    strange = [one.key for one in line.dimensions if dimension_of(one) not in in_use]
    if strange:
        return Refused(
            code="dimension_not_carried",
            message=f"{name} is tagged with {strange[0]}, which is not carried to Intacct.",
            remedy="Take the tag off the line in Re-Leased.",
        )
    return None


def _problem_with_places(
    what: OrderObject, record: Document, now: OrderAsItStands
) -> Refused | None:
    name = name_of(what.posts_as, record)
    if now.has_subtotals:
        return Refused(
            code="subtotals_by_hand",
            message=f"{name} has subtotals of its own in Intacct, such as a discount.",
            remedy="Change its lines in Intacct by hand.",
        )
    return problem_with_removed_lines(what.posts_as, record, order_in(now))
