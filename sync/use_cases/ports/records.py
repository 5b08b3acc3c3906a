"""What the use cases ask of the database about records and watermarks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from sync.domain.crossing import Counterpart
from sync.domain.kinds import RecordKind
from sync.domain.look_alikes import Marks
from sync.domain.money import Money
from sync.domain.plan import CauseRow, Face
from sync.domain.records import Reference, Sighting
from sync.domain.settling import Settlement
from sync.domain.sides import Side
from sync.domain.standing import Cause, Standing, StandingState
from sync.use_cases.ports.ledger import Deletion, Page


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of a kind stand in one state on one side, and their documents' gross total."""

    side: Side
    kind: RecordKind
    state: StandingState
    count: int
    amount: Money | None


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record as people look at it.

    Attributes:
        record_id: Our own id.
        link_id: The companies it belongs to.
        side: The side it lives on.
        kind: What it is.
        key: Its key there.
        title: What people call it.
        amount: The money it stands for; None where there is none.
        standing: Where it is with the sync, and why.
        dated: A document's own date; None for all else.
        changed_at: When its side says it was changed last, aware UTC; None where it does not say.
        changed_by: By whom, as its side names them; empty where unknown.
        address: Where a person can open it in a browser; empty where its side does not say.
        gone: Whether its side says that it was deleted.
        is_linked: Whether it has a counterpart.
    """

    record_id: int
    link_id: int
    side: Side
    kind: RecordKind
    key: str
    title: str
    amount: Money | None
    standing: Standing
    dated: date | None
    changed_at: datetime | None
    changed_by: str
    address: str
    gone: bool
    is_linked: bool


class RecordTable(Protocol):
    """Every record seen on either side: its content now, what was last agreed, and its pair.

    A record *needs a look* when it is new, when its content differs from what was agreed, or while its
    standing needs a person. Setting it aside or settling it ends that, until its content changes.
    """

    def see(self, link_id: int, side: Side, sightings: Sequence[Sighting]) -> int:
        """Note sightings, new or again; returns how many were new or changed.

        Content that has not changed leaves everything as it is. Later sightings of one record in the
        same call win over earlier ones. What is to be noted only if known, and is not, is left out.
        """
        ...

    def unknown(
        self, link_id: int, side: Side, references: Sequence[Reference]
    ) -> tuple[Reference, ...]:
        """Those of `references`, in `side`'s keys, that were never seen, in the order given."""
        ...

    def known_keys(
        self,
        link_id: int,
        side: Side,
        kind: RecordKind,
        *,
        known_for: timedelta,
        after: str,
        limit: int,
    ) -> tuple[str, ...]:
        """The keys of a side's records that are not gone, in order, beginning behind `after` (empty: all).

        Only of records that were seen, as they are, at least `known_for` ago.
        """
        ...

    def note_gone(self, link_id: int, side: Side, deletions: Sequence[Deletion]) -> int:
        """Note that records were deleted; returns how many of them were known and not gone yet.

        Their content stays as it was last seen, and they need a look.
        """
        ...

    def number_known(self, link_id: int, side: Side) -> Mapping[RecordKind, int]:
        """By kind: how many of a side's records are known and not gone."""
        ...

    def still_known(
        self, link_id: int, side: Side, deletions: Sequence[Deletion]
    ) -> Sequence[Deletion]:
        """Those of `deletions` whose record is known and not gone yet, each record once."""
        ...

    def note_lost_parts(self, link_id: int, side: Side, page: Page) -> int:
        """Note as gone what is known as a part of the page's `wholes` and is not on it; returns how many."""
        ...

    def counterparts(
        self, link_id: int, side: Side, references: Sequence[Reference], plan_id: int | None
    ) -> Mapping[Reference, Counterpart]:
        """The other side's records for references in `side`'s keys.

        LINKED where a pair exists; UNLINKED where none does and somebody holds the record; PLANNED where
        `plan_id` holds a CREATE or LINK step for it (with the key, for LINK); NEVER where the record is set
        aside for a cause that does not pass; MISSING otherwise. One query for all of them.
        """
        ...

    def faces(self, record_ids: Sequence[int]) -> Mapping[int, Face]:
        """The records with these ids, as faces."""
        ...

    def pair_partner(self, record_ids: Sequence[int]) -> Mapping[int, int]:
        """For those of `record_ids` that are linked: the record id of their counterpart."""
        ...

    def lone(self, link_id: int, side: Side, kind: RecordKind) -> tuple[Face, ...]:
        """All records of `side` without a counterpart that are not gone, in the order they were first seen.

        For the matching of a new link only: it grows with the ledger.
        """
        ...

    def lone_like(
        self, link_id: int, side: Side, kind: RecordKind, marks: Iterable[Marks]
    ) -> tuple[Face, ...]:
        """Records of `side` without a counterpart that share a mark with any of `marks`.

        In the order they were first seen; those that are gone are left out. A few questions for all marks.
        """
        ...

    def stand(self, standings: Sequence[tuple[int, Standing]]) -> None:
        """Note where records stand. LINKED, SET_ASIDE and UNLINKED end the need for a look; others keep it.

        What stands UNLINKED stays so, whatever is said of it, until `look_again`.
        """
        ...

    def look_again(self, record_ids: Sequence[int]) -> None:
        """What was unlinked is looked at by the next run, as if it had just changed."""
        ...

    def known(self, record_ids: Sequence[int]) -> Mapping[int, KnownRecord]:
        """The records with these ids, as people look at them; ids that do not exist are left out."""
        ...

    def called(
        self, link_id: int, title: str, kind: RecordKind | None = None
    ) -> tuple[KnownRecord, ...]:
        """The records that people call `title`, whatever its capitals and spaces, in the order of work."""
        ...

    def standing_for(
        self, link_id: int, causes: Sequence[Cause], limit: int
    ) -> tuple[KnownRecord, ...]:
        """Records that stand where they are for one of these causes, at most `limit`.

        Of a linked pair, and of two that look alike, only the Intacct record.
        """
        ...

    def travel(self, record_ids: Sequence[int]) -> None:
        """Records that waited wait no more: they travel with the plan that is being made.

        WAITING becomes NEW, and so does what was set aside for ever and can travel after all; payments that
        were set aside with it get another look. What a ledger refused stays refused until it has been tried
        again.
        """
        ...

    def settle(self, link_id: int, settlements: Sequence[Settlement]) -> None:
        """Store new agreed contents; makes the target record and the pair where they are new.

        Both records stand LINKED afterwards, and need a look only where their content now differs from
        what is agreed.
        """
        ...

    def tallies(self, link_id: int) -> tuple[Tally, ...]:
        """Counts and totals by side, kind and state, of records that are not gone."""
        ...

    def cause_rows(self, link_id: int) -> tuple[CauseRow, ...]:
        """Records that do not simply travel, grouped by cause and subject, most money first.

        Of a linked pair only the Intacct record counts, so that nothing is counted twice.
        """
        ...


class WatermarkTable(Protocol):
    """How far each side has been read, for each kind."""

    def all(self, link_id: int, side: Side) -> Mapping[RecordKind, datetime]:
        """The newest modification stamps read, of the kinds that were once read to their end."""
        ...

    def set(self, link_id: int, side: Side, kind: RecordKind, newest: datetime) -> None:
        """Move the watermark forward (never back)."""
        ...

    def forget(self, link_id: int, side: Side, kind: RecordKind) -> None:
        """Have the kind read from the beginning next time."""
        ...

    def newest(self, link_id: int, side: Side) -> datetime | None:
        """The newest modification stamp read of any kind; None before the first complete reading."""
        ...

    def deletions_known_until(self, link_id: int, side: Side) -> datetime | None:
        """Up to when all deletions are known, by that side's clock; None before they were first asked for."""
        ...

    def set_deletions_known_until(self, link_id: int, side: Side, moment: datetime) -> None:
        """Move that moment forward (never back)."""
        ...
