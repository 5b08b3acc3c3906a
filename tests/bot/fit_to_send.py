"""Whether a message, page or dialog is one that Slack takes and people can read."""

import json
import re
from collections.abc import Iterator

from bot.block_rules import Surface, objections
from bot.escaping import LONGEST_TEXT
from bot.messages.blocks import Message
from bot.reactions import Dialog
from bot.shortening import LARGEST_MESSAGE, size
from bot.wire import view_of
from sandbox.slack.block_rules import message_problems, view_problems


def texts_in(value: object) -> Iterator[tuple[str, str]]:
    """Every text object: its type and its text."""
    if isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn", "raw_text"}:
            yield value["type"], value["text"]
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


def assert_fit_to_send(message: Message, surface: Surface) -> None:
    """Both our own rules and the stand-in Slack's take it, and it is a message people can read."""
    blocks = json.loads(message.blocks_as_json)
    assert objections(blocks, surface) == ()
    home = {"type": "home", "blocks": blocks}
    assert not (message_problems(blocks) if surface == "message" else view_problems(home))
    if surface == "message":
        assert size(message.text, blocks) < LARGEST_MESSAGE
    assert 0 < len(message.text) <= LONGEST_TEXT
    assert "<" not in message.text
    for kind, text in texts_in(blocks):
        assert text.strip()
        if kind == "mrkdwn":
            assert not re.search(r"<(?!!date\^\d+\^|@U\w+>)", text), text
    f"{message.text}{message.blocks_as_json}".encode()


def assert_fit_to_open(dialog: Dialog) -> None:
    """Both our own rules and the stand-in Slack's take the dialog, whole, and people can read it."""
    view = view_of(dialog, "C0SYNC")
    assert view["blocks"] == list(dialog.blocks), "It was shortened."
    assert objections(dialog.blocks, "modal") == ()
    assert not view_problems(view)
    assert len(view["private_metadata"]) <= 3000
    for kind, text in texts_in(dialog.blocks):
        assert text.strip()
        if kind == "mrkdwn":
            assert not re.search(r"<(?!!date\^\d+\^|@U\w+>)", text), text
    json.dumps(view, ensure_ascii=False).encode()
