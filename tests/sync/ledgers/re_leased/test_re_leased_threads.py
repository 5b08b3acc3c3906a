"""Readings side by side, given in order."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.domain.errors import RetryLater
from sync.ledgers.re_leased.threads import Threads, in_order

PATIENCE_SECONDS = 30.0


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def test_in_order__the_second_is_read_while_the_first_is_waited_for(
    pool: ThreadPoolExecutor,
) -> None:
    second_is_read = threading.Event()

    def first() -> Iterator[str]:
        assert second_is_read.wait(PATIENCE_SECONDS)
        yield "a"
        yield "b"

    def second() -> Iterator[str]:
        second_is_read.set()
        yield "c"

    assert list(in_order([first(), second()], pool)) == ["a", "b", "c"]


def test_in_order__of_each_one_item_is_fetched_ahead(pool: ThreadPoolExecutor) -> None:
    fetched: list[int] = []

    def many() -> Iterator[int]:
        for number in range(10):
            fetched.append(number)
            yield number

    items = in_order([iter([]), many()], pool)
    assert next(items) == 0
    items.close()  # type: ignore[attr-defined]  # a generator
    assert len(fetched) <= 2


def test_in_order__what_goes_wrong_is_told_in_its_place(pool: ThreadPoolExecutor) -> None:
    def failing() -> Iterator[str]:
        yield from ()
        raise RetryLater("away")

    items = in_order([iter(["a"]), failing()], pool)
    assert next(items) == "a"
    with pytest.raises(RetryLater, match="away"):
        next(items)


def test_threads__closed_come_back_when_they_are_needed() -> None:
    threads = Threads(2)
    before = threads.pool
    threads.close()
    assert threads.pool is not before
    assert threads.pool.submit(sum, [1, 2]).result() == 3
    threads.close()
