"""The cells are proved on the embedded database; the use cases' own tests run on both."""

from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import Engine

from tests.sync.use_cases.bridge import Bridge, synced_over
from tests.sync.use_cases.starts import Starts


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The address of a database that is up to date."""
    return sqlite_url


@pytest.fixture
def synced(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """In step, with no documents."""
    come = partial(synced_over, documents=0)
    with starts.go_on("in step, no documents", come, engine) as bridge:
        yield bridge
