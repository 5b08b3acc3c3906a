"""Noting what was read: records together with how far their kind is known, in as few transactions as may be."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sync.domain.kinds import RecordKind
from sync.domain.records import Sighting
from sync.domain.sides import Side
from sync.use_cases.ports import Page, Transaction
from sync.use_cases.run.bench import RunAtWork

BRINGS_OLD = {RecordKind.DIMENSION: RecordKind.DIMENSION_VALUE}
"""A dimension that comes into use brings values along that were changed long ago: they are read from the
beginning then, by the run's next look or by the next run."""

SEEN_AT_A_TIME = 500
"""How many sightings are noted in one transaction, so that neither the other side nor the lease waits long."""


@dataclass(slots=True)
class Noting:
    """What one side's reading notes.

    Up to when a kind is known is noted with the last of its records, never before them. Where there are none,
    it waits for those of another kind, or for the end: a crash until then has nothing but empty pages read
    again.

    Attributes:
        at_work: The run.
        side: Whose records.
        known_until: By kind, moments that wait to be noted, aware UTC.
    """

    at_work: RunAtWork
    side: Side
    known_until: dict[RecordKind, datetime] = field(default_factory=dict)

    def page(
        self,
        page: Page,
        sightings: Sequence[Sighting],
        *,
        known_until: datetime | None,
        has_wholes: bool,
    ) -> int:
        """Note a page.

        Args:
            page: What was read.
            sightings: Its records, after others that it shows to be there.
            known_until: Up to when its kind is known by it, aware UTC; None where that does not move.
            has_wholes: Whether to note what is known as a part of its `wholes` and is not on it as gone.

        Returns:
            How many of the records were new or changed.
        """
        if not sightings and not has_wholes:
            if known_until is not None:
                self.known_until[page.kind] = known_until
            return 0
        changed, pieces = 0, _pieces(sightings)
        for piece in pieces[:-1]:
            with self._writing() as transaction:
                changed += self._see(transaction, page.kind, piece)
        with self._writing() as transaction:
            changed += self._see(transaction, page.kind, pieces[-1])
            if has_wholes:
                transaction.records.note_lost_parts(self.at_work.link.link_id, self.side, page)
            if known_until is not None:
                self._know(transaction, page.kind, known_until)
        return changed

    def end(self) -> None:
        """Note what still waits: all was read."""
        if self.known_until:
            with self._writing():
                pass

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        """A transaction that notes first what waits."""
        with self.at_work.writing() as transaction:
            for kind, moment in self.known_until.items():
                self._know(transaction, kind, moment)
            self.known_until.clear()
            yield transaction

    def _see(
        self, transaction: Transaction, kind: RecordKind, sightings: Sequence[Sighting]
    ) -> int:
        """What is to be read anew because of them is forgotten with them: no crash comes between the two."""
        link_id = self.at_work.link.link_id
        changed = transaction.records.see(link_id, self.side, sightings) if sightings else 0
        if changed and kind in BRINGS_OLD:
            transaction.watermarks.forget(link_id, self.side, BRINGS_OLD[kind])
        return changed

    def _know(self, transaction: Transaction, kind: RecordKind, until: datetime) -> None:
        transaction.watermarks.set(self.at_work.link.link_id, self.side, kind, until)


def _pieces(sightings: Sequence[Sighting]) -> Sequence[Sequence[Sighting]]:
    """One piece at least."""
    starts = range(0, max(len(sightings), 1), SEEN_AT_A_TIME)
    return [sightings[start : start + SEEN_AT_A_TIME] for start in starts]
