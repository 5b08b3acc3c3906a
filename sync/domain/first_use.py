"""First use: a record of Re-Leased that is what a document takes it for.

A contact without a category becomes a customer when it first stands on an income document, a vendor when it
first stands on an expense document; used both ways it is both. An account that is neither revenue nor expense
becomes an item in the same way. Which rule Re-Leased follows is not documented.
"""

from collections.abc import Iterable

from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus, Reference, Sighting, references_of
from sync.domain.rules import Terms

_SHOWN_BY_USE = frozenset({RecordKind.CUSTOMER, RecordKind.VENDOR, RecordKind.ITEM})
_IN_USE = frozenset({DocumentStatus.DRAFT, DocumentStatus.POSTED})


def used_by_documents(sightings: Iterable[Sighting], terms: Terms) -> tuple[Reference, ...]:
    """The contacts and items that the documents among `sightings` name, each once, in the order they are met.

    A document that does not travel by its status or its date uses nothing.
    """
    documents = (seen.record for seen in sightings if not seen.gone and _is_in_use(seen, terms))
    named = (one for document in documents for one in references_of(document))
    return tuple(dict.fromkeys(one for one in named if one.kind in _SHOWN_BY_USE))


def _is_in_use(seen: Sighting, terms: Terms) -> bool:
    document = seen.record
    return (
        isinstance(document, Document)
        and document.status in _IN_USE
        and document.issue_date >= terms.sync_from
    )
