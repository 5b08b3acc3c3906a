"""What the use cases ask of a ledger.

The adapters in `sync.ledgers` keep this contract; its tests run against the stand-in world over HTTP.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sync.domain.kinds import RecordKind
from sync.domain.links import CompanyIdentity, CompanyLink
from sync.domain.pre_flight import Check
from sync.domain.records import Record, Reference, Sighting
from sync.domain.sides import Side
from sync.domain.standing import Cause


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that is there and cannot be read: it is set aside, and the others go on.

    Attributes:
        name: What its side calls it, such as `invoice 501`.
        why: A sentence that says so, and what is wrong with it.
        changed_at: Its modification stamp, aware UTC; None where even that cannot be read.
    """

    name: str
    why: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of changed records of one kind.

    Attributes:
        kind: The kind of all its records.
        sightings: The records, complete with their lines.
        newest: The greatest modification stamp of this kind seen so far in this reading, aware UTC; None
            when nothing on any page so far carried one.
        is_last: Whether the kind has been read to its end. That page may be empty.
        wholes: What the keys of parts begin with, before a colon, where this page shows every part there is: a
            part that is known and not among `sightings` is there no more.
        unreadable: Records of the kind that were met since its last page and could not be read.
    """

    kind: RecordKind
    sightings: tuple[Sighting, ...]
    newest: datetime | None
    is_last: bool = False
    wholes: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a ledger as a whole that people should know.

    Attributes:
        kind: The kind of record that it concerns most.
        cause: What it is; told by `sync.domain.causes`.
        detail: The ledger's own words.
        subject: What the cause is about, where its text has a place for it.
        count: How many records it concerns; none where it concerns the ledger as a whole.
    """

    kind: RecordKind
    cause: Cause
    detail: str
    subject: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Deletion:
    """A record that is there no more.

    Attributes:
        kind: The kind of record.
        key: Its key on that side; it need not be one that was ever seen.
        deleted_at: When it was deleted, aware UTC; None where that side does not say.
        deleted_by: Who deleted it, as that side names them; empty where unknown.
    """

    kind: RecordKind
    key: str
    deleted_at: datetime | None
    deleted_by: str


class WriteVerb(StrEnum):
    """What a write asks a ledger to do with one record."""

    CREATE = "create"
    UPDATE = "update"
    APPROVE = "approve"  # Intacct's word: post
    REJECT = "reject"  # Re-Leased only; a draft in Intacct is dealt with by people
    VOID = "void"  # Re-Leased only; Intacct's reversals are made by people


@dataclass(frozen=True, slots=True)
class Write:
    """One outgoing write, already in the target ledger's own terms.

    Attributes:
        intent_key: The same on every attempt of the same write; at most 100 characters of
            `[A-Za-z0-9:._-]`. Sent as Intacct's function control id, as Re-Leased's Idempotency-Key.
        kind: The kind of record.
        verb: What to do.
        key: The record's key on the target side; for CREATE the key of the source record, which
            the adapter stores with the new record so that it can be found again.
        record: The complete record as it shall be; references in the target's keys.
        fields: For UPDATE, the names of the fields that change; otherwise empty.
        version: The target's version the write was planned against; empty where there is none.
        actor: In whose name it is done, where people decided on it; else empty.
        comment: Their reason, where they gave one.
    """

    intent_key: str
    kind: RecordKind
    verb: WriteVerb
    key: str
    record: Record
    fields: frozenset[str] = frozenset()
    version: str = ""
    actor: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The write took effect (now, or on an earlier attempt).

    Attributes:
        key: The record's key on the target side.
        seen: The record as the target now holds it, where its answer said so; else None.
        cut: What the target could not keep, one sentence for people each, such as "Line 2's description
            has 612 characters; Intacct keeps 500."
        asked: What a new record was to hold, in the form in which the target keeps it, where it was looked for
            and found: whatever else `seen` says, somebody may have changed since. Else None.
    """

    key: str
    seen: Sighting | None = None
    cut: tuple[str, ...] = ()
    asked: Record | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The target answered that it will not do this; nothing was written.

    Attributes:
        code: The target's own error code, such as BL01001973 or account_archived; refusals with the same
            code and message count as one cause.
        message: What the target said, cleaned of request ids, at most 500 characters.
        remedy: What a person should do next; empty where the target gave no hint.
        moved: True when the record changed since the write was planned (a version mismatch): plan anew.
        cause: What people know such a refusal by, where it is a well-known one.
    """

    code: str
    message: str
    remedy: str = ""
    moved: bool = False
    cause: Cause = Cause.REFUSED_BY_LEDGER


@dataclass(frozen=True, slots=True)
class Unknown:
    """The write was sent and its outcome is not known. Look it up before doing anything else.

    Attributes:
        detail: What is known, for people.
        cause: What people know it by: whether it may show yet, or was made and is not to be found.
    """

    detail: str
    cause: Cause = Cause.OUTCOME_UNKNOWN


@dataclass(frozen=True, slots=True)
class Alike:
    """Records without a mark, each equal to what the write asks for: one that is linked to nothing yet is it.

    Attributes:
        records: They, in the order in which they are to be taken.
        otherwise: What holds where all of them are linked already: refused, or (None) that the write had no
            effect.
    """

    records: tuple[Done, ...]
    otherwise: Refused | None = None


Outcome = Done | Refused | Unknown

Response = Outcome | Alike
"""What a ledger says of a write."""


class Ledger(Protocol):
    """One side of the bridge.

    Every method may raise the errors of `sync.domain.errors`: RetryLater, SignInRefused, FixSetup,
    BrokenPromise. A method that reads is safe to repeat.
    """

    @property
    def side(self) -> Side:
        """Which side this is."""
        ...

    def identity(self) -> CompanyIdentity:
        """Which company the credentials answer for."""
        ...

    def pre_flight(self) -> Sequence[Check]:
        """What can be told of the company before it is linked, beside who it is. Writes nothing."""
        ...

    def register_link(self, link: CompanyLink) -> None:
        """Tell the side that its company is linked for ever, where that side wants to know. Safe to repeat.

        Raises:
            FixSetup: The side knows of another link of this company; nothing was changed.
        """
        ...

    def changes(self, since: Mapping[RecordKind, datetime | None]) -> Iterator[Page]:
        """All records of the kinds named, changed at or after the moment (aware UTC), or all there are.

        Pages come one at a time and are not kept: memory does not grow with their number. Those of
        different kinds may come mixed; each kind ends with a page that says so. A record may be seen more
        than once. Kinds that the side cannot filter by time are read whole.
        """
        ...

    def first_used(self, references: Sequence[Reference]) -> Sequence[Sighting]:
        """Those of the records named that exist, though `changes` does not show them as of that kind.

        A contact of Re-Leased without a category is a customer, a vendor or both by its first use.
        """
        ...

    def deletions(
        self,
        since: Mapping[RecordKind, datetime | None],
        known: Callable[[RecordKind], Iterator[Sequence[str]]],
    ) -> Iterator[Deletion]:
        """The records of the kinds named that were deleted, as far as `changes` does not show them as gone.

        Args:
            since: Deletions at or after the moment (aware UTC) are wanted; None where there is no moment to
                begin with, so that the side must look for every known record. Earlier ones may come too, and
                one may come again.
            known: The keys that are known of a kind, some at a time. Asked for only where that side cannot
                tell otherwise; no transaction of the database is open meanwhile.
        """
        ...

    def write(self, writes: Sequence[Write]) -> Sequence[Response]:
        """Send the writes, batched or in parallel as this ledger allows; one answer each, in order.

        May be called by several threads at a time: what the ledger allows, it allows all of them together, and
        who came first is served first.

        Never raises for a single record. Raises only when nothing at all was sent.
        """
        ...

    def find(self, write: Write) -> Done | Alike | Unknown | None:
        """Look up whether `write` has taken effect, by the marks that it carries. Sends no write.

        Returns:
            Done where its effect is seen; Alike where records without marks may be it; None where it had none,
            so that it may be sent again; Unknown where the side says that it was carried out but shows no trace
            of it, so that it may not.
        """
        ...

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What people should know about the ledger as a whole, as far as the latest reading showed it."""
        ...

    def close(self) -> None:
        """Let connections go."""
        ...
