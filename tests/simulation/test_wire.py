"""A story is told wherever it is told from: also amid a running event loop, as a browser leaves one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.simulation.drawing import draw
from tests.simulation.scene import Theatre
from tests.simulation.telling import tell
from tests.simulation.wire import at_once

SEED = 4


async def _told(theatre: Theatre) -> list[str]:
    return tell(theatre, draw(SEED)).trace


def test_story_amid_a_running_event_loop__is_told_as_without(theatre: Theatre) -> None:
    # In a thread of its own: in this one a browser's test may have left such a loop.
    with ThreadPoolExecutor(1) as thread:
        told = thread.submit(lambda: asyncio.run(_told(theatre))).result()
    assert told == tell(theatre, draw(SEED)).trace


def test_stand_in_that_would_wait__is_an_error() -> None:
    with pytest.raises(RuntimeError, match="waits for something"):
        at_once(asyncio.sleep(0))
