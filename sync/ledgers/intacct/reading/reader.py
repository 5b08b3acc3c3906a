"""Reading many sources side by side, in as few requests as there can be.

A reading of all that changed since the last one takes two requests, however many kinds
of record there are: one for what changed, one for what belongs to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.domain.errors import BrokenPromise
from sync.domain.kinds import RecordKind
from sync.domain.records import Sighting
from sync.ledgers.intacct.reading.query import KEY
from sync.ledgers.intacct.reading.rounds import Rounds
from sync.ledgers.intacct.reading.source import RowsWhere, Source
from sync.ledgers.intacct.reading.source_reading import SourceReading
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.stamps import latest_believable
from sync.use_cases.ports import Page


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the sources of one company."""

    gateway: Gateway
    settings: IntacctSettings

    def changes(
        self, sources: Sequence[Source], since: Mapping[RecordKind, datetime | None]
    ) -> Iterator[Page]:
        """The records of `sources` that were changed since the moment named for their kind.

        Pages of different kinds come mixed; the last page of each kind says so, and may be empty.
        """
        readings: dict[RecordKind, list[SourceReading]] = {}
        until = latest_believable(self.gateway.clock_difference, self.gateway.machine.now())
        for source in sources:
            size = self.settings.page_size
            reading = SourceReading(source, page_size=size, believable_until=until)
            reading.begin(since[source.kind])
            readings.setdefault(source.kind, []).append(reading)
        for _ in self._rounds.of([one for of_kind in readings.values() for one in of_kind]):
            for kind in tuple(readings):
                yield from _pages(kind, readings[kind])
                if all(reading.is_finished for reading in readings[kind]):
                    yield _last_page(kind, readings.pop(kind))

    def look_up(self, source: Source, field_name: str, values: Sequence[str]) -> list[Sighting]:
        """The records of `source` in which `field_name` has one of `values`.

        Raises:
            BrokenPromise: One of them cannot be read.
        """
        reading = SourceReading(source, page_size=self.settings.page_size)
        reading.begin_look_up(field_name, values)
        return self._all_of(reading)

    def everything(self, source: Source) -> list[Sighting]:
        """All records of `source`, at once: for those that are known to be few."""
        reading = SourceReading(source, page_size=self.settings.page_size)
        reading.begin(None)
        return self._all_of(reading)

    def _all_of(self, reading: SourceReading) -> list[Sighting]:
        found: list[Sighting] = []
        for _ in self._rounds.of([reading]):
            while reading.ready:
                found.extend(reading.ready.popleft())
        for one in reading.unreadable:
            raise BrokenPromise(one.why)
        return found

    def rows_where(self, look_ups: Sequence[RowsWhere]) -> list[list[Row]]:
        """The rows of each look-up, in order; all first pages come in one request."""
        found: list[list[Row]] = [[] for _ in look_ups]
        pages = [
            (place, one.values[start : start + one.most_values], "")
            for place, one in enumerate(look_ups)
            for start in range(0, len(one.values), one.most_values)
        ]
        size = self.settings.page_size
        while pages:
            questions = (
                look_ups[place].question(values, after=after, page_size=size)
                for place, values, after in pages
            )
            further = []
            results = self.gateway.read_all(list(questions))
            for (place, values, _), result in zip(pages, results, strict=True):
                rows = look_ups[place].rows(result)
                found[place] += rows
                if rows and look_ups[place].more(result, page_size=size):
                    further.append((place, values, rows[-1][KEY]))
            pages = further
        return found

    @property
    def _rounds(self) -> Rounds:
        return Rounds(self.gateway, self.settings)


def _last_page(kind: RecordKind, readings: Sequence[SourceReading]) -> Page:
    unreadable = tuple(one for reading in readings for one in reading.unreadable)
    return Page(kind, (), _newest(readings), is_last=True, unreadable=unreadable)


def _pages(kind: RecordKind, readings: Sequence[SourceReading]) -> Iterator[Page]:
    for reading in readings:
        while reading.ready:
            sightings = reading.ready.popleft()
            if sightings:
                yield Page(kind, sightings, _newest(readings))


def _newest(readings: Sequence[SourceReading]) -> datetime | None:
    stamps = [reading.newest for reading in readings if reading.newest is not None]
    return max(stamps, default=None)
