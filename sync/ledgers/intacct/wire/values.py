"""Intacct's ways of writing numbers, dates and flags, and how much text its fields hold."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache

from sync.domain.errors import BrokenPromise
from sync.ledgers.amounts import LARGEST_AMOUNT
from sync.ledgers.intacct.wire.xml_text import Element, clean, element

_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_US_MOMENT = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?: (\d\d:\d\d:\d\d))?", re.ASCII)
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_LENGTH_OF_A_DAY = len("2026-03-02")
_LATELY = 4096
"""How many texts are remembered with what they mean: a page repeats the same few days and amounts."""

TEXT_LIMITS = {
    "name": 100,
    "print_as": 200,
    "contact_name": 200,
    "first_name": 40,
    "last_name": 40,
    "email": 200,
    "phone": 30,
    "address_line": 80,
    "city": 80,
    "state": 40,
    "zip": 30,
    "country": 60,
    "party_id": 20,
    "document_number": 30,
    "reference": 20,
    "payment_description": 80,
    "item_code": 30,
    "order_number": 20,
    "memo": 500,
}
"""Characters that Intacct keeps, from its 2019 document types. Guessed: `contact_name`, `phone`, and
`email`, which was 40 in 2019 and is known only to be longer today."""


def decimal_of(text: str) -> Decimal | None:
    """The number in `text`, where `.5` is as good as `0.5`; None where it is empty.

    Raises:
        BrokenPromise: It is no plain decimal number, or more than any books hold.
    """
    text = text.strip()
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        raise BrokenPromise(f"Intacct sent {text[:40]!r} where a number stands.")
    number = Decimal(text)
    if abs(number) >= LARGEST_AMOUNT:
        raise BrokenPromise(f"Intacct sent {text[:40]}, which is more than any books hold.")
    return number


def decimal_text(number: Decimal) -> str:
    """A number as Intacct takes it: a dot, no exponent, no separators."""
    return f"{number:f}"


def percentage_of(text: str) -> Decimal | None:
    """The percentage in `text` without trailing zeros, so that `20.0000` shows as 20; None where empty."""
    number = decimal_of(text)
    return None if number is None else Decimal(decimal_text(number.normalize()))


@lru_cache(maxsize=_LATELY)
def day_of(text: str) -> date | None:
    """The day in `text`, in the US form that `query` speaks or the ISO form that `read` speaks.

    Raises:
        BrokenPromise: It is neither, or has a time beside the day.
    """
    moment = moment_of(text)
    if moment is not None and len(text.strip()) > _LENGTH_OF_A_DAY:
        raise BrokenPromise(f"Intacct sent {text!r} where a day stands.")
    return None if moment is None else moment.date()


@lru_cache(maxsize=_LATELY)
def moment_of(text: str) -> datetime | None:
    """The moment in `text`, aware UTC; None where it is empty. A day alone is its first moment.

    Moments without an offset are in the API user's time zone, which `company` has checked to be UTC.

    Raises:
        BrokenPromise: It is in no known form.
    """
    text = text.strip()
    if not text:
        return None
    try:
        found = datetime.fromisoformat(_as_iso(text))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:  # an offset may lead out of the calendar
        raise BrokenPromise(f"Intacct sent {text[:40]!r} where a date stands.") from error


def _as_iso(text: str) -> str:
    us_form = _US_MOMENT.fullmatch(text)
    if us_form is not None:
        month, day, year, time = us_form.groups()
        return f"{year}-{month}-{day}T{time or '00:00:00'}"
    if _ISO_MOMENT.fullmatch(text) is None:
        raise ValueError(text)
    return text


def moment_in_filter(moment: datetime) -> str:
    """An aware moment as filters take it, in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%m/%d/%Y %H:%M:%S")


def day_element(name: str, day: date) -> Element:
    """A day as the legacy functions take it: year, month and day apart."""
    parts = (("year", f"{day.year:04}"), ("month", f"{day.month:02}"), ("day", f"{day.day:02}"))
    return element(name, *(element(part, text) for part, text in parts))


def is_true(text: str) -> bool:
    """A flag: `true` and the database's `T` are true; `false`, `F` and the empty text are not."""
    return text.strip().lower() in {"true", "t"}


def stored(text: str, field: str) -> str:
    """`text` as Intacct will keep it in a field of `TEXT_LIMITS`: without what XML cannot hold, cut."""
    return clean(text).strip()[: TEXT_LIMITS[field]].rstrip()


def cut_off(what: str, text: str, field: str) -> Iterator[str]:
    """A sentence for people where `text` is longer than a field of `TEXT_LIMITS` keeps; else nothing.

    Args:
        what: How the sentence begins, such as `Line 2's description`.
        text: The text as it was to be.
        field: The name of its limit.
    """
    length, limit = len(clean(text).strip()), TEXT_LIMITS[field]
    if length > limit:
        yield f"{what} has {length} characters; Intacct keeps {limit}."
