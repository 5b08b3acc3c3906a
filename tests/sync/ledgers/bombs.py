"""Answers that cost whoever takes them in more than they are worth."""

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

from sync.ledgers.answer_body import LARGEST_ANSWER

MOST_MEMORY = 4 * LARGEST_ANSWER
"""Bytes that a bomb may make us use for a moment: the answer, the piece that was too much, and their copies."""


def packed(size: int, *, begins: bytes = b"") -> bytes:
    """That many bytes, in a thousandth of the space."""
    packing = zlib.compressobj(9, wbits=31)
    piece = b" " * 2**20
    pieces = [packing.compress(begins), *(packing.compress(piece) for _ in range(size // 2**20))]
    return b"".join([*pieces, packing.flush()])


BOMB = packed(6 * LARGEST_ANSWER, begins=b"<response>")
BOMB_IN_A_BOMB = gzip.compress(gzip.compress(BOMB))

PACKED_ANSWERS: dict[str, tuple[bytes, str, str]] = {
    "gzip bomb": (BOMB, "gzip", "larger than any"),
    "bomb in a bomb": (BOMB_IN_A_BOMB, "gzip, gzip, gzip", "packed in a way"),
    "unknown packing": (b"whatever", "br", "packed in a way"),
    "not packed at all": (b"<html>", "gzip", "DecodingError"),
}
"""Bodies with their Content-Encoding and why they are given up: none of them may be taken in."""


async def endless(piece: bytes = b"x" * 2**20, pause: float = 0) -> AsyncIterator[bytes]:
    """A body without an end, a piece at a time, with a pause between them."""
    while True:
        await asyncio.sleep(pause)  # even none lets the server notice that nobody listens any more
        yield piece


@contextmanager
def bounded_memory() -> Iterator[Callable[[], int]]:
    """Measures what Python's memory comes to at most; behind the block the function says it in bytes."""
    peak: list[int] = []
    tracemalloc.start()
    try:
        yield lambda: peak[0]
    finally:
        # Read while it is still measured: afterwards it is nothing, which is less than any bound.
        peak.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
