"""What goes to a terminal or a log: names from outside must neither steer a terminal nor forge a line."""

import logging
import unicodedata
from typing import Any

import click

MARK = "\N{REPLACEMENT CHARACTER}"
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\n\t\u200c\u200d")
"""The layout's own, and what joins letters in some scripts and emoji."""


def harmless(text: str) -> str:
    """`text` without what moves a cursor, sets colours or turns the direction of writing."""
    return "".join(MARK if _steers(letter) else letter for letter in text)


def say(text: str, *, err: bool = False) -> None:
    """Tell whoever sits at the terminal; on the error stream where `err` is set."""
    click.echo(harmless(text), err=err)


class HarmlessFormatter(logging.Formatter):
    """One line for each record, whatever a name in it holds; a traceback follows on lines of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """The line."""
        return harmless(super().formatMessage(record)).replace("\n", "\\n")

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        """The traceback."""
        return harmless(super().formatException(ei))


def _steers(letter: str) -> bool:
    return letter not in _KEPT and unicodedata.category(letter) in _STEERING
