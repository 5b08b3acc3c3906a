"""Lists in pages, with Slack's cursors."""

from typing import TypeVar

from sandbox.slack.errors import Json, SlackError
from sandbox.slack.web_api.arguments import Arguments

MOST_PER_PAGE = 1_000
USUAL_PAGE = 100

Item = TypeVar("Item")


def page_of(items: list[Item], arguments: Arguments) -> tuple[list[Item], Json]:
    """The page asked for by `cursor` and `limit`, and the answer's `response_metadata`."""
    limit = arguments.number("limit", default=USUAL_PAGE, most=MOST_PER_PAGE)
    start = _start(arguments.text("cursor"))
    end = start + limit
    following = f"from:{end}" if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": following}}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    prefix, _, number = cursor.partition(":")
    if prefix != "from" or not number.isdecimal():
        raise SlackError("invalid_cursor")
    return int(number)
