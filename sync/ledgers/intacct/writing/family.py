"""What the writing of one family of records must offer to the common batch."""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from sync.ledgers.intacct.wire.envelope import Function, Result
from sync.use_cases.ports import Done, Outcome, Unknown, Write, WriteVerb

Prepared = Sequence[Function] | Outcome
"""What a write comes to before it is sent: functions, of which the last carries the write's own intent key;
or an outcome that needs no sending."""


class FamilyWriting(Protocol):
    """Turns writes of one kind into functions, and their results into outcomes."""

    @property
    def verbs(self) -> frozenset[WriteVerb]:
        """What may be written at all."""
        ...

    def prepare(self, writes: Sequence[Write]) -> Mapping[str, Prepared]:
        """What each write comes to, by intent key. May read, a fixed number of times for all."""
        ...

    def done(self, write: Write, result: Result) -> Done | Unknown:
        """The outcome of a write whose function succeeded; Unknown where the answer does not name its key."""
        ...

    def find(self, writes: Sequence[Write]) -> Mapping[str, Done | Unknown]:
        """Those of the writes that have taken effect, by intent key; Unknown where that cannot be told."""
        ...


@runtime_checkable
class ReadsBack(Protocol):
    """A family whose records come out of a write with something that only Intacct knows, such as tax."""

    def read_back(self, done: Mapping[str, Done]) -> Mapping[str, Done]:
        """Those outcomes of one request that can be told better, by intent key.

        May read, a fixed number of times for all. Called outside of any write: a failure loses nothing but
        what was to be told.
        """
        ...


@runtime_checkable
class FoundByNumber(Protocol):
    """A family whose new records stand under a number of their own, which Intacct gives to no other."""

    def under_their_numbers(self, creations: Sequence[Write]) -> Mapping[str, Done]:
        """What stands under the numbers that creations were given, by intent key, whatever it says by now.

        For those only of which it is known that they were carried out.
        """
        ...
