"""The steps that scenarios are written in, and the world that a scenario happens in."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import Engine

from sync.store.sql_store import SqlStore
from tests.scenarios.steps.companies import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.contacts import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.credits import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.deciding import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.entities import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.holdings import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.ledgers import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.orders import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.outcomes import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.payments import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.people_do import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.properties import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.searching import *  # noqa: F403 - registers its steps here
from tests.scenarios.steps.trouble import *  # noqa: F403 - registers its steps here
from tests.scenarios.story import Story
from tests.sync.use_cases.our_clock import OurClock
from tests.sync.use_cases.starts import Starts, no_documents


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Scenarios tell what the rules do; a few of them run on PostgreSQL too."""
    return sqlite_url


@pytest.fixture
def story(starts: Starts, engine: Engine) -> Iterator[Story]:
    """Two ledgers in step, with a chart of accounts, tax types, properties and no documents."""
    clock = OurClock()
    store = SqlStore(engine, now=clock)
    with no_documents(starts, engine, store) as bridge, ExitStack() as afterwards:
        yield Story(bridge, clock, afterwards)
