"""What the use cases ask of the database about companies that are paused."""

from typing import Protocol

from sync.domain.choices import Person
from sync.domain.pausing import Pause


class PauseTable(Protocol):
    """Who paused which company, and who let it go on; at most one open pause for each."""

    def of(self, link_id: int) -> Pause | None:
        """The pause that holds now; None where the company is not paused."""
        ...

    def get(self, pause_id: int) -> Pause:
        """The pause with this id, over or not. Raises KeyError where there is none."""
        ...

    def begin(self, link_id: int, *, reason: str, who: Person) -> Pause | None:
        """Note that somebody paused a company; None where somebody else was first."""
        ...

    def end(self, pause_id: int, *, who: Person) -> None:
        """The company goes on; who let it go on stays on record."""
        ...
