"""What the use cases ask of the database about alerts: care of issues, lists, stoppages, what was told when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sync.domain.choices import Person
from sync.domain.issue_care import IssueCare
from sync.domain.stoppage import FailureKind, Stoppage
from sync.use_cases.ports.issues import Issue


class IssueCareTable(Protocol):
    """What people did about issues, and what they were told of them."""

    def get(self, issue_id: int) -> IssueCare:
        """An issue's care; an empty one where nobody did anything about it or was told of it."""
        ...

    def of_open(self, link_id: int) -> Mapping[int, IssueCare]:
        """By issue: the care of the open issues that have any."""
        ...

    def told(self, link_id: int) -> tuple[tuple[Issue, IssueCare], ...]:
        """The issues that have a message of their own which does not say yet that they are closed."""
        ...

    def tell(self, link_id: int, said: Mapping[int, str]) -> None:
        """These issues have messages of their own, which say this; of old ones and of new."""
        ...

    def assign(self, issue: Issue, person_id: str) -> None:
        """Somebody takes care of it now."""
        ...

    def snooze(self, issue: Issue, until: datetime | None, who: Person | None) -> None:
        """It is left alone until then; None for not any more. Who asked for it stays noted."""
        ...

    def mute(self, issue: Issue, who: Person, why: str) -> None:
        """Nobody is told of it any more."""
        ...

    def unmute(self, issue: Issue) -> None:
        """People are told of it again."""
        ...

    def escalate(self, issue_ids: Sequence[int], at: datetime) -> None:
        """They were told, at this moment, to whom they are escalated."""
        ...

    def escalated(self, link_id: int, at: datetime) -> tuple[Issue, ...]:
        """Those of these that are open still."""
        ...


@dataclass(frozen=True, slots=True)
class IssueList:
    """A list of issues, told in one message because there were too many to tell each by itself.

    Attributes:
        list_id: Our own id.
        link_id: The companies.
        began_at: When it was begun, aware UTC.
        ended_at: When all on it were closed, or a newer list took its place; None while it is current.
        said: What its message says, in short: see `Listed.said`.
        newest: The id of the newest issue on it.
    """

    list_id: int
    link_id: int
    began_at: datetime
    ended_at: datetime | None
    said: str
    newest: int


@dataclass(frozen=True, slots=True)
class Listed:
    """All open issues that have no message of their own, in figures.

    Attributes:
        count: How many.
        newest: The id of the newest; 0 for none.
        said: All that a message would say of them, in short.
    """

    count: int
    newest: int
    said: str


class IssueListTable(Protocol):
    """The lists of issues; at most one is current for each link."""

    def listed(self, link_id: int) -> Listed:
        """What is on the list now, in one question whatever the number of issues."""
        ...

    def current(self, link_id: int) -> IssueList | None:
        """The list that is kept current."""
        ...

    def get(self, list_id: int) -> IssueList:
        """The list with this id. Raises KeyError where there is none."""
        ...

    def begin(self, link_id: int, listed: Listed) -> IssueList:
        """A new list, which is current."""
        ...

    def say(self, list_id: int, listed: Listed) -> None:
        """Its message says this now."""
        ...

    def end(self, list_id: int) -> None:
        """It is not kept current any more."""
        ...


class StoppageTable(Protocol):
    """Scheduled runs that fail for one reason; at most one stoppage lasts for each link."""

    def lasting(self, link_id: int) -> Stoppage | None:
        """The stoppage that lasts."""
        ...

    def get(self, stoppage_id: int) -> Stoppage:
        """The stoppage with this id. Raises KeyError where there is none."""
        ...

    def begin(self, link_id: int, run_id: int, kind: FailureKind, failure: str) -> Stoppage:
        """A run failed, for a new reason."""
        ...

    def again(self, stoppage_id: int, run_id: int, failure: str) -> None:
        """A further run failed for the same reason."""
        ...

    def end(self, stoppage_id: int, *, works_again: bool) -> None:
        """It is over: a run worked, or failed for another reason."""
        ...


class AlertMarkTable(Protocol):
    """Up to where a company's people have been told, so that several processes tell nothing twice."""

    def hold(self, link_id: int) -> int:
        """Have the telling of this company to ourselves until the transaction ends.

        Returns:
            The newest issue that was considered for telling; 0 before the first.
        """
        ...

    def newest_issue(self, link_id: int) -> int:
        """The same, without holding anything."""
        ...

    def move_to_issue(self, link_id: int, newest: int) -> None:
        """All issues up to this one were considered. The company is held."""
        ...

    def digest_day(self, link_id: int) -> date | None:
        """The day, in the company's own time zone, of the last morning digest."""
        ...

    def move_to_day(self, link_id: int, day: date) -> None:
        """The morning digest of this day was asked for. The company is held."""
        ...
