"""What open workspace pages are told as it happens, each person only what they may see."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

import msgspec


class PageEvent(msgspec.Struct, frozen=True):
    """A server-sent event: its name and the JSON value it carries."""

    name: str
    data: Any


class EventStream:
    """Hands events to the pages that listen; everything runs in one asyncio thread."""

    def __init__(self) -> None:
        self._listeners: list[tuple[str, asyncio.Queue[PageEvent]]] = []

    def tell(self, person_ids: Collection[str], name: str, data: Any) -> None:
        """Send the event to every open page of these people."""
        event = PageEvent(name, data)
        for person_id, queue in self._listeners:
            if person_id in person_ids:
                queue.put_nowait(event)

    @asynccontextmanager
    async def listen(self, person_id: str) -> AsyncIterator["asyncio.Queue[PageEvent]"]:
        """The events for this person, from now until the block is left."""
        listener: tuple[str, asyncio.Queue[PageEvent]] = (person_id, asyncio.Queue())
        self._listeners.append(listener)
        try:
            yield listener[1]
        finally:
            self._listeners = [each for each in self._listeners if each is not listener]
