"""Making payments and putting credits against documents. Undoing either is for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.domain.records import Sighting
from sync.ledgers.intacct.parties.contact_writing import new_id
from sync.ledgers.intacct.payments.forms import PaymentForm
from sync.ledgers.intacct.payments.open_documents import OpenDocuments
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.ledgers.intacct.wire.xml_text import children, element, text_at
from sync.ledgers.intacct.writing.family import Prepared
from sync.use_cases.ports import Done, Refused, Unknown, Write, WriteVerb


@dataclass(frozen=True, slots=True)
class PaymentWriting:
    """Writes what is made as a payment.

    A payment has no natural key and no external id. Its document number carries our mark, made from
    Re-Leased's key; one that carries it counts as ours only if it says the same.
    """

    settings: IntacctSettings
    form: PaymentForm
    documents: OpenDocuments

    @property
    def verbs(self) -> frozenset[WriteVerb]:
        """A payment never changes: it is undone, by a person, and made again."""
        return frozenset({WriteVerb.CREATE})

    def prepare(self, writes: Sequence[Write]) -> Mapping[str, Prepared]:
        """What each write comes to.

        Where the documents stand against it, it may be because it was made already: that is looked up.
        """
        there = self.documents.of(one for write in writes for one in self.form.needs(write))
        prepared: dict[str, Prepared] = {}
        stopped: list[Write] = []
        for write in writes:
            body = self.form.creation(write, there, self._mark(write))
            if isinstance(body, Refused):
                prepared[write.intent_key] = body
                stopped.append(write)
            else:
                prepared[write.intent_key] = [Function(write.intent_key, element("create", body))]
        return {**prepared, **(self.find(stopped) if stopped else {})}

    def done(self, write: Write, result: Result) -> Done | Unknown:
        """The payment under the RECORDNO of the answer, holding what was sent."""
        made = next(children(result.data), None)
        number = "" if made is None else text_at(made, "RECORDNO")
        if not number:
            return Unknown("Intacct made a payment and did not say under which number.")
        key = self.form.key(write, number)
        sighting = Sighting(self.form.kind, key, self.form.stored(write))
        return Done(key, sighting, cut=self.form.cut(write))

    def find(self, writes: Sequence[Write]) -> Mapping[str, Done | Unknown]:
        """Those that were made, by their marks; Unknown where what carries the mark is not clearly it."""
        marked = self.form.by_number([self._mark(write) for write in writes])
        found = ((write, marked.get(self._mark(write), ())) for write in writes)
        return {write.intent_key: self._judged(write, ours) for write, ours in found if ours}

    def _judged(self, write: Write, ours: Sequence[Sighting]) -> Done | Unknown:
        fitting = [one for one in ours if self.form.is_made(write, one.record)]
        if len(fitting) == 1:
            return Done(fitting[0].key, fitting[0], cut=self.form.cut(write))
        keys = ", ".join(one.key for one in fitting or ours)
        say = "all say" if fitting else "say something else than"
        return Unknown(
            f"In Intacct, {keys} with the document number {self._mark(write)} {say} what was to be entered. "
            "Look at it there, and reverse what is too much, before anyone enters it again."
        )

    def _mark(self, write: Write) -> str:
        return new_id(self.settings.external_id_prefix, write.key)
