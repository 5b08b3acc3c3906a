"""Dates and numbers on the wire."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.intacct.wire.user_format import UserFormat
from sandbox.intacct.wire.values import (
    Kind,
    parse_boolean,
    parse_date,
    parse_filter_value,
    parse_number,
    query_writer,
    read_writer,
)

GMT = UserFormat()


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-9999, max_value=9999)
)
def test_amounts__come_back_as_they_went(amount: Decimal) -> None:
    for writer in (query_writer(Kind.CURRENCY, GMT), read_writer(Kind.CURRENCY)):
        assert parse_number(writer(amount)) == amount


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_dates__come_back_as_they_went(day: date) -> None:
    assert parse_date(query_writer(Kind.DATE, GMT)(day)) == day
    assert parse_date(read_writer(Kind.DATE)(day)) == day


@given(
    st.datetimes(min_value=datetime(2000, 1, 2), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001 - hypothesis wants them without a zone
    st.integers(min_value=-720, max_value=840),
    st.sampled_from(("/mdY", "/dmY", "-Ymd", ".dmY")),
    st.sampled_from(("24", "12")),
)
def test_times__come_back_from_the_users_form(
    moment: datetime, minutes: int, date_format: str, clock: str
) -> None:
    stamp = moment.replace(microsecond=0, tzinfo=UTC)
    form = UserFormat(timedelta(minutes=minutes), date_format, clock)
    written = query_writer(Kind.TIMESTAMP, form)(stamp)
    assert parse_filter_value(Kind.TIMESTAMP, written, form) == stamp
    day = query_writer(Kind.DATE, form)(stamp.date())
    assert parse_filter_value(Kind.DATE, day, form) == stamp.date()


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing__is_written_empty(kind: Kind) -> None:
    assert query_writer(kind, GMT)(None) == ""
    assert read_writer(kind)(None) == ""


@pytest.mark.parametrize("text", ["", "1,200", "NaN", "Infinity", "£5"])
def test_numbers__that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


def test_booleans__are_words() -> None:
    assert parse_boolean(" True ") is True
    assert parse_boolean("false") is False
    with pytest.raises(ValueError, match="not true or false"):
        parse_boolean("T")
