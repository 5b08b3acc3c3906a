"""The workspace page's live connection: server-sent events."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
from starlette.responses import StreamingResponse

from sandbox.slack.stream import EventStream, PageEvent

# A comment now and then keeps the connection from looking dead.
QUIET_SECONDS = 15.0


def event_stream(stream: EventStream, person_id: str) -> StreamingResponse:
    """A response that stays open and carries what this person may see."""
    return StreamingResponse(
        _lines(stream, person_id),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


async def _lines(stream: EventStream, person_id: str) -> AsyncIterator[bytes]:
    async with stream.listen(person_id) as queue:
        yield b": listening\n\n"
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), QUIET_SECONDS)
            except TimeoutError:
                yield b": still here\n\n"
            else:
                yield _written(event)


def _written(event: PageEvent) -> bytes:
    return (
        b"event: " + event.name.encode() + b"\ndata: " + msgspec.json.encode(event.data) + b"\n\n"
    )
