"""Column types that lose nothing and mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

Word = TypeVar("Word", bound=StrEnum)

ROW_ID = BigInteger().with_variant(Integer(), "sqlite")
"""Ids that count up by themselves; SQLite does that for INTEGER only."""


class Moment(TypeDecorator[datetime]):
    """A moment in time: aware going in, aware UTC coming out.

    SQLite would drop the offset without a word, so that what is stored is always UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment as UTC. Raises ValueError for a naive one, which could mean anything."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; only aware moments are stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class OneOf(TypeDecorator[Word]):
    """A word of an enumeration, stored as its text.

    The database does not check the words, so that a new one needs no migration.
    """

    impl = String(40)
    cache_ok = True

    def __init__(self, words: type[Word]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Word | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The word's text."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Word | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The word. Raises ValueError for one that this version does not know."""
        return None if value is None else self.words(value)


def without_nul(text: str) -> str:
    """`text` with the character NUL, which PostgreSQL refuses, shown as the replacement character."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


class Prose(TypeDecorator[str]):
    """Text that people read, perhaps with parts that came from a ledger.

    A ledger that sends a NUL in a name must not stop everything else in the batch.
    """

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The text without NUL."""
        return None if value is None else without_nul(value)


BY_LETTER = Prose().with_variant(Prose(collation="C"), "postgresql")
"""Text that is compared letter by letter, so that an index finds whatever begins with some letters.

PostgreSQL would compare by the rules of a language; SQLite compares so anyway.
"""
