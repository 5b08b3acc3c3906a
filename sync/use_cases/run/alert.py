"""Telling of what a run leaves behind: its issues, its failure, and what somebody waited for."""

from datetime import datetime

from sync.domain.holds import Stop
from sync.domain.runs import Run
from sync.domain.stoppage import FailureKind
from sync.use_cases.hold_runs import note_stop
from sync.use_cases.ports import Transaction
from sync.use_cases.tell_of_issues import tell_of_issues
from sync.use_cases.tell_of_stoppage import (
    tell_of_failure,
    tell_that_it_stopped_to_ask,
    tell_that_it_works,
)
from sync.use_cases.watch_records import end_arrived_watches


def alert(transaction: Transaction, run: Run, now: datetime) -> None:
    """Ask for the messages about a run that worked, within the transaction in which it ends.

    Args:
        transaction: That transaction.
        run: The run.
        now: Aware UTC.
    """
    tell_of_issues(transaction, run.link_id, now)
    tell_that_it_works(transaction, run, now)
    end_arrived_watches(transaction, run.link_id, now)


def alert_of_failure(
    transaction: Transaction, run: Run, kind: FailureKind, failure: str, now: datetime
) -> None:
    """The same for one that failed: why, and what went wrong and what to do."""
    tell_of_issues(transaction, run.link_id, now)
    tell_of_failure(transaction, run, kind, failure, now)


def alert_of_stop(transaction: Transaction, run: Run, stop: Stop, now: datetime) -> None:
    """The same for one that stopped to ask: whatever made earlier runs fail is mended."""
    tell_of_issues(transaction, run.link_id, now)
    tell_that_it_stopped_to_ask(transaction, run, now)
    note_stop(transaction, run, stop, now)
    end_arrived_watches(transaction, run.link_id, now)
