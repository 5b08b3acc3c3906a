"""What the use cases ask of the database about what people decided on single records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sync.domain.choices import Choice, ChoiceEnding, Person, Unlinking
from sync.domain.kinds import RecordKind
from sync.domain.sides import Side


class ChoiceTable(Protocol):
    """What people pick for records that the sync cannot settle by itself."""

    def add(self, choice: Choice) -> Choice:
        """Keep a new choice (its id and time are ignored) and return it with both.

        An open choice for the same two records is replaced by it.
        """
        ...

    def end(self, endings: Iterable[ChoiceEnding]) -> tuple[ChoiceEnding, ...]:
        """Note how choices came to their end; returns those that were open until now."""
        ...

    def still_open(self, choice_ids: Sequence[int]) -> frozenset[int]:
        """Those of `choice_ids` that have not come to an end."""
        ...

    def of_records(self, record_ids: Sequence[int]) -> tuple[Choice, ...]:
        """Every choice ever made for any of these records, the newest first."""
        ...


class UnlinkingTable(Protocol):
    """Records and pairs that people hold where they are."""

    def add(
        self,
        link_id: int,
        kind: RecordKind,
        record_ids: Mapping[Side, int],
        *,
        reason: str,
        who: Person,
    ) -> Unlinking:
        """Note that somebody unlinked a record, or both of a pair: none of them is unlinked yet."""
        ...

    def end(self, unlinking_id: int, *, who: Person) -> None:
        """Its records are linked again; who did that stays on record."""
        ...

    def of_records(self, record_ids: Sequence[int]) -> Mapping[int, Unlinking]:
        """For those of `record_ids` that are unlinked now: by whom and why."""
        ...

    def open_ones(self, link_id: int) -> tuple[Unlinking, ...]:
        """All that is unlinked now, the oldest first."""
        ...
