"""The cells are proved on the embedded database; the use cases' own tests run on both."""

import pytest


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The address of a database that is up to date."""
    return sqlite_url
