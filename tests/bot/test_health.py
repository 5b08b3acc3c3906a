"""The health pages by themselves: what is told of which part that does not answer."""

import pytest

from bot.health import LIVE, READY, Health


def asked(health: Health, path: str) -> tuple[str, str]:
    """The status line and the text."""
    statuses: list[str] = []

    def start(status: str, *_: object) -> object:
        statuses.append(status)
        return None

    (text,) = health({"PATH_INFO": path}, start)  # type: ignore[arg-type]  # a few fields do
    return statuses[0], text.decode().strip()


@pytest.mark.parametrize(
    ("database", "sockets", "queue", "expected"),
    [
        (True, True, True, ("200 OK", "ok")),
        (False, False, False, ("503 Service Unavailable", "the database does not answer")),
        (True, False, True, ("503 Service Unavailable", "no socket to Slack is open")),
        (
            True,
            True,
            False,
            ("200 OK", "ok, but the queue does not answer: what is asked for waits"),
        ),
    ],
)
def test_ready__says_what_does_not_answer(
    *, database: bool, sockets: bool, queue: bool, expected: tuple[str, str]
) -> None:
    health = Health(
        database_answers=lambda: database,
        queue_answers=lambda: queue,
        slack_reaches_us=lambda: sockets,
    )
    assert asked(health, READY) == expected


def test_live__asks_nobody() -> None:
    def unasked() -> bool:
        raise AssertionError

    health = Health(unasked, unasked, unasked)
    assert asked(health, LIVE) == ("200 OK", "ok")
    assert asked(health, "/slack/events") == ("404 Not Found", "no such address")
