"""Dates, times, numbers and booleans as the different families of functions write them.

`query` answers in the acting user's form and drops the zero before the point, `read` in ISO form and
always UTC, marked Z (a guess), and the legacy functions take dates as year, month and day.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sandbox.intacct.wire.tree import Element, text_of
from sandbox.intacct.wire.user_format import UserFormat


class Kind(StrEnum):
    """Data types of fields, as `lookup` names them."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    TIMESTAMP = "TIMESTAMP"
    ENUM = "ENUM"
    DECIMAL = "DECIMAL"
    CURRENCY = "CURRENCY"


Writer = Callable[[Any], str]
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_LONGEST_NUMBER = 20


def query_writer(kind: Kind, form: UserFormat) -> Writer:
    """How `query` writes a value of that kind for that user; None is empty."""
    if kind is Kind.TIMESTAMP:
        return form.timestamp_text
    if kind is Kind.DATE:
        return form.date_text
    return _QUERY_WRITERS.get(kind, _plain)


def read_writer(kind: Kind) -> Writer:
    """How `read` writes a value of that kind; None is empty."""
    return _READ_WRITERS.get(kind, _plain)


def parse_filter_value(kind: Kind, text: str, form: UserFormat) -> Any:
    """A filter's value, as that user writes it, as the type the field holds.

    Raises:
        ValueError: The text is no value of that kind.
    """
    match kind:
        case Kind.INTEGER:
            number = parse_key(text)  # most are keys, and whole numbers are the quicker to compare
            return parse_number(text) if number is None else number
        case Kind.DECIMAL | Kind.CURRENCY:
            return parse_number(text)
        case Kind.BOOLEAN:
            return parse_boolean(text)
        case Kind.DATE:
            return form.date_of(text)
        case Kind.TIMESTAMP:
            return form.moment_of(text)
        case _:
            return text


def parse_number(text: str) -> Decimal:
    """A number with a dot and no thousands separator; `.5` and `-.5` are numbers."""
    text = text.strip()
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a number")
    return Decimal(text)


def parse_key(text: str) -> int | None:
    """A RECORDNO, or None when the text cannot be one."""
    text = text.strip()
    fits = text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return int(text) if fits else None


def parse_boolean(text: str) -> bool:
    """Read `true` or `false`, in any case."""
    match text.strip().lower():
        case "true":
            return True
        case "false":
            return False
        case _:
            raise ValueError(f"{text!r} is not true or false")


def parse_date(text: str) -> date:
    """MM/DD/YYYY, or YYYY-MM-DD, which generic functions accept too."""
    text = text.strip().split(" ")[0]
    form = "%Y-%m-%d" if "-" in text else "%m/%d/%Y"
    return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar date has no zone


def parse_legacy_date(element: Element) -> date:
    """A date of a legacy function, in its year, month and day children."""
    year, month, day = (int(text_of(element, part)) for part in ("year", "month", "day"))
    return date(year, month, day)


def add_legacy_date(parent: Element, tag: str, day: date | None) -> None:
    """Add a date in the form of the legacy functions; empty when there is none."""
    holder = parent.makeelement(tag)
    parent.append(holder)
    if day is not None:
        parts = (("year", f"{day:%Y}"), ("month", f"{day:%m}"), ("day", f"{day:%d}"))
        for part, text in parts:
            child = holder.makeelement(part)
            child.text = text
            holder.append(child)


def legacy_amount(value: Decimal) -> str:
    """An amount in a legacy answer: always with two decimals (a guess)."""
    return f"{value:.2f}"


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _boolean(value: bool | None) -> str:
    return "" if value is None else ("true" if value else "false")


def _iso_date(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def _iso_timestamp(value: datetime | None) -> str:
    return "" if value is None else f"{value:%Y-%m-%dT%H:%M:%SZ}"


def _short_number(value: Decimal | int | None) -> str:
    """Without closing zeros: 1200.00 is written 1200."""
    if value is None:
        return ""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _query_number(value: Decimal | int | None) -> str:
    """As the short form, and 0.5 is written .5."""
    text = _short_number(value)
    if text.startswith("0."):
        return text[1:]
    return f"-{text[2:]}" if text.startswith("-0.") else text


_QUERY_WRITERS: dict[Kind, Writer] = {
    Kind.BOOLEAN: _boolean,
    Kind.DECIMAL: _query_number,
    Kind.CURRENCY: _query_number,
}
_READ_WRITERS: dict[Kind, Writer] = {
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _iso_date,
    Kind.TIMESTAMP: _iso_timestamp,
    Kind.DECIMAL: _short_number,
    Kind.CURRENCY: _short_number,
}
