"""Time and threads of the simulation: time moves only when it is told to, and one thing follows another."""

import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from sync.use_cases.ports import Machine

Item = TypeVar("Item")
Result = TypeVar("Result")
Given = ParamSpec("Given")

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning. Every story begins then."""


@dataclass(slots=True)
class Time:
    """The one true time of a story, from which every clock is told.

    Attributes:
        now: The moment, aware UTC.
    """

    now: datetime = BEGINNING

    def pass_by(self, seconds: float) -> None:
        """Let time pass; nobody does anything meanwhile."""
        self.now += timedelta(seconds=seconds)

    def tell(self) -> datetime:
        """The moment now."""
        return self.now


@dataclass(slots=True)
class _Beside:
    """Something that a machine does now and then."""

    work: Callable[[], float | None]
    due: datetime | None


@dataclass(slots=True)
class StoppedMachine(Machine):
    """One worker's machine: its clock may be wrong, and its threads take turns.

    Attributes:
        time: The true time.
        skew: How far this machine's clock is ahead.
        chance: Draws which of two tasks begins.
    """

    time: Time
    skew: timedelta = timedelta()
    chance: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - repeatable
    _beside: list[_Beside] = field(default_factory=list)

    def pool(self, count: int, name: str) -> Executor:
        """A pool that does each task at once, before `submit` returns."""
        del count, name
        return AtOnce()

    def either_first(self, tasks: Sequence[Item]) -> Sequence[Item]:
        """In one order or the other."""
        return self.chance.sample(list(tasks), len(tasks))

    @contextmanager
    def meanwhile(
        self, work: Callable[[], float | None], *, first_wait: float, name: str
    ) -> Iterator[None]:
        """`work` is done when this machine sleeps, or is given time, beyond the moment it is due."""
        del name
        beside = _Beside(work, self.time.now + timedelta(seconds=first_wait))
        self._beside.append(beside)
        try:
            yield
        finally:
            self._beside.remove(beside)

    def now(self) -> datetime:
        """The moment as this machine's clock tells it."""
        return self.time.now + self.skew

    def seconds(self) -> float:
        """Seconds since the story began."""
        return (self.time.now - BEGINNING).total_seconds()

    def sleep(self, seconds: float) -> None:
        """Let time pass, and do what is due meanwhile."""
        end = self.time.now + timedelta(seconds=seconds)
        while (next_due := self._next_due(end)) is not None:
            self.time.now = max(self.time.now, next_due.due or end)
            wait = next_due.work()
            next_due.due = None if wait is None else self.time.now + timedelta(seconds=wait)
        self.time.now = max(self.time.now, end)

    def _next_due(self, end: datetime) -> _Beside | None:
        due = [one for one in self._beside if one.due is not None and one.due <= end]
        return min(due, key=lambda one: one.due or end, default=None)


class AtOnce(Executor):
    """Does each task when it is handed over, in the caller's own thread."""

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """What came of the task; whatever it raised is raised where its result is asked for."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - as a pool of threads does
            done.set_exception(error)
        return done
