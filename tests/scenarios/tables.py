"""Reading what a scenario says: its tables, its money, its days."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

Row = Mapping[str, str]
Table = Sequence[Sequence[str]]

CURRENCY = "GBP"
_AGO = re.compile(r"(\d+) days ago")
_AHEAD = re.compile(r"in (\d+) days")


def rows_of(table: Table, known: frozenset[str]) -> list[Row]:
    """The rows under the table's head, by column. A column nobody knows is a slip of the pen."""
    head, *body = table
    unknown = set(head) - known
    assert not unknown, f"no step understands the column {', '.join(sorted(unknown))}"
    return [dict(zip(head, cells, strict=True)) for cells in body]


def facts_of(table: Table, known: frozenset[str]) -> Row:
    """A table of two columns: what, and how it is."""
    facts = {line[0]: line[1] for line in table}
    unknown = set(facts) - known
    assert not unknown, f"no step understands the line {', '.join(sorted(unknown))}"
    return facts


def amount(text: str) -> Decimal:
    """1,234.50 as a number. Money in a scenario is given to the cent."""
    read = Decimal(text.replace(",", ""))
    assert read.as_tuple().exponent == -2, f"{text} is not given to the cent"
    return read


def shown(money: Decimal) -> str:
    """A number as a scenario writes it: 1,234.50."""
    return f"{money or abs(money):,.2f}"  # nothing is never written with a minus


def day(text: str) -> date:
    """today, 30 days ago, in 14 days, or a date such as 2026-03-31."""
    today = datetime.now(tz=UTC).date()
    if text == "today":
        return today
    if (ago := _AGO.fullmatch(text)) is not None:
        return today - timedelta(days=int(ago[1]))
    if (ahead := _AHEAD.fullmatch(text)) is not None:
        return today + timedelta(days=int(ahead[1]))
    return date.fromisoformat(text)
