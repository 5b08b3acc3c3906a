"""Turns at Intacct: one contract, kept within a process and by both databases."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import Self

import pytest

from sync.domain.errors import RetryLater
from sync.ledgers.intacct.wire.local_call_limits import LocalCallLimits
from sync.store.engine import open_engine
from sync.store.sql_store import SqlStore
from sync.use_cases.ports import CallAllowance, CallLimits, Usage

Making = Callable[[CallAllowance], CallLimits]

PATIENCE = 20.0
"""Longer than anything here takes, so that a fault shows as a failure and not as a standstill."""


@pytest.fixture(params=["one process", "sqlite", "postgresql"])
def make(request: pytest.FixtureRequest) -> Iterator[Making]:
    """Makes limits; those of a database are made anew for each asking, as other processes do."""
    if request.param == "one process":
        yield LocalCallLimits
        return
    url: str = request.getfixturevalue(f"{request.param}_url")
    with closing(SqlStore(open_engine(url))) as store:
        yield store.call_limits


def allowance(**changes: float) -> CallAllowance:
    given = {"requests_in_flight": 1, "requests_per_minute": 0, "patience_seconds": PATIENCE}
    return CallAllowance(**{**given, **changes})  # type: ignore[arg-type]  # - whole numbers go in whole


class Crossing:
    """Counts who is inside at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self.most = 0

    def pass_through(self, limits: CallLimits) -> None:
        with limits.turn("HARBOUR"):
            with self._lock:
                self._inside += 1
                self.most = max(self.most, self._inside)
            time.sleep(0.005)
            with self._lock:
                self._inside -= 1


@pytest.mark.parametrize("in_flight", [1, 2])
def test_turn__never_more_at_a_time_than_allowed(make: Making, in_flight: int) -> None:
    limits = make(allowance(requests_in_flight=in_flight))
    crossing = Crossing()
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(crossing.pass_through, limits) for _ in range(24)]:
            done.result()
    assert 0 < crossing.most <= in_flight
    assert limits.usage("HARBOUR", datetime.now(UTC)).requests == 24


def test_turn__two_are_held_together_where_two_are_allowed(make: Making) -> None:
    limits = make(allowance(requests_in_flight=2))
    with limits.turn("HARBOUR"), limits.turn("HARBOUR"):
        pass


def test_turn__none_within_the_patience_and_nothing_is_held_after(make: Making) -> None:
    limits = make(allowance(patience_seconds=0.15))
    with limits.turn("HARBOUR"):
        with pytest.raises(RetryLater, match="harbour was busy") as refused, limits.turn("HARBOUR"):
            pytest.fail("Two turns at once.")
        assert refused.value.wait_seconds == 30.0
    with limits.turn("HARBOUR"):
        pass
    assert limits.usage("HARBOUR", datetime.now(UTC)).requests == 2


def test_turn__is_given_back_after_an_error(make: Making) -> None:
    limits = make(allowance(patience_seconds=0.15))
    with pytest.raises(ValueError, match="broke"), limits.turn("HARBOUR"):
        raise ValueError("It broke.")
    with limits.turn("HARBOUR"):
        pass


def test_turn__is_the_company_s_own_however_its_id_is_written(make: Making) -> None:
    limits = make(allowance(patience_seconds=0.15))
    harbour, quayside = limits.turn("HARBOUR"), limits.turn("QUAYSIDE")
    with harbour, quayside, pytest.raises(RetryLater), limits.turn("Harbour"):
        pytest.fail("Two turns of one company at once.")


class Greedy:
    """Takes one turn after the other, with nothing in between."""

    def __init__(self, limits: CallLimits) -> None:
        self._limits = limits
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask_on_and_on)
        self.turns = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def wait_for_another_turn(self) -> None:
        seen = self.turns
        while self.turns == seen:
            self._thread.join(0.001)

    def _ask_on_and_on(self) -> None:
        while not self._stop.is_set():
            with self._limits.turn("HARBOUR"):
                self.turns += 1
                time.sleep(0.02)


def test_turn__who_asks_again_and_again_does_not_keep_others_out(make: Making) -> None:
    limits = make(allowance())
    waited: list[int] = []
    with Greedy(limits) as greedy:
        for _ in range(5):
            greedy.wait_for_another_turn()
            before = greedy.turns
            with limits.turn("HARBOUR"):
                waited.append(greedy.turns - before)
    assert max(waited) <= 2


def test_usage__adds_up_by_company_and_month(make: Making) -> None:
    limits = make(allowance())
    now = datetime.now(UTC)
    assert limits.usage("HARBOUR", now) == Usage()
    for transactions in (3, 0, 40):
        with limits.turn("HARBOUR") as turn:
            turn.transactions = transactions
    with limits.turn("Quayside") as turn:
        turn.transactions = 7
    assert limits.usage("harbour", now) == Usage(requests=3, transactions=43)
    assert limits.usage("QUAYSIDE", now) == Usage(requests=1, transactions=7)
    assert limits.usage("HARBOUR", now - timedelta(days=40)) == Usage()


def test_usage__a_request_that_failed_counts_with_what_it_may_have_cost(make: Making) -> None:
    limits = make(allowance())
    with suppress(ValueError), limits.turn("HARBOUR") as turn:
        turn.transactions = 5
        raise ValueError("It broke.")
    assert limits.usage("HARBOUR", datetime.now(UTC)) == Usage(requests=1, transactions=5)


def test_rate__a_burst_and_then_no_faster_than_allowed(make: Making) -> None:
    per_minute, extra = 240, 3
    limits = make(allowance(requests_per_minute=per_minute))
    begun = time.monotonic()
    for _ in range(per_minute // 10 + extra):
        with limits.turn("HARBOUR"):
            pass
    assert extra * 60 / per_minute <= time.monotonic() - begun < PATIENCE / 2


def test_rate__who_waits_for_a_token_holds_no_turn(make: Making) -> None:
    limits = make(allowance(requests_per_minute=6, patience_seconds=0.1))
    with limits.turn("HARBOUR"):
        pass
    with pytest.raises(RetryLater), limits.turn("HARBOUR"):
        pytest.fail("A second request within ten seconds.")
    with limits.turn("QUAYSIDE"):
        pass
    assert limits.usage("HARBOUR", datetime.now(UTC)).requests == 1
