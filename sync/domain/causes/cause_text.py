"""How a cause is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CauseText:
    """How a cause is told. `{subject}` stands for what the cause is about.

    Attributes:
        title: What happened, in a few words.
        why: The rule or fact behind it.
        next_step: What to do; for things set aside, what would make them travel.
    """

    title: str
    why: str
    next_step: str
