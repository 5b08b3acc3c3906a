"""Reads all records that changed since a moment, page by page, while records move.

Page numbers over a moving set skip records: whatever is modified meanwhile goes to the end, and the rest
moves up. So each next page is asked for by the stamp of the last record seen (the interface's
filter is inclusive, oldest first), not by its number. Numbers are needed only where more records than
fit a page carry the same stamp; then, after each page, the reading looks whether the record before it
is one that it has seen, and goes a page back if it is not. A record may be seen more than once.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from sync.domain.errors import BrokenPromise, RetryLater
from sync.ledgers.re_leased import wire
from sync.ledgers.re_leased.client import Client
from sync.ledgers.re_leased.json_text import Reader, stamp_of
from sync.ledgers.re_leased.wire_shapes import Listing, Stored
from sync.use_cases.ports import Unreadable

MOST_STEPS_BACK = 20

StoredT = TypeVar("StoredT", bound=Stored)


class ChangedRecords(Generic[StoredT]):
    """One reading of a collection.

    Args:
        client: The way to Re-Leased.
        resource: The collection.
        filters: Further parameters of the list.
        reader: How one of its objects is read.
        page_size: Records asked for at a time.
    """

    def __init__(
        self,
        client: Client,
        resource: wire.Resource,
        filters: Mapping[str, str],
        reader: Reader[StoredT],
        *,
        page_size: int,
    ) -> None:
        self._client = client
        self._resource = resource
        self._filters = filters
        self._reader = reader
        self._page_size = page_size
        self._seen = _LatelySeen(2 * page_size)
        self._listings = Reader(Listing, f"list of {resource}")
        self.unreadable: list[Unreadable] = []
        """What was met so far and set aside, each as often as it was met."""

    def since(self, moment: datetime) -> Iterator[list[StoredT]]:
        """The records modified at or after `moment` (aware), archived ones and tombstones included.

        Yields:
            What a page adds; it may be empty.

        Raises:
            RetryLater: Records move faster than they can be read; and as `Client.read` says.
            BrokenPromise: The list is not in the order promised.
        """
        mark, page, steps_back = wire.moment(moment), 1, 0
        while True:
            records, has_more = self._page(mark, page)
            if page > 1 and not self._follows_on(mark, page):
                page, steps_back = page - 1, steps_back + 1
                _require_progress(steps_back, self._resource)
                continue
            yield self._seen.new_among(records)
            if not has_more:
                return
            last = wire.moment(records[-1].modified_at) if records else mark
            if last == mark:
                page += 1
            else:
                mark, page, steps_back = last, 1, 0

    def _page(self, mark: str, page: int) -> tuple[list[StoredT], bool]:
        listing = self._listing(mark, page, self._page_size)
        read = (self._read(item) for item in listing.data)
        records = [record for record in read if record is not None]
        stamps = [mark, *(wire.moment(record.modified_at) for record in records)]
        if stamps != sorted(stamps) or (listing.has_more and not listing.data):
            raise BrokenPromise(
                f"Re-Leased's list of {self._resource} since {mark} is not in the order of "
                "modification, or ends early. Reading on would miss records."
            )
        return records, listing.has_more

    def _read(self, item: msgspec.Raw) -> StoredT | None:
        """The record; None for one that cannot be read, which is set aside."""
        try:
            return self._reader.read(item, of_company=self._client.company_id)
        except BrokenPromise as error:
            name, stamp = self._reader.name_of(item), stamp_of(item)
            self.unreadable.append(Unreadable(name, str(error), stamp))
            return None

    def _was_met(self, item: msgspec.Raw) -> bool:
        try:
            return self._reader.read(item, of_company=self._client.company_id) in self._seen
        except BrokenPromise:
            return self._reader.name_of(item) in {one.name for one in self.unreadable}

    def _listing(self, mark: str, page: int, page_size: int) -> Listing:
        query = wire.page_query(since=mark, page=page, page_size=page_size)
        return self._listings.read(self._client.read(self._resource, {**self._filters, **query}))

    def _follows_on(self, mark: str, page: int) -> bool:
        """Whether a page just read begins where the reading had come to.

        Records only ever move up. So if the record that now stands before the page has been seen,
        then none between what was seen and the page can have slipped through.
        """
        before = self._listing(mark, (page - 1) * self._page_size, page_size=1).data
        return bool(before) and self._was_met(before[0])


class _LatelySeen:
    """Which records were seen lately, so that the overlap of two pages is given once."""

    def __init__(self, capacity: int) -> None:
        self._order: deque[tuple[str, int]] = deque()
        self._members: set[tuple[str, int]] = set()
        self._capacity = capacity

    def __contains__(self, record: Stored) -> bool:
        return (record.id, record.version) in self._members

    def new_among(self, records: Sequence[StoredT]) -> list[StoredT]:
        """Those of `records` not seen lately in this version."""
        return [record for record in records if self._is_new((record.id, record.version))]

    def _is_new(self, state: tuple[str, int]) -> bool:
        if state in self._members:
            return False
        self._members.add(state)
        self._order.append(state)
        if len(self._order) > self._capacity:
            self._members.discard(self._order.popleft())
        return True


def _require_progress(steps_back: int, resource: wire.Resource) -> None:
    if steps_back > MOST_STEPS_BACK:
        raise RetryLater(f"Re-Leased's {resource} change faster than they can be read.")
