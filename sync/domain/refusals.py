"""What a ledger says when it refuses a record, made the same for all records refused for one reason."""

import re
from collections.abc import Iterable

THIS_ONE = "(this one)"
"""Stands for the refused record itself."""

SHORTEST_NAME = 3
"""A shorter name may as well be an ordinary part of the sentence."""


def said_of_any(message: str, names: Iterable[str]) -> str:
    """The ledger's words without what they call the refused record: `names` are its number and keys.

    Forty invoices refused for one reason are one issue then, though each refusal names its own invoice.
    """
    own = sorted({name for name in names if len(name) >= SHORTEST_NAME}, key=len, reverse=True)
    if not own:
        return message
    pattern = "|".join(re.escape(name) for name in own)
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", THIS_ONE, message)
