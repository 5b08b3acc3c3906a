"""One process's share of many stories."""

import atexit
import gc
import logging
import os
import shutil
import signal
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tests.simulation.drawing import draw
from tests.simulation.scene import Theatre
from tests.simulation.shrinking import shrunk, written_out
from tests.simulation.telling import tell


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one seed's story.

    Attributes:
        seed: The seed.
        trace: What happened, line by line.
        violations: Promises that were broken.
        exercised: How often each thing happened.
    """

    seed: int
    trace: list[str]
    violations: list[str]
    exercised: Counter[str]


class _House:
    """This process's theatre: opened for its first story, closed with the process."""

    theatre: Theatre | None = None
    where: Path | None = None
    told = 0
    is_telling = False
    stack = ExitStack()

    @classmethod
    def open(cls) -> Theatre:
        if cls.theatre is None:
            logging.disable(logging.CRITICAL)
            gc.disable()
            cls.theatre = cls.stack.enter_context(Theatre.opened(cls.where))
        return cls.theatre


_COLLECTED_EVERY = 10  # stories; collecting all the time takes a tenth of it


def outcome_of(seed: int) -> Outcome:
    """Tell the story of a seed."""
    _House.told += 1
    if _House.told % _COLLECTED_EVERY == 0:
        gc.collect()
    if _House.told == _COLLECTED_EVERY:
        gc.freeze()  # what is there now is there for good, and need not be looked at each time
    _House.is_telling = True
    told = tell(_House.open(), draw(seed))
    _House.is_telling = False
    return Outcome(seed, told.trace, told.violations, told.exercised)


def begin_process(where: Path | None) -> None:
    """Begin as one of a pool's processes, which leaves nothing behind however it ends.

    Only who asked for the stories is interrupted, not those who tell them.

    Args:
        where: For this process's folder; None for memory.
    """
    _House.where = where
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    atexit.register(_House.stack.close)


def _end(_number: int, _frame: FrameType | None) -> None:
    """End at once, but hold no lock of the pool's for ever: it is held only between stories."""
    if _House.theatre is None or not _House.is_telling:
        sys.exit()
    shutil.rmtree(_House.theatre.folder, ignore_errors=True)
    os._exit(0)


def made_short(seed: int) -> str:
    """A failing seed's story made short, as it is kept in a test; then what happens in it."""
    short = shrunk(_House.open(), draw(seed))
    told = tell(_House.open(), short)
    lines = (line for line in told.trace if " asks " not in line)
    return "\n".join([written_out(short), *lines, *told.violations])
