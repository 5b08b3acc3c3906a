"""The `query` function: conditions, and reading a whole object page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sync.domain.errors import BrokenPromise
from sync.ledgers.intacct.wire.envelope import records_in
from sync.ledgers.intacct.wire.gateway import Gateway
from sync.ledgers.intacct.wire.values import moment_in_filter, moment_of
from sync.ledgers.intacct.wire.xml_text import Element, element

KEY = "RECORDNO"
MOST_VALUES = 1000
"""How many values one `in` condition may hold."""

Row = dict[str, str]
"""One flat record as Intacct sent it: field name in upper case, text. Never leaves this adapter."""


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


def all_of(*parts: Condition) -> Condition:
    """All `parts` hold; Intacct takes no `and` of a single part."""
    return parts[0] if len(parts) == 1 else Condition("and", parts=parts)


def changed_since(since: datetime, *, created_field: str) -> Condition:
    """Changed at or after `since`.

    WHENMODIFIED is empty on records that were never edited, so these count from their creation.

    Args:
        since: Aware moment.
        created_field: The audit stamp of creation: WHENCREATED, on transactions AUWHENCREATED.
    """
    moment = moment_in_filter(since)
    untouched = all_of(
        Condition("isnull", "WHENMODIFIED"),
        Condition("greaterthanorequalto", created_field, (moment,)),
    )
    return Condition(
        "or", parts=(Condition("greaterthanorequalto", "WHENMODIFIED", (moment,)), untouched)
    )


@dataclass(frozen=True, slots=True)
class Query:
    """What is read of one object.

    Attributes:
        object_name: Intacct's name of the object.
        fields: The fields wanted; RECORDNO is always added.
        condition: Which records; None for all.
    """

    object_name: str
    fields: tuple[str, ...]
    condition: Condition | None = None

    def page_after(self, key: str, page_size: int) -> Element:
        """The function that reads the records whose RECORDNO comes after `key`, in that order."""
        beyond = [Condition("greaterthan", KEY, (key,))] if key else []
        conditions = [*beyond, *([self.condition] if self.condition else [])]
        wanted = dict.fromkeys((KEY, *self.fields))
        return element(
            "query",
            element("object", self.object_name),
            element("select", *(element("field", name) for name in wanted)),
            element("filter", all_of(*conditions).element()) if conditions else None,
            element("orderby", element("order", element("field", KEY), element("ascending"))),
            element("options", element("showprivate", "true")),
            element("pagesize", str(page_size)),
        )


def pages_of_rows(gateway: Gateway, query: Query, *, page_size: int) -> Iterator[list[Row]]:
    """All records of `query`, a page at a time.

    Paged by key, because pages by offset are separate queries between which records move.
    """
    last, more = "", True
    while more:
        result = gateway.read(query.page_after(last, page_size))
        rows = records_in(result)
        remaining = "" if result.data is None else result.data.get("numremaining", "")
        more = int(remaining) > 0 if remaining.isdecimal() else len(rows) == page_size
        if not rows:
            return
        _require_progress(query, last, rows)
        last = rows[-1][KEY]
        yield rows


def _require_progress(query: Query, last: str, rows: list[Row]) -> None:
    keys = [row.get(KEY, "") for row in rows]
    if not all(key.isdecimal() for key in keys) or (last and int(keys[0]) <= int(last)):
        raise BrokenPromise(f"Intacct's pages of {query.object_name} are out of order.")


def rows_by_values(
    gateway: Gateway, query: Query, field: str, values: tuple[str, ...], *, page_size: int
) -> Iterator[Row]:
    """The records whose `field` is one of any number of `values`."""
    for start in range(0, len(values), MOST_VALUES):
        chosen = one_of(field, values[start : start + MOST_VALUES])
        condition = all_of(chosen, query.condition) if query.condition else chosen
        narrowed = Query(query.object_name, query.fields, condition)
        for rows in pages_of_rows(gateway, narrowed, page_size=page_size):
            yield from rows


def changed_at(row: Row, *, created_field: str) -> datetime | None:
    """When the record was last changed, aware UTC: made, where it was never edited."""
    return moment_of(row.get("WHENMODIFIED", "") or row.get(created_field, ""))


def newest_of(newest: datetime | None, rows: list[Row], *, created_field: str) -> datetime | None:
    """The greatest modification stamp of `rows` and what was the greatest before them."""
    stamps = [stamp for row in rows if (stamp := changed_at(row, created_field=created_field))]
    earliest = datetime.min.replace(tzinfo=UTC)
    greatest = max([*stamps, newest or earliest], default=earliest)
    return None if greatest == earliest else greatest
