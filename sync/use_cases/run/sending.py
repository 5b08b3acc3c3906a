"""Sending: portions of writes on their way to one ledger, a few at a time, so that it is never kept waiting.

While one portion is under way the next follows it, and what became of the one before is noted. Whoever sends
commits the intents first; the transaction that does so is also the look at the lease.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager

from sync.domain.errors import BrokenPromise, LeasebridgeError
from sync.domain.sides import Side
from sync.use_cases.ports import Intent, Ledger, Machine, Response, Write
from sync.use_cases.run.our_fault import OUR_FAULT, unknown_by_our_fault

PORTION = {Side.INTACCT: 100, Side.RE_LEASED: 10}
"""Writes in a portion: one request to Intacct, or ten seconds of Re-Leased's requests."""

PORTIONS_UNDER_WAY = {Side.INTACCT: 2, Side.RE_LEASED: 3}
"""Portions sent and not noted yet. After a crash each of their writes is looked up; a worker that lost its
lease sends no more than these: half a minute of Re-Leased's requests. Re-Leased's are small, so that a third
must be there while this process is busy with a large one of Intacct's."""

Note = Callable[[Sequence[Intent], Sequence[Response]], None]


class Sending:
    """The portions under way to one ledger. Used by one thread, which also notes the outcomes.

    Args:
        ledger: Where they go.
        threads: In which the ledger is spoken to.
        note: Told what became of each portion, as soon as it is known, in whatever order.
    """

    def __init__(self, ledger: Ledger, threads: Executor, note: Note) -> None:
        self._ledger = ledger
        self._threads = threads
        self._note = note
        self._under_way: dict[Future[Sequence[Response]], Sequence[Intent]] = {}

    def make_room(self) -> None:
        """Wait until another portion may be sent."""
        while len(self._under_way) >= PORTIONS_UNDER_WAY[self._ledger.side]:
            self._note_next()

    def send(self, intents: Sequence[Intent]) -> None:
        """Send a portion of intents that were committed just now; returns at once."""
        writes = [intent.write for intent in intents]
        self._under_way[self._threads.submit(answers_of, self._ledger, writes)] = intents

    def wait_for_all(self) -> None:
        """Wait until the outcomes of all portions are noted."""
        while self._under_way:
            self._note_next()

    def _note_next(self) -> None:
        known, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
        for portion in known:
            intents = self._under_way.pop(portion)
            self._note(intents, portion.result())


def answers_of(ledger: Ledger, writes: Sequence[Write]) -> Sequence[Response]:
    """What the ledger answers. A write on which our code fails is unknown, and the others go on.

    Where nothing at all was sent, each is tried alone. Where that cannot be told, all are unknown: they are
    looked up, and what is not there is sent again, alone.

    Raises:
        RetryLater, SignInRefused, FixSetup: As `Ledger.write`.
    """
    try:
        return ledger.write(writes)
    except BrokenPromise as error:
        if len(writes) > 1:
            return [answer for one in writes for answer in answers_of(ledger, [one])]
        return [unknown_by_our_fault(error, one.intent_key) for one in writes]
    except LeasebridgeError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one record, the rest flows
        return [unknown_by_our_fault(error, one.intent_key) for one in writes]


@contextmanager
def sending_to(ledger: Ledger, note: Note, machine: Machine) -> Iterator[Sending]:
    """Send within the block; at its end, whatever ended it, what is under way is waited for and noted.

    Raises:
        LeasebridgeError: As `Ledger.write`, or as `note` does. Portions that were not noted are left to be
            looked up.
    """
    count = PORTIONS_UNDER_WAY[ledger.side]
    with machine.pool(count, f"to {ledger.side}") as threads:
        sending = Sending(ledger, threads, note)
        try:
            yield sending
        finally:
            sending.wait_for_all()


def portions(intents: Sequence[Intent]) -> Iterator[Sequence[Intent]]:
    """The intents, all for one side, in portions; those on which our code failed before go alone, and last."""
    size = PORTION[intents[0].side] if intents else 1
    alone = [one for one in intents if one.note.startswith(OUR_FAULT)]
    others = [one for one in intents if not one.note.startswith(OUR_FAULT)]
    for start in range(0, len(others), size):
        yield others[start : start + size]
    for one in alone:
        yield [one]
