"""The product, broken on purpose in one place at a time: for each promise, the lines that keep it.

A mutant names the promise it breaks, where, how, and the tests that must notice. `python -m tests.mutants`
breaks a copy of the code and runs them; a mutant that survives is a gap in the tests.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HOUSE = Path(__file__).parents[2]


class Promise(StrEnum):
    """What Leasebridge promises (docs/architecture.md)."""

    NEVER_TWICE = "Never twice"
    NOTHING_LOST = "Nothing lost"
    TO_THE_CENT = "To the cent"
    EACH_KEEPS_WHAT_IT_OWNS = "Each system keeps what it owns"
    NOBODY_HAS_TO_LOOK = "Nobody has to look"
    A_PERSON_DECIDES = "A person decides"
    NOBODY_GETS_IN = "Nobody gets in"
    ON_THE_RECORD = "On the record"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One place broken.

    Attributes:
        name: What is wrong now, as a sentence without a full stop.
        promise: What it breaks.
        file: Where, from the house's root.
        was: The text that stands there, exactly once.
        becomes: What stands there instead.
        caught_by: The tests that must fail, as pytest names them.
    """

    name: str
    promise: Promise
    file: str
    was: str
    becomes: str
    caught_by: tuple[str, ...]

    def broken(self) -> str:
        """The file's text, broken.

        Raises:
            ValueError: The text to be broken does not stand in the file exactly once.
        """
        text = (HOUSE / self.file).read_text(encoding="utf-8")
        if text.count(self.was) != 1:
            raise ValueError(f"{self.file} holds {text.count(self.was)} times: {self.was!r}")
        return text.replace(self.was, self.becomes)
