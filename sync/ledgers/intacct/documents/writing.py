"""Writing documents: making, changing and posting them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import cast

from sync.domain.records import Document, DocumentStatus, Sighting
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.documents.checks import (
    CHANGED_SINCE,
    gone,
    problem_with,
    problem_with_creation,
    problem_with_key,
    problem_with_removed_lines,
)
from sync.ledgers.intacct.documents.finding import DocumentFinder
from sync.ledgers.intacct.documents.functions import change, creation, posting
from sync.ledgers.intacct.documents.objects import DocumentObject
from sync.ledgers.intacct.documents.reading import DocumentReader
from sync.ledgers.intacct.documents.stored_form import cut_texts, document_of, stored_document
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.ledgers.intacct.writing.family import Prepared
from sync.use_cases.ports import Done, Refused, Write, WriteVerb

_EVERYTHING = frozenset(field.name for field in fields(Document))


@dataclass(frozen=True, slots=True)
class DocumentWriting:
    """Writes the documents of one kind and one company."""

    company: Company
    settings: IntacctSettings
    reader: DocumentReader
    finder: DocumentFinder

    @property
    def verbs(self) -> frozenset[WriteVerb]:
        """Everything but voiding: reversing in Intacct is for people."""
        return frozenset({WriteVerb.CREATE, WriteVerb.UPDATE, WriteVerb.APPROVE})

    def prepare(self, writes: Sequence[Write]) -> Mapping[str, Prepared]:
        """What each write comes to. Those of existing documents are read first, all together."""
        existing = [write.key for write in writes if write.verb is not WriteVerb.CREATE]
        now = self.reader.by_key(existing) if existing else {}
        return {
            write.intent_key: self._problem_with(write) or self._prepared(write, now)
            for write in writes
        }

    def done(self, write: Write, result: Result) -> Done:
        """The document under the RECORDNO of the answer, holding what was sent.

        The number may turn out to be another one, where the company numbers documents itself; the next
        reading shows it.
        """
        record = self._stored(write)
        if write.verb is WriteVerb.APPROVE:
            record = replace(record, status=DocumentStatus.POSTED)
        key = result.key or write.key
        return self._done(write, Sighting(write.kind, key, record))

    def find(self, writes: Sequence[Write]) -> Mapping[str, Done]:
        """Those that have taken effect: new ones by their external id, others by what they changed."""
        created = {one.intent_key: one for one in writes if one.verb is WriteVerb.CREATE}
        wanted = {key: self._stored(write) for key, write in created.items()}
        found = self.finder.created(list(created.values()), wanted=wanted) if created else {}
        changed = [write for write in writes if write.verb is not WriteVerb.CREATE]
        now = self.reader.by_key([write.key for write in changed]) if changed else {}
        effective = {
            write.intent_key: self._done(write, now[write.key])
            for write in changed
            if write.key in now and self._has_taken_effect(write, now[write.key])
        }
        made = {
            key: replace(self._done(created[key], one), asked=wanted[key])
            for key, one in found.items()
        }
        return made | effective

    @property
    def _what(self) -> DocumentObject:
        return self.reader.what

    def _stored(self, write: Write) -> Document:
        return stored_document(self._what, document_of(write))

    def _done(self, write: Write, sighting: Sighting) -> Done:
        cut = cut_texts(self._what, document_of(write), _sent(write))
        return Done(sighting.key, sighting, cut=cut)

    def _problem_with(self, write: Write) -> Refused | None:
        record = self._stored(write)
        problem = problem_with(self._what, record, _sent(write), self.company.facts)
        if problem is not None:
            return problem
        if write.verb is WriteVerb.CREATE:
            return problem_with_creation(self._what, record)
        return problem_with_key(self._what, write.key)

    def _prepared(self, write: Write, now: Mapping[str, Sighting]) -> Prepared:
        if write.verb is WriteVerb.CREATE:
            return self._creation(write)
        sighting = now.get(write.key)
        if sighting is None:
            return gone(self._what)
        approves = write.verb is WriteVerb.APPROVE
        return self._approval(write, sighting) if approves else self._change(write, sighting)

    def _creation(self, write: Write) -> Prepared:
        function = creation(
            self._what,
            self._stored(write),
            external_id=self.finder.external_id(write),
            tax_solution=self.settings.tax_solution,
            gl_date=self.settings.gl_date,
        )
        return [Function(write.intent_key, function)]

    def _approval(self, write: Write, sighting: Sighting) -> Prepared:
        """An approval is worth what was shown: a draft that says something else now is not posted."""
        now = _document_in(sighting)
        if _what_is_owed(now) != _what_is_owed(self._stored(write)):
            return CHANGED_SINCE
        if now.status is DocumentStatus.POSTED:
            return self._done(write, sighting)
        return [Function(write.intent_key, posting(self._what, write.key))]

    def _change(self, write: Write, sighting: Sighting) -> Prepared:
        record, now = self._stored(write), _document_in(sighting)
        if self._has_taken_effect(write, sighting):
            return self._done(write, sighting)
        if "lines" in write.fields:
            problem = problem_with_removed_lines(self._what, record, now)
            if problem is not None:
                return problem
        function = change(
            self._what,
            write.key,
            record,
            now=now,
            fields=write.fields,
            gl_date=self.settings.gl_date,
        )
        return [Function(write.intent_key, function)]

    def _has_taken_effect(self, write: Write, sighting: Sighting) -> bool:
        now = _document_in(sighting)
        if write.verb is WriteVerb.APPROVE:
            return now.status is DocumentStatus.POSTED
        wanted = self._stored(write)
        kept = write.fields if self._what.due_field else write.fields - {"due_date"}
        return all(getattr(wanted, name) == getattr(now, name) for name in kept)


def _sent(write: Write) -> frozenset[str]:
    """The fields of the record that go over the wire."""
    return _EVERYTHING if write.verb is WriteVerb.CREATE else write.fields


def _document_in(sighting: Sighting) -> Document:
    return cast("Document", sighting.record)


def _what_is_owed(document: Document) -> tuple[object, ...]:
    """What an approver answers for: who owes how much when, and where it goes in the books."""
    lines = tuple(
        (one.account, one.net, one.tax, one.tax_detail, one.dimensions) for one in document.lines
    )
    return document.contact, document.issue_date, document.due_date, document.currency, lines
