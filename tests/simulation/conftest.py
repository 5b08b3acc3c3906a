"""The theatre in which a session's stories are told."""

from collections.abc import Iterator

import pytest

from tests.simulation.scene import Theatre


@pytest.fixture(scope="module")
def theatre() -> Iterator[Theatre]:
    with Theatre.opened() as opened:
        yield opened
