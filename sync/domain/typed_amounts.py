"""Amounts as people type them: `1,234.50`, `£1234.5`, `1234.50 GBP`."""

import re
from decimal import Decimal

from sync.domain.money import Money, minor_unit

_AMOUNT = re.compile(
    r"[£$€]?\s*(?P<digits>\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?P<cents>\.\d{1,2})?", re.ASCII
)


def typed_amount(words: str, currency: str) -> Money | None:
    """The amount that `words` are, in the company's `currency`; None where they are none.

    A currency may stand before or behind it, and is the company's own then: there are no others to look for.
    A sign before it does not matter, as people look for a credit by what it says.
    """
    bare = words.strip().removeprefix(currency).removesuffix(currency).strip().removeprefix("-")
    found = _AMOUNT.fullmatch(bare.strip())
    if found is None:
        return None
    amount = Decimal(found["digits"].replace(",", "") + (found["cents"] or ""))
    # Money has as many decimals as its currency: 0.50 of one without cents is nothing to look for.
    return Money(amount, currency) if amount % minor_unit(currency) == 0 else None
