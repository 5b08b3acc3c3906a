"""When two failures are one stoppage, and which are grave."""

from datetime import UTC, datetime

import pytest

from sync.domain.stoppage import FailureKind, Stoppage

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def stoppage(kind: FailureKind, failure: str) -> Stoppage:
    return Stoppage(1, 1, kind, failure, 1, 7, NOON, NOON, None, works_again=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sage Intacct is away. Tried 5 times.", "Sage Intacct is away. Tried 5 times."),
        ("Wait 3.5 s. Tried 4 times.", "Wait 17 s. Tried 5 times."),
        ("Give the reference 1a2b3c4d to them.", "Give the reference deadbeef to them."),
    ],
)
def test_same_reason__whatever_the_numbers_and_references(before: str, after: str) -> None:
    assert stoppage(FailureKind.AWAY, before).is_same_reason(FailureKind.AWAY, after)


def test_same_reason__not_of_another_kind_or_text() -> None:
    away = stoppage(FailureKind.AWAY, "Sage Intacct is away.")
    assert not away.is_same_reason(FailureKind.SETUP, "Sage Intacct is away.")
    assert not away.is_same_reason(FailureKind.AWAY, "Re-Leased is away.")


def test_grave__what_may_lock_an_account_or_nobody_understands() -> None:
    assert {kind for kind in FailureKind if kind.is_grave} == {
        FailureKind.SIGN_IN,
        FailureKind.FAULT,
    }
