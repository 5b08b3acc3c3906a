"""Tells open ledgers pages what changes, as it happens, as server-sent events."""

import asyncio
from collections.abc import AsyncIterator

import msgspec

_SAID_ONE_BY_ONE = 200  # more changed records of a kind than this are told as one
_WAITING_EVENTS = 2000
_KEEP_ALIVE_SECONDS = 15.0


class Changed(msgspec.Struct, frozen=True):
    """A record changed; `key` is None when too many of its kind did to name each."""

    side: str
    kind: str
    key: str | None


class ChangeFeed:
    """Hands events to every open page. Lives in the server's one asyncio thread."""

    def __init__(self) -> None:
        self._pages: set[asyncio.Queue[bytes]] = set()

    def tell_changes(self, changes: set[Changed]) -> None:
        """Tell every page which records changed."""
        for change in _merged(changes):
            self._send("changed", change)

    def tell_clock(self) -> None:
        """Tell every page that the ledgers' clock was moved."""
        self._send("clock", {})

    def _send(self, name: str, data: object) -> None:
        event = b"event: %s\ndata: %s\n\n" % (name.encode(), msgspec.json.encode(data))
        for page in self._pages:
            if not page.full():  # a page that has stopped reading misses events, and is no burden
                page.put_nowait(event)

    async def events(self) -> AsyncIterator[bytes]:
        """The events for one page, from now on, with a comment now and then to keep the line open."""
        page: asyncio.Queue[bytes] = asyncio.Queue(_WAITING_EVENTS)
        self._pages.add(page)
        try:
            yield b": listening\n\n"
            while True:
                try:
                    yield await asyncio.wait_for(page.get(), _KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._pages.discard(page)


def _merged(changes: set[Changed]) -> list[Changed]:
    by_kind: dict[tuple[str, str], list[Changed]] = {}
    for change in changes:
        by_kind.setdefault((change.side, change.kind), []).append(change)
    merged: list[Changed] = []
    for (side, kind), same in by_kind.items():
        merged += same if len(same) <= _SAID_ONE_BY_ONE else [Changed(side, kind, None)]
    return merged
