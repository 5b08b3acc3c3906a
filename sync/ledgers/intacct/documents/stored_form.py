"""What Intacct will show again of a document that is sent: texts cut, credits due on their own date."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from sync.domain.records import Document, DocumentLine
from sync.ledgers.intacct.documents.objects import DocumentObject
from sync.ledgers.intacct.wire.values import cut_off, stored
from sync.ledgers.intacct.wire.xml_text import clean
from sync.use_cases.ports import Write


def document_of(write: Write) -> Document:
    """The document that a write carries."""
    return cast("Document", write.record)


def stored_document(what: DocumentObject, record: Document) -> Document:
    """The document as Intacct will show it again.

    The number is not cut: one that is too long is refused by `checks`, since it would name another document.
    """
    return replace(
        record,
        number=clean(record.number).strip(),
        reference=stored(record.reference, what.legacy.reference_limit),
        due_date=record.due_date if what.due_field else record.issue_date,
        lines=tuple(_stored_line(line) for line in record.lines),
    )


def cut_texts(what: DocumentObject, record: Document, sent: frozenset[str]) -> tuple[str, ...]:
    """One sentence for each text among the fields `sent` of which Intacct keeps only a part."""
    return tuple(_cut_texts(what, record, sent))


def _cut_texts(what: DocumentObject, record: Document, sent: frozenset[str]) -> Iterator[str]:
    if "reference" in sent:
        yield from cut_off("The reference", record.reference, what.legacy.reference_limit)
    if "lines" in sent:
        for place, line in enumerate(record.lines, start=1):
            yield from cut_off(f"Line {place}'s description", line.description, "memo")


def _stored_line(line: DocumentLine) -> DocumentLine:
    return replace(
        line,
        description=stored(line.description, "memo"),
        dimensions=tuple(sorted(line.dimensions)),
    )
