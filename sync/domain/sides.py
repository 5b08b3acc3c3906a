"""The two ledgers, and the words for the direction between them."""

from enum import StrEnum


class Side(StrEnum):
    """One of the two systems that Leasebridge keeps in step."""

    INTACCT = "intacct"
    RE_LEASED = "re_leased"

    @property
    def other(self) -> "Side":
        """The side across the bridge."""
        return Side.RE_LEASED if self is Side.INTACCT else Side.INTACCT

    @property
    def label(self) -> str:
        """The system's name as people write it."""
        return "Sage Intacct" if self is Side.INTACCT else "Re-Leased"
