"""Both ledgers at once: a thread for each side, and the next thing fetched while the last one is worked on.

Threads share nothing but the database and the few marks of `RunAtWork`, which say how they are kept.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, wait
from typing import TypeVar

from sync.domain.sides import Side
from sync.use_cases.ports import MACHINE, Machine

Item = TypeVar("Item")
Result = TypeVar("Result")


class Halt(threading.Event):
    """Set once the other side failed: whoever sees it begins nothing new, and ends what it began."""


def both_sides(
    work: Callable[[Side, Halt], Result], machine: Machine = MACHINE
) -> Mapping[Side, Result]:
    """Do `work` for each side at the same time; what came of each, once both have come to their end.

    Args:
        work: Given the side, and the sign to begin nothing new. It looks at the sign often.
        machine: Whose threads they are.

    Raises:
        Exception: What the side that failed first raised; the other one was halted.
    """
    halt = Halt()
    sides = machine.either_first(list(Side))
    with machine.pool(len(sides), "side") as threads:
        at_work = {side: threads.submit(work, side, halt) for side in sides}
        try:
            first, _ = wait(at_work.values(), return_when=FIRST_EXCEPTION)
        finally:
            halt.set()
    for ended in first:
        ended.result()  # raises what the first to fail raised, though the other failed after it
    return {side: ended.result() for side, ended in at_work.items()}


def one_ahead(items: Iterator[Item], machine: Machine = MACHINE) -> Iterator[Item]:
    """The same items, of which a thread fetches the next one while the caller works on the last.

    Args:
        items: None of them is None. Never asked by two threads at once.
        machine: Whose thread it is.
    """
    with machine.pool(1, "one ahead") as thread:
        coming = thread.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, items, None)
            yield item
