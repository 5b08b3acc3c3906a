"""What the use cases ask of the database about runs that stop to ask, and about what is usual."""

from typing import Protocol

from sync.domain.choices import Person
from sync.domain.holds import Hold, Stop
from sync.domain.mass_change import Past


class HoldTable(Protocol):
    """Runs that stopped before they wrote; at most one hold lasts for each pair of companies."""

    def lasting(self, link_id: int) -> Hold | None:
        """The hold that keeps runs from writing now."""
        ...

    def latest(self, link_id: int) -> Hold | None:
        """The newest hold, whatever became of it."""
        ...

    def get(self, hold_id: int) -> Hold:
        """The hold with this id. Raises KeyError where there is none."""
        ...

    def of_run(self, run_id: int) -> Hold | None:
        """The hold that this run was the latest to stop for."""
        ...

    def begin(self, link_id: int, run_id: int, stop: Stop) -> Hold:
        """A run stopped, and none lasts."""
        ...

    def again(self, hold_id: int, run_id: int, stop: Stop) -> None:
        """A further run stopped: the hold asks what that one found. Somebody who left it still does."""
        ...

    def leave(self, hold_id: int, who: Person) -> None:
        """Somebody leaves it; who did so first stands."""
        ...

    def release(self, hold_id: int, who: Person, run_id: int) -> None:
        """Somebody said go ahead, and this run carries it out. Nothing happens where it does not last."""
        ...

    def end(self, hold_id: int) -> None:
        """A run found nothing beyond the usual any more."""
        ...

    def is_released(self, link_id: int, digest: str) -> bool:
        """Whether somebody said go ahead to exactly this."""
        ...


class PastTable(Protocol):
    """What a company's runs did before."""

    def of(self, link_id: int, days: int) -> Past:
        """What there is to compare a plan with, from the past `days` days."""
        ...
