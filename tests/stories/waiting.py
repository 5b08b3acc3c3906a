"""Waiting for what other processes do."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

PATIENCE_SECONDS = 45.0
"""Long enough for a busy machine; nobody waits longer than it takes."""


def wait_for(what: str, look: Callable[[], Answer | None]) -> Answer:
    """Look again and again until there is something to see, and return it.

    Raises:
        AssertionError: It did not come in time.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        seen = look()
        if seen:
            return seen
        assert time.monotonic() < deadline, f"Waited in vain for {what}."
        time.sleep(0.05)
