"""The supervisor: restarts what dies, not too eagerly, and leaves nothing behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from leasebridge.supervisor import (
    HOPELESS,
    LONGEST_WAIT_SECONDS,
    Child,
    Supervisor,
    wait_before_start,
)
from tests.jobs.parts import is_alive, surroundings, wait_until


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    supervising = Supervisor(surroundings(LEASEBRIDGE_HOME=str(tmp_path)), tmp_path / "logs")
    yield supervising
    supervising.stop()


def pid_of(child: Child) -> int:
    assert child.process is not None
    return child.process.pid


def start_world(supervisor: Supervisor) -> Child:
    child = supervisor.start("sandbox", "sandbox", "--port", "0", "--documents", "10")
    wait_for_words(supervisor, child)
    return child


def wait_for_words(supervisor: Supervisor, child: Child) -> None:
    log = supervisor.logs / f"{child.name}.log"
    wait_until("it to say that it runs", lambda: "is at http://" in log.read_text(encoding="utf-8"))


def looked_after(supervisor: Supervisor, child: Child) -> int | None:
    supervisor.look_after()
    return child.process.pid if child.process else None


def test_first_death__is_followed_by_a_short_wait_and_more_by_longer_ones() -> None:
    waits = [wait_before_start(deaths) for deaths in range(1, 12)]
    assert waits[0] <= 1
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT_SECONDS


def test_countless_deaths__still_have_a_longest_wait() -> None:
    assert wait_before_start(100_000) == LONGEST_WAIT_SECONDS


def test_process_that_was_well__is_started_again_at_once() -> None:
    assert wait_before_start(0) == 0


def test_part_that_dies_at_each_start__is_not_worth_waiting_for(supervisor: Supervisor) -> None:
    dying = Child("bot", ("bot",), quick_deaths=HOPELESS)
    supervisor.children.append(Child("worker", ("worker",), quick_deaths=HOPELESS - 1))
    assert supervisor.hopeless() is None
    supervisor.children.append(dying)
    assert supervisor.hopeless() is dying


@pytest.mark.processes
def test_killed_process__comes_back(supervisor: Supervisor) -> None:
    child = start_world(supervisor)
    killed = pid_of(child)
    os.kill(killed, signal.SIGKILL)
    wait_until("another", lambda: looked_after(supervisor, child) not in {None, killed})
    assert is_alive(pid_of(child))


@pytest.mark.processes
def test_stop__ends_every_process(supervisor: Supervisor) -> None:
    pids = [pid_of(start_world(supervisor)) for _ in range(2)]
    supervisor.stop()
    assert not any(is_alive(pid) for pid in pids)
    assert supervisor.children == []


@pytest.mark.processes
def test_process_that_ends_at_once__tells_why_in_its_log(supervisor: Supervisor) -> None:
    child = supervisor.start("worker", "worker", "runs")
    wait_until("its end", lambda: child.process is not None and child.process.poll() == 1)
    text = (supervisor.logs / "worker.log").read_text(encoding="utf-8")
    assert text.startswith("leasebridge: Missing setting: ")
