from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from sync.domain.records import PaymentStatus
from sync.ledgers.intacct.payments.reversals import Posting, pair

NOON = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
ORIGINAL = Posting(
    key="12",
    contact="C-17",
    currency="GBP",
    total=Decimal(100),
    amounts={"901": Decimal(60), "902": Decimal(40)},
    made_at=NOON - timedelta(days=4),
    changed_at=NOON,
    status=PaymentStatus.POSTED,
    parent="",
)
REVERSAL = replace(
    ORIGINAL,
    key="31",
    total=Decimal(-100),
    amounts={"902": Decimal(-40), "901": Decimal(-60)},
    made_at=NOON,
    status=PaymentStatus.UNDONE,
)


@pytest.mark.parametrize("apart", [0, 1])
def test_the_one_payment_that_fits__was_undone(apart: int) -> None:
    stamped = replace(ORIGINAL, changed_at=NOON + timedelta(seconds=apart))
    assert pair([REVERSAL], [stamped]).originals == {"12"}


@pytest.mark.parametrize(
    "other",
    [
        replace(ORIGINAL, contact="C-18"),
        replace(ORIGINAL, currency="EUR"),
        replace(ORIGINAL, total=Decimal(99)),
        replace(ORIGINAL, amounts={"901": Decimal(100)}),
        replace(ORIGINAL, changed_at=NOON + timedelta(seconds=2)),
        replace(ORIGINAL, changed_at=NOON - timedelta(seconds=1)),
        replace(ORIGINAL, changed_at=None),
        replace(ORIGINAL, status=PaymentStatus.DRAFT),
    ],
)
def test_a_payment_that_differs__was_not(other: Posting) -> None:
    pairing = pair([REVERSAL], [other])
    assert pairing.originals == frozenset()
    assert pairing.unclear == {}


def test_a_named_parent__needs_no_likeness() -> None:
    named = replace(REVERSAL, parent="12")
    unlike = replace(ORIGINAL, changed_at=None, amounts={})
    assert pair([named], [unlike, replace(ORIGINAL, key="13")]).originals == {"12"}


def test_a_parent_that_is_not_there__leaves_likeness() -> None:
    assert pair([replace(REVERSAL, parent="7")], [ORIGINAL]).originals == {"12"}


def test_two_that_fit_one_reversal__are_unclear() -> None:
    pairing = pair([REVERSAL], [ORIGINAL, replace(ORIGINAL, key="13")])
    assert pairing.originals == frozenset()
    assert pairing.unclear == {"31": frozenset({"12", "13"})}


def test_two_that_fit_two_reversals__were_both_undone() -> None:
    pairing = pair([REVERSAL, replace(REVERSAL, key="32")], [ORIGINAL, replace(ORIGINAL, key="13")])
    assert pairing.originals == {"12", "13"}
    assert pairing.unclear == {}


def test_one_that_says_so_itself__explains_the_reversal() -> None:
    voided = replace(ORIGINAL, status=PaymentStatus.UNDONE)
    pairing = pair([REVERSAL], [voided, replace(ORIGINAL, key="13")])
    assert pairing.originals == frozenset()
    assert pairing.unclear == {}
