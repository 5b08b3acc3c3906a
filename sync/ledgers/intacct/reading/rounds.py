"""Rounds of questions: the next request is on its way while the last answer is worked on.

Every round puts the next questions of all sources into one request, as far as their answers are thought to
fit into it. There is never more than one request of a reading under way.
"""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass

from sync.ledgers.intacct.reading.source_reading import Errand, SourceReading
from sync.ledgers.intacct.settings import IntacctSettings
from sync.ledgers.intacct.wire.envelope import Result
from sync.ledgers.intacct.wire.gateway import Gateway


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request under way: whose questions it holds, and the answers to come."""

    errands: Sequence[tuple[SourceReading, Errand]]
    results: Future[list[Result]]

    def settle(self) -> None:
        """Wait for the answers and hand each to the reading that asked for it."""
        results = self.results.result()
        with _without_collector():
            for (reading, errand), result in zip(self.errands, results, strict=True):
                reading.settle(errand, result)
                if result.data is not None:
                    result.data.clear()  # its memory is wanted for the answer on its way


@dataclass(frozen=True, slots=True)
class Rounds:
    """Asks the questions of several readings, round by round."""

    gateway: Gateway
    settings: IntacctSettings

    def of(self, readings: Sequence[SourceReading]) -> Iterator[None]:
        """Ask until nothing is open; gives way after each round, so that what is ready can be taken."""
        with self.gateway.machine.pool(1, "Intacct") as line:
            under_way = self._ask(line, readings)
            while under_way is not None:
                answered, under_way = under_way, None
                answered.results.exception()  # waits; whatever was raised is raised again below
                if self._fills_a_request(readings):
                    under_way = self._ask(line, readings)
                answered.settle()
                yield
                under_way = under_way or self._ask(line, readings)

    def _ask(self, line: Executor, readings: Sequence[SourceReading]) -> _Asked | None:
        errands = list(self._next_errands(readings))
        if not errands:
            return None
        questions = [errand.question for _, errand in errands]
        return _Asked(errands, line.submit(self.gateway.read_all, questions))

    def _fills_a_request(self, readings: Sequence[SourceReading]) -> bool:
        """Whether what is known to be asked is enough for a request of its own."""
        return sum(reading.waiting_rows for reading in readings) >= self.settings.rows_per_request

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


@contextmanager
def _without_collector() -> Iterator[None]:
    """Make records without Python's cycle collector.

    Records hold no cycles, and it would walk over all that were made so far again and again: about a
    tenth to a quarter of the time that reading a whole ledger takes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
