"""Reading many sources side by side, in as few requests as there can be.

Every round puts the next questions of all sources into one request, as far as their answers are thought
to fit into it. A reading of all that changed since the last one takes two requests, however many kinds
of record there are: one for what changed, one for what belongs to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.domain.kinds import RecordKind
from sync.domain.records import Sighting
from sync.ledgers.intacct.reading.query import KEY
from sync.ledgers.intacct.reading.source import RowsWhere, Source
from sync.ledgers.intacct.reading.source_reading import Errand, SourceReading
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Row
from sync.ledgers.intacct.wire.gateway import Gateway
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
        for source in sources:
            reading = SourceReading(source, page_size=self.settings.page_size)
            reading.begin(since[source.kind])
            readings.setdefault(source.kind, []).append(reading)
        while readings:
            self._round([reading for of_kind in readings.values() for reading in of_kind])
            for kind in tuple(readings):
                yield from _pages(kind, readings[kind])
                if all(reading.is_finished for reading in readings[kind]):
                    yield Page(kind, (), _newest(readings.pop(kind)), is_last=True)

    def look_up(self, source: Source, field_name: str, values: Sequence[str]) -> list[Sighting]:
        """The records of `source` in which `field_name` has one of `values`."""
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
        while not reading.is_finished:
            self._round([reading])
            while reading.ready:
                found.extend(reading.ready.popleft())
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

    def _round(self, readings: Sequence[SourceReading]) -> None:
        asked = list(self._next_errands(readings))
        results = self.gateway.read_all([errand.question for _, errand in asked])
        for (reading, errand), result in zip(asked, results, strict=True):
            reading.settle(errand, result)

    def _next_errands(
        self, readings: Sequence[SourceReading]
    ) -> Iterator[tuple[SourceReading, Errand]]:
        """What fits into one request; never nothing, however much the first answer is thought to hold."""
        functions, rows = self.settings.batch_size, self.settings.rows_per_request
        for reading in readings:
            while functions and (errand := reading.next_errand(rows)):
                yield reading, errand
                functions -= 1
                rows = max(0, rows - errand.weight)


def _pages(kind: RecordKind, readings: Sequence[SourceReading]) -> Iterator[Page]:
    for reading in readings:
        while reading.ready:
            sightings = reading.ready.popleft()
            if sightings:
                yield Page(kind, sightings, _newest(readings))


def _newest(readings: Sequence[SourceReading]) -> datetime | None:
    stamps = [reading.newest for reading in readings if reading.newest is not None]
    return max(stamps, default=None)
