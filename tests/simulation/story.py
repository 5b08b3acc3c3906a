"""A story as data: in which world it plays, and what happens where. Whoever tells it twice hears the same."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Place(StrEnum):
    """What is counted to say where in a chapter something happens."""

    BEFORE = "before"  # before the run is asked for; counted for the order only
    CALL = "call"  # an outside call
    WRITE = "write"  # an outside call that writes
    COMMIT = "commit"  # the end of a transaction of a worker that may write


CRASH_BEFORE, CRASH_AFTER = "crash before", "crash after"
CRASHES = (CRASH_BEFORE, CRASH_AFTER)
"""A worker ends before a call is sent or a transaction made lasting, or right afterwards."""

ZOMBIE = "zombie"
"""A worker stands still before a call until its lease has run out and another did its work; then it goes on."""


class Event(NamedTuple):
    """Something that happens.

    Attributes:
        chapter: Which one, from 0.
        place: What is counted.
        nth: At which of them in this chapter, from 1.
        what: Its name among the acts, the faults on the wire, and the ends of workers.
        number: Draws everything else about it.
    """

    chapter: int
    place: Place
    nth: int
    what: str
    number: int


class Setting(StrEnum):
    """Where stories begin."""

    IN_STEP = "in step"
    NEVER_SYNCED = "never synced"
    ORDERS = "orders"  # with Order Entry, Purchasing and tax worked out there


@dataclass(frozen=True, slots=True)
class Story:
    """What happens.

    Attributes:
        setting: Where it begins.
        number: Draws which side goes first, and how long calls take.
        chapters: How many runs are asked for before faults and people stop.
        events: What happens, in any order.
        page_size: How many rows workers ask either ledger for at a time; None for as many as usual.
    """

    setting: Setting
    number: int
    chapters: int
    events: tuple[Event, ...]
    page_size: int | None = None
