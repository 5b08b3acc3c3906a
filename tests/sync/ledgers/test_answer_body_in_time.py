"""An answer's time is the machine's: where that stands still, no answer is late."""

from collections.abc import Iterator

import httpx
import pytest

from sync.ledgers.answer_body import UnfitBody, received
from tests.simulation.clock import StoppedMachine, Time

PIECE_SECONDS = 2.0


def trickling(time: Time) -> httpx.Response:
    def pieces() -> Iterator[bytes]:
        for _ in range(3):
            time.pass_by(PIECE_SECONDS)
            yield b"x"

    return httpx.Response(200, content=pieces())


def test_answer_within_its_deadline__is_whole() -> None:
    time = Time()
    machine = StoppedMachine(time)
    assert received(trickling(time), deadline=3 * PIECE_SECONDS, machine=machine) == b"xxx"


def test_answer_beyond_its_deadline__is_given_up() -> None:
    time = Time()
    with pytest.raises(UnfitBody, match="too slowly"):
        received(trickling(time), deadline=2.5 * PIECE_SECONDS, machine=StoppedMachine(time))
