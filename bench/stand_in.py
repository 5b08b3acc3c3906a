"""A stand-in world in a process of its own, so that its work and memory are not counted as ours."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

START_SECONDS = 120.0


@contextmanager
def stand_in_world(documents: int) -> Iterator[str]:
    """Serve a world with so many documents, in memory; yields its address."""
    port = _free_port()
    command = [sys.executable, "-m", "leasebridge", "sandbox"]
    options = ["--port", str(port), "--documents", str(documents)]
    process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def calls_of(address: str) -> dict[str, dict[str, int]]:
    """Calls, reads and writes each ledger counted, by its own count."""
    totals: dict[str, dict[str, int]] = httpx.get(f"{address}/control/calls").json()["totals"]
    return totals


def forget_calls(address: str) -> None:
    """Count from nothing again."""
    httpx.delete(f"{address}/control/calls").raise_for_status()


def let_calls_take(address: str, seconds: float, *, intacct_at_once: int) -> None:
    """From now on each call of either ledger waits so long before it is worked on; calls wait side by side.

    Args:
        address: Of the stand-in world.
        seconds: How long.
        intacct_at_once: How many calls Intacct takes at a time; it refuses more. Re-Leased takes 5.
    """
    waits = {"times": None, "seconds": seconds}
    for fault in (
        {"part": "intacct", "kind": "concurrency_limit", "limit": intacct_at_once},
        {"part": "re_leased", "kind": "delay"},
    ):
        httpx.post(f"{address}/control/faults", json=fault | waits).raise_for_status()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/control/clock").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"The stand-in world at {address} did not start.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
