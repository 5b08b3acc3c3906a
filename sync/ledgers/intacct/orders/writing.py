"""Writing the documents of Order Entry and Purchasing: making, changing and approving them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from sync.domain.records import Document, DocumentStatus
from sync.ledgers.intacct.company import Company
from sync.ledgers.intacct.documents.checks import CHANGED_SINCE, gone
from sync.ledgers.intacct.documents.keys import order_document_in
from sync.ledgers.intacct.documents.stored_form import cut_texts, document_of, stored_document
from sync.ledgers.intacct.orders.checks import (
    problem_with_change,
    problem_with_creation,
    problem_with_state,
)
from sync.ledgers.intacct.orders.functions import OrderFunctions, without_tax
from sync.ledgers.intacct.orders.objects import OrderObject
from sync.ledgers.intacct.orders.reading import OrderAsItStands, OrderReader, order_in
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.ledgers.intacct.writing.family import Prepared
from sync.use_cases.ports import Done, Write, WriteVerb

_EVERYTHING = frozenset(field.name for field in fields(Document))


@dataclass(frozen=True, slots=True)
class OrderWriting:
    """Writes the documents of one transaction definition. Their tax is worked out by Intacct and read back."""

    company: Company
    settings: IntacctSettings
    reader: OrderReader

    @property
    def verbs(self) -> frozenset[WriteVerb]:
        """Everything but voiding: that is for people in Intacct."""
        return frozenset({WriteVerb.CREATE, WriteVerb.UPDATE, WriteVerb.APPROVE})

    def prepare(self, writes: Sequence[Write]) -> Mapping[str, Prepared]:
        """What each write comes to. Those of existing documents are read first, all together."""
        now = self._now([write for write in writes if write.verb is not WriteVerb.CREATE])
        return {write.intent_key: self._prepared(write, now) for write in writes}

    def done(self, write: Write, result: Result) -> Done:
        """The document under the DOCID of the answer. What it holds now, `read_back` tells."""
        doc_id = result.key or order_document_in(self._key_of(write))
        return Done(self._what.key_of(doc_id), cut=self._cut(write))

    def read_back(self, done: Mapping[str, Done]) -> Mapping[str, Done]:
        """The same outcomes with the documents as Intacct now holds them: with their tax."""
        now = self.reader.by_key(one.key for one in done.values()) if done else {}
        return {
            intent: replace(one, seen=now[one.key].sighting)
            for intent, one in done.items()
            if one.key in now
        }

    def find(self, writes: Sequence[Write]) -> Mapping[str, Done]:
        """Those that have taken effect: new ones by their number, others by what they changed."""
        return self._done_where(writes, self._has_taken_effect)

    def under_their_numbers(self, creations: Sequence[Write]) -> Mapping[str, Done]:
        """Documents of the same customer or vendor: of an order Intacct lets nobody change that."""
        return self._done_where(
            creations, lambda write, now: now.contact == self._stored(write).contact
        )

    def _done_where(
        self, writes: Sequence[Write], is_done: Callable[[Write, Document], bool]
    ) -> dict[str, Done]:
        now = self._now(writes)
        found = ((write, now.get(self._key_of(write))) for write in writes)
        return {
            write.intent_key: Done(
                order.sighting.key, order.sighting, cut=self._cut(write), asked=self._asked(write)
            )
            for write, order in found
            if order is not None and is_done(write, order_in(order))
        }

    @property
    def _what(self) -> OrderObject:
        return self.reader.what

    def _now(self, writes: Sequence[Write]) -> dict[str, OrderAsItStands]:
        keys = [self._key_of(write) for write in writes]
        return self.reader.by_key(keys) if keys else {}

    def _key_of(self, write: Write) -> str:
        if write.verb is not WriteVerb.CREATE:
            return write.key
        return self._what.key_of(f"{self.reader.definition}-{self._number_of(write)}")

    def _number_of(self, write: Write) -> str:
        """The number sent: ours where Re-Leased gave none, so that the document can be found again."""
        return self._stored(write).number or self._external_id(write)

    def _external_id(self, write: Write) -> str:
        return self.settings.external_id_prefix + write.key

    def _prepared(self, write: Write, now: Mapping[str, OrderAsItStands]) -> Prepared:
        record = self._stored(write)
        if write.verb is WriteVerb.CREATE:
            return self._creation(write, record)
        order = now.get(write.key)
        if order is None:
            return gone(self._what.posts_as)
        if write.verb is WriteVerb.APPROVE:
            return self._approval(write, record, order)
        problem = problem_with_change(
            self._what, record, fields=write.fields, now=order, facts=self.company.facts
        )
        if problem is not None:
            return problem
        change = self._functions.change(
            order_document_in(write.key), record, now=order_in(order), fields=write.fields
        )
        return [Function(write.intent_key, change)]

    def _creation(self, write: Write, record: Document) -> Prepared:
        problem = problem_with_creation(self._what, record, self.company.facts)
        if problem is not None:
            return problem
        creation = self._functions.creation(
            record, number=self._number_of(write), external_id=self._external_id(write)
        )
        return [Function(write.intent_key, creation)]

    def _approval(self, write: Write, record: Document, order: OrderAsItStands) -> Prepared:
        """An approval is worth what was shown, tax included: a draft that says something else stays one."""
        now = order_in(order)
        if _what_is_owed(now) != _what_is_owed(record):
            return CHANGED_SINCE
        if now.status is DocumentStatus.POSTED:
            return Done(write.key, order.sighting)
        approval = self._functions.approval(order_document_in(write.key))
        return problem_with_state(self._what, order) or [Function(write.intent_key, approval)]

    def _has_taken_effect(self, write: Write, now: Document) -> bool:
        if write.verb is WriteVerb.APPROVE:
            return now.status is DocumentStatus.POSTED
        wanted = self._stored(write)
        if write.verb is WriteVerb.CREATE:
            return _is_the_same(wanted, now)
        return all(_agree_on(name, wanted, now) for name in write.fields)

    def _stored(self, write: Write) -> Document:
        """The document as Intacct will show it again, but for its tax."""
        return stored_document(self._what.posts_as, document_of(write))

    def _asked(self, write: Write) -> Document | None:
        return self._stored(write) if write.verb is WriteVerb.CREATE else None

    def _cut(self, write: Write) -> tuple[str, ...]:
        sent = _EVERYTHING if write.verb is WriteVerb.CREATE else write.fields
        return cut_texts(self._what.posts_as, document_of(write), sent)

    @property
    def _functions(self) -> OrderFunctions:
        return OrderFunctions(self._what, self.reader.definition, self.settings.tax_solution)


def _what_is_owed(order: Document) -> tuple[object, ...]:
    """What an approver answers for: who owes how much when, and what for."""
    lines = tuple((one.account, one.net, one.tax, one.dimensions) for one in order.lines)
    return order.contact, order.issue_date, order.due_date, order.currency, lines


def _is_the_same(wanted: Document, now: Document) -> bool:
    """Whether a document of the number that a new one was given is that one: who, when, how much, what for."""
    return (
        now.contact == wanted.contact
        and now.issue_date == wanted.issue_date
        and [(one.account, one.net) for one in now.lines]
        == [(one.account, one.net) for one in wanted.lines]
    )


def _agree_on(name: str, wanted: Document, now: Document) -> bool:
    if name != "lines":
        return bool(getattr(wanted, name) == getattr(now, name))
    return [without_tax(one) for one in wanted.lines] == [without_tax(one) for one in now.lines]
