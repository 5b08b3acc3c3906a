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
PATIENCE_SECONDS = 6.0
"""How long a process may take to stop before it is killed."""


@dataclass(slots=True)
class Child:
    """One process under supervision.

    Attributes:
        name: For the log file and messages.
        arguments: The program's arguments, after `leasebridge`.
        process: The process while it runs.
        restarts: How often it had to be started again.
        start_at: When it may be started next, on the monotonic clock.
    """

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
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
        """Start again what has died, each time after a longer wait."""
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                log.warning("%s ended with code %s.", child.name, child.process.returncode)
                wait = min(FIRST_WAIT_SECONDS * 2**child.restarts, LONGEST_WAIT_SECONDS)
                child.process, child.start_at = None, time.monotonic() + wait
                child.restarts += 1
            if child.process is None and time.monotonic() >= child.start_at:
                self._launch(child)

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
        parent = os.getpid()
        with (self.logs / f"{child.name}.log").open("ab") as output:
            child.process = subprocess.Popen(  # noqa: S603 - our own program and arguments
                [sys.executable, "-m", "leasebridge", *child.arguments],
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us; we stop the children in order.
                preexec_fn=lambda: die_with_parent(parent, signal.SIGTERM),  # noqa: PLW1509
            )


def _wait_or_kill(process: subprocess.Popen[bytes], deadline: float) -> None:
    try:
        process.wait(timeout=max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
