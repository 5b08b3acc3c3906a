"""The `query` function: conditions, and the questions made of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sync.ledgers.intacct.wire.envelope import Result, Row
from sync.ledgers.intacct.wire.values import moment_in_filter, moment_of
from sync.ledgers.intacct.wire.xml_text import Element, element

KEY = "RECORDNO"
MOST_VALUES = 1000
"""How many values one `in` condition may hold."""

LONGEST_ROW_NUMBER = 18
"""Digits."""

FOR_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison, or several joined by `and` / `or`."""

    operator: str
    field: str = ""
    values: tuple[str, ...] = ()
    parts: tuple["Condition", ...] = ()

    def element(self) -> Element:
        """As the `filter` of a query holds it."""
        if self.parts:
            return element(self.operator, *(part.element() for part in self.parts))
        values = (element("value", value) for value in self.values)
        return element(self.operator, element("field", self.field), *values)


def equals(field: str, value: str) -> Condition:
    """`field` is exactly `value`."""
    return Condition("equalto", field, (value,))


def one_of(field: str, values: tuple[str, ...]) -> Condition:
    """`field` is one of at most a thousand `values`."""
    return Condition("in", field, values)


def differs(field: str, value: str) -> Condition:
    """`field` is anything but `value`; an empty field is neither, as in SQL."""
    return Condition("notequalto", field, (value,))


def like(field: str, pattern: str) -> Condition:
    """`field` fits `pattern`, in which `%` stands for any text and `_` for any character."""
    return Condition("like", field, (pattern,))


def unlike(field: str, pattern: str) -> Condition:
    """`field` is filled and does not fit `pattern`."""
    return Condition("notlike", field, (pattern,))


def at_least(field: str, value: str) -> Condition:
    """`field` is `value` or more."""
    return Condition("greaterthanorequalto", field, (value,))


def all_of(*parts: Condition) -> Condition:
    """All `parts` hold; Intacct takes no `and` of a single part."""
    return parts[0] if len(parts) == 1 else Condition("and", parts=parts)


def any_of(*parts: Condition) -> Condition:
    """One of `parts` holds; Intacct takes no `or` of a single part."""
    return parts[0] if len(parts) == 1 else Condition("or", parts=parts)


def changed_since(since: datetime, *, created_field: str, also: tuple[str, ...] = ()) -> Condition:
    """Changed at or after `since`.

    WHENMODIFIED is empty on records that were never edited, so these count from their creation.

    Args:
        since: Aware moment.
        created_field: The audit stamp of creation: WHENCREATED, on transactions AUWHENCREATED.
        also: Further fields with stamps that count.
    """
    moment = moment_in_filter(since)
    untouched = all_of(Condition("isnull", "WHENMODIFIED"), at_least(created_field, moment))
    stamped = (at_least(name, moment) for name in ("WHENMODIFIED", *also))
    return any_of(*stamped, untouched)


@dataclass(frozen=True, slots=True)
class Query:
    """What is read of one object.

    Attributes:
        object_name: Intacct's name of the object.
        fields: The fields wanted; the key is always added.
        condition: Which records; None for all.
        key: The field that numbers the records, by which they are paged.
        ignores_case: Whether texts are compared without regard to case.
    """

    object_name: str
    fields: tuple[str, ...]
    condition: Condition | None = None
    key: str = KEY
    ignores_case: bool = False

    def key_in(self, row: Row) -> str:
        """The key of one of its rows."""
        return row.get(self.key.upper(), "")

    def narrowed(self, *conditions: Condition | None) -> "Query":
        """This query with further conditions; those that are None say nothing."""
        wanted = [one for one in (self.condition, *conditions) if one is not None]
        return replace(self, condition=all_of(*wanted) if wanted else None)

    def page(self, *, after: str = "", until: str = "", page_size: int) -> Element:
        """The function that reads the first records whose key lies after `after`, up to `until`.

        Paged by key, because pages by offset are separate queries between which records move.
        """
        beyond = Condition("greaterthan", self.key, (after,)) if after else None
        below = Condition("lessthanorequalto", self.key, (until,)) if until else None
        condition = self.narrowed(beyond, below).condition
        wanted = dict.fromkeys((self.key, *self.fields))
        return element(
            "query",
            element("object", self.object_name),
            element("select", *(element("field", name) for name in wanted)),
            element("filter", condition.element()) if condition else None,
            element("orderby", element("order", element("field", self.key), element("ascending"))),
            element(
                "options",
                element("caseinsensitive", "true") if self.ignores_case else None,
                element("showprivate", "true"),
            ),
            element("pagesize", str(page_size)),
        )


def is_row_number(text: str) -> bool:
    """Whether `text` is a whole number as a database counts to."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_ROW_NUMBER


def rows_remain(result: Result, *, page_size: int) -> bool:
    """Whether a query's answer leaves rows for another page."""
    return rows_remaining(result, page_size=page_size) > 0


def rows_remaining(result: Result, *, page_size: int) -> int:
    """How many rows lie behind a query's answer; where it does not say, a full page promises one more."""
    data = result.data
    said = "" if data is None else data.get("numremaining", "")
    if is_row_number(said):
        return int(said)
    return int(data is not None and len(data) == page_size)


def changed_at(row: Row, *, created_field: str, also: tuple[str, ...] = ()) -> datetime | None:
    """When the record was last changed, aware UTC: made, where it was never edited.

    Args:
        row: The record.
        created_field: The audit stamp of creation.
        also: Further fields with stamps that count.
    """
    own = row.get("WHENMODIFIED", "") or row.get(created_field, "")
    if not also:
        return moment_of(own)
    stamps = (moment_of(text) for text in (own, *(row.get(name, "") for name in also)))
    return max((one for one in stamps if one is not None), default=None)


def newest_of(
    newest: datetime | None,
    rows: Iterable[Row],
    *,
    created_field: str,
    also: tuple[str, ...] = (),
    until: datetime = FOR_EVER,
) -> datetime | None:
    """The greatest stamp of `rows`, none beyond `until`, and of what was the greatest before them."""
    found = (changed_at(row, created_field=created_field, also=also) for row in rows)
    stamps = [stamp for stamp in found if stamp and stamp <= until]
    earliest = datetime.min.replace(tzinfo=UTC)
    greatest = max([*stamps, newest or earliest], default=earliest)
    return None if greatest == earliest else greatest
