"""Names by which it can be told for certain that a process of this machine is dead.

A lease names the process that holds it. Where that process was killed, nobody has to wait until the lease
runs out: whoever runs on the same machine sees that it is gone. Of a process elsewhere nothing is known,
and its lease runs out by itself. On anything but Linux, nothing is known of any.
"""

import os
import socket
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_BETWEEN = "/"
_STATE, _STARTED = 0, 19
"""Places in /proc/PID/stat behind the command's name. Source: the manual page proc_pid_stat(5)."""


def name_of_this_process() -> str:
    """A name that no other process ever has: of a machine, since it was started, within a container."""
    pid = os.getpid()
    return _BETWEEN.join((*_here(), str(pid), _started_at(pid) or "unknown"))


def is_certainly_dead(name: str) -> bool:
    """Whether the process of that name runs no more. False wherever there is any doubt.

    Args:
        name: From `name_of_this_process`, of whatever process.
    """
    place, _, process = name.partition(_BETWEEN.join((*_here(), "")))
    pid, _, started_at = process.partition(_BETWEEN)
    if place or not (pid.isdecimal() and started_at.isdecimal()):
        return False
    return _started_at(int(pid)) != started_at


def _here() -> tuple[str, ...]:
    """This machine, this start of it, and the processes that see each other: those of one container."""
    try:
        boot = _BOOT.read_text(encoding="ascii").strip()
        namespace = str(Path("/proc/self/ns/pid").stat().st_ino)
    except OSError:
        boot = namespace = "unknown"
    return socket.gethostname(), boot, namespace


def _started_at(pid: int) -> str | None:
    """When a living process was started, in ticks since the machine was; None where it is dead."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    told = stat.rpartition(")")[2].split()
    return None if told[_STATE] in {"Z", "X"} else told[_STARTED]
