"""The legacy functions that make, change and post documents, built in the order they insist on."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from sync.domain.records import Document, DocumentStatus
from sync.ledgers.intacct.documents.line_items import changed_line_item, line_item
from sync.ledgers.intacct.documents.objects import DocumentObject
from sync.ledgers.intacct.settings import GlDate
from sync.ledgers.intacct.wire.values import day_element
from sync.ledgers.intacct.wire.xml_text import Element, element

_DRAFT, _POST = "Draft", "Submit"
ACTIONS = {DocumentStatus.DRAFT: _DRAFT, DocumentStatus.POSTED: _POST}
"""The statuses that a document can be made with."""
_DATES = frozenset({"issue_date", "due_date"})


def creation(
    what: DocumentObject,
    record: Document,
    *,
    external_id: str,
    tax_solution: str,
    gl_date: GlDate,
) -> Element:
    """The function that makes a document; texts that are empty are left out."""
    parts = {
        **_header(what, record),
        "gl_date": _gl_date(what, record, gl_date),
        "action": element("action", ACTIONS[record.status]),
        "external_id": element("externalid", external_id),
    }
    filled = {name: part for name, part in parts.items() if len(part) or part.text}
    return element(
        f"create_{what.legacy.noun}",
        *_in_order(what, filled),
        element("taxsolutionid", tax_solution) if tax_solution else None,
        element(what.legacy.items, *(line_item(one, sign=what.sign) for one in record.lines)),
    )


def change(
    what: DocumentObject,
    key: str,
    record: Document,
    *,
    now: Document,
    fields: Iterable[str],
    gl_date: GlDate,
) -> Element:
    """The function that makes the named `fields` of a document what `record` says.

    Without an action it would post a draft, so a draft is only posted where the status is among the fields.
    The GL date is sent with either date: Intacct may let it follow the document's own date otherwise (a guess).
    """
    changed = frozenset(fields)
    posts = "status" in changed and record.status is DocumentStatus.POSTED
    stays_draft = now.status is DocumentStatus.DRAFT and not posts
    header = {name: part for name, part in _header(what, record).items() if name in changed}
    if changed & _DATES:
        header["gl_date"] = _gl_date(what, record, gl_date)
    header["action"] = element("action", _DRAFT if stays_draft else _POST)
    lines = list(_changed_lines(what, record, now)) if "lines" in changed else []
    return element(
        f"update_{what.legacy.noun}",
        *_in_order(what, header),
        element(f"update{what.legacy.items}", *lines) if lines else None,
        key=key,
        set_nulls="true",
    )


def posting(what: DocumentObject, key: str) -> Element:
    """The function that posts a draft as it is."""
    return element(f"update_{what.legacy.noun}", element("action", _POST), key=key)


def look_up_by_external_id(what: DocumentObject, external_id: str) -> Element:
    """The function that shows a document by the mark it was made with."""
    return element(f"get_{what.legacy.noun}", key=external_id, externalkey="true")


def _header(what: DocumentObject, record: Document) -> dict[str, Element]:
    """The parts of the header that can be changed, by the record's field."""
    names = what.legacy
    return {
        "contact": element(names.contact, record.contact.key),
        "issue_date": day_element("datecreated", record.issue_date),
        "due_date": day_element("datedue", record.due_date),
        "number": element(names.number, record.number),
        "reference": element(names.reference, record.reference),
    }


def _gl_date(what: DocumentObject, record: Document, gl_date: GlDate) -> Element:
    """The date that a document is posted to the general ledger by; a credit has its own date only."""
    by_due_date = gl_date is GlDate.DUE_DATE and what.due_field
    return day_element("dateposted", record.due_date if by_due_date else record.issue_date)


def _in_order(what: DocumentObject, parts: Mapping[str, Element]) -> list[Element]:
    return [parts[name] for name in what.legacy.header if name in parts]


def _changed_lines(what: DocumentObject, record: Document, now: Document) -> Iterator[Element]:
    """The lines that differ, by their place among the user lines (a guess: tax lines are not counted)."""
    for place, (line, before) in enumerate(zip_longest(record.lines, now.lines), start=1):
        if before is None:
            yield line_item(line, sign=what.sign)
        elif line != before:
            yield changed_line_item(line, before=before, place=place, sign=what.sign)
