"""One server thread for the workspace and one for the app, shared; a new workspace for each test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.sandbox.slack.slack_harness import Served, Slack


@pytest.fixture(scope="session")
def slack_server() -> Iterator[Served]:
    server = Served()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def bot_server() -> Iterator[Served]:
    server = Served()
    yield server
    server.stop()


@pytest.fixture
def start_slack(slack_server: Served, bot_server: Served) -> Iterator[Callable[..., Slack]]:
    started: list[Slack] = []

    def start(**settings: Any) -> Slack:
        slack = Slack(slack_server, bot_server, **settings)
        started.append(slack)
        return slack

    yield start
    for slack in started:
        slack.close()


@pytest.fixture
def slack(start_slack: Callable[..., Slack]) -> Slack:
    return start_slack()
