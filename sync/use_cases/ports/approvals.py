"""What the use cases ask of the database about approvals and delegations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sync.domain.approving.approvals import (
    Approval,
    ApprovalEnding,
    ApprovalState,
    Decided,
    Delegation,
)
from sync.domain.approving.drafts import Draft
from sync.domain.approving.oddities import PastDocument
from sync.domain.choices import Person
from sync.domain.kinds import RecordKind


@dataclass(frozen=True, slots=True)
class AwaitingPair:
    """A linked document that is a draft on both sides and was not put before people yet, by our ids."""

    kind: RecordKind
    intacct_id: int
    re_leased_id: int


class ApprovalTable(Protocol):
    """Drafts that were put before people, and what people decided."""

    def open(
        self,
        link_id: int,
        drafts: Sequence[Draft],
        *,
        expires_after: timedelta,
        batch_id: int | None = None,
    ) -> tuple[Approval, ...]:
        """Put drafts before people; those of which an approval is active are left out.

        They make a batch of their own, or join the one named. Returns those that were opened.
        """
        ...

    def get(self, approval_id: int) -> Approval:
        """The approval with this id. Raises KeyError where there is none."""
        ...

    def lock(self, approval_ids: Sequence[int]) -> tuple[Approval, ...]:
        """These approvals, in the order of their ids, held until the transaction ends."""
        ...

    def of_batch(self, batch_id: int) -> tuple[Approval, ...]:
        """The approvals that were opened together."""
        ...

    def undecided(self, link_id: int | None = None) -> tuple[Approval, ...]:
        """What waits for people, of one link or of all, the oldest first."""
        ...

    def granted(self, link_id: int | None = None) -> tuple[Approval, ...]:
        """What was decided and is to be carried out, of one link or of all, the oldest first."""
        ...

    def of_record(self, intacct_id: int) -> tuple[Approval, ...]:
        """Every approval of this Intacct record, the latest first."""
        ...

    def decide(
        self, approval: Approval, decided: Decided, state: ApprovalState, run_id: int | None
    ) -> bool:
        """Note a decision and where the approval stands now; False where somebody else was first."""
        ...

    def end(self, endings: Iterable[ApprovalEnding]) -> tuple[Approval, ...]:
        """Note how approvals came to their end; returns those that were active until now, as they ended."""
        ...

    def take_up(self, approval_ids: Sequence[int]) -> None:
        """A run has begun with these."""
        ...

    def give_to_run(self, approval_ids: Sequence[int], run_id: int) -> None:
        """Another run is to carry these out."""
        ...

    def posted(self, approval_ids: Sequence[int]) -> None:
        """These were posted in Intacct; Re-Leased follows."""
        ...

    def reminded(self, approval_ids: Sequence[int]) -> None:
        """People were reminded of these."""
        ...

    def escalated(self, approval_ids: Sequence[int]) -> None:
        """These were passed on to somebody else."""
        ...

    def not_as_shown(self, link_id: int) -> tuple[Approval, ...]:
        """Active approvals whose document is not as it was shown any more."""
        ...

    def asked_for_anew(self, link_id: int, *, limit: int) -> tuple[Approval, ...]:
        """Approvals that expired or could not be carried out, whose document awaits approval unchanged."""
        ...

    def awaiting(self, link_id: int, *, limit: int, after: int = 0) -> tuple[AwaitingPair, ...]:
        """Documents that await approval and have not been put before people as they are.

        In the order of their Intacct records' ids, beginning behind `after`.

        What expired, or could not be carried out, is left out as long as it has not changed.
        """
        ...

    def changers(self, intacct_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """By Intacct record: who had changed it whenever it was put before people earlier."""
        ...

    def others_of_contacts(
        self, link_id: int, kind: RecordKind, contact_keys: Sequence[str], *, most: int
    ) -> Mapping[str, tuple[tuple[int, PastDocument], ...]]:
        """By contact (Intacct's key): their latest documents in Intacct with our ids, at most `most` each."""
        ...


class DelegationTable(Protocol):
    """Who decides in whose place, and when."""

    def add(
        self, giver: Person, taker: Person, *, begins_at: datetime, ends_at: datetime
    ) -> Delegation:
        """Note that `taker` decides in `giver`'s place; what was noted for `giver` before ends."""
        ...

    def end(self, giver_id: str) -> tuple[Delegation, ...]:
        """The person is back; returns what was in force or yet to begin."""
        ...

    def to(self, taker_id: str) -> tuple[Delegation, ...]:
        """In whose place the person decides now."""
        ...

    def by(self, giver_id: str) -> tuple[Delegation, ...]:
        """Who decides in the person's place now, or will."""
        ...
