"""Points at which a worker can be killed, named so that the same point is found again in another run."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from zlib import crc32

import msgspec


class Phase(StrEnum):
    """Where in a call or commit the worker dies."""

    BEFORE = "before"  # nothing was sent; nothing was committed
    DURING = "during"  # calls only: sent whole, and carried out by the ledger while nobody waits
    AFTER = "after"  # the answer is read, or the commit is done; nothing was made of it yet


class Place(StrEnum):
    """Whom the worker was speaking to."""

    INTACCT = "Sage Intacct"
    RE_LEASED = "Re-Leased"
    DATABASE = "the database"


_TURNS = "gateway_slot"
_READING = re.compile(r"GET |(\d+ )?(query|read|get|lookup|inspect)")


class Point(msgspec.Struct, frozen=True, order=True):
    """One point in the life of a worker.

    Threads speak to both ledgers at once, so a point is not counted from the start of the run: it is
    the so-many-th call or commit of its sort.

    Attributes:
        place: Whom the worker was speaking to.
        what: The call, or the tables that a commit changed.
        number: The how-many-th of that sort, from 1.
        phase: Where in it.
    """

    place: Place
    what: str
    number: int
    phase: Phase

    def __str__(self) -> str:
        return f"{self.phase} {self.what} #{self.number} at {self.place}"

    @property
    def leaves_another_world(self) -> bool:
        """Whether something that lasts is different here from what it was at the point before.

        Reading leaves none, nor does taking turns at Intacct, which are free again after a while.
        """
        if self.place is Place.DATABASE:
            return self.phase is Phase.AFTER and _TURNS not in self.what
        return self.phase is not Phase.BEFORE and not _READING.match(self.what)

    def share(self, of: int) -> int:
        """Which of so many shares it belongs to: the same for whoever asks."""
        return crc32(str(self).encode()) % of


def stretches(points: Iterable[Point]) -> Sequence[Sequence[Point]]:
    """The points in their order, parted wherever something that lasts is different.

    At whichever point of one stretch a worker dies, the next finds the same ledgers and the same database.
    """
    parted: list[list[Point]] = [[]]
    for point in points:
        if point.leaves_another_world and parted[-1]:
            parted.append([])
        parted[-1].append(point)
    return parted
