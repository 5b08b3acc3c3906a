"""Of which process it may be said that it is dead: of none where there is any doubt."""

import subprocess
import sys

import pytest

from jobs.process_names import is_certainly_dead, name_of_this_process

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells of other processes"
)


def name_of_a_dead_one() -> str:
    """The name of a process that was at work on this machine and was killed."""
    *place, _, started_at = name_of_this_process().split("/")
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return "/".join((*place, str(child.pid), started_at))


def test_this_process__is_not_dead_and_always_has_the_same_name() -> None:
    assert name_of_this_process() == name_of_this_process()
    assert not is_certainly_dead(name_of_this_process())


def test_process_that_ended__is_dead() -> None:
    assert is_certainly_dead(name_of_a_dead_one())


def test_number_that_another_process_has_by_now__the_earlier_one_is_dead() -> None:
    *whole, started_at = name_of_this_process().split("/")
    assert is_certainly_dead("/".join((*whole, str(int(started_at) - 1))))


@pytest.mark.parametrize("part", [0, 1, 2])
def test_other_machine_or_start_of_it_or_container__nothing_is_known(part: int) -> None:
    parts = name_of_a_dead_one().split("/")
    parts[part] += "0"
    assert not is_certainly_dead("/".join(parts))


@pytest.mark.parametrize("name", ["", "a test", "host:123", "a/b/c/d/e", "a/b/c/1/unknown"])
def test_other_names__nothing_is_known(name: str) -> None:
    assert not is_certainly_dead(name)
