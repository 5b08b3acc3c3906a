"""Finds, sorts and pages the rows of a register."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Literal

import msgspec

from sandbox.ledgers.shapes import Row

SortBy = Literal["title", "subtitle", "date", "amount", "state", "changed"]

_NOTHING = Decimal("-Infinity")
_SORT_VALUES: dict[SortBy, Callable[[Row], object]] = {
    "title": lambda row: row.title.casefold(),
    "subtitle": lambda row: row.subtitle.casefold(),
    "date": lambda row: row.date or "",
    "amount": lambda row: _NOTHING if row.amount is None else row.amount,
    "state": lambda row: row.state,
    "changed": lambda row: row.changed_at,
}


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows to show."""

    page: int = 1
    size: int = 50
    find: str = ""
    state: str = ""
    sort: SortBy = "changed"
    order: Literal["asc", "desc"] = "desc"


class StateCount(msgspec.Struct, frozen=True):
    """How many of the rows found stand in one state."""

    state: str
    count: int


class Listing(msgspec.Struct, frozen=True):
    """A page of rows, how many rows there are in all, and how they divide into states."""

    rows: list[Row]
    total: int
    states: list[StateCount]


def list_rows(rows: list[Row], query: Query) -> Listing:
    """The rows that fit `query`, sorted and cut to its page."""
    found = [row for row in rows if _fits(row, query.find.casefold().split())]
    states = [
        StateCount(state, count)
        for state, count in sorted(Counter(r.state for r in found).items())
        if state
    ]
    wanted = [row for row in found if query.state in ("", row.state)]
    # Ties keep the book's order, or its reverse, so that newest records come first with "desc".
    wanted.sort(key=lambda row: row.title.casefold())
    wanted.sort(key=_SORT_VALUES[query.sort], reverse=query.order == "desc")  # type: ignore[arg-type]  # one column holds one comparable type
    first = (max(query.page, 1) - 1) * query.size
    return Listing(wanted[first : first + query.size], len(wanted), states)


def _fits(row: Row, words: list[str]) -> bool:
    if not words:
        return True
    amount = "" if row.amount is None else str(row.amount)
    text = f"{row.title} {row.subtitle} {row.words} {amount}".casefold()
    return all(word.replace(",", "") in text or word in text for word in words)
