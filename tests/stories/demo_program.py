"""Starts the demo as people start it, for stories in the browser."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tests.stories.programs import free_port, running_program, surroundings
from tests.stories.waiting import wait_for

DOCUMENTS = 60
SYNC_FROM = date(datetime.now(tz=UTC).year - 3, 1, 1)
"""What the demo links its companies with: early enough for every document it starts with."""


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo that runs, at the addresses it printed."""

    workspace: str
    ledgers: str


@contextmanager
def running_demo(folder: Path, *options: str) -> Iterator[Demo]:
    """The demo in an empty folder, with 60 documents, from when it says that it runs until the block ends."""
    command = [sys.executable, "-m", "leasebridge", "demo", "--home", str(folder / "home")]
    command += ["--port", str(free_port()), "--documents", str(DOCUMENTS), *options]
    with running_program("demo", command, settings=surroundings(), folder=folder) as program:
        wait_for("the demo to say that it runs", lambda: "Ctrl-C" in program.printed)
        addresses = re.findall(r"http://\S+", program.printed)
        yield Demo(*addresses)
