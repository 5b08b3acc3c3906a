"""Runs several processes as one program: starts them, restarts what dies, stops all of them cleanly."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jobs.worker import die_with_parent

log = logging.getLogger(__name__)

FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30.0
"""A process that ran for longer than this was well, and is started again at once when it dies."""

HOPELESS = 3
"""So many deaths in a row, each soon after the start, and a process is not worth waiting for."""

PATIENCE_SECONDS = 6.0
"""How long a process may take to stop before it is killed."""


@dataclass(slots=True)
class Child:
    """One process under supervision.

    Attributes:
        name: For the log file and messages.
        arguments: The program's arguments, after `leasebridge`.
        process: The process while it runs.
        quick_deaths: How often in a row it died soon after its start.
        started_at: When it was last started, on the monotonic clock.
        start_at: When it may be started next, on the same clock.
    """

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    quick_deaths: int = 0
    started_at: float = 0.0
    start_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Keeps children running until told to stop.

    Attributes:
        environment: The children's environment.
        logs: The folder for their output, one file each.
        children: In the order of starting; stopped in the reverse order.
    """

    environment: Mapping[str, str]
    logs: Path
    children: list[Child] = field(default_factory=list)

    def start(self, name: str, *arguments: str) -> Child:
        """Start a child and keep it running from now on."""
        child = Child(name, arguments)
        self.children.append(child)
        self._launch(child)
        return child

    def look_after(self) -> None:
        """Start again what has died; what dies soon after its start waits longer each time."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                log.warning("%s ended with code %s.", child.name, child.process.returncode)
                was_well = now - child.started_at > LONGEST_WAIT_SECONDS
                child.quick_deaths = 0 if was_well else child.quick_deaths + 1
                child.process, child.start_at = None, now + wait_before_start(child.quick_deaths)
            if child.process is None and now >= child.start_at:
                self._launch(child)

    def hopeless(self) -> Child | None:
        """A child that died soon after each of its first starts, so that waiting for it is in vain."""
        return next((child for child in self.children if child.quick_deaths >= HOPELESS), None)

    def log_of(self, child: Child) -> Path:
        """The file that holds what the child prints."""
        return self.logs / f"{child.name}.log"

    def stop(self) -> None:
        """Ask every child to stop, last started first; kill what will not."""
        for child in reversed(self.children):
            if child.process is not None:
                with contextlib.suppress(ProcessLookupError):
                    child.process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in reversed(self.children):
            if child.process is not None:
                _wait_or_kill(child.process, deadline)
        self.children.clear()

    def _launch(self, child: Child) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        parent, child.started_at = os.getpid(), time.monotonic()
        with self.log_of(child).open("ab") as output:
            child.process = subprocess.Popen(  # noqa: S603 - our own program and arguments
                [sys.executable, "-m", "leasebridge", *child.arguments],
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us; we stop the children in order.
                preexec_fn=lambda: die_with_parent(parent, signal.SIGTERM),  # noqa: PLW1509 - one thread
            )


def wait_before_start(quick_deaths: int) -> float:
    """Seconds to wait before a process that died is started again: doubled with each quick death."""
    if quick_deaths == 0:
        return 0.0
    doublings = min(quick_deaths - 1, 10)
    return min(FIRST_WAIT_SECONDS * 2.0**doublings, LONGEST_WAIT_SECONDS)


def _wait_or_kill(process: subprocess.Popen[bytes], deadline: float) -> None:
    try:
        process.wait(timeout=max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
