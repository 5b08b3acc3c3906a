"""The ticker: schedules whose time has come become runs. Their next times are in the database."""

from sync.domain.runs import SCHEDULE
from sync.use_cases.ports import Store
from sync.use_cases.request_run import add_sync


def start_due_runs(store: Store) -> list[int]:
    """Ask for a sync for every due schedule, in one transaction with moving it on; returns the run ids.

    A schedule of a company that is paused moves on without a run.
    """
    with store.transaction() as transaction:
        return [
            add_sync(transaction, schedule.link_id, SCHEDULE).run.run_id
            for schedule in transaction.schedules.take_due()
            if transaction.pauses.of(schedule.link_id) is None
        ]
