"""Reading what a button or dialog brings back: it comes from outside, whatever we once put there."""

import re
from dataclasses import dataclass

LONGEST_ID = 18
"""Digits; more than any database counts to."""


def row_id(value: str) -> int | None:
    """The id of ours that `value` holds; None where it holds anything else."""
    is_id = value.isascii() and value.isdecimal() and len(value) <= LONGEST_ID
    return int(value) if is_id else None


@dataclass(frozen=True, slots=True)
class ShownId:
    """An id of ours, with the beginning of the digest of what was shown with it."""

    row_id: int
    digest: str


_SHOWN = re.compile(r"([0-9]{1,18})\.([0-9a-f]{8,32})")


def shown_id(value: str) -> ShownId | None:
    """The id and digest that `value` holds; None where it holds anything else."""
    found = _SHOWN.fullmatch(value)
    return ShownId(int(found[1]), found[2]) if found else None


@dataclass(frozen=True, slots=True)
class ShownIds:
    """Ids of ours that were shown together, with the beginning of the digest of what was shown of them."""

    row_ids: tuple[int, ...]
    digest: str


_SHOWN_TOGETHER = re.compile(r"([0-9a-f]{8,32}):([0-9]{1,18}(?:,[0-9]{1,18}){0,24})")


def shown_ids(value: str) -> ShownIds | None:
    """The ids and the digest that `value` holds; None where it holds anything else."""
    found = _SHOWN_TOGETHER.fullmatch(value)
    return ShownIds(tuple(map(int, found[2].split(","))), found[1]) if found else None
