"""Telling of what a run leaves behind: its issues, its failure, and what somebody waited for."""

from datetime import datetime

from sync.domain.runs import Run
from sync.domain.stoppage import FailureKind
from sync.use_cases.ports import Transaction
from sync.use_cases.tell_of_issues import tell_of_issues
from sync.use_cases.tell_of_stoppage import tell_of_failure, tell_that_it_works
from sync.use_cases.watch_records import end_arrived_watches


def alert(
    transaction: Transaction, run: Run, kind: FailureKind | None, failure: str, now: datetime
) -> None:
    """Ask for the messages, within the transaction in which the run ends.

    Args:
        transaction: That transaction.
        run: The run.
        kind: Why it failed; None where it worked.
        failure: What went wrong and what to do; empty where it worked.
        now: Aware UTC.
    """
    tell_of_issues(transaction, run.link_id, now)
    if kind is None:
        tell_that_it_works(transaction, run, now)
        end_arrived_watches(transaction, run.link_id, now)
    else:
        tell_of_failure(transaction, run, kind, failure, now)
