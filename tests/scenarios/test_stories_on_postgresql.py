"""A few of the stories once more, on PostgreSQL: those that turn on what is stored between runs."""

import pytest
from pytest_bdd import scenarios


@pytest.fixture
def database_url(postgresql_url: str) -> str:
    return postgresql_url


scenarios("20_unlinked_and_forgotten.feature", "21_smart_rule_refuses_everything.feature")
