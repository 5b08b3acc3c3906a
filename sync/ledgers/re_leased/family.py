"""What the families of records have in common: how one is read, written and looked up."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Generic, TypeVar

from msgspec import UNSET

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Document, DocumentStatus, Record, Sighting
from sync.ledgers.re_leased import wire
from sync.ledgers.re_leased.client import Client, Request
from sync.ledgers.re_leased.json_text import Reader
from sync.ledgers.re_leased.meanings import EXTERNAL_ENTITIES
from sync.ledgers.re_leased.reading import ChangedRecords
from sync.ledgers.re_leased.wire_shapes import ExternalReference, Shape, Stored
from sync.use_cases.ports import Refused, Write, WriteVerb

StoredT = TypeVar("StoredT", bound=Stored)
_WANTED = {
    WriteVerb.APPROVE: DocumentStatus.POSTED,
    WriteVerb.REJECT: DocumentStatus.REJECTED,
    WriteVerb.VOID: DocumentStatus.VOIDED,
}
DECISIONS = frozenset(_WANTED)
"""What changes a document's status and nothing else."""

BodyT = TypeVar("BodyT", bound=Shape)


class Family(ABC, Generic[StoredT]):
    """One of Re-Leased's collections and the kinds of record that it holds.

    Attributes:
        resource: The collection.
        lists: What its lists are narrowed to; all of them together hold the records.
        reader: How one of its objects is read.
    """

    resource: wire.Resource
    lists: Sequence[Mapping[str, str]] = ({},)
    reader: Reader[StoredT]

    @abstractmethod
    def sightings(self, stored: StoredT, kind: RecordKind) -> Sequence[Sighting]:
        """The records of `kind` that one object of the collection is; often one, sometimes none."""

    @abstractmethod
    def requests(self, write: Write) -> Sequence[Request]:
        """What is to be sent, in order, to carry out `write`."""

    def completed(self, client: Client, stored: Sequence[StoredT]) -> Sequence[StoredT]:  # noqa: ARG002 - most need nothing more
        """The objects with what must be looked up besides, before they can be read."""
        return stored

    def problem_with(self, client: Client, write: Write) -> Refused | None:  # noqa: ARG002 - most have none
        """What is known to stand against a write before it is sent; None where nothing does."""
        return None

    def final_requests(
        self,
        client: Client,  # noqa: ARG002 - most need no look
        write: Write,  # noqa: ARG002 - as above
        requests: Sequence[Request],
    ) -> Sequence[Request]:
        """The requests, once what they depend on has been looked up."""
        return requests

    def object_of(self, key: str) -> str:
        """The id of the object that holds the record with this key."""
        return key

    def key_of(self, write: Write) -> str:
        """The key that the record of `write` has, or will have, in Re-Leased."""
        return write.key

    def seen(self, stored: StoredT, write: Write) -> Sighting | None:
        """The record that `write` is about, in the object answered; None where it is not there."""
        key = self.key_of(write)
        return next((seen for seen in self.sightings(stored, write.kind) if seen.key == key), None)

    def asked(self, write: Write) -> Record | None:  # noqa: ARG002 - most have no words that people change
        """What a new record was to hold, as it is read again; None where that is not looked at."""
        return None

    def alike(self, client: Client, write: Write) -> Sequence[Sighting]:  # noqa: ARG002 - most carry marks
        """For records that carry no mark: those that say what `write` asks for, the likeliest first."""
        return ()

    def whole_of(self, stored: StoredT) -> str:  # noqa: ARG002 - most are one record, and not several
        """The id of an object that is shown as parts, which may get fewer; empty where it is not."""
        return ""

    def look_up(self, client: Client, write: Write, *, page_size: int) -> Sighting | None:
        """The record that `write` is about, as it stands now. Here by reading the whole collection.

        The interface has no address for a single account, tax type or category, and none of these
        collections is long.
        """
        found = None
        for filters in self.lists:
            reading = ChangedRecords(
                client, self.resource, filters, self.reader, page_size=page_size
            )
            for records in reading.since(wire.FIRST_MOMENT):
                for stored in records:
                    found = self.seen(stored, write) or found
        return found


def sighting(kind: RecordKind, key: str, record: Record, stored: Stored) -> Sighting:
    """`record` with the marks that every object of the interface carries."""
    return Sighting(
        kind=kind,
        key=key,
        record=record,
        version=str(stored.version),
        changed_at=stored.modified_at,
        changed_by=(stored.modified_by.name or "") if stored.modified_by else "",
    )


def only(body: BodyT, names: Collection[str]) -> BodyT:
    """`body` with all but the named attributes left unsaid."""
    kept = type(body)()
    for name in body.__struct_fields__:
        setattr(kept, name, getattr(body, name) if name in names else UNSET)
    return kept


def is_as_wanted(seen: Sighting, write: Write) -> bool:
    """Whether the record already stands as `write` wants it: created, changed, approved, voided."""
    match write.verb:
        case WriteVerb.CREATE:
            return True
        case WriteVerb.UPDATE:
            return all(
                getattr(seen.record, name) == getattr(write.record, name) for name in write.fields
            )
        case WriteVerb.APPROVE | WriteVerb.REJECT | WriteVerb.VOID:
            document = seen.record
            return isinstance(document, Document) and document.status is _WANTED[write.verb]


def our_mark(write: Write, *, number: str = "") -> ExternalReference:
    """The mark that ties a new record to the Intacct record it is made from."""
    return ExternalReference(
        system=wire.EXTERNAL_SYSTEM,
        entity=EXTERNAL_ENTITIES[write.kind],
        external_id=write.key,
        external_number=number or write.key,
    )


def carries_our_mark(stored: Stored, write: Write) -> bool:
    """Whether an object was made from the Intacct record that `write` names."""
    mark = our_mark(write)
    wanted = (mark.system, mark.entity, mark.external_id)
    return any(
        (known.system, known.entity, known.external_id) == wanted for known in stored.external_refs
    )


def cannot_do(write: Write) -> BrokenPromise:
    """The error for a write that Re-Leased's interface has no way to carry out."""
    fields = f" of {', '.join(sorted(write.fields))}" if write.fields else ""
    return BrokenPromise(
        f"Re-Leased has no way to {write.verb} {write.kind.singular} {write.key}{fields}. "
        "It should never have been planned."
    )
