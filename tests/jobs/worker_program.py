"""The runs worker as `leasebridge worker runs` starts it, with a short lease and notes of what it opens.

`python -m tests.jobs.worker_program`, with the settings of a worker in the environment and also
TEST_LEASE_SECONDS and TEST_NOTES (a file: one line for each workbench, with the process that opened it).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from jobs.queues import QueueName
from jobs.runtime import JobRuntime
from jobs.worker import work
from leasebridge import wiring
from sync.use_cases.run.bench import Workbench


@contextmanager
def opened_workbench() -> Iterator[Workbench]:
    with Path(os.environ["TEST_NOTES"]).open("a", encoding="utf-8") as notes:
        notes.write(f"{os.getpid()}\n")
    with wiring.opened_workbench() as bench:
        yield replace(bench, lease_seconds=float(os.environ["TEST_LEASE_SECONDS"]))


if __name__ == "__main__":
    wiring.require_current_database()
    work(
        wiring.redis_url(),
        QueueName.RUNS,
        JobRuntime(workbench=opened_workbench, messenger=wiring.opened_messenger),
    )
