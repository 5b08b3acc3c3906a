"""Stories drawn by their seeds: all promises are kept, and the same seed tells the same story."""

from collections.abc import Iterator

import pytest

from tests.simulation.drawing import draw
from tests.simulation.scene import Theatre
from tests.simulation.telling import tell


@pytest.fixture(scope="module")
def theatre() -> Iterator[Theatre]:
    with Theatre.opened() as opened:
        yield opened


def test_same_seed__same_trace(theatre: Theatre) -> None:
    first, second = tell(theatre, draw(4)), tell(theatre, draw(4))
    assert first.trace == second.trace
    assert len(first.trace) > 100


@pytest.mark.parametrize("first", range(0, 12, 4))
def test_stories__all_promises_are_kept(theatre: Theatre, first: int) -> None:
    broken = {seed: told for seed in range(first, first + 4) if (told := _broken(theatre, seed))}
    assert not broken


def _broken(theatre: Theatre, seed: int) -> list[str]:
    return tell(theatre, draw(seed)).violations
