"""Starts the product's own programs as separate processes, and ends them again."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STOP_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Program:
    """A program that runs.

    Attributes:
        process: The process.
        log: The file that holds what it prints.
    """

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def printed(self) -> str:
        """What it printed so far.

        Raises:
            AssertionError: It has ended, which a long-running program never should by itself.
        """
        text = self.log.read_text(encoding="utf-8")
        ended = self.process.poll()
        assert ended is None, f"{self.log.stem} ended with code {ended}:\n{text}"
        return text


@contextmanager
def running_program(
    name: str, command: Sequence[str], *, settings: Mapping[str, str], folder: Path
) -> Iterator[Program]:
    """Run a command until the block ends; it must then stop by itself, with code 0, when asked to.

    Args:
        name: For its log.
        command: The program and its arguments.
        settings: Its environment.
        folder: Where it runs and where its log is kept.
    """
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the product's own commands
            command, env=settings, cwd=folder, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield Program(process, log)
        _stop(process)
        assert process.returncode == 0, f"{name} stopped with code {process.returncode}"
    finally:
        process.kill()
        process.wait()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    process.wait(STOP_SECONDS)


def run_to_its_end(command: Sequence[str], *, settings: Mapping[str, str], folder: Path) -> str:
    """Run a command that ends by itself, and return what it printed; it must end well."""
    done = subprocess.run(  # noqa: S603 - the product's own commands
        command, env=settings, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def surroundings() -> dict[str, str]:
    """The environment a program needs to be found at all, without any setting of the product."""
    here = Path(sys.executable).parent
    return {
        "PATH": f"{here}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),  # the programs that lie beside these tests
        "HOME": os.environ.get("HOME", str(here)),
        "PYTHONUNBUFFERED": "1",
    }


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
