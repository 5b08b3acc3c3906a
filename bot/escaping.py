"""The one place that makes text from outside harmless in Slack's markup.

Source: Slack's documentation on formatting text: `&`, `<` and `>` are escaped; what formats (`*`, `_`,
`~`, backticks) has no escape. At a word's edge, where it could format, a look-alike takes its place.
Inside a word a mark formats nothing and stays as it is, so that a number such as INV_0001 can still be
copied and searched for: Slack's documentation says nothing of it, but its clients are seen to do so.
"""

import re
import unicodedata
from datetime import datetime

from sync.domain.runs import Requester

LONGEST_TEXT = 3000
"""Of a message's own text. Slack refuses an update with more than 4,000, and a paragraph with more than
3,000 characters."""

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LOOK_ALIKES = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_WORD_JOINER = "\u2060"
_MARK_AT_A_WORDS_EDGE = re.compile(r"(?<![^\W_])[*_~]|[*_~](?![^\W_])|`")
_EMOJI_NAME = re.compile(r":(?=[\w+'`-]{1,60}:)")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINING_LETTERS = frozenset("\u200c\u200d")
"""Invisible, but part of how some scripts and emoji are written."""


def plain(text: str, limit: int = 3000) -> str:
    """`text` for a plain-text object, on one line and at most `limit` characters long.

    Line ends become spaces, so that no name can begin a line of its own; characters that nobody sees
    or that turn the direction of writing are left out.
    """
    clean = "".join(filter(_is_seen, " ".join(text.split())))
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def markup(text: str, limit: int = 300) -> str:
    """`text` for a mrkdwn object: reads as it is written, formats and mentions nothing.

    Never longer than `limit` characters as sent; where it must be cut, no escape is cut in two.
    """
    return _cut(_harmless_letters(plain(text, limit)), limit)


def sentence(text: str) -> str:
    """`text` for a message's own text, which notifications and screen readers say."""
    letters = [_ESCAPES.get(letter, letter) for letter in plain(text, LONGEST_TEXT)]
    return _cut(letters or ["-"], LONGEST_TEXT)


def moment(at: datetime) -> str:
    """A moment in mrkdwn, shown in each reader's own time zone."""
    fallback = f"{at:%d %b %Y %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def person(requester: Requester) -> str:
    """Who asked, in mrkdwn: a mention where Slack knows them, else the name."""
    return mention(requester.person_id) or markup(requester.name)


def mention(person_id: str) -> str:
    """Somebody in mrkdwn by their Slack id; empty where it is none."""
    return f"<@{person_id}>" if person_id.isascii() and person_id.isalnum() else ""


def _is_seen(letter: str) -> bool:
    return letter in _JOINING_LETTERS or unicodedata.category(letter) not in _UNSEEN


def _harmless_letters(text: str) -> list[str]:
    """The letters of `text`, each as it is sent."""
    edges = {found.start() for found in _MARK_AT_A_WORDS_EDGE.finditer(text)}
    colons = {found.start() for found in _EMOJI_NAME.finditer(text)}
    letters = []
    for place, letter in enumerate(text):
        if place in edges:
            letters.append(_LOOK_ALIKES[letter])
        elif place in colons:
            letters.append(letter + _WORD_JOINER)
        else:
            letters.append(_ESCAPES.get(letter, letter))
    return letters


def _cut(letters: list[str], limit: int) -> str:
    whole = "".join(letters)
    if len(whole) <= limit:
        return whole
    kept, length = [], 0
    for letter in letters:
        length += len(letter)
        if length > limit - 1:
            break
        kept.append(letter)
    return "".join(kept) + "…"
