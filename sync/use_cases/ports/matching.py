"""What the use cases ask of the database about the matching that follows a link."""

from collections.abc import Sequence
from typing import Protocol

from sync.domain.matching import Answer


class MatchingTable(Protocol):
    """What people say of Re-Leased's records before anything is written, kept as they say it."""

    def open(self, link_id: int) -> None:
        """From now on runs of the link only read, until it is confirmed."""
        ...

    def is_open(self, link_id: int) -> bool:
        """Whether it still is to be confirmed; never where it was not opened."""
        ...

    def confirm(self, link_id: int, *, by: str) -> None:
        """It is confirmed; runs may write."""
        ...

    def answer(self, link_id: int, answer: Answer) -> None:
        """Keep an answer, instead of an earlier one for the same record (its `answered_at` is set anew).

        Raises:
            AlreadyUsed: The Intacct record is the answer for another record already.
        """
        ...

    def answers(self, link_id: int) -> Sequence[Answer]:
        """Every answer, in the order they were given."""
        ...

    def to_archive(self, link_id: int) -> Sequence[Answer]:
        """The answers to archive that no run has carried out yet."""
        ...

    def archived(self, re_leased_ids: Sequence[int]) -> None:
        """These have been archived."""
        ...


class AlreadyUsed(Exception):
    """An Intacct record can be the answer for one Re-Leased record only."""
