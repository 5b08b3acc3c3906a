"""Finding out whether a document that was sent is in Intacct."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sync.domain.records import Document, Sighting
from sync.ledgers.intacct.documents.functions import look_up_by_external_id
from sync.ledgers.intacct.documents.reading import DocumentReader
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.xml_text import text_at
from sync.use_cases.ports import Write


@dataclass(frozen=True, slots=True)
class DocumentFinder:
    """Looks up documents that Leasebridge made, with a fixed number of requests for any number of them."""

    gateway: Gateway
    settings: IntacctSettings
    reader: DocumentReader

    def external_id(self, write: Write) -> str:
        """The mark that a new document carries: Re-Leased's key for it."""
        return self.settings.external_id_prefix + write.key

    def created(
        self, writes: Sequence[Write], *, wanted: Mapping[str, Document]
    ) -> Mapping[str, Sighting]:
        """What the creations that have taken effect made, by intent key.

        By the external id first. Whether Intacct still answers for those is not certain, and what it says
        when there is none is not known; so what was not found is looked up by its number as well, and a
        document found that way counts only if it is the same in every amount.
        """
        keys = self._keys_by_external_id(writes)
        there = self.reader.by_key(list(keys.values())) if keys else {}
        found = {intent: there[key] for intent, key in keys.items() if key in there}
        rest = [write for write in writes if write.intent_key not in found]
        return found | self._by_number({one.intent_key: wanted[one.intent_key] for one in rest})

    def _keys_by_external_id(self, writes: Sequence[Write]) -> dict[str, str]:
        what = self.reader.what
        questions = [look_up_by_external_id(what, self.external_id(write)) for write in writes]
        keys = {}
        for write, result in zip(writes, self.gateway.try_all(questions), strict=True):
            key = "" if result.data is None else text_at(result.data, f"{what.legacy.noun}/key")
            if result.succeeded and key:
                keys[write.intent_key] = key
        return keys

    def _by_number(self, wanted: Mapping[str, Document]) -> dict[str, Sighting]:
        numbers = list({document.number: None for document in wanted.values() if document.number})
        there = list(self.reader.by_number(numbers).values()) if numbers else []
        matches = {intent: _the_same(document, there) for intent, document in wanted.items()}
        return {intent: one for intent, one in matches.items() if one is not None}


def _the_same(document: Document, there: Sequence[Sighting]) -> Sighting | None:
    """The one sighting that shows this document; None where there is none, or more than one."""
    same = [one for one in there if _looks_like(document, cast("Document", one.record))]
    return same[0] if len(same) == 1 else None


def _looks_like(wanted: Document, found: Document) -> bool:
    return (
        found.number == wanted.number
        and found.contact == wanted.contact
        and found.issue_date == wanted.issue_date
        and [(line.account, line.net, line.tax) for line in found.lines]
        == [(line.account, line.net, line.tax) for line in wanted.lines]
    )
