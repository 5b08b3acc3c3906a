"""What an approver should look at twice: marks made from what else is known of the contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from sync.domain.approving.drafts import Oddity
from sync.domain.kinds import RecordKind
from sync.domain.money import Money

TWICE_WITHIN = timedelta(days=7)
"""Two documents of one contact over one amount, dated this near to each other, may be one entered twice."""

ENOUGH_TO_COMPARE = 3
"""With fewer earlier documents nobody can say what is usual."""

MUCH_MORE = Decimal(3)
"""So many times the usual amount is much more than usual."""

_PAID_BY_US = frozenset({RecordKind.BILL})


@dataclass(frozen=True, slots=True)
class PastDocument:
    """Another document of the same contact and kind, not voided and not rejected.

    Attributes:
        title: What people call it.
        amount: Its gross total.
        dated: Its date.
    """

    title: str
    amount: Money
    dated: date


def oddities_of(
    kind: RecordKind,
    amount: Money,
    dated: date,
    others: Sequence[PastDocument],
    *,
    amount_in_re_leased: Money,
) -> tuple[Oddity, ...]:
    """The marks of a draft, given what else is known of its contact.

    Args:
        kind: What the draft is.
        amount: Its gross total.
        dated: Its date.
        others: Other documents of the same kind and contact, without the draft itself.
        amount_in_re_leased: Its gross total there: another where somebody settled to leave both as they are.
    """
    marks = []
    if kind in _PAID_BY_US and not others:
        marks.append(Oddity.NEW_PAYEE)
    if _is_much_more(amount, others):
        marks.append(Oddity.MUCH_MORE_THAN_USUAL)
    if any(_may_be_the_same(amount, dated, other) for other in others):
        marks.append(Oddity.LOOKS_LIKE_A_DUPLICATE)
    if amount_in_re_leased != amount:
        marks.append(Oddity.OTHER_AMOUNT_IN_RE_LEASED)
    return tuple(marks)


def _is_much_more(amount: Money, others: Sequence[PastDocument]) -> bool:
    usual = [abs(one.amount.amount) for one in others if one.amount.currency == amount.currency]
    if len(usual) < ENOUGH_TO_COMPARE:
        return False
    return abs(amount.amount) > MUCH_MORE * median(usual)


def _may_be_the_same(amount: Money, dated: date, other: PastDocument) -> bool:
    return other.amount == amount and abs(other.dated - dated) <= TWICE_WITHIN
