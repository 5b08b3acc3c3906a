"""Runs that fail again and again for one reason: one stoppage, told once."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_WHAT_VARIES = re.compile(r"\breference [0-9a-f]{8}\b|\d+(?:[.,]\d+)*")


class FailureKind(StrEnum):
    """Why a run failed, by what to do about it."""

    AWAY = "away"  # a ledger was busy or away; the next run may simply work
    SIGN_IN = "sign_in"  # the credentials were not accepted
    SETUP = "setup"  # a setting, permission or module is wrong
    PAUSED = "paused"  # somebody paused the company, and knows
    FAULT = "fault"  # something happened that never should

    @property
    def is_grave(self) -> bool:
        """Whether it is told at once, whatever the hour.

        Credentials that are refused: no run works until they are mended, and each further try may lock the
        account. A fault: nobody knows what it does next. What passes by itself, or wants a setting changed
        while nothing is written, waits for the morning.
        """
        return self in {FailureKind.SIGN_IN, FailureKind.FAULT}


@dataclass(frozen=True, slots=True)
class Stoppage:
    """Scheduled runs that failed one after the other for the same reason.

    Attributes:
        stoppage_id: Our own id.
        link_id: The companies.
        kind: Why they failed.
        failure: What went wrong and what to do, as the latest run says it.
        times: How many runs failed.
        last_run_id: The latest of them.
        since: When the first failed, aware UTC.
        last_at: When the latest failed.
        ended_at: When a run worked again, or failed for another reason; None while it lasts.
        works_again: Whether it ended because a run worked.
    """

    stoppage_id: int
    link_id: int
    kind: FailureKind
    failure: str
    times: int
    last_run_id: int
    since: datetime
    last_at: datetime
    ended_at: datetime | None
    works_again: bool

    def is_same_reason(self, kind: FailureKind, failure: str) -> bool:
        """Whether a further failure is more of the same.

        Two texts are one reason where they differ in numbers and references only.
        """
        return self.kind is kind and _essence(self.failure) == _essence(failure)


def _essence(failure: str) -> str:
    return _WHAT_VARIES.sub("#", failure)
