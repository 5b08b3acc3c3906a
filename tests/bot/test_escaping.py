"""Text from outside is harmless in Slack's markup, and reads as it was written."""

import html
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.escaping import LONGEST_TEXT, markup, moment, person, plain, sentence
from sync.domain.runs import SCHEDULE, Requester
from tests.bot.hostile import ANY_TEXT, HOSTILE

LIMITS = st.integers(min_value=1, max_value=400)
ESCAPE = re.compile(r"&(?:amp|lt|gt);")
MARK_THAT_COULD_FORMAT = re.compile(r"(?<![^\W_])[*_~]|[*_~](?![^\W_])|`")


def reads(text: str) -> str:
    """What somebody reads."""
    looks = str.maketrans({"\u2217": "*", "\u02cd": "_", "\u223c": "~", "\u02cb": "`"})
    return html.unescape(text).translate(looks).replace("\u2060", "")


@given(text=ANY_TEXT, limit=LIMITS)
def test_markup__holds_nothing_that_slack_would_act_on(text: str, limit: int) -> None:
    made = markup(text, limit)
    assert "<" not in made
    assert ">" not in made
    assert not MARK_THAT_COULD_FORMAT.search(made)
    assert not re.search(r":[\w+'-]{1,60}:", made)
    assert "&" not in ESCAPE.sub("", made)
    assert "\n" not in made


@given(text=ANY_TEXT, limit=LIMITS)
def test_markup__is_never_longer_than_allowed(text: str, limit: int) -> None:
    assert len(markup(text, limit)) <= limit
    assert len(plain(text, limit)) <= limit
    assert len(sentence(text)) <= LONGEST_TEXT


@given(text=st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=100))
def test_markup__reads_as_it_was_written(text: str) -> None:
    written = text.translate({0x2217: "*", 0x2CD: "_", 0x223C: "~", 0x2CB: "`"})
    assert reads(markup(text, 1000)) == html.unescape(written) or "&" in text
    assert reads(markup(text.replace("&", "+"), 1000)) == written.replace("&", "+")


@pytest.mark.parametrize("text", ["INV_0001_A", "2*3*4", "C-1042", "a~b", "Smith-Jones", "12:30"])
def test_markup__leaves_marks_inside_a_word_alone(text: str) -> None:
    assert markup(text) == text


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("A & B", "A &amp; B"),
        ("&lt;", "&amp;lt;"),
        ("a\n> b\tc", "a &gt; b c"),
        ("right\u202eto left", "rightto left"),
        ("bell\x07", "bell"),
        (":warning:", ":\u2060warning:"),
    ],
)
def test_markup__by_example(text: str, sent: str) -> None:
    assert markup(text) == sent


def test_markup__cut_text_ends_with_an_ellipsis_and_no_half_escape() -> None:
    assert markup("&" * 100, 20) == "&amp;" * 3 + "…"
    assert markup("abcdefgh", 5) == "abcd…"


def test_plain__keeps_emoji_and_scripts_whole() -> None:
    assert plain("👩‍👩‍👧 می‌خواهم") == "👩‍👩‍👧 می‌خواهم"


@pytest.mark.parametrize("text", HOSTILE)
def test_sentence__can_be_sent_and_mentions_nobody(text: str) -> None:
    made = sentence(text)
    made.encode("utf-8")
    assert "<" not in made


def test_moment__is_shown_in_the_readers_own_time_zone() -> None:
    at = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
    assert moment(at) == ("<!date^1772454600^{date_short_pretty} at {time}|02 Mar 2026 12:30 UTC>")


def test_person__a_mention_only_for_what_looks_like_an_id() -> None:
    assert person(Requester("U0TOM", "tom")) == "<@U0TOM>"
    assert person(Requester("U0|<!channel>", "tom")) == "tom"
    assert person(SCHEDULE) == "the schedule"
