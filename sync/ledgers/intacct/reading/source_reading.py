"""One source being read: which questions are open, what came, and what is ready.

Rows are paged by their key, RECORDNO, so that rows moving between pages cannot be lost. Behind the first
page the keys are cut into windows that are asked for side by side. A window as wide as a page can never
overflow one; the last window is open, so that what is made meanwhile is read as well.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import TypeVar

from sync.domain.errors import BrokenPromise
from sync.domain.records import Sighting
from sync.ledgers.intacct.reading.query import (
    FOR_EVER,
    KEY,
    MOST_VALUES,
    Query,
    changed_at,
    is_row_number,
    newest_of,
    one_of,
    rows_remain,
    rows_remaining,
)
from sync.ledgers.intacct.reading.source import Companion, Source
from sync.ledgers.intacct.wire.envelope import Result, Row, records_in
from sync.ledgers.intacct.wire.xml_text import Element
from sync.use_cases.ports import Unreadable

WINDOWS = 4
"""How many windows are asked for side by side, besides the open one."""

FEW = 100
"""How many rows a reading of changes is thought to bring, before it did."""

ROWS_PER_VALUE = 4.0
"""How many items a document is thought to have, tax lines counted, before one was read."""


UNREADABLE = (BrokenPromise, ValueError, ArithmeticError, LookupError)
"""What making a record of a row may raise where the row is not what was promised."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Errand:
    """One function to be asked, and what becomes of its answer.

    Attributes:
        question: The function.
        weight: How many rows the answer is thought to hold.
        settle: Takes the answer.
    """

    question: Element
    weight: int
    settle: Callable[[Result], None]


@dataclass(slots=True)
class _Batch:
    """Rows of one answer, on their way to becoming records."""

    rows: list[Row]
    found: dict[str, list[Row]] = field(default_factory=dict)
    stage: int = 0
    open_errands: int = 0


class SourceReading:
    """Reads one source: changes since a moment, or the rows in which a field has one of some values."""

    def __init__(
        self,
        source: Source,
        *,
        page_size: int,
        believable_until: datetime = FOR_EVER,
    ) -> None:
        self.source = source
        self.newest: datetime | None = None
        self.ready: deque[tuple[Sighting, ...]] = deque()
        self.unreadable: list[Unreadable] = []
        self._page_size = page_size
        self._believable_until = believable_until
        self._errands: deque[Errand] = deque()
        # Asked before everything else, so that a batch that was begun leaves the memory again.
        self._companion_errands: deque[Errand] = deque()
        self._under_way = 0
        self._rows_per_value: defaultdict[str, float] = defaultdict(lambda: ROWS_PER_VALUE)

    @property
    def is_finished(self) -> bool:
        """Whether nothing is open and all that was ready has been taken."""
        return not (self._errands or self._companion_errands or self._under_way or self.ready)

    @property
    def waiting_rows(self) -> int:
        """How many rows the questions that wait are thought to bring."""
        waiting = (*self._companion_errands, *self._errands)
        return sum(errand.weight for errand in waiting)

    def begin(self, since: datetime | None) -> None:
        """Read what was changed at or after `since`, or all there is."""
        if since is None and self.source.only_changes:
            return
        query = self.source.changed_rows(since)
        expected = self._page_size if query is self.source.query else min(FEW, self._page_size)
        self._add_open_window(query, after="", expected=expected)

    def begin_look_up(self, field_name: str, values: Sequence[str]) -> None:
        """Read the rows whose `field_name` is one of `values`, however many these are."""
        for chunk in chunks(tuple(dict.fromkeys(values)), MOST_VALUES):
            query = self.source.query.narrowed(one_of(field_name, chunk))
            self._add_open_window(query, after="", expected=len(chunk), windows=0)

    def next_errand(self, most_rows: int) -> Errand | None:
        """The next question, where its answer fits into `most_rows`."""
        waiting = self._companion_errands or self._errands
        if not waiting or waiting[0].weight > most_rows:
            return None
        self._under_way += 1
        return waiting.popleft()

    def settle(self, errand: Errand, result: Result) -> None:
        """Take the answer to an errand that `next_errand` gave out."""
        self._under_way -= 1
        errand.settle(result)

    def _add_open_window(
        self, query: Query, *, after: str, expected: int, windows: int = WINDOWS
    ) -> None:
        question = query.page(after=after, page_size=self._page_size)
        settle = partial(self._open_window_read, query, after, windows)
        self._errands.append(Errand(question, expected, settle))

    def _add_window(self, query: Query, after: str, until: str) -> None:
        question = query.page(after=after, until=until, page_size=self._page_size)
        settle = partial(self._window_read, query, after, until)
        self._errands.append(Errand(question, self._page_size, settle))

    def _open_window_read(self, query: Query, after: str, windows: int, result: Result) -> None:
        rows = self._rows_of(result, query, after)
        remaining = rows_remaining(result, page_size=self._page_size)
        if rows and remaining:
            last = self._add_windows(query, rows, min(windows, (remaining - 1) // self._page_size))
            expected = min(self._page_size, remaining)
            self._add_open_window(query, after=last, expected=expected, windows=windows)
        self._take(rows)

    def _add_windows(self, query: Query, rows: Sequence[Row], count: int) -> str:
        """Ask for `count` windows behind `rows`; gives the key where the last of them ends."""
        first, last = int(query.key_in(rows[0])), int(query.key_in(rows[-1]))
        # As wide as keys were spent on one page, a tenth less; never narrower than can overflow a page.
        width = max(self._page_size, (last - first) * self._page_size * 9 // (len(rows) * 10))
        for _ in range(count):
            self._add_window(query, str(last), str(last + width))
            last += width
        return str(last)

    def _window_read(self, query: Query, after: str, until: str, result: Result) -> None:
        rows = self._rows_of(result, query, after)
        if rows and rows_remain(result, page_size=self._page_size):
            self._add_window(query, query.key_in(rows[-1]), until)
        self._take(rows)

    def _rows_of(self, result: Result, query: Query, after: str) -> list[Row]:
        rows = records_in(result)
        _require_order(rows, query, after)
        return rows

    def _take(self, rows: list[Row]) -> None:
        if readable := self._readable(rows):
            self._go_on(_Batch(readable))

    def _readable(self, rows: list[Row]) -> list[Row]:
        """Those of `rows` with all that was asked for and a stamp that is one; the others are set aside."""
        wanted = {name.upper() for name in self.source.query.fields}
        complete = [row for row in rows if row.keys() >= wanted or self._lacks(row, wanted)]
        return list(self._each(complete, self._note_newest))

    def _lacks(self, row: Row, wanted: set[str]) -> bool:
        missing = ", ".join(sorted(wanted - row.keys()))
        self._set_aside(row, f"It came without {missing}.", stamp=None)
        return False

    def _note_newest(self, rows: Sequence[Row]) -> Sequence[Row]:
        self.newest = newest_of(
            self.newest,
            rows,
            created_field=self.source.created_field,
            also=self.source.also_stamped,
            until=self._believable_until,
        )
        return rows

    def _each(
        self, rows: Sequence[Row], act: Callable[[Sequence[Row]], Iterable[Item]]
    ) -> Iterator[Item]:
        """What comes of acting on all rows at once; where that fails on ever fewer, to set few aside."""
        try:
            done = tuple(act(rows))
        except UNREADABLE as error:
            if len(rows) == 1:
                self._set_aside(rows[0], _sentence(error), stamp=self._stamp_of(rows[0]))
                return
            middle = len(rows) // 2
            yield from self._each(rows[:middle], act)
            yield from self._each(rows[middle:], act)
        else:
            yield from done

    def _stamp_of(self, row: Row) -> datetime | None:
        source = self.source
        try:
            return changed_at(row, created_field=source.created_field, also=source.also_stamped)
        except UNREADABLE:
            return None

    def _set_aside(self, row: Row, why: str, *, stamp: datetime | None) -> None:
        query = self.source.query
        name = f"{self.source.kind.singular} with {query.key} {query.key_in(row)}"
        sentence = f"Intacct's {name} cannot be read. {why}"
        self.unreadable.append(Unreadable(name, sentence, stamp))

    def _go_on(self, batch: _Batch) -> None:
        """Ask for the batch's next companion; where there is none left, make its records."""
        while batch.stage < len(self.source.companions):
            companion = self.source.companions[batch.stage](batch.rows, batch.found)
            batch.stage += 1
            if companion is not None and companion.values:
                self._ask_for(companion, batch)
                return
        built = self._each(batch.rows, lambda rows: self.source.build(rows, batch.found))
        self.ready.append(tuple(built))

    def _ask_for(self, companion: Companion, batch: _Batch) -> None:
        batch.found[companion.name] = []
        rows_per_value = self._rows_per_value[companion.name]
        size = max(1, min(companion.most_values, int(self._page_size / rows_per_value)))
        for chunk in chunks(companion.values, size):
            batch.open_errands += 1
            self._companion_errands.append(self._companion_errand(companion, batch, chunk))

    def _companion_errand(
        self, companion: Companion, batch: _Batch, values: tuple[str, ...], after: str = ""
    ) -> Errand:
        weight = int(len(values) * self._rows_per_value[companion.name]) + 1
        return Errand(
            companion.question(values, after=after, page_size=self._page_size),
            min(weight, self._page_size),
            partial(self._companion_read, companion, batch, values),
        )

    def _companion_read(
        self, companion: Companion, batch: _Batch, values: tuple[str, ...], result: Result
    ) -> None:
        rows = companion.rows(result)
        batch.found[companion.name].extend(rows)
        if rows and companion.more(result, page_size=self._page_size):
            further = self._companion_errand(companion, batch, values, after=rows[-1][KEY])
            self._companion_errands.append(further)
            return
        batch.open_errands -= 1
        if not batch.open_errands:
            self._learn(companion, batch)
            self._go_on(batch)

    def _learn(self, companion: Companion, batch: _Batch) -> None:
        """The next batch is thought to be like this one, with a tenth to spare."""
        seen = len(batch.found[companion.name]) / len(companion.values)
        self._rows_per_value[companion.name] = max(1.0, seen * 1.1)


def _sentence(error: Exception) -> str:
    return f"It lacks {error}." if isinstance(error, KeyError) else str(error)


def chunks(values: tuple[str, ...], size: int) -> Iterator[tuple[str, ...]]:
    """`values` in pieces of at most `size`."""
    return (values[start : start + size] for start in range(0, len(values), size))


def _require_order(rows: Sequence[Row], query: Query, after: str) -> None:
    keys = [query.key_in(row) for row in rows]
    if not all(is_row_number(key) for key in keys):
        raise BrokenPromise(f"Intacct's page of {query.object_name} holds a row without a key.")
    numbers = [int(after or -1), *map(int, keys)]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise BrokenPromise(f"Intacct's pages of {query.object_name} are out of order.")
