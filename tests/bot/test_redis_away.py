"""The web application while the queue is away: the answer is as quick and as true as ever."""

import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from leasebridge.settings import SlackSettings, read
from leasebridge.wiring import web_application
from sandbox.server import RunningWorld
from sync.use_cases.ports import OutboxTopic
from tests.bot.office import Office, free_port, linked_database, settings_of

QUEUES = ["refusing", "silent", "forgotten"]


@contextmanager
def redis_that_is(state: str) -> Iterator[str]:
    """The address of a queue that refuses connections, takes them and says nothing, or is not set up."""
    if state == "silent":
        with socket.create_server(("127.0.0.1", 0)) as listener:
            yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
    else:
        yield f"redis://127.0.0.1:{free_port()}/0" if state == "refusing" else ""


@pytest.fixture(params=QUEUES)
def away(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    world: RunningWorld,
) -> Iterator[Office]:
    """An installation whose queue is away."""
    database = tmp_path / "leasebridge.db"
    store, link = linked_database(database)
    monkeypatch.chdir(tmp_path)
    with closing(store), redis_that_is(request.param) as redis_url:
        settings = settings_of(world, f"sqlite:///{database}", redis_url)
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("LEASEBRIDGE_HOME", str(tmp_path))
        application = web_application(store, read(SlackSettings))
        transport = httpx.WSGITransport(app=application)
        with httpx.Client(transport=transport, base_url="http://bot") as http:
            yield Office(world, store, link, http, tmp_path / "none.log")


def test_redis_away__every_word_is_answered_within_a_second(away: Office) -> None:
    for text in ("now", "plan", "status", "help"):
        began = time.monotonic()
        answer = away.command(text)
        assert time.monotonic() - began < 1
        assert "wrong" not in answer["text"]
    for run in away.runs():
        assert away.is_asked_for(OutboxTopic.RUN, str(run.run_id))
        assert away.is_asked_for(OutboxTopic.MESSAGE, f"run:{run.run_id}")
    assert len(away.runs()) == 2


def test_redis_away__health_says_so_and_requests_are_taken(away: Office) -> None:
    response = away.http.get("/health/ready")
    assert (response.status_code, response.text) == (
        200,
        "ok, but the queue does not answer: what is asked for waits\n",
    )


def test_redis_away__a_click_is_answered_within_a_second(away: Office) -> None:
    began = time.monotonic()
    assert away.click("1", "U0VICTOR").status_code == 200
    assert time.monotonic() - began < 1
    assert away.is_asked_for(OutboxTopic.MESSAGE, "answer:1")
