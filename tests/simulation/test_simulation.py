"""Stories drawn by their seeds: all promises are kept, and the same seed tells the same story."""

import pytest

from tests.simulation.drawing import draw
from tests.simulation.scene import Theatre
from tests.simulation.telling import tell

CHUNK = 10
SEEDS = 300


def test_same_seed__same_trace(theatre: Theatre) -> None:
    first, second = tell(theatre, draw(4)), tell(theatre, draw(4))
    assert first.trace == second.trace
    assert len(first.trace) > 50


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_stories__all_promises_are_kept(theatre: Theatre, first: int) -> None:
    told = {seed: tell(theatre, draw(seed)).violations for seed in range(first, first + CHUNK)}
    assert not {seed: violations for seed, violations in told.items() if violations}
