"""The limit of requests a minute."""

import time

from hypothesis import given
from hypothesis import strategies as st

from sync.ledgers.re_leased.pace import Pace


@given(st.integers(1, 6), st.lists(st.floats(0, 30), min_size=1, max_size=40))
def test_pace__never_lets_more_than_the_limit_start_in_any_minute(
    limit: int, gaps: list[float]
) -> None:
    pace, now, starts = Pace(limit), 1000.0, list[float]()
    for gap in gaps:
        now += gap
        while (wait := pace.seconds_until_turn(now)) > 0:
            now += wait
        starts.append(now)

    for first in starts:
        assert sum(first <= start < first + 59.999 for start in starts) <= limit


def test_pace__lets_everything_through_without_a_limit() -> None:
    pace = Pace(None)

    assert [pace.seconds_until_turn(1000.0) for _ in range(100)] == [0.0] * 100


def test_hold__stops_everybody_until_it_is_over() -> None:
    pace = Pace(None)

    pace.hold(3600)

    assert 3500 < pace.seconds_until_turn(time.monotonic()) <= 3600
