"""The cells are proved on the embedded database; the use cases' own tests run on both."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.sync.use_cases.bridge import Bridge
from tests.sync.use_cases.starts import Starts, no_documents


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The address of a database that is up to date."""
    return sqlite_url


@pytest.fixture
def synced(starts: Starts, engine: Engine) -> Iterator[Bridge]:
    """In step, with no documents."""
    with no_documents(starts, engine) as bridge:
        yield bridge
