"""A message that Slack would refuse is shortened rather than lost."""

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.block_rules import Surface, objections
from bot.messages.blocks import Block, context, divider, header, section, table
from bot.shortening import LARGEST_MESSAGE, SHORTENED, sendable, size
from tests.bot.hostile import ANY_TEXT

SURFACES: list[Surface] = ["message", "modal", "home"]


def dicts(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = st.sampled_from(["type", "text", "fields", "elements", "rows", "block_id", "confirm"])
    return st.dictionaries(names, inner, max_size=4)


KINDS = st.sampled_from(["header", "section", "context", "actions", "table", "plain_text", "x"])
NONSENSE: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), KINDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), dicts(inner)),
    max_leaves=8,
)
OWN: st.SearchStrategy[Any] = st.one_of(
    st.builds(header, ANY_TEXT),
    st.builds(section, ANY_TEXT.map(lambda text: text[:3000])),
    st.builds(context, ANY_TEXT),
    st.builds(lambda text: table((text, "B"), [(text, "x")] * 200), ANY_TEXT),
    st.just(divider()),
)
BLOCKS = st.lists(st.one_of(OWN, NONSENSE), max_size=60)


@given(blocks=BLOCKS, text=st.text(max_size=2000), surface=st.sampled_from(SURFACES))
def test_sendable__is_always_something_slack_takes(
    blocks: list[Any], text: str, surface: Surface
) -> None:
    sent = sendable(text, blocks, surface)
    assert objections(sent, surface) == ()
    if surface == "message":
        assert size(text, sent) <= LARGEST_MESSAGE


@given(blocks=BLOCKS, surface=st.sampled_from(SURFACES))
def test_sendable__leaves_alone_what_slack_takes(blocks: list[Any], surface: Surface) -> None:
    once = sendable("text", blocks, surface)
    assert sendable("text", once, surface) == once


def test_sendable__blocks_go_from_the_end_and_a_line_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    blocks = [section(f"{number} " + "x" * 1000) for number in range(30)]
    sent = sendable("The whole in a sentence.", blocks, "message")
    assert list(sent[:-1]) == blocks[: len(sent) - 1]
    assert 8 < len(sent) < 13
    assert sent[-1] == SHORTENED
    assert caplog.record_tuples == [
        ("bot.shortening", logging.WARNING, caplog.records[0].getMessage())
    ]
    assert "x" * 10 not in caplog.text


def test_sendable__what_is_wrong_by_itself_goes_first() -> None:
    wrong: Block = {"type": "section", "text": {"type": "mrkdwn", "text": ""}}
    blocks = [header("Kept"), wrong, divider()]
    assert sendable("text", blocks, "message") == (header("Kept"), divider(), SHORTENED)


def test_sendable__where_no_block_is_left_the_text_is_shown() -> None:
    assert sendable("The result.", [{"type": "video"}], "message") == (
        section("The result."),
        SHORTENED,
    )
