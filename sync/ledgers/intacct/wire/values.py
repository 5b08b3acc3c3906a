"""Intacct's ways of writing numbers, dates and flags, and how much text its fields hold."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

from sync.domain.errors import BrokenPromise
from sync.ledgers.intacct.wire.xml_text import Element, clean, element

_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_MOMENT_FORMS = (
    "%m/%d/%Y %H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S%z",
    "%m/%d/%Y",
    "%Y-%m-%d",
)
_DAY_FORMS = ("%m/%d/%Y", "%Y-%m-%d")

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
    "invoice_number": 30,
    "reference": 20,
    "memo": 500,
}
"""Characters that Intacct keeps, from its 2019 document types. Guessed: `contact_name`, `phone`, and
`email`, which was 40 in 2019 and is known only to be longer today."""


def decimal_of(text: str) -> Decimal | None:
    """The number in `text`, where `.5` is as good as `0.5`; None where it is empty.

    Raises:
        BrokenPromise: It is no plain decimal number.
    """
    text = text.strip()
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        raise BrokenPromise(f"Intacct sent {text!r} where a number stands.")
    return Decimal(text)


def decimal_text(number: Decimal) -> str:
    """A number as Intacct takes it: a dot, no exponent, no separators."""
    return f"{number:f}"


def percentage_of(text: str) -> Decimal | None:
    """The percentage in `text` without trailing zeros, so that `20.0000` shows as 20; None where empty."""
    number = decimal_of(text)
    return None if number is None else Decimal(decimal_text(number.normalize()))


def day_of(text: str) -> date | None:
    """The day in `text`, in the US form that `query` speaks or the ISO form that `read` speaks.

    Raises:
        BrokenPromise: It is neither.
    """
    moment = _moment(text.strip(), _DAY_FORMS)
    return None if moment is None else moment.date()


def moment_of(text: str) -> datetime | None:
    """The moment in `text`, aware UTC; None where it is empty.

    Moments without an offset are in the API user's time zone, which `company` has checked to be UTC.

    Raises:
        BrokenPromise: It is in no known form.
    """
    return _moment(text.strip(), _MOMENT_FORMS)


def _moment(text: str, forms: tuple[str, ...]) -> datetime | None:
    if not text:
        return None
    for form in forms:
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is put on below
        except ValueError:
            continue
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    raise BrokenPromise(f"Intacct sent {text!r} where a date stands.")


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
