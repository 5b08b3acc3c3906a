"""Which payment a reversal undid.

A reversed payment leaves two voided records: itself, and another with negative amounts. Nothing points from
one to the other. That is known of the older shape of receipts (ARPAYMENT). Should today's objects not call
the original voided, it is found here: by PARENTPAYMENTKEY (a guess), else as another production integration
does it, by the second in which both were stamped, contact, currency and opposite amounts.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sync.domain.records import PaymentStatus

STAMPS_APART = (timedelta(), timedelta(seconds=1))
"""How much later than its reversal was made the original may be stamped as changed."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Posting:
    """What is looked at to pair an original with its reversal.

    Attributes:
        key: RECORDNO.
        contact: Who paid or was paid.
        currency: ISO 4217 code.
        total: The money, negative on a reversal.
        amounts: What is settled of each document, by its RECORDNO.
        made_at: When it was entered, aware UTC.
        changed_at: When it was last changed, aware UTC.
        status: Where it stands by its own words.
        parent: RECORDNO of the payment it names as its parent; empty for none.
    """

    key: str
    contact: str
    currency: str
    total: Decimal
    amounts: Mapping[str, Decimal]
    made_at: datetime | None
    changed_at: datetime | None
    status: PaymentStatus
    parent: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """What pairing came to.

    Attributes:
        originals: The payments that were undone.
        unclear: For each reversal that fits several payments, their RECORDNOs: any of them may be the one,
            so that none of them is called undone.
    """

    originals: frozenset[str]
    unclear: Mapping[str, frozenset[str]]


def pair(reversals: Iterable[Posting], candidates: Iterable[Posting]) -> Pairing:
    """Which of the candidates the reversals undid. One that is called voided needs no pairing."""
    posted = [one for one in candidates if one.status is not PaymentStatus.DRAFT]
    known = {one.key for one in posted}
    fitting = {one.key: _originals_of(one, posted, known) for one in reversals}
    reversals_of = Counter(fitting.values())
    # As many reversals as payments that fit: all of them were undone, whichever by which.
    clear = {fits for fits, count in reversals_of.items() if len(fits) == count}
    unclear = {key: fits for key, fits in fitting.items() if fits and fits not in clear}
    for key, fits in unclear.items():
        _log.warning("Reversal %s fits payments %s; none is called undone.", key, sorted(fits))
    return Pairing(frozenset(key for fits in clear for key in fits), unclear)


def _originals_of(reversal: Posting, posted: list[Posting], known: set[str]) -> frozenset[str]:
    if reversal.parent in known:
        return frozenset({reversal.parent})
    fitting = [one for one in posted if _is_opposite(reversal, one) and _met(reversal, one)]
    if any(one.status is PaymentStatus.UNDONE for one in fitting):
        return frozenset()
    return frozenset(one.key for one in fitting)


def _is_opposite(reversal: Posting, original: Posting) -> bool:
    same = (reversal.contact, reversal.currency) == (original.contact, original.currency)
    amounts = {document: -amount for document, amount in reversal.amounts.items()}
    return same and original.amounts == amounts and original.total == -reversal.total


def _met(reversal: Posting, original: Posting) -> bool:
    if reversal.made_at is None or original.changed_at is None:
        return False
    return original.changed_at - reversal.made_at in STAMPS_APART
