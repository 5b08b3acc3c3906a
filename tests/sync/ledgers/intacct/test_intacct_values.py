from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.domain.errors import BrokenPromise
from sync.ledgers.intacct.wire.values import (
    TEXT_LIMITS,
    day_element,
    day_of,
    decimal_of,
    decimal_text,
    is_true,
    moment_in_filter,
    moment_of,
    percentage_of,
    stored,
)
from sync.ledgers.intacct.wire.xml_text import document


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@given(AMOUNTS)
def test_amounts__come_back_exactly(amount: Decimal) -> None:
    assert decimal_of(decimal_text(amount)) == amount


@given(AMOUNTS)
def test_amounts__may_lack_the_leading_zero(amount: Decimal) -> None:
    sign, digits = ("-", decimal_text(-amount)) if amount < 0 else ("", decimal_text(amount))
    assert decimal_of(sign + digits.removeprefix("0")) == amount


def test_an_empty_amount__is_none_and_not_zero() -> None:
    assert decimal_of("") is None
    assert decimal_of(" 0 ") == 0


@pytest.mark.parametrize(
    "text", ["1,200.00", "1e5", "NaN", "Infinity", ".", "-", "1.2.3", "£5", "١"]
)
def test_what_is_no_plain_number__breaks_the_promise(text: str) -> None:
    with pytest.raises(BrokenPromise, match="number"):
        decimal_of(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("20.0000", "20"), ("17.50", "17.5"), (".5", "0.5"), ("0.00", "0"), ("100", "100")],
)
def test_percentages__are_shown_without_trailing_zeros(text: str, shown: str) -> None:
    assert str(percentage_of(text)) == shown


def test_large_amounts__are_written_without_an_exponent() -> None:
    assert decimal_text(Decimal("1E+6")) == "1000000"


@pytest.mark.parametrize("text", ["03/02/2026", "2026-03-02"])
def test_days__are_read_in_both_forms(text: str) -> None:
    assert day_of(text) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "text",
    ["03/02/2026 09:15:00", "2026-03-02T09:15:00Z", "2026-03-02T01:15:00-08:00"],
)
def test_moments__are_read_as_utc(text: str) -> None:
    assert moment_of(text) == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)


def test_moments__may_be_days() -> None:
    assert moment_of("03/02/2026") == datetime(2026, 3, 2, tzinfo=UTC)


def test_an_empty_moment__is_none() -> None:
    assert moment_of("") is None
    assert day_of("") is None


@pytest.mark.parametrize("text", ["31/12/2026", "2026-13-01", "yesterday", "12/31/2026 9pm"])
def test_what_is_no_date__breaks_the_promise(text: str) -> None:
    with pytest.raises(BrokenPromise, match="date"):
        moment_of(text)


@given(st.integers(min_value=1_514_764_800, max_value=4_000_000_000).map(_moment))
def test_filter_moments__are_read_back(moment: datetime) -> None:
    assert moment_of(moment_in_filter(moment)) == moment


def test_filter_moments__are_in_utc() -> None:
    there = datetime(2026, 3, 2, 22, 0, tzinfo=timezone(timedelta(hours=13)))
    assert moment_in_filter(there) == "03/02/2026 09:00:00"


def test_days_for_legacy_functions__are_taken_apart_and_padded() -> None:
    written = document(day_element("datedue", date(2026, 3, 2)))
    assert b"<datedue><year>2026</year><month>03</month><day>02</day></datedue>" in written


def test_flags__are_true_in_two_spellings() -> None:
    assert [is_true(text) for text in ("true", "T", "false", "F", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(st.text(), st.sampled_from(sorted(TEXT_LIMITS)))
def test_stored_text__fits_and_is_stored_unchanged_again(text: str, field: str) -> None:
    kept = stored(text, field)
    assert len(kept) <= TEXT_LIMITS[field]
    assert stored(kept, field) == kept
