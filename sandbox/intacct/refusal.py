"""What Sage Intacct says when it will not do something."""


class Refusal(Exception):
    """A rule of the ledger stands against what was asked for; nothing was changed.

    Attributes:
        errorno: Intacct's error number, or the free text it uses in its place.
        description2: The sentence that names the record and the reason.
        correction: Intacct's advice; may be empty.
        description: A heading, which few errors have.
    """

    def __init__(
        self, errorno: str, description2: str, correction: str = "", *, description: str = ""
    ) -> None:
        super().__init__(description2)
        self.description = description
        self.errorno = errorno
        self.description2 = description2
        self.correction = correction


BUSINESS_ERROR = "BL01001973"
"""Intacct's catch-all number for a broken business rule, under which it has thousands of texts."""


def business_rule(description2: str, correction: str = "") -> Refusal:
    """A refusal under the catch-all number."""
    return Refusal(BUSINESS_ERROR, description2, correction)


def already_exists(kind: str, value: str) -> Refusal:
    """The refusal of a natural id that is taken."""
    return Refusal(
        "BL34000061",
        f"Another {kind} with the given value(s) '{value}' already exists",
        "Use a unique value instead.",
    )
