"""A thread for each side, and one item ahead: what ends what, and what is raised."""

import threading
from collections.abc import Iterator

import pytest

from sync.domain.errors import BrokenPromise, RetryLater
from sync.domain.sides import Side
from sync.use_cases.run.side_by_side import Halt, both_sides, one_ahead

PATIENCE_SECONDS = 30.0


def test_both_sides__are_at_work_at_the_same_time() -> None:
    meeting = threading.Barrier(2)

    def meet(side: Side, _: Halt) -> str:
        meeting.wait(PATIENCE_SECONDS)
        return side.value

    assert both_sides(meet) == {side: side.value for side in Side}


@pytest.mark.parametrize("failing", list(Side))
def test_one_side_fails__the_other_is_halted_and_the_failure_is_told(failing: Side) -> None:
    halted: list[Side] = []

    def work(side: Side, halt: Halt) -> None:
        if side is failing:
            raise RetryLater("away")
        assert halt.wait(PATIENCE_SECONDS)
        halted.append(side)

    with pytest.raises(RetryLater, match="away"):
        both_sides(work)
    assert halted == [failing.other]


def test_both_sides_fail__the_first_failure_is_told() -> None:
    def work(side: Side, halt: Halt) -> None:
        if side is Side.RE_LEASED:
            raise RetryLater("first")
        assert halt.wait(PATIENCE_SECONDS)
        raise BrokenPromise("second")

    with pytest.raises(RetryLater, match="first"):
        both_sides(work)


def test_one_ahead__fetches_the_next_item_while_the_last_is_worked_on() -> None:
    asked_for = [threading.Event() for _ in range(3)]

    def items() -> Iterator[int]:
        for number, asked in enumerate(asked_for):
            asked.set()
            yield number

    ahead = one_ahead(items())
    assert next(ahead) == 0
    assert asked_for[1].wait(PATIENCE_SECONDS)
    assert not asked_for[2].is_set()
    assert list(ahead) == [1, 2]


def test_one_ahead__tells_what_went_wrong_in_its_place() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise RetryLater("away")

    ahead = one_ahead(items())
    assert next(ahead) == 1
    with pytest.raises(RetryLater, match="away"):
        next(ahead)
